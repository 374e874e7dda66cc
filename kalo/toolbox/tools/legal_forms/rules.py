"""What answers and facts say of each form. Pure: the figures come from the facts, none stands here.

Each rule looks at one answer and says, with the fact it leans on, what is against a form, what is
for it, or what it cannot tell. An answer that was not given says nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any

from kalo.toolbox.facts import SEEN, Fact, Facts
from kalo.toolbox.tools.legal_forms.kinds import (
    ASSOCIATION,
    BY_LAW,
    CIVIL,
    ENERGY,
    ENERGY_2018,
    FARMERS,
    FORMS,
    GROUPS,
    KOINSEP,
    KOINSEPS,
    KOISPE,
    NONPROFIT,
    ONLY_PEOPLE,
    PURPOSES,
    SPECIAL,
    SUITS,
    VULNERABLE,
    WORKERS,
)
from kalo.toolbox.tools.legal_forms.verdicts import (
    AGAINST,
    DOUBTFUL,
    FOR,
    OUT,
    STAYS,
    UNSURE,
    Said,
    Verdict,
)

Answers = Mapping[str, Any]


def judge(answers: Answers, facts: Facts) -> list[Verdict]:
    """Every form in its order, with what speaks for and against it.

    What stands against it leans on facts: seen at a source, it leaves the form out; usually quoted,
    from a draft or past its date, it only makes it doubtful.
    """
    said = [each for rule in RULES for each in rule(answers, facts)]
    return [_verdict(form, [each for each in said if each.form == form], facts) for form in FORMS]


def without(answers: Answers, name: str) -> Answers:
    """The answers as if one question had not been asked."""
    return {key: value for key, value in answers.items() if key != name}


def released_by(answers: Answers, facts: Facts) -> dict[str, list[str]]:
    """For each question, which forms would stay if it had not been answered, and now do not."""
    now = _staying(answers, facts)
    return {
        name: more
        for name, value in answers.items()
        if value not in (None, "", [])
        and (more := [form for form in _staying(without(answers, name), facts) if form not in now])
    }


def _staying(answers: Answers, facts: Facts) -> list[str]:
    return [each.form for each in judge(answers, facts) if each.state == STAYS]


def _verdict(form: str, said: list[Said], facts: Facts) -> Verdict:
    against = [each for each in said if each.way == AGAINST]
    state = STAYS
    if against:
        state = OUT if any(is_sure(facts.get(each.fact)) for each in against) else DOUBTFUL
    return Verdict(form, state, tuple(said))


def is_sure(fact: Fact | None) -> bool:
    """Seen at a source, and within its date."""
    return fact is not None and fact.mark == SEEN and not fact.is_expired


def _number(facts: Facts, key: str, name: str = "") -> Any:
    """The figure of a fact; None where it has none any more."""
    value = facts[key].value if key in facts else None
    if isinstance(value, Mapping):
        value = value.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def closed(_answers: Answers, _facts: Facts) -> Iterator[Said]:
    """The energy communities of 2018 take no new ones, whatever is answered."""
    yield Said(ENERGY_2018, AGAINST, "closed", "energy-community-2018-closed")


def founders(answers: Answers, facts: Facts) -> Iterator[Said]:
    """How many people found it; organisations count where the form lets them.

    Too few people leave a form out only where nothing that was not said could make up the number.
    """
    persons = answers.get("persons")
    if persons is None:
        return
    bodies = answers.get("organisations") or 0
    for form in FORMS:
        if form == ENERGY_2018:
            continue
        there = persons if form in ONLY_PEOPLE else persons + bodies
        key = f"{form}-founders"
        least = _number(facts, key)
        numbers = {"there": there, "least": least}
        if least is None:
            yield Said(form, UNSURE, "founders-unknown", key)
        elif there >= least:
            continue
        elif persons + _bodies_at_most(form, answers, facts) >= least:
            yield Said(form, UNSURE, "founders-open", key, numbers)
        else:
            yield Said(form, AGAINST, "founders", key, numbers)


def _bodies_at_most(form: str, answers: Answers, facts: Facts) -> float:
    """How many organisations and municipalities could be among the founders, by what was said."""
    if form in ONLY_PEOPLE:
        return 0
    said = answers.get("organisations")
    wanted = inf if said is None else said + (answers.get("municipality") != "none")
    return min(wanted, _room_for_bodies(form, answers["persons"], facts))


def _room_for_bodies(form: str, persons: float, facts: Facts) -> float:
    """How many of them a form lets beside so many people; without a figure any number."""
    one_in = _number(facts, "koinsep-organisations", "one_in") if form in KOINSEPS else None
    most = _number(facts, "koispe-members", "others") if form == KOISPE else None
    if one_in is not None and one_in > 1:
        return persons // (one_in - 1)
    return persons * most // (100 - most) if most is not None and most < 100 else inf


def organisations(answers: Answers, facts: Facts) -> Iterator[Said]:
    """Whether organisations can be among the members, and how many."""
    bodies, persons = answers.get("organisations"), answers.get("persons")
    if not bodies:
        return
    yield Said(WORKERS, AGAINST, "only-people", "worker-cooperative-founders")
    yield Said(ASSOCIATION, AGAINST, "only-people", "association-members")
    yield Said(FARMERS, UNSURE, "organisations-unknown", "agricultural-cooperative-members")
    yield Said(CIVIL, UNSURE, "organisations-unknown", "civil-cooperative-members")
    if persons is None:
        return
    one_in = _number(facts, "koinsep-organisations", "one_in")
    there = {"bodies": bodies, "all": persons + bodies, "one_in": one_in}
    for form in KOINSEPS:
        if one_in is None:
            yield Said(form, UNSURE, "organisations-unknown", "koinsep-organisations")
        elif bodies * one_in > persons + bodies:
            yield Said(form, AGAINST, "third", "koinsep-organisations", there)
    most = _number(facts, "koispe-members", "others")
    if most is not None and bodies * 100 > most * (persons + bodies):
        yield Said(KOISPE, AGAINST, "others", "koispe-members", {**there, "most": most})


def municipality(answers: Answers, _facts: Facts) -> Iterator[Said]:
    """Whether a municipality, or a body of its own, can be a member."""
    who = answers.get("municipality")
    integration = "koinsep-integration-municipality"
    if who not in ("municipality", "entity"):
        return
    yield Said(WORKERS, AGAINST, "only-people", "worker-cooperative-members")
    yield Said(ASSOCIATION, AGAINST, "only-people", "association-members")
    yield Said(KOISPE, FOR, "municipality-may", "koispe-members")
    yield Said(ENERGY, FOR, "municipality-may", "energy-community-members")
    for form, fact in (
        (FARMERS, "agricultural-cooperative-members"),
        (CIVIL, "civil-cooperative-members"),
        (NONPROFIT, "civil-nonprofit-members"),
    ):
        yield Said(form, UNSURE, "municipality-unknown", fact)
    if who == "municipality":
        yield Said(KOINSEP, AGAINST, "municipality-not", "koinsep-municipality")
        yield Said(VULNERABLE, AGAINST, "municipality-not", integration)
        yield Said(SPECIAL, AGAINST, "municipality-not", integration)
    else:
        yield Said(KOINSEP, UNSURE, "entity-unknown", "koinsep-municipality")
        yield Said(VULNERABLE, FOR, "entity-may", integration)
        yield Said(SPECIAL, FOR, "entity-may", integration)


def purpose(answers: Answers, _facts: Facts) -> Iterator[Said]:
    """Forms that exist for one purpose, and the one that people have."""
    wanted = answers.get("purpose")
    if not wanted:
        return
    for form, (purposes, fact) in PURPOSES.items():
        way = FOR if wanted in purposes else AGAINST
        yield Said(form, way, f"purpose-{form}", fact)
    for form, fact in SUITS.get(wanted, ()):
        yield Said(form, FOR, f"suits-{wanted}", fact)


def group_share(answers: Answers, facts: Facts) -> Iterator[Said]:
    """How many of the members belong to the group that it is for."""
    share = answers.get("group_share")
    for form, fact, name in GROUPS.get(answers.get("purpose") or "", ()):
        least = _number(facts, fact, name)
        if share is None or least is None:
            yield Said(form, UNSURE, "share-unknown", fact)
        elif share < least:
            yield Said(form, AGAINST, "share", fact, {"share": share, "least": least})
        else:
            yield Said(form, FOR, "share-enough", fact, {"share": share, "least": least})


def work(answers: Answers, _facts: Facts) -> Iterator[Said]:
    """Whether everybody who is a member works in it."""
    who, fact = answers.get("work"), "worker-cooperative-members"
    if who == "all":
        yield Said(WORKERS, FOR, "all-work", fact)
    elif who:
        yield Said(WORKERS, AGAINST, "not-all-work", fact)


def outside(answers: Answers, facts: Facts) -> Iterator[Said]:
    """How many of the employees are no members."""
    share, fact = answers.get("outside"), "koinsep-employees"
    if share is None:
        return
    most, seasonal = _number(facts, fact, "most"), _number(facts, fact, "seasonal")
    there = {"share": share, "most": most, "seasonal": seasonal}
    for form in KOINSEPS:
        if most is None or seasonal is None:
            yield Said(form, UNSURE, "employees-unknown", fact)
        elif share > seasonal:
            yield Said(form, AGAINST, "employees", fact, there)
        elif share > most:
            yield Said(form, UNSURE, "seasonal", fact, there)
    fact = "worker-cooperative-employees"
    most = _number(facts, fact)
    if most is not None and share > most:
        yield Said(WORKERS, AGAINST, "employees", fact, {"share": share, "most": most})


def pay_out(answers: Answers, _facts: Facts) -> Iterator[Said]:
    """Whether profit is to be paid out to the members."""
    if answers.get("pay_out") != "yes":
        return
    for form in KOINSEPS:
        yield Said(form, AGAINST, "no-dividends", "sse-profits")
    yield Said(WORKERS, AGAINST, "no-dividends", "worker-cooperative-profits")
    yield Said(NONPROFIT, AGAINST, "no-dividends", "civil-nonprofit-profits")
    yield Said(ASSOCIATION, AGAINST, "no-dividends", "association-profits")
    yield Said(FARMERS, UNSURE, "own-rules", "agricultural-cooperative-profits")
    yield Said(CIVIL, UNSURE, "own-rules", "civil-cooperative-profits")
    yield Said(KOISPE, UNSURE, "profits-unknown", "koispe-law")
    yield Said(ENERGY, UNSURE, "profits-unknown", "energy-community-law")


def by_law(answers: Answers, _facts: Facts) -> Iterator[Said]:
    """Whether it has to be an SSE body from its first day."""
    if answers.get("by_law") != "yes":
        return
    for form in FORMS:
        if form in BY_LAW:
            yield Said(form, FOR, "by-law", "sse-by-law")
        elif form != ENERGY_2018:
            yield Said(form, AGAINST, "by-choice", "sse-by-choice")


def share(answers: Answers, facts: Facts) -> Iterator[Said]:
    """Whether each founder can pay the compulsory share."""
    if answers.get("share") != "no":
        return
    for form in (*KOINSEPS, WORKERS):
        fact = "koinsep-share" if form in KOINSEPS else "worker-cooperative-share"
        least = _number(facts, fact)
        if least is not None:
            yield Said(form, AGAINST, "no-share", fact, {"least": least})


Rule = Callable[[Answers, Facts], Iterator[Said]]
RULES: tuple[Rule, ...] = (
    *(closed, founders, organisations, municipality, purpose, group_share, work, outside),
    *(pay_out, by_law, share),
)
