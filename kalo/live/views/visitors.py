"""Who stands at the door of a room: a member, or a guest by the letter of their seat."""

from typing import Any

from flask import g, request, session
from flask_limiter.util import get_remote_address

from kalo.events.actions import read_guest_token
from kalo.live import queries
from kalo.live.doors import Door

MOST_LETTERS = 8
LETTERS = "live_letters"  # in the session of the cookie: by which a guest came, by event


def get_door(event_id: int) -> Door:
    """The door for whoever asks; 404 where there is none for them."""
    return queries.get_door(event_id, g.person, letter_of(event_id))


def find_door(event_id: int) -> Door | None:
    """The same for a socket: None where there is none."""
    return queries.find_door(event_id, g.person, letter_of(event_id))


def letter_of(event_id: int) -> tuple[int, str] | None:
    """What a guest of this event came by; whether it still opens anything, the door asks."""
    return None if g.person is not None else read_guest_token(token_of(event_id))


def token_of(event_id: int) -> str:
    """The letter itself, as its link carries it; empty for whoever came by none."""
    return str(session.get(LETTERS, {}).get(str(event_id), ""))


def counted() -> str:
    """Whose doing a limit counts: a member's, or that of a seat; a full hall shares one address."""
    if g.person is not None:
        return f"person:{g.person.id}"
    named = request.view_args or {}
    letter = read_guest_token(named.get("token") or token_of(named.get("event_id", 0)))
    return f"seat:{letter[0]}" if letter else get_remote_address()


def remember_letter(event_id: int, token: str) -> None:
    """On this device, until the browser is closed or somebody signs in; a cookie holds a few."""
    others = {of: letter for of, letter in session.get(LETTERS, {}).items() if of != str(event_id)}
    session[LETTERS] = {**dict([*others.items()][1 - MOST_LETTERS :]), str(event_id): token}


def device_of(typed: Any) -> str:
    """The name that a page gave its tab; pages without scripts share one."""
    name = typed if isinstance(typed, str) else ""
    return name if name.isalnum() and len(name) <= 36 else "page"


def wants_json() -> bool:
    """True for a script of ours."""
    return request.accept_mimetypes.best == "application/json"
