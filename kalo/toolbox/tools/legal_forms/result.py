"""What comes of the answers: what stays, what does not and why, what could not be decided."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit import clock
from kalo.kit.reports import (
    Block,
    Facts,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    legal_notice,
)
from kalo.toolbox.answered import answered
from kalo.toolbox.facts import Facts as AllFacts
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.legal_forms import rules
from kalo.toolbox.tools.legal_forms.comparing import SET, comparison
from kalo.toolbox.tools.legal_forms.kinds import FORMS, GROUPS
from kalo.toolbox.tools.legal_forms.questions import FIELDS
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
from kalo.toolbox.tools.legal_forms.words import NAMES, sentence

COMPARISON = "/toolbox/tools/legal-forms/comparison"
FEW = 3  # of so many forms that stay, the facts are shown one by one
BESIDE = 5  # of so many, the table stands in the report; that of all has a page and a file
NEXT = "/toolbox/tools/founding/"


def result(answers: dict[str, Any], language: str) -> Report:
    """The report; any answers give one."""
    return report(answers, facts_of(SET, language), language)


def report(answers: dict[str, Any], facts: AllFacts, language: str) -> Report:
    """The same for facts at hand."""
    verdicts = rules.judge(answers, facts)
    stay = [each for each in verdicts if each.state == STAYS]
    stay.sort(key=lambda each: -len(each.those(FOR)))
    blocks: list[Block] = [
        *_staying(stay, answers, facts),
        *_leaving(DOUBTFUL, verdicts, facts),
        *_leaving(OUT, verdicts, facts),
        *_undecided(verdicts, answers),
        *_beside(verdicts, facts, language),
        *answered(FIELDS, answers),
        Link(_("All forms side by side"), COMPARISON),
        Link(_("Go on to the founding guide"), NEXT),
        legal_notice(),
    ]
    more = {"states": {each.form: each.state for each in verdicts}}
    return Report(
        _("Which legal form?"), _summary(len(stay)), blocks, clock.today(), language, more
    )


def _summary(number: int) -> str:
    return ngettext(
        "%(num)s of %(all)s forms stays open", "%(num)s of %(all)s forms stay open", number,
        all=len(FORMS),
    )  # fmt: skip


def _staying(stay: Sequence[Verdict], answers: dict[str, Any], facts: AllFacts) -> Iterator[Block]:
    yield Heading(_("What stays open"))
    if not stay:
        yield Notice(_("No form goes with all of your answers."), "warning")
        yield from _released(answers, facts)
        return
    header = [_("Form"), _("What speaks for it"), _("Founders")]
    rows = [
        [str(NAMES[each.form]), _words(each.those(FOR)) or "–", _least(each, facts)]
        for each in stay
    ]
    yield Table(header, rows, _("Forms against which nothing speaks"), sheet=_("Open"))
    if len(stay) <= FEW:
        for each in stay:
            stated = list(_facts_about(each.form, facts))
            yield Facts(_("%(form)s: what we know of it", form=NAMES[each.form]), stated)
    else:
        keys = [f"{each.form}-founders" for each in stay]
        stated = [_stated(facts, key) for key in keys if key in facts]
        yield Facts(_("Where each of these comes from"), stated)


def _released(answers: dict[str, Any], facts: AllFacts) -> Iterator[Block]:
    """Which answer leaves out what: where a group can still give way."""
    released = rules.released_by(answers, facts)
    lines = [
        _(
            "Without “%(question)s”: %(forms)s",
            question=str(FIELDS[name].label),
            forms=_names(forms),
        )
        for name, forms in released.items()
    ]
    if lines:
        yield Para(_("These would stay if one question were left open:"))
        yield Points(lines)
    else:
        yield Para(
            _("More than one answer stands in the way of each form. Look at the reasons below.")
        )


def _leaving(state: str, verdicts: Sequence[Verdict], facts: AllFacts) -> Iterator[Block]:
    """The forms of a state with their reasons, then the facts these lean on."""
    left = [each for each in verdicts if each.state == state]
    if not left:
        return
    if state == OUT:
        yield Heading(_("What is left out, and why"))
    else:
        yield Heading(_("What probably does not fit"))
        yield Para(
            _("By figures that are usually quoted, of a draft or past their date: check them.")
        )
    keys = list(dict.fromkeys(said.fact for each in left for said in each.those(AGAINST)))
    numbers = {key: number for number, key in enumerate(keys, 1)}
    rows = [[str(NAMES[each.form]), _words(each.those(AGAINST), numbers)] for each in left]
    sheet = _("Left out") if state == OUT else _("Probably not")
    yield Table([_("Form"), _("Why")], rows, _("Forms and reasons"), sheet=sheet)
    stated = [_stated(facts, key, f"[{n}] ") for key, n in numbers.items() if key in facts]
    yield Facts(_("The facts behind these reasons"), stated, folded=False)


def _undecided(verdicts: Sequence[Verdict], answers: dict[str, Any]) -> Iterator[Block]:
    """What the tool could not decide: facts that it does not have, answers that were not given."""
    lines = [
        f"{NAMES[each.form]}: {_words(each.those(UNSURE))}"
        for each in verdicts
        if each.those(UNSURE) and each.state != OUT
    ]
    unsaid = [str(field.label) for name, field in FIELDS.items() if _is_open(name, answers)]
    if unsaid:
        lines.append(_("Not answered yet: %(questions)s", questions=" · ".join(unsaid)))
    lines.append(_("What the person or body accepts that will fund you: ask before you sign."))
    lines.append(_("What your activity needs besides: licences, insurance, a tax adviser's word."))
    yield Heading(_("What this could not decide"))
    yield Points(lines)


def _is_open(name: str, answers: dict[str, Any]) -> bool:
    if name == "group_share" and answers.get("purpose") not in GROUPS:
        return False
    return answers.get(name) in (None, "")


def _beside(verdicts: Sequence[Verdict], facts: AllFacts, language: str) -> Iterator[Block]:
    shown = [each.form for each in verdicts if each.state != OUT]
    if not 0 < len(shown) <= BESIDE:
        return
    yield Heading(_("Side by side"))
    yield Para(_("A star (*): usually quoted, of a draft or past its date; check it."))
    yield comparison(facts, language, shown)
    stay = [each.form for each in verdicts if each.state == STAYS]
    known = set(stay) if len(stay) <= FEW else set()  # of these everything stands above
    stated = [
        _stated(facts, key)
        for key, fact in facts.items()
        if fact.about.get("cell") and set(fact.about.get("forms", ())) & (set(shown) - known)
    ]
    if stated:
        yield Facts(_("Where each of these comes from"), stated)


def _facts_about(form: str, facts: AllFacts) -> Iterator[Stated]:
    for key, fact in facts.items():
        if form in fact.about.get("forms", ()):
            yield _stated(facts, key)


def _stated(facts: AllFacts, key: str, before: str = "") -> Stated:
    stated = facts[key].stated()
    return Stated(
        f"{before}{stated.text}", "", stated.source, stated.address, stated.checked, stated.mark,
        stated.expired,
    )  # fmt: skip


def _least(verdict: Verdict, facts: AllFacts) -> Any:
    fact = facts.get(f"{verdict.form}-founders")
    return fact.value if fact and isinstance(fact.value, int) else "–"


def _words(said: Sequence[Said], numbers: dict[str, int] | None = None) -> str:
    notes = numbers or {}
    return " ".join(
        f"{sentence(each)} [{notes[each.fact]}]" if each.fact in notes else sentence(each)
        for each in said
    )


def _names(forms: Sequence[str]) -> str:
    return ", ".join(str(NAMES[form]) for form in forms)
