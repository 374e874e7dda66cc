"""What an event names stands while it is saved: whoever takes it away waits, or came before us."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select

from kalo.events.models import Event, Series, Theme, Venue, VenueRoom
from kalo.kit.db import db
from kalo.kit.web import Refused

# What is said where it is gone from the lists; forms say the same.
NO_THEME = lazy_gettext("This theme is not on the list any more. Choose another one, or none.")
NO_SERIES = lazy_gettext("This series is not there any more. Choose another one, or none.")
NO_HALL = lazy_gettext(
    "This place or room is not in use any more. Choose another one, or none of the list."
)
_NAMED: dict[str, tuple[type[Any], Any]] = {
    "theme_id": (Theme, NO_THEME),
    "series_id": (Series, NO_SERIES),
    "venue_id": (Venue, NO_HALL),
    "venue_room_id": (VenueRoom, NO_HALL),
}


def hold_named(values: Mapping[str, Any], event: Event | None = None) -> None:
    """Lock what the event is to name and did not name before; refuse what was taken away."""
    for name, (noun, gone) in _NAMED.items():
        key = values.get(name)
        if key is None or (event is not None and getattr(event, name) == key):
            continue
        there = select(noun.id).where(noun.id == key).with_for_update(read=True, key_share=True)
        if db.session.scalar(there) is None:
            raise Refused(str(gone))


def lock_to_remove(noun: Series | Theme) -> bool:
    """Lock what is to be taken away, so that no event comes to name it; False where it is gone."""
    there: Any = select(type(noun).id).where(type(noun).id == noun.id).with_for_update()
    return db.session.scalar(there) is not None
