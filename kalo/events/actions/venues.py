"""Places and their rooms; each act is written into the log of staff."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.actions.naming import free_slug
from kalo.events.actions.outdated import Outdated
from kalo.events.actions.stamps import note_other_words
from kalo.events.models import Venue, VenueRoom
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.versions import bump
from kalo.kit.web import Refused

MOST_ROOMS = 40
_COLUMNS = tuple(Venue.__table__.columns.keys())
_OF_ROOM = tuple(VenueRoom.__table__.columns.keys())
VERBS = (
    lazy_gettext("added a place of events"),
    lazy_gettext("changed a place of events"),
    lazy_gettext("took a place of events out of use"),
    lazy_gettext("took a place of events into use again"),
    lazy_gettext("added a room of a place"),
    lazy_gettext("changed a room of a place"),
    lazy_gettext("took a room of a place out of use"),
    lazy_gettext("took a room of a place into use again"),
)


def add_venue(person: Person, values: dict[str, Any]) -> Venue:
    """A new place, without rooms yet."""
    venue = Venue(slug=free_slug(Venue, values["name_el"], 80), **values)
    db.session.add(venue)
    db.session.flush()
    return _said(venue, person, "added a place of events")


def change_venue(venue: Venue, person: Person, values: dict[str, Any], revision: int) -> None:
    """Write what changed, unless somebody else did in the meantime; its address stays."""
    hold(venue, _COLUMNS)
    if revision != venue.revision:
        raise Outdated(_("Somebody else changed this place while you were writing."))
    for name, value in values.items():
        setattr(venue, name, value)
    note_other_words(venue)
    venue.revision += 1
    _said(venue, person, "changed a place of events")


def retire_venue(venue: Venue, person: Person) -> None:
    """Offer it no more; events that are there stay there."""
    if venue.retired_at is None:
        venue.retired_at = clock.now()
        _said(venue, person, "took a place of events out of use")


def bring_back_venue(venue: Venue, person: Person) -> None:
    """Offer it again."""
    if venue.retired_at is not None:
        venue.retired_at = None
        _said(venue, person, "took a place of events into use again")


def add_room(venue: Venue, person: Person, values: dict[str, Any]) -> VenueRoom:
    """A new room of a place."""
    if len(venue.rooms) >= MOST_ROOMS:
        raise Refused(_("A place has up to %(most)d rooms.", most=MOST_ROOMS))
    room = VenueRoom(venue_id=venue.id, position=len(venue.rooms), **values)
    db.session.add(room)
    db.session.flush()
    _said(venue, person, "added a room of a place", room)
    return room


def change_room(
    venue: Venue, room: VenueRoom, person: Person, values: dict[str, Any], revision: int
) -> None:
    """Other words for a room, unless somebody else wrote in the meantime."""
    hold(room, _OF_ROOM)
    if revision != room.revision:
        raise Outdated(_("Somebody else changed this room while you were writing."))
    for name, value in values.items():
        setattr(room, name, value)
    room.revision += 1
    note_other_words(room)
    _said(venue, person, "changed a room of a place", room)


def retire_room(venue: Venue, room: VenueRoom, person: Person) -> None:
    """Offer it no more."""
    if room.retired_at is None:
        room.retired_at = clock.now()
        _said(venue, person, "took a room of a place out of use", room)


def bring_back_room(venue: Venue, room: VenueRoom, person: Person) -> None:
    """Offer it again."""
    if room.retired_at is not None:
        room.retired_at = None
        _said(venue, person, "took a room of a place into use again", room)


def _said(venue: Venue, person: Person, verb: str, room: VenueRoom | None = None) -> Venue:
    db.session.flush()
    bump("event")  # lists and calendars say where
    named = f"{venue.name_el}, {room.name_el}" if room else venue.name_el
    note_staff_act(person, verb, f"venue:{venue.id}", named)
    return venue
