"""What comes, by where it takes place: no map needed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from kalo.events.models import Event, Venue
from kalo.kit.locales import in_this_language
from kalo.kit.text import sort_key


@dataclass
class Place:
    """A place, with what takes place there; of one that is only written there is no page."""

    name: str
    venue: Venue | None = None
    events: list[Event] = field(default_factory=list)


@dataclass
class Area:
    """A municipality, with its places."""

    name: str
    places: list[Place] = field(default_factory=list)


def by_area(events: Iterable[Event]) -> list[Area]:
    """Municipalities and their places by the alphabet; at the end what has none."""
    areas: dict[str, dict[str, Place]] = {}
    for event in events:
        venue = event.venue
        area = in_this_language(venue, "area") if venue else ""
        name = in_this_language(venue, "name") if venue else event.place
        places = areas.setdefault(area, {})
        places.setdefault(name, Place(name, venue)).events.append(event)
    return [Area(area or _("Other places"), _sorted(areas[area])) for area in _ordered(areas)]


def _sorted(places: dict[str, Place]) -> list[Place]:
    return [places[name] for name in _ordered(places)]


def _ordered(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name, sort_key(name)))
