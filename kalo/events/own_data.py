"""What the room holds of a person: seats, events they lead, and that they have a calendar."""

from datetime import datetime
from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.events import queries
from kalo.events.models import Attendance, CalendarToken, Registration, Speaker
from kalo.events.queries import mailings


@gives_own_data("events")
def collect(person: Person) -> dict[str, Any]:
    """Everything, without the secrets of calendars' addresses: we do not know them."""
    stretches = queries.every_stretch_of(person)
    return {
        "seats": [
            _seat(registration, stretches) for registration in queries.registrations_of(person)
        ],
        "facilitates": [event.title_el for event in queries.facilitated_by(person, limit=1000)],
        "speaks_at": [_speaker(speaker) for speaker in queries.spoken_by(person)],
        "roles": [
            {"event": event.title_el, "address": event.path, "role": each.role}
            for each, event in queries.roles_everywhere(person)
        ],
        "letters": [
            {"event": event.title_el, "about": line.news, "when": _said(line.made_at)}
            for line, event in mailings.letters_of(person)
        ],
        "calendars": [_address(token) for token in queries.every_address_of(person)],
    }


def _seat(registration: Registration, stretches: dict[int, list[Attendance]]) -> dict[str, Any]:
    event = registration.event
    return {
        "event": event.title_el,
        "address": event.path,
        "starts": event.starts_at.isoformat(),
        "state": registration.state,
        "said": registration.words,
        "answered": registration.answer,
        "began": _said(registration.made_at),
        "waited_since": _said(registration.queued_at),
        "offered": _said(registration.offered_at),
        "offer_ended": _said(registration.offer_ends_at),
        "taken": _said(registration.taken_at),
        "given_up": _said(registration.given_up_at),
        "asked_whether_you_still_come": _said(registration.asked_again_at),
        "said_that_you_come": _said(registration.comes_at),
        "attendance_noted": _said(registration.attended_at),
        "attendance": registration.presence,
        "excuse": registration.excuse,
        "ticket": registration.ticket,
        "was_there": [
            {"from": _said(row.from_at), "until": _said(row.until_at), "how": row.way}
            for row in stretches.get(registration.id, [])
        ],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "event": speaker.event_id,
        "name": speaker.name,
        "known_as": [said for said in (speaker.known_as_el, speaker.known_as_en) if said],
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _address(token: CalendarToken) -> dict[str, Any]:
    return {
        "name": token.label,
        "made": token.made_at.isoformat(),
        "alarm_minutes": token.alarm_minutes,
        "tells_titles": token.shows_titles,
        "last_fetched": _said(token.last_used_at),
        "by": token.last_client,
        "entries": token.last_entries,
        "replaced": _said(token.retired_at),
        "leaked": token.leaked,
    }
