"""What an event is, for machines (schema.org); nothing that guests do not see."""

from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from kalo.events.models import Event
from kalo.events.states import OPEN, phase_of
from kalo.kit import clock
from kalo.kit.assets import asset
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address
from kalo.kit.structured import as_json, breadcrumbs
from kalo.kit.web import in_language, language

SCHEMA = "https://schema.org"
ATTENDED = {
    "in-person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}


def structured(event: Event) -> Markup | None:
    """The event and the way to it; of a draft nothing."""
    if event.is_draft:
        return None
    way = [(_("Events"), _path("/events/")), (in_this_language(event, "title"), _path(event.path))]
    return as_json([_event(event), breadcrumbs(way)])


def _event(event: Event) -> dict[str, Any]:
    return {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": whole_address(event.path),
        "url": _url(event.path),
        "name": in_this_language(event, "title"),
        "description": in_this_language(event, "summary") or in_this_language(event, "title"),
        "startDate": clock.athens(event.starts_at).isoformat(),
        "endDate": clock.athens(event.ends_at).isoformat(),
        "eventStatus": f"{SCHEMA}/{_status(event)}",
        "eventAttendanceMode": f"{SCHEMA}/{ATTENDED[event.mode]}",
        "location": _places(event),
        "image": [whole_address(asset("preview.png"))],
        "inLanguage": event.spoken.split("-"),
        "isAccessibleForFree": True,
        "offers": None if event.is_cancelled else _offer(event),
        "organizer": _organiser(event),
        "performer": _leader(event),
        "about": in_this_language(event.theme, "name") if event.theme else None,
        "superEvent": _series(event),
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": event.seats_left,
    }


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if event.moved_at is not None else "EventScheduled"


def _places(event: Event) -> list[dict[str, Any]]:
    """The hall, and for those elsewhere this page: the link itself is for those with a seat."""
    places = [] if event.mode == "online" else [_hall(event)]
    if event.is_remote:
        places.append({"@type": "VirtualLocation", "url": _url(event.path)})
    return places


def _hall(event: Event) -> dict[str, Any]:
    venue = event.venue
    return {
        "@type": "Place",
        "name": (in_this_language(venue, "name") if venue else event.place)
        or _("The place will be announced"),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": (venue.address if venue else "") or event.address,
            "addressLocality": in_this_language(venue, "area") if venue else None,
            "addressCountry": "GR",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        }
        if venue and venue.latitude is not None and venue.longitude is not None
        else None,
    }


def _offer(event: Event) -> dict[str, Any]:
    takes = phase_of(event, clock.now()) == OPEN
    opens = event.entry_opens_at or event.published_at
    return {
        "@type": "Offer",
        "price": "0",
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}/{'InStock' if takes else 'SoldOut'}",
        "url": _url(event.path),
        "validFrom": clock.athens(opens).isoformat() if opens else None,
    }


def _organiser(event: Event) -> dict[str, Any]:
    name = event.organiser or "e-ΚΑΛΟ"
    return {"@type": "Organization", "name": name, "url": whole_address(_path("/"))}


def _leader(event: Event) -> dict[str, Any] | None:
    who = event.facilitator
    if who is None or who.erased_at is not None:
        return None
    return {"@type": "Person", "name": who.name, "url": _url(f"/people/{who.handle}")}


def _series(event: Event) -> dict[str, Any] | None:
    if event.series is None:
        return None
    return {
        "@type": "EventSeries",
        "name": in_this_language(event.series, "title"),
        "url": _url(f"/events/series/{event.series.slug}/"),
    }


def _path(path: str) -> str:
    return in_language(path, language())


def _url(path: str) -> str:
    return whole_address(_path(path))
