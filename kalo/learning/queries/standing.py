"""How somebody is getting on with a programme: what is missing, by when, and why that is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.learning.models import Cohort
from kalo.learning.pace import Due, Learner, Why, why_behind
from kalo.learning.queries.deadlines import rest_of
from kalo.learning.queries.items import Item, every_item
from kalo.learning.queries.missing import Name, Names, names_of_things
from kalo.learning.rules import ITEMS, Course, Facts, Missing, Rule, Verdict, judge


class Asked:
    """A version of the path, with the rule of each block that it names."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.things = frozenset(course.things())

    @cached_property
    def leaves(self) -> dict[int, Rule]:
        """The item that asks for each block."""
        found: dict[int, Rule] = {}
        for rule in (self.course.rule, *self._rules()):
            for leaf in _leaves(rule):
                kind = next(name for name in ITEMS if name in leaf)
                if kind != "read":
                    found.setdefault(leaf[kind], leaf)
        return found

    def _rules(self) -> Iterable[Rule]:
        yield from (each["rule"] for each in self.course.modules.values())
        yield from (each["rule"] for each in self.course.lessons.values())

    def judge(self, thing: str, facts: Facts) -> Verdict:
        """How far somebody is with a module, a lesson or a block; of nothing, nothing misses."""
        kind, _colon, number = thing.partition(":")
        if kind == "block":
            leaf = self.leaves.get(int(number))
            return judge(leaf, facts) if leaf else _unasked(int(number), facts)
        return self.course.judge(thing, facts) if thing in self.things else Verdict(0, 0)


def _leaves(rule: Rule) -> Iterable[Rule]:
    for part in rule.get("all", rule.get("of", ())):
        yield from _leaves(part)
    if any(name in rule for name in ITEMS):
        yield rule


def _unasked(block: int, facts: Facts) -> Verdict:
    """A block that no rule asks for: with a deadline it is there once it was done."""
    done = facts.blocks.get(block)
    if f"block:{block}" in facts.gone or (done and (done.done_at or done.excused_at)):
        return Verdict(1, 1)
    return Verdict(0, 1, (Missing("submitted", f"block:{block}"),))


@dataclass(frozen=True)
class Standing:
    """Where a learner is: what the whole asks, the deadlines that wait, what is behind."""

    verdict: Verdict
    learner: Learner
    open_dues: Mapping[str, Due] = field(default_factory=dict)  # of what is not there yet
    why: tuple[Why, ...] = ()

    @property
    def rests(self) -> bool:
        """True while the learner is on a pause."""
        return self.learner.rests

    @property
    def begun(self) -> bool:
        """True once something was heard of the learner."""
        return self.learner.heard is not None

    @property
    def near(self) -> list[Due]:
        """What is due within a week, the next first."""
        today = clock.today()
        return sorted((d for d in self.open_dues.values() if d.is_near(today)), key=lambda d: d.on)


def standing_of(
    enrolment: Any, asked: Asked, facts: Facts, dues: Mapping[str, Due], cohort: Cohort | None
) -> Standing:
    """By the rules of `pace`; `enrolment` is a row or an object with those columns."""
    today = clock.today()
    verdict = asked.course.judge(f"programme:{enrolment.programme_id}", facts)
    open_ = {thing: due for thing, due in dues.items() if asked.judge(thing, facts).missing}
    late = tuple(due for due in open_.values() if due.is_past(today))
    learner = learner_of(enrolment, cohort.starts_on if cohort else None, late)
    return Standing(verdict, learner, open_, tuple(why_behind(learner, today)))


def learner_of(enrolment: Any, begins: date | None, late: tuple[Due, ...]) -> Learner:
    """What the rules look at; in a cohort nothing is expected before it begins."""
    rest, started = rest_of(enrolment), clock.athens(enrolment.started_at).date()
    heard = enrolment.last_act_at
    return Learner(
        since=max(started, begins) if begins else started,
        heard=clock.athens(heard).date() if heard else None,
        back=rest.ended(clock.now()),
        rests=rest.is_on(clock.now()),
        done=enrolment.done_at is not None,
        late=late,
    )


def names_from(
    outline: list[Item], verdicts: Iterable[Verdict], things: Iterable[str] = ()
) -> Names:
    """What things are called; only what the outline does not hold any more is asked for."""
    names: dict[str, Name] = {
        item.thing: Name(in_this_language(item, "title"), item.kind) for item in every_item(outline)
    }
    missing = (one for verdict in verdicts for one in verdict.missing)
    wanted = {*things, *(thing for one in missing for thing in _things(one))}
    unknown = wanted - names.keys()
    return {**names, **names_of_things(unknown)} if unknown else names


def _things(missing: Missing) -> set[str]:
    inside = {thing for choice in missing.of for one in choice for thing in _things(one)}
    kind = missing.thing.partition(":")[0]
    return inside | ({missing.thing} if kind in {"module", "lesson", "block"} else set())
