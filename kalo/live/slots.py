"""What the room shows on other pages: what is live now, and the door on the event's page."""

from typing import Any

from flask import g, render_template, url_for

from kalo.events.actions import read_guest_token
from kalo.events.models import Event
from kalo.events.queries import happening_now
from kalo.kit import clock
from kalo.kit.slots import fills
from kalo.live import queries
from kalo.live.models import OPEN, SOON
from kalo.live.permissions import is_invited, may_check, may_enter, may_wait


@fills("home-now")
def live_now(**_: Any) -> str:
    """The events with a room that take place at this moment, and how many people are there."""
    events = [event for event in happening_now() if event.has_room]
    if not events:
        return ""
    ids = [event.id for event in events]
    return render_template(
        "live/_home_now.html",
        events=events,
        counts=queries.count_present(ids, clock.now()),
        rooms_of={number: url_for("live.show_room", event_id=number) for number in ids},
    )


@fills("guest-page")
def way_in_of_guest(event: Event, token: str, **_: Any) -> str:
    """The way into the room for a guest with a seat; with the hour, while it is shut."""
    claim = read_guest_token(token)
    if not event.has_room or claim is None:
        return ""
    found, at = queries.door_of(event, None, claim), clock.now()
    if not may_check(found, at):
        return ""
    return render_template(
        "live/_guest_panel.html",
        door=found,
        phase=found.phase(at),
        room_url=url_for("live.show_guest", event_id=event.id, token=token),
    )


@fills("event-page")
def door(event: Event, **_: Any) -> str:
    """The door of the event's room, while there is something behind it for this person."""
    if not event.has_room:
        return ""
    at, found = clock.now(), queries.door_of(event, g.person)
    phase = found.phase(at)
    enters = may_enter(found, at) or may_wait(found, at)
    if not (enters or phase in {OPEN, SOON}):
        return ""
    return render_template(
        "live/_door_panel.html",
        door=found,
        phase=phase,
        invited=is_invited(found),
        may_enter=enters,
        count=queries.count_present([event.id], at).get(event.id, 0) if phase == OPEN else 0,
        room_url=url_for("live.show_room", event_id=event.id),
    )
