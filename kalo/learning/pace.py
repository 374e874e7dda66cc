"""Who has fallen behind, and why: plain rules, the same for learners and for facilitators.

There is no score behind them. Each reason is a sentence that the learner reads too, and whoever
pauses is not behind. Days are those of Athens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kalo.kit.clock import athens

AWAY_AFTER = 10  # days without an act
BEGIN_WITHIN = 7  # days from the start to the first act
SOON = 7  # days before a deadline from which it is near
AWAY, NOT_BEGUN, LATE = "away", "not-begun", "late"


@dataclass(frozen=True)
class Rest:
    """The pauses of somebody: the one that is on or was the last, and the days of those before."""

    began: datetime | None = None
    until: datetime | None = None
    before: int = 0

    def is_on(self, at: datetime) -> bool:
        """True while it lasts."""
        return self.began is not None and (self.until is None or at < self.until)

    def days(self, at: datetime) -> int:
        """How many days of pause there were; deadlines move by them."""
        if self.began is None:
            return self.before
        end = min(filter(None, (self.until, at)))
        return self.before + max(0, (athens(end).date() - athens(self.began).date()).days)

    def ended(self, at: datetime) -> date | None:
        """The day on which the last pause was over."""
        return athens(self.until).date() if self.until and self.until <= at else None


@dataclass(frozen=True)
class Due:
    """A deadline as it holds for one person; `moved` are the days by which it is theirs alone."""

    thing: str  # "module:3"
    on: date
    moved: int = 0

    def is_near(self, today: date) -> bool:
        """True in the week before it."""
        return today <= self.on <= today + timedelta(days=SOON)

    def is_past(self, today: date) -> bool:
        """True from the day after it."""
        return self.on < today


@dataclass(frozen=True)
class Learner:
    """What the rules look at: since when something is expected, and what came."""

    since: date
    heard: date | None  # the day of the last act
    back: date | None = None  # the day on which a pause ended
    rests: bool = False
    done: bool = False
    late: tuple[Due, ...] = ()  # deadlines that passed with something missing


@dataclass(frozen=True)
class Why:
    """One reason for which somebody is behind."""

    kind: str
    days: int = 0
    due: Due | None = None


def due_for(thing: str, on: date, extra: Iterable[int], paused: int) -> Due:
    """A cohort's deadline as it holds for one person: later by what was allowed, and by pauses."""
    moved = max(extra, default=0) + paused
    return Due(thing, on + timedelta(days=moved), moved)


def why_behind(learner: Learner, today: date) -> list[Why]:
    """The reasons, of which there may be none; never any for who rests or has finished."""
    if learner.rests or learner.done or today < learner.since:
        return []
    return [*_silence(learner, today), *(Why(LATE, due=due) for due in learner.late)]


def _silence(learner: Learner, today: date) -> list[Why]:
    known = (learner.since, learner.heard, learner.back)
    quiet = (today - max(day for day in known if day)).days
    if learner.heard is None:
        return [Why(NOT_BEGUN, quiet)] if quiet >= BEGIN_WITHIN else []
    return [Why(AWAY, quiet)] if quiet >= AWAY_AFTER else []


def worth_a_word(
    learner: Learner, open_dues: Iterable[Due], last: date, today: date, remind_on: date | None
) -> bool:
    """Whether a digest has something new to say, of the days after `last` up to today.

    A deadline is named a week and a day before it, a silence once, a reminder on its day.
    """
    if learner.rests or learner.done:
        return False
    if remind_on is not None:
        return remind_on <= today
    before = (due.on - timedelta(days=days) for due in open_dues for days in (SOON, 1))
    named = any(last < day <= today for day in before)
    return named or any(
        (today - last).days > why.days - (BEGIN_WITHIN if why.kind == NOT_BEGUN else AWAY_AFTER)
        for why in why_behind(learner, today)
        if why.due is None
    )
