"""What kept works plan, in the calendars of those who want it there."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.dates import Dated, gives_dates
from kalo.kit.locales import in_this_language
from kalo.toolbox.models.days import PlannedDay
from kalo.toolbox.models.works import Work
from kalo.toolbox.queries.days import days_of

DAY = timedelta(days=1)


@gives_dates
def planned_days(person: Person) -> Iterator[Dated]:
    """The days of a person's works, a whole day each."""
    for day, work in days_of(person):
        yield dated(day, work)


def name_of(work: Work, key: str) -> str:
    """By what calendars know a day of a work: in a feed and in a file it is the same."""
    return f"work-{work.id}-{key}"


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
        sequence=day.sequence,
        about="\n\n".join(part for part in (work.title, about) if part),
        category=_("Toolbox"),
        taken_back=day.taken_back_at is not None,
    )
