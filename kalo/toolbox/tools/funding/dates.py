"""Deadlines of funding tools that suit a kept search, in the person's own calendar."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.dates import Dated, gives_dates
from kalo.kit.web import language
from kalo.toolbox.tools.funding import queries
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.rules import fits

DAY = timedelta(days=1)
BACK = timedelta(days=60)  # how long a day that has passed stays
AHEAD = timedelta(days=3 * 366)


@gives_dates
def days_of(person: Person) -> Iterator[Dated]:
    """A whole day for each deadline, whatever the number of searches it suits; two statements."""
    wishes = [each.wish for each in queries.searches_of(person) if each.in_calendar]
    if not wishes:
        return
    today = clock.today()
    for entry in queries.closing_between(today - BACK, today + AHEAD):
        # On the day that it closes it has not closed yet: weighed as of then, it stays afterwards.
        if entry.deadline_is_ours and any(
            fits(entry, wish, min(today, entry.closes)) for wish in wishes if entry.closes
        ):
            yield dated(entry)


def dated(entry: Funding) -> Dated:
    """The deadline of an entry as a line of a calendar."""
    day = entry.closes or clock.today()
    spoken = language()
    said = entry.said("closes_for", spoken)
    about = [entry.said("giver", spoken), said, _checked(entry)]
    return Dated(
        name=f"funding-{entry.id}",
        title=_("Deadline: %(what)s", what=entry.said("name", spoken)),
        start=day,
        end=day + DAY,
        path=entry.path,
        created=entry.made_at,
        changed=entry.changed_at,
        sequence=entry.moves,
        about="\n".join(filter(None, about)),
        category=_("Funding"),
    )


def _checked(entry: Funding) -> str:
    return _("As seen on %(day)s: check it with the giver.", day=clock.date_words(entry.checked))
