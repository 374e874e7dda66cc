"""A place and a room of it as one choice: "v3" is a place as a whole, "r7" a room."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from kalo.events.models import Event, Venue, VenueRoom
from kalo.kit.locales import in_this_language


@dataclass(frozen=True)
class Hall:
    """A place, and a room of it where one is chosen."""

    venue: Venue | None = None
    room: VenueRoom | None = None

    @property
    def place(self) -> str:
        """How an event that takes place there names it."""
        return ", ".join(each.name_el for each in (self.venue, self.room) if each)[:120]

    @property
    def address(self) -> str:
        """Where it is."""
        return self.venue.address if self.venue else ""

    def columns(self) -> dict[str, int | None]:
        """The same as the columns of an event."""
        return {
            "venue_id": self.venue.id if self.venue else None,
            "venue_room_id": self.room.id if self.room else None,
        }


def hall_choices(venues: Iterable[Venue], kept: str = "") -> list[SelectChoice]:
    """Places and their rooms; what is out of use only where an event has it already."""
    offered = [SelectChoice("", _("None of the list"))]
    for venue in venues:
        name = in_this_language(venue, "name")
        offered.append(SelectChoice(f"v{venue.id}", _("The whole place"), optgroup=name))
        for room in venue.rooms:
            if room.retired_at is None or kept == f"r{room.id}":
                offered.append(SelectChoice(f"r{room.id}", _room_words(room), optgroup=name))
    return offered


def hall_called(venues: Iterable[Venue], word: str | None) -> Hall:
    """What a choice means."""
    for venue in venues:
        if word == f"v{venue.id}":
            return Hall(venue)
        for room in venue.rooms:
            if word == f"r{room.id}":
                return Hall(venue, room)
    return Hall()


def hall_of(event: Event) -> str:
    """The place of an event, as a choice."""
    if event.venue_room_id:
        return f"r{event.venue_room_id}"
    return f"v{event.venue_id}" if event.venue_id else ""


def _room_words(room: VenueRoom) -> str:
    name = in_this_language(room, "name")
    if room.capacity is None:
        return name
    return _("%(name)s, holds %(number)s", name=name, number=room.capacity)
