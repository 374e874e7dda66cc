"""Every door of the door itself, of tickets and of attendance, and who passes."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT, PUBLISHED, Event, EventRole, Registration
from tests.answers import wrong
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event

HERE = "/events/{id}-ergastirio"
ROLES = (
    *("guest", "member", "check-in", "note-taker", "observer"),
    *("organiser", "facilitator", "administrator"),
)
SEEN = (303, 403, 200, 403, 403, 200, 200, 200)  # a page of those who note attendance
DONE = (401, 403, 303, 403, 403, 303, 303, 303)
NONE_NOTES = (303, 403, 403, 403, 403, 403, 403, 403)  # what was called off
HIDDEN = (404, 404, 403, 403, 403, 403, 403, 403)  # a draft: nobody can be noted
ALL = (200,) * 8
# path, method, state of the event; then what each role is answered. {row}: a guest with a ticket.
DOORS: list[tuple[str, str, str, tuple[int, ...]]] = [
    (f"{HERE}/attendance", "GET", PUBLISHED, SEEN),
    (f"{HERE}/attendance", "POST", PUBLISHED, DONE),
    (f"{HERE}/attendance/{{row}}", "POST", PUBLISHED, DONE),
    (f"{HERE}/attendance.csv", "GET", PUBLISHED, SEEN),
    (f"{HERE}/attendance.csv", "GET", CANCELLED, NONE_NOTES),
    (f"{HERE}/attendance.csv", "GET", DRAFT, HIDDEN),
    (f"{HERE}/attendance.xlsx", "GET", PUBLISHED, SEEN),
    (f"{HERE}/attendance.xlsx", "GET", DRAFT, HIDDEN),
    (f"{HERE}/door", "GET", PUBLISHED, SEEN),
    (f"{HERE}/door", "GET", CANCELLED, NONE_NOTES),
    (f"{HERE}/door", "GET", DRAFT, HIDDEN),
    (f"{HERE}/door", "POST", PUBLISHED, DONE),
    (f"{HERE}/door", "POST", DRAFT, HIDDEN),
    (f"{HERE}/door/acts", "GET", PUBLISHED, SEEN),
    (f"{HERE}/door/acts", "GET", DRAFT, HIDDEN),
    (f"{HERE}/door/acts", "POST", PUBLISHED, (401, 403, 200, 403, 403, 200, 200, 200)),
    (f"{HERE}/door/acts", "POST", CANCELLED, (401, *(403,) * 7)),
    (f"{HERE}/door/{{row}}", "GET", PUBLISHED, SEEN),
    (f"{HERE}/door/{{row}}", "GET", DRAFT, HIDDEN),
    (f"{HERE}/door/99999", "GET", PUBLISHED, (303, 403, 404, 403, 403, 404, 404, 404)),
    (f"{HERE}/door/{{row}}", "POST", PUBLISHED, DONE),
    (f"{HERE}/door/99999", "POST", PUBLISHED, (401, 403, 404, 403, 403, 404, 404, 404)),
    (f"{HERE}/door/people", "GET", PUBLISHED, SEEN),
    (f"{HERE}/door/people", "POST", PUBLISHED, DONE),
    (f"{HERE}/door/people", "POST", CANCELLED, (401, *(403,) * 7)),
    (f"{HERE}/door/code", "GET", PUBLISHED, SEEN),
    (f"{HERE}/door/code", "POST", PUBLISHED, DONE),
    (f"{HERE}/door/code", "POST", DRAFT, HIDDEN),
    (f"{HERE}/here", "GET", PUBLISHED, ALL),
    (f"{HERE}/here", "GET", DRAFT, (404, 404, *(200,) * 6)),
    (f"{HERE}/here", "POST", PUBLISHED, (422,) * 8),
    (f"{HERE}/here", "POST", CANCELLED, (401, *(403,) * 7)),
    (f"{HERE}/here", "POST", DRAFT, HIDDEN),
    ("/events/door-worker.js", "GET", PUBLISHED, ALL),
    ("/events/ticket/{ticket}", "GET", PUBLISHED, ALL),
    ("/events/ticket/{ticket}", "GET", CANCELLED, ALL),
    ("/events/ticket/{ticket}", "GET", DRAFT, (404,) * 8),
    ("/events/ticket/nobody", "GET", PUBLISHED, (404,) * 8),
    ("/events/ticket/{ticket}/qr.svg", "GET", PUBLISHED, ALL),
    ("/events/ticket/{ticket}/qr.svg", "GET", DRAFT, (404,) * 8),
]
# The same for the table of all doors of the room (test_doors.py).
DOOR_DOORS = [
    (path.format(id=1, row=1, ticket="x"), method) for path, method, _state, _codes in DOORS
]


@pytest.fixture
def street(
    make_person: Callable[..., Person], maria: Person, administrator: Person
) -> dict[str, Person | None]:
    """One for each role."""
    named = {role: make_person(role.title().replace("-", "")) for role in ROLES[1:6]}
    return {"guest": None, **named, "facilitator": maria, "administrator": administrator}


def stand(make: Any, state: str, street: dict[str, Person | None], at: Any) -> Event:
    """An event that begins now, with those who do something there."""
    event = make_event("2026-11-23 12:00", state=state, title_el="Α")
    for role in ROLES[2:6]:
        person = street[role]
        assert person
        make(EventRole, event_id=event.id, person_id=person.id, role=role, given_at=at)
    return event


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    make: Any,
    street: dict[str, Person | None],
    time_: Clock,
    state: str,
) -> None:
    event, ticket = stand(make, state, street, time_.at), "ABCD-EFG2"
    known = {"event_id": event.id, "made_at": time_.at, "changed_at": time_.at}
    row = make(Registration, guest_name="Ρόζα", ticket=ticket, state="seat", **known)
    named = {"id": event.id, "row": row.id, "ticket": ticket}
    ids = {role: person.id if person else 0 for role, person in street.items()}
    browsers, found = {role: as_person(street[role]) for role in ROLES}, []
    for path, method, where, expected in DOORS:
        if where == state:
            codes = []
            for role, browser in browsers.items():
                sent = sent_to(path, ticket, ids[role]) if method == "POST" else {}
                answer = browser.open(path.format(**named), method=method, **sent)
                codes.append(answer.status_code)
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def sent_to(path: str, ticket: str, person_id: int) -> dict[str, Any]:
    """Whatever any of these forms wants; what a phone sends that was alone for a while."""
    if path.endswith("/acts"):
        act = {"id": str(uuid.uuid4()), "kind": "scan", "ticket": ticket, "at": "2026-11-23T10:00Z"}
        return {"json": {"person": person_id, "acts": [act]}}
    words = {"code": ticket, "ticket": ticket, "presence": "present", "name": "Νέο άτομο"}
    return {"data": {**words, "once": "key-of-one-form", "here": "1"}}
