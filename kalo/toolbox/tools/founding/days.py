"""The days of a plan, for calendars: the planned ones, or only people's own deadlines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import blake2b

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.dates import Dated, as_file
from kalo.kit.locales import speaking
from kalo.kit.reports import legal_notice
from kalo.toolbox.dates import dated, marked_name, name_of, sequence_at, sequence_of
from kalo.toolbox.fields import Answers
from kalo.toolbox.models.days import PlannedDay
from kalo.toolbox.models.works import Work
from kalo.toolbox.planned import MARK, Planned
from kalo.toolbox.queries.days import days_by_key
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.founding.plan import Plan
from kalo.toolbox.tools.founding.questions import NO_DAYS, OWN_DAYS
from kalo.toolbox.tools.founding.rules import day_of

SET = "founding"
DAY = timedelta(days=1)
NINE_THE_DAY_BEFORE = "PT15H"


def plan_of(answers: Answers, language: str) -> Plan:
    """The plan of some answers with the facts of this language; one statement."""
    return Plan(answers, facts_of(SET, language), clock.today())


def days(answers: Answers, language: str) -> Iterator[Planned]:
    """What stands in the calendar of whoever keeps the plan."""
    if answers.get("calendar") != NO_DAYS:
        yield from _days(plan_of(answers, language), answers.get("calendar") == OWN_DAYS)


def _days(plan: Plan, only_own: bool) -> Iterator[Planned]:
    for step in plan.steps:
        mine = plan.of(step.key)
        day = mine.ended or mine.by
        if day is None and plan.has_begin and not only_own:
            day = plan.as_planned[step.key].end
        if day is not None:
            title = str(step.title)
            yield Planned(f"step-{step.key}", day, title, _about(mine.who), done=mine.is_done)
    for row in plan.answers.get("own") or ():
        by = day_of(row.get("by"))
        if by and row.get("what"):
            about = _about(row.get("who") or "")
            yield Planned(f"own-{row['id']}", by, row["what"], about, done=bool(row.get("done")))


def _about(who: str) -> str:
    return _("Who sees to it: %(who)s", who=who) if who else ""


def calendar_file(answers: Answers, language: str, title: str, note: str = "") -> bytes:
    """The days of the plan as a file; taken again later it moves what it brought before."""
    return _as_file(answers, language, title, note, partial(_unkept, _mark(answers), clock.now()))


def calendar_file_of(answers: Answers, language: str, title: str, note: str, work: Work) -> bytes:
    """The same of a kept plan: each day is the line that the personal calendar has, not another."""
    return _as_file(answers, language, title, note, partial(_kept, work, days_by_key(work)))


def _as_file(
    answers: Answers, language: str, title: str, note: str, line: Callable[[Planned], Dated]
) -> bytes:
    with speaking(language):
        # Calendars show what is said of a day, and seldom what is said of the whole.
        beside = [note, legal_notice().text]
        found = _days(plan_of(answers, language), answers.get("calendar") == OWN_DAYS)
        planned = sorted(found, key=lambda each: (each.day, each.key))
        name = title or answers.get("name") or _("Founding guide")
        dates = [_with(line(each), beside) for each in planned]
        about = "\n".join(filter(None, [_("The days of your founding plan."), *beside]))
        return as_file(name, about, dates, alarm=NINE_THE_DAY_BEFORE)


def _with(date_: Dated, beside: list[str]) -> Dated:
    return replace(date_, about="\n".join(filter(None, [date_.about, *beside])))


def _unkept(mark: str, now: datetime, each: Planned) -> Dated:
    return Dated(
        name=marked_name(mark, each.key),
        title=_("Done: %(what)s", what=each.title) if each.done else each.title,
        start=each.day,
        end=_after(each.day),
        path="/toolbox/tools/founding/",
        created=now,
        changed=now,
        sequence=sequence_at(now),
        about=each.about,
        category=_("Toolbox"),
    )


def _kept(work: Work, rows: Mapping[str, PlannedDay], each: Planned) -> Dated:
    row = rows.get(each.key)
    if row is not None and row.taken_back_at is None:
        return dated(row, work)
    now = row.changed_at if row else work.changed_at  # not wanted in the calendar: only in the file
    unkept, sequence = _unkept("", now, each), sequence_of(work, row.sequence if row else 0)
    return replace(unkept, name=name_of(work, each.key), path=work.path, sequence=sequence)


def _after(day: date) -> date:
    return day + DAY if day < date.max else day


def _mark(answers: Answers) -> str:
    """The same for the same plan, so that a later file finds what an earlier one brought.

    A form that was never drawn anew has no mark of its own: group and legal form stand in for it.
    """
    if answers.get(MARK):
        return str(answers[MARK])
    said = f"{answers.get('name') or ''}|{answers.get('form') or ''}"
    return blake2b(said.encode(), digest_size=8).hexdigest()
