"""What of learning stands in a person's own calendar: their deadlines, and ends of cohorts."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.dates import Dated, gives_dates
from kalo.kit.locales import in_this_language
from kalo.learning.queries.dates import Mark, marks_of

DAY = timedelta(days=1)


@gives_dates
def days_of(person: Person) -> Iterator[Dated]:
    """By when they wanted to have what, as it holds for them; a whole day each."""
    for mark in marks_of(person):
        what = mark.thing.replace(":", "-") or "end"
        yield Dated(
            name=f"learning-{mark.cohort.id}-{what}-{person.id}",
            title=_title(mark),
            start=mark.on,
            end=mark.on + DAY,
            path=f"/learning/{mark.programme.slug}/{mark.named.path if mark.named else ''}",
            created=mark.cohort.made_at,
            changed=mark.changed,
            sequence=mark.sequence,
            about=_about(mark),
            category=_("Learning"),
            taken_back=mark.taken_back,
        )


def _title(mark: Mark) -> str:
    if mark.named is None:
        return _("Last day of “%(cohort)s”", cohort=in_this_language(mark.cohort, "name"))
    return _("By today: %(what)s", what=in_this_language(mark.named, "title"))


def _about(mark: Mark) -> str:
    programme = in_this_language(mark.programme, "title")
    return _(
        "%(programme)s. The day is advice: whatever is missing can be done later too.",
        programme=programme,
    )
