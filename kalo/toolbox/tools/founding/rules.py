"""When what can be done: the plan of the steps and its dates; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kalo.toolbox.tools.founding.steps import ALL, BY_CHOICE, BY_KEY, FORMS, Step

LONGEST = 3650  # days: nothing is planned further away


@dataclass(frozen=True)
class Own:
    """What people wrote beside a step."""

    done: bool = False
    began: date | None = None
    ended: date | None = None  # the day on which it was done
    by: date | None = None  # their own deadline
    days: int | None = None  # their own guess
    who: str = ""

    @property
    def is_done(self) -> bool:
        """Ticked off, or with a day on which it was done."""
        return self.done or self.ended is not None


NOTHING = Own()


@dataclass(frozen=True)
class Times:
    """When a step can begin and be done at the earliest, and how many days it may slip."""

    start: date
    end: date
    slack: int = 0


@dataclass(frozen=True)
class Snag:
    """Something about a day that does not fit; `other` is a step that it has to do with."""

    step: str
    kind: str  # "late", "too-soon", "before", "backwards"
    other: str = ""


def steps_for(
    form: str, exists: bool = False, hires: bool = True, premises: bool = True
) -> tuple[Step, ...]:
    """The steps of a plan, each after those it waits for; without a form, those of all."""
    wanted = {"hires": hires, "premises": premises}
    exists = exists and form in BY_CHOICE
    kept = [
        step
        for step in ALL
        if (not form or form in step.forms)
        and (not step.only or wanted[step.only])
        and not (exists and step.new)
    ]
    keys = {step.key for step in kept}
    found: list[Step] = []
    before: dict[str, set[str]] = {}  # everything that comes before a step, however far
    for step in kept:
        after = _standing(step.after, keys)
        before[step.key] = set(after).union(*(before[key] for key in after))
        nearest = [key for key in after if not any(key in before[other] for other in after)]
        found.append(replace(step, after=tuple(nearest)))
    return tuple(found)


def _standing(after: Sequence[str], keys: set[str]) -> tuple[str, ...]:
    """What a step waits for, among those that are in the plan: of one that is not, what it did."""
    found: list[str] = []
    for key in after:
        found += [key] if key in keys else _standing(BY_KEY[key].after, keys)
    return tuple(dict.fromkeys(found))


def schedule(
    steps: Sequence[Step],
    begin: date,
    own: Mapping[str, Own],
    days: Mapping[str, int],
    today: date | None = None,
) -> dict[str, Times]:
    """When each step can begin and end at the earliest.

    A step begins when all it waits for has ended, and its months have passed. One that has begun
    began then, one that is done ended then and holds nobody up if it has no day. With `today`,
    nothing that is not done lies before it.

    Args:
        steps: in an order in which each comes after those it waits for.
        begin: the first day of the plan.
        own: what people wrote, by step.
        days: how many days each takes where people wrote none.
        today: what is still ahead begins not before it.
    """
    times: dict[str, Times] = {}
    for step in steps:
        mine = own.get(step.key, NOTHING)
        ready = max([begin, *(times[key].end for key in step.after)])
        ready = months_later(ready, step.wait)
        times[step.key] = _times(mine, ready, _length(step, mine, days), begin, today)
    done = {key for key, mine in own.items() if mine.is_done}
    return _with_slack(steps, times, done)


def _length(step: Step, mine: Own, days: Mapping[str, int]) -> int:
    length = mine.days if mine.days is not None else days.get(step.key, step.days)
    return max(0, min(length, LONGEST))


def _times(mine: Own, ready: date, length: int, begin: date, today: date | None) -> Times:
    if mine.is_done:
        end = mine.ended or mine.began or begin
        return Times(min(mine.began or end, end), end)
    start = mine.began or (max(ready, today) if today else ready)
    end = later(start, length)
    return Times(start, max(end, today) if today else end)


def _with_slack(
    steps: Sequence[Step], times: Mapping[str, Times], done: set[str]
) -> dict[str, Times]:
    """How far each may slip before the opening does; what is done, or comes every year, cannot."""
    opening = opening_of(steps, times)
    latest: dict[str, date] = {}
    found: dict[str, Times] = {}
    followers: dict[str, list[Step]] = {step.key: [] for step in steps}
    for step in steps:
        for key in step.after:
            followers[key].append(step)
    for step in reversed(steps):
        mine = times[step.key]
        bounds = [latest[each.key] for each in followers[step.key] if each.phase != "yearly"]
        end = min([opening or mine.end, *bounds])
        if step.phase == "yearly" or step.key in done:
            end = mine.end
        latest[step.key] = end - (mine.end - mine.start)
        found[step.key] = replace(mine, slack=max(0, (end - mine.end).days))
    return {step.key: found[step.key] for step in steps}


def opening_of(steps: Sequence[Step], times: Mapping[str, Times]) -> date | None:
    """The day on which everything is done but what comes every year; None without such steps."""
    ends = [times[step.key].end for step in steps if step.phase != "yearly"]
    return max(ends, default=None)


def later(day: date, days: int) -> date:
    """So many days later; the end of the calendar is as far as it goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def what_is_next(steps: Sequence[Step], own: Mapping[str, Own]) -> list[str]:
    """What can be done now: everything that it waits for is done, and it is not."""
    done = {step.key for step in steps if own.get(step.key, NOTHING).is_done}
    return [
        step.key
        for step in steps
        if step.key not in done and not step.wait and done.issuperset(step.after)
    ]


def snags(
    steps: Sequence[Step],
    own: Mapping[str, Own],
    times: Mapping[str, Times],
    today: date | None = None,
) -> list[Snag]:
    """What does not fit: deadlines that passed or come too soon, and what was done out of order."""
    found: list[Snag] = []
    for step in steps:
        mine = own.get(step.key, NOTHING)
        if mine.began and mine.ended and mine.began > mine.ended:
            found.append(Snag(step.key, "backwards"))
        if mine.is_done:
            found += [Snag(step.key, "before", key) for key in _overtaken(step, own)]
        elif mine.by and today and mine.by < today:
            found.append(Snag(step.key, "late"))
        elif mine.by and mine.by < times[step.key].end:
            found.append(Snag(step.key, "too-soon"))
    return found


def _overtaken(step: Step, own: Mapping[str, Own]) -> Iterable[str]:
    """What a step waits for and yet came before."""
    mine = own[step.key]
    for key in step.after:
        first = own.get(key, NOTHING)
        if not first.is_done or (first.ended and mine.ended and first.ended > mine.ended):
            yield key


def form_of(answers: Mapping[str, Any]) -> str:
    """The legal form that was chosen, of those we know."""
    form = answers.get("form") or ""
    return form if form in FORMS else ""


def day_of(said: Any) -> date | None:
    """A day as an answer holds it."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) and said else None
    except ValueError:
        return None
