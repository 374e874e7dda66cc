"""Whom we tell of roles: whoever was given something to do at an event."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind

ROLE = Kind(
    "events.role",
    _("I am given something to do at an event"),
    _("You have something to do at “%(what)s”"),
    strength=50,
)


@signals.role_given.connect
def tell_of_the_role(event: Event, person: Person, by: Person | None, **_more: Any) -> None:
    """News on the bell: a draft is found by nobody who was not told of it."""
    notify([person.id], ROLE, event.subject, event.title_el, event.path, by=by)
