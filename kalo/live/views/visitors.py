"""Who stands at the door of a room: a member, or a guest by the letter of their seat."""

from typing import Any

from flask import g, request, session

from kalo.events.actions import read_guest_token
from kalo.live import queries
from kalo.live.doors import Door

SEATS = "live_seats"  # in the cookie's session: the letters by which a guest came, by event


def get_door(event_id: int) -> Door:
    """The door for whoever asks; 404 where there is none for them."""
    return queries.get_door(event_id, g.person, seat_of(event_id))


def find_door(event_id: int) -> Door | None:
    """The same for a socket: None where there is none."""
    return queries.find_door(event_id, g.person, seat_of(event_id))


def seat_of(event_id: int) -> int | None:
    """The seat of a guest at this event, by the letter that they came with."""
    if g.person is not None:
        return None
    return seat_behind(session.get(SEATS, {}).get(str(event_id), ""))


def seat_behind(token: str) -> int | None:
    """The seat that a letter opens; whether it is still one, the door asks."""
    claim = read_guest_token(token) if token else None
    return claim[0] if claim else None


def remember_letter(event_id: int, token: str) -> None:
    """On this device, until the browser is closed or somebody signs in."""
    session[SEATS] = {**session.get(SEATS, {}), str(event_id): token}


def device_of(typed: Any) -> str:
    """The name that a page gave its tab; pages without scripts share one."""
    name = typed if isinstance(typed, str) else ""
    return name if name.isalnum() and len(name) <= 36 else "page"


def wants_json() -> bool:
    """True for a script of ours."""
    return request.accept_mimetypes.best == "application/json"
