"""Whom we tell of places in cohorts."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.locales import in_this_language, speaking
from kalo.learning.models import Place
from kalo.learning.queries.cohorts import seen_cohorts
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import tells_about

PLACE = Kind(
    "learning.place",
    _("A place in a cohort comes to me, or is taken back"),
    _("You have a place in the cohort “%(what)s”"),
    strength=70,
    way=DAILY,
)
PLACE_GONE = Kind(
    "learning.place-gone",
    "",
    _("You have no place in the cohort “%(what)s” any more"),
    strength=70,  # as the other: of the two the last is said
    way=DAILY,
)


@signals.place_given.connect
def tell_who_waited(place: Place, **_more: Any) -> None:
    """The place that somebody waited for is there."""
    _tell(place, PLACE, None)


@signals.place_taken_back.connect
def tell_who_was_taken_out(place: Place, by: Person, **_more: Any) -> None:
    """Nobody finds out by an empty page."""
    _tell(place, PLACE_GONE, by)


def _tell(place: Place, kind: Kind, by: Person | None) -> None:
    cohort, person = place.cohort, place.person
    path = f"/learning/{cohort.programme.slug}/cohorts/{cohort.id}/"
    with speaking(person.language):
        name = in_this_language(cohort, "name")
    notify([person.id], kind, cohort.subject, name, path, by)


tells_about("cohort", seen_cohorts)
