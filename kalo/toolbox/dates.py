"""What kept works plan, in the calendars of those who want it there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.dates import Dated, gives_dates
from kalo.kit.locales import in_this_language
from kalo.toolbox.models.days import PlannedDay
from kalo.toolbox.models.works import Work
from kalo.toolbox.planned import MARK
from kalo.toolbox.queries.days import days_of

DAY = timedelta(days=1)


@gives_dates
def planned_days(person: Person) -> Iterator[Dated]:
    """The days of a person's works, a whole day each."""
    for day, work in days_of(person):
        yield dated(day, work)


def name_of(work: Work, key: str) -> str:
    """By what calendars know a day of a work: in a feed and in a file it is the same.

    Of answers that have a mark it is what it was before anybody kept them.
    """
    mark = work.answers.get(MARK)
    return marked_name(mark, key) if mark else f"work-{work.id}-{key}"


def marked_name(mark: str, key: str) -> str:
    """The same of answers that are kept nowhere."""
    return f"plan-{mark}-{key}"


def sequence_of(work: Work, changes: int) -> int:
    """How often a day of a work moved; never less than what a file said before it was kept."""
    return changes + (sequence_at(work.made_at) if work.answers.get(MARK) else 0)


def sequence_at(moment: datetime) -> int:
    """A number that grows by the minute: nobody counts what is kept nowhere."""
    return int(moment.timestamp()) // 60 - 29_000_000


def dated(day: PlannedDay, work: Work) -> Dated:
    """A day as a line of a calendar; everybody who has it there has the same line."""
    title = in_this_language(day, "title")
    about = in_this_language(day, "about")
    return Dated(
        name=name_of(work, day.key),
        title=_("Done: %(what)s", what=title) if day.done else title,
        start=day.day,
        end=day.day + DAY,
        path=work.path,
        created=day.made_at,
        changed=day.changed_at,
        sequence=sequence_of(work, day.sequence),
        about="\n\n".join(part for part in (work.title, about) if part),
        category=_("Toolbox"),
        taken_back=day.taken_back_at is not None,
    )
