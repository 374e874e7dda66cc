"""How somebody is getting on with a programme: what is missing, by when, and why that is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.learning.models import Cohort
from kalo.learning.pace import Due, Learner, Why, why_behind
from kalo.learning.queries.counting import Asked, Marks
from kalo.learning.queries.deadlines import rest_of
from kalo.learning.queries.items import Item, every_item
from kalo.learning.queries.missing import Name, Names, names_of_things, things_in
from kalo.learning.rules import Verdict


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
    enrolment: Any, asked: Asked, marks: Marks, dues: Mapping[str, Due], cohort: Cohort | None
) -> Standing:
    """By the rules of `pace`; `enrolment` is a row or an object with those columns."""
    today = clock.today()
    verdict = asked.judge(f"programme:{enrolment.programme_id}", marks)
    open_ = {thing: due for thing, due in dues.items() if asked.judge(thing, marks).missing}
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
    wanted = {*things, *(thing for one in missing for thing in things_in(one))}
    unknown = wanted - names.keys()
    return {**names, **names_of_things(unknown)} if unknown else names
