"""What an event says in calendars changes with what it points to: its place, its theme."""

from typing import Any

from sqlalchemy import inspect, update

from kalo.events.actions.found import find_anew
from kalo.events.models import DRAFT, Event, Theme, Venue, VenueRoom
from kalo.kit import clock
from kalo.kit.db import db

# Which of their words calendars say, and by which column an event has them.
_SAID = {
    Venue: (Event.venue_id, {"name_el", "name_en", "address", "area_el", "area_en"}),
    VenueRoom: (Event.venue_room_id, {"name_el", "name_en"}),
    Theme: (Event.theme_id, {"name_el", "name_en"}),
}


def note_other_words(noun: Venue | VenueRoom | Theme) -> None:
    """Stamp what is ahead there, once the words of a noun were set and before they are written.

    Another place raises SEQUENCE, as if each event had moved; another theme is only a change.
    """
    column, said = _SAID[type(noun)]
    state: Any = inspect(noun)
    if not any(state.attrs[name].history.has_changes() for name in said):
        return
    find_anew(column, noun.id)
    at = clock.now()
    ahead = update(Event).where(column == noun.id, Event.ends_at > at, Event.state != DRAFT)
    stamped = ahead.values(changed_at=at, ical_stamp=at)
    if not isinstance(noun, Theme):
        stamped = stamped.values(ical_sequence=Event.ical_sequence + 1)
    db.session.execute(stamped.execution_options(synchronize_session=False))
