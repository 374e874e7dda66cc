"""From answers and facts to a plan: steps, their days, what is next, what does not fit; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from kalo.toolbox.facts import Facts
from kalo.toolbox.tools.founding.rules import (
    NOTHING,
    Own,
    Snag,
    Times,
    day_of,
    form_of,
    opening_of,
    schedule,
    snags,
    steps_for,
    what_is_next,
)
from kalo.toolbox.tools.founding.statute import facts_about, figure
from kalo.toolbox.tools.founding.steps import Step


@dataclass(frozen=True)
class Plan:
    """The plan of some answers, as it is seen on a day."""

    answers: Mapping[str, Any]
    facts: Facts
    today: date

    @cached_property
    def form(self) -> str:
        """The legal form; empty where none was chosen, and then there are no steps."""
        return form_of(self.answers)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order."""
        if not self.form:
            return ()
        said = (bool(self.answers.get(name)) for name in ("exists", "hires", "premises"))
        months, _fact = figure(facts_about(self.facts, self.form), "valid_months")
        return tuple(
            replace(step, wait=int(months)) if step.wait and months else step
            for step in steps_for(self.form, *said)
        )

    @cached_property
    def own(self) -> dict[str, Own]:
        """What people wrote beside each step."""
        return {step.key: self._own(step.key) for step in self.steps}

    def _own(self, key: str) -> Own:
        said = self.answers.get
        days = said(f"days_{key}")
        return Own(
            done=bool(said(f"done_{key}")),
            began=day_of(said(f"began_{key}")),
            ended=day_of(said(f"ended_{key}")),
            by=day_of(said(f"by_{key}")),
            days=days if isinstance(days, int) else None,
            who=said(f"who_{key}") or "",
        )

    @cached_property
    def days(self) -> dict[str, int]:
        """How many days a source gives for a step."""
        found = {}
        for step in self.steps:
            number, _fact = figure(facts_about(self.facts, self.form, step=step.key), "days")
            if number is not None:
                found[step.key] = int(number)
        return found

    @cached_property
    def begin(self) -> date:
        """The first day: the one that was answered, or today."""
        return day_of(self.answers.get("start")) or self.today

    @property
    def has_begin(self) -> bool:
        """Whether somebody said when it begins."""
        return day_of(self.answers.get("start")) is not None

    @cached_property
    def times(self) -> dict[str, Times]:
        """The earliest days, as things stand today."""
        return schedule(self.steps, self.begin, self.own, self.days, self.today)

    @cached_property
    def as_planned(self) -> dict[str, Times]:
        """The same as it was planned, whatever day it is: it moves only when answers do.

        What is ticked off without a day keeps the one that it had.
        """
        own = {
            key: replace(mine, done=False) if mine.done and not mine.ended else mine
            for key, mine in self.own.items()
        }
        planned = schedule(self.steps, self.begin, self.own, self.days)
        kept = schedule(self.steps, self.begin, own, self.days)
        undated = {key for key, mine in self.own.items() if mine.done and not mine.ended}
        return {key: kept[key] if key in undated else planned[key] for key in planned}

    @cached_property
    def next(self) -> list[str]:
        """What can be done now."""
        return what_is_next(self.steps, self.own)

    @cached_property
    def snags(self) -> list[Snag]:
        """What does not fit."""
        return snags(self.steps, self.own, self.times, self.today)

    @property
    def opening(self) -> date | None:
        """The day on which all is done but what comes every year."""
        return opening_of(self.steps, self.times)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(1 for mine in self.own.values() if mine.is_done)

    def of(self, key: str) -> Own:
        """What people wrote beside a step."""
        return self.own.get(key, NOTHING)

    def stated(self, key: str) -> list[Any]:
        """The facts of a step, for this form; those of an article of the statutes stand there."""
        about = facts_about(self.facts, self.form, step=key)
        return [fact for fact in about if not fact.about.get("statute")]
