"""Which class a contract falls into, which routes are open, what to look at twice; pure.

The rules are those of the set of facts "procurement", each with its source. Nothing is decided
here: a route says what speaks for it, what against, and what is not known yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kalo.toolbox.facts import Facts
from kalo.toolbox.fields import Answers

SUPPLIES, SERVICES, SOCIAL, WORKS, CONCESSION = (
    "supplies",
    "services",
    "social",
    "works",
    "concession",
)
DIRECT, MAYBE_DIRECT, BELOW, ABOVE, UNKNOWN = "direct", "maybe-direct", "below", "above", "unknown"
RESERVED, LIGHT, CLAUSES, OTHER = "reserved", "light", "clauses", "other"
OPEN, ASK, SHUT = "open", "ask", "shut"

BODIES = ("workshops", "koispe", "integration", "other")  # cases a to d of article 20
NOBODY = "none"
THRESHOLD = {
    SUPPLIES: "threshold-supplies",
    SERVICES: "threshold-supplies",
    SOCIAL: "threshold-social",
    WORKS: "threshold-works",
    CONCESSION: "threshold-concession",
}
NEAR = 0.9  # ours: from nine tenths of a limit on, cutting up is looked at twice


@dataclass(frozen=True)
class Class:
    """Where a value stands: the class, the threshold that was compared with, its years."""

    name: str
    limit: float | None = None
    years: str = ""


@dataclass(frozen=True)
class Route:
    """A way to buy: open, to be asked, or shut, and the reasons as words of `words.REASONS`."""

    key: str
    state: str
    reasons: tuple[str, ...] = ()


def threshold(kind: str, day: date, facts: Facts) -> tuple[float | None, str]:
    """The threshold of the Directive for a notice of this day, in euro without VAT, and its years.

    None where no figure is known for the day.
    """
    fact = facts.get(THRESHOLD.get(kind, ""))
    known: Mapping[str, Any] = fact.value if fact and isinstance(fact.value, Mapping) else {}
    for years, amount in known.items():
        first, _dash, last = str(years).partition("-")
        if int(first) <= day.year <= int(last or first):
            return float(amount), str(years)
    return None, ""


def class_of(kind: str, value: float | None, day: date, facts: Facts) -> Class:
    """The class of a value: what equals the limit of direct award may be awarded directly, what
    equals a threshold is above it, as the Directive counts.
    """
    limit, years = threshold(kind, day, facts)
    if value is None or not kind:
        return Class(UNKNOWN, limit, years)
    if direct := _direct(kind, value, day, facts):
        return Class(direct, limit, years)
    if limit is None:
        return Class(UNKNOWN)
    return Class(ABOVE if value >= limit else BELOW, limit, years)


def _direct(kind: str, value: float, day: date, facts: Facts) -> str:
    """Some services and ICT works have a higher limit; which ones, the article says, not we."""
    small, larger = _amount(facts, "direct-award", day), _amount(facts, "direct-award-some", day)
    if kind in (SUPPLIES, SERVICES, SOCIAL) and small is not None and value <= small:
        return DIRECT
    if kind in (SERVICES, SOCIAL, WORKS) and larger is not None and value <= larger:
        return MAYBE_DIRECT
    return ""


def _amount(facts: Facts, key: str, day: date | None = None) -> float | None:
    """An amount of the law; none on a day before its fact holds (`about.from`)."""
    fact = facts.get(key)
    if fact is None or not isinstance(fact.value, int | float):
        return None
    since = fact.about.get("from")
    holds = day is None or not since or day >= date.fromisoformat(str(since))
    return float(fact.value) if holds else None


def routes(answers: Answers) -> tuple[Route, ...]:
    """Every route with its state, in the order in which they are asked about."""
    return _reserved(answers), _light(answers), _clauses(answers), _other(answers)


def _reserved(answers: Answers) -> Route:
    who = set(answers.get("market") or ())
    found = [body for body in BODIES if body in who]
    sure = [body for body in found if body != "other" or answers.get("over_30") == "yes"]
    if sure:
        return Route(RESERVED, OPEN, tuple(f"body-{body}" for body in sure))
    if found:  # others, of whom the share is not known or too small
        state = SHUT if answers.get("over_30") == "no" else ASK
        return Route(RESERVED, state, ("share-small",) if state == SHUT else ("share-unknown",))
    return (
        Route(RESERVED, SHUT, ("nobody",)) if NOBODY in who else Route(RESERVED, ASK, ("market",))
    )


def _light(answers: Answers) -> Route:
    if answers.get("kind") and answers["kind"] != SOCIAL:
        return Route(LIGHT, SHUT, ("not-social",))
    listed = answers.get("listed")
    if listed == "no":
        return Route(LIGHT, SHUT, ("not-listed",))
    # Never simply open: its conditions, and the article of Greek law, were not read by us.
    return Route(LIGHT, ASK, ("listed",) if listed == "yes" else ("list",))


def _clauses(answers: Answers) -> Route:
    return Route(CLAUSES, OPEN, ("always",))


def _other(answers: Answers) -> Route:
    return Route(OTHER, ASK, ("law",))


def leads_to(answers: Answers) -> str:
    """The route that the answers lead to: reserved where somebody can answer, else clauses."""
    found = {route.key: route.state for route in routes(answers)}
    return RESERVED if found[RESERVED] == OPEN else CLAUSES


def flags(answers: Answers, where: Class, facts: Facts) -> tuple[str, ...]:
    """What to look at twice, as words of `words.FLAGS`: said in the answers, or seen in them."""
    found = list(answers.get("drafted") or ())
    if _near_a_limit(answers, where, facts) and answers.get("split") == "yes":
        found.append("split")
    if NOBODY in (market := answers.get("market") or ()) and len(market) > 1:
        found.append("nobody-and-some")
    weight = answers.get("weight")
    if "award" in (answers.get("clauses") or ()) and not weight:
        found.append("no-weight")
    if weight and not _as_proposed(weight, facts):
        found.append("weight")
    if "collective" in market and leads_to(answers) != RESERVED:
        found.append("collective")
    if not answers.get("aim"):
        found.append("no-aim")
    return tuple(dict.fromkeys(found))


def _as_proposed(weight: float, facts: Facts) -> bool:
    """Whether a weight is one that we propose; with no proposal every weight is."""
    fact = facts.get("weight-proposal")
    between = fact.value if fact and isinstance(fact.value, Mapping) else {}
    least, most = between.get("least"), between.get("most")
    return (least is None or weight >= least) and (most is None or weight <= most)


def _near_a_limit(answers: Answers, where: Class, facts: Facts) -> bool:
    value = answers.get("value")
    limits = [where.limit, _amount(facts, "direct-award"), _amount(facts, "direct-award-some")]
    return value is not None and any(
        limit is not None and NEAR * limit <= value <= limit for limit in limits
    )
