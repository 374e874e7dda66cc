"""Every door of seats, and who passes: guests, members, and those who do something there."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.actions import guest_token
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    PUBLISHED,
    Event,
    EventRole,
    Material,
    Registration,
)
from kalo.kit import files
from kalo.kit.db import db
from tests.answers import wrong
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

HERE = "/events/{id}-ergastirio"
FILE = "private/materials/20261123/a.txt"
PAPERS = {"paper": "everybody", "seated": "seated"}
ROLES = ("guest", "member", "check-in", "organiser", "facilitator", "administrator")
# path, method, state of the event; then what each role is answered. {row}: of a member who asked.
DOORS: list[tuple[str, str, str, tuple[int, ...]]] = [
    (f"{HERE}/seat", "POST", PUBLISHED, (401, 303, 303, 303, 303, 303)),
    (f"{HERE}/seat", "POST", CANCELLED, (401, 422, 422, 422, 422, 422)),
    (f"{HERE}/seat", "POST", DRAFT, (404, 404, 422, 422, 422, 422)),
    (f"{HERE}/seat/undo", "POST", PUBLISHED, (401, 303, 303, 303, 303, 303)),
    (f"{HERE}/seat/undo", "POST", DRAFT, (404, 404, 303, 303, 303, 303)),
    (f"{HERE}/seat", "GET", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    (f"{HERE}/seat", "GET", DRAFT, (404, 404, 303, 303, 303, 303)),
    (f"{HERE}/seat/undo", "GET", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    (f"{HERE}/guest", "GET", PUBLISHED, (200, 303, 303, 303, 303, 303)),
    (f"{HERE}/guest", "GET", CANCELLED, (303, 303, 303, 303, 303, 303)),
    (f"{HERE}/guest", "GET", DRAFT, (404, 404, 303, 303, 303, 303)),
    (f"{HERE}/guest", "POST", PUBLISHED, (303, 403, 403, 403, 403, 403)),
    (f"{HERE}/guest", "POST", CANCELLED, (401, 403, 403, 403, 403, 403)),
    (f"{HERE}/guest", "POST", DRAFT, (404, 404, 403, 403, 403, 403)),
    (f"{HERE}/guest/sent", "GET", PUBLISHED, (200, 200, 200, 200, 200, 200)),
    (f"{HERE}/guest/sent", "GET", DRAFT, (404, 404, 200, 200, 200, 200)),
    ("/events/guest/{token}", "GET", PUBLISHED, (200, 200, 200, 200, 200, 200)),
    ("/events/guest/{token}", "GET", CANCELLED, (200, 200, 200, 200, 200, 200)),
    ("/events/guest/nobody", "GET", PUBLISHED, (404, 404, 404, 404, 404, 404)),
    ("/events/guest/{token}/materials/{paper}/file", "GET", PUBLISHED, (200,) * 6),
    ("/events/guest/{token}/materials/{seated}/file", "GET", PUBLISHED, (404,) * 6),
    ("/events/guest/nobody/materials/{paper}/file", "GET", PUBLISHED, (404,) * 6),
    ("/events/guest/{token}/seat", "GET", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    ("/events/guest/{token}/seat/undo", "GET", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    ("/events/guest/{token}/erasure", "GET", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    ("/events/guest/{token}/seat", "POST", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    ("/events/guest/{token}/seat", "POST", CANCELLED, (422, 422, 422, 422, 422, 422)),
    ("/events/guest/nobody/seat", "POST", PUBLISHED, (404, 404, 404, 404, 404, 404)),
    ("/events/guest/{token}/seat/undo", "POST", PUBLISHED, (303, 303, 303, 303, 303, 303)),
    ("/events/guest/nobody/seat/undo", "POST", PUBLISHED, (404, 404, 404, 404, 404, 404)),
    ("/events/guest/{token}/erasure", "POST", PUBLISHED, (200, 200, 200, 200, 200, 200)),
    ("/events/guest/nobody/erasure", "POST", PUBLISHED, (404, 404, 404, 404, 404, 404)),
    (f"{HERE}/people", "GET", PUBLISHED, (303, 403, 200, 200, 200, 200)),
    (f"{HERE}/people", "GET", DRAFT, (404, 404, 200, 200, 200, 200)),
    (f"{HERE}/people/{{row}}", "GET", PUBLISHED, (303, 403, 200, 200, 200, 200)),
    (f"{HERE}/people/{{row}}", "GET", DRAFT, (404, 404, 200, 200, 200, 200)),
    (f"{HERE}/people/99999", "GET", PUBLISHED, (303, 403, 404, 404, 404, 404)),
    (f"{HERE}/people/{{row}}/seat", "POST", PUBLISHED, (401, 403, 403, 303, 303, 303)),
    (f"{HERE}/people/{{row}}/seat", "POST", CANCELLED, (401, 403, 403, 422, 422, 422)),
    (f"{HERE}/people/{{row}}/seat", "GET", PUBLISHED, (303, 403, 303, 303, 303, 303)),
    (f"{HERE}/people/{{row}}/refusal", "POST", PUBLISHED, (401, 403, 403, 303, 303, 303)),
    (f"{HERE}/people/{{row}}/refusal", "POST", DRAFT, (404, 404, 403, 422, 422, 422)),
    (f"{HERE}/people/{{row}}/offer", "POST", PUBLISHED, (401, 403, 403, 422, 422, 422)),
    (f"{HERE}/people/{{row}}/removal", "POST", PUBLISHED, (401, 403, 403, 303, 303, 303)),
    (f"{HERE}/people/{{row}}/removal", "POST", CANCELLED, (401, 403, 403, 422, 422, 422)),
    (f"{HERE}/people/99999/removal", "POST", PUBLISHED, (401, 403, 403, 404, 404, 404)),
    (f"{HERE}/people/invitation", "GET", PUBLISHED, (303, 403, 403, 200, 200, 200)),
    (f"{HERE}/people/invitation", "POST", PUBLISHED, (401, 403, 403, 303, 303, 303)),
    (f"{HERE}/people/invitation", "POST", CANCELLED, (401, 403, 403, 422, 422, 422)),
    (f"{HERE}/people/invitation", "POST", DRAFT, (404, 404, 403, 422, 422, 422)),
    (f"{HERE}/people/new", "GET", PUBLISHED, (303, 403, 403, 200, 200, 200)),
    (f"{HERE}/people/new", "POST", PUBLISHED, (401, 403, 403, 303, 303, 303)),
    (f"{HERE}/people/new", "POST", CANCELLED, (401, 403, 403, 422, 422, 422)),
]
# The same for the table of all doors of the room (test_doors.py).
SEAT_DOORS = [
    (path.format(id=1, row=1, token="x", paper=1, seated=2), method)
    for path, method, _state, _codes in DOORS
]


@pytest.fixture
def street(
    make_person: Callable[..., Person], maria: Person, administrator: Person
) -> dict[str, Person | None]:
    """One for each role."""
    return {
        "guest": None,
        "member": make_person("Ada"),
        "check-in": make_person("Cecil"),
        "organiser": make_person("Orpheus"),
        "facilitator": maria,
        "administrator": administrator,
    }


def stand(make: Any, state: str, street: dict[str, Person | None], at: Any) -> Event:
    """An event with those who do something there."""
    event = make_event(state=state, title_el="Α")
    for role in ("check-in", "organiser"):
        person = street[role]
        assert person
        make(EventRole, event_id=event.id, person_id=person.id, role=role, given_at=at)
    return event


def lay_out(make: Any, event: Event, audience: str, at: Any) -> int:
    """A paper of the event for some of its people."""
    files.write(FILE, b"words")
    known = {"kind": "handout", "title_el": audience, "file": FILE, "file_name": "a.txt"}
    known |= {"media_type": "text/plain", "made_at": at}
    return int(make(Material, event_id=event.id, audience=audience, **known).id)


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    make: Any,
    make_person: Callable[..., Person],
    street: dict[str, Person | None],
    time_: Clock,
    state: str,
) -> None:
    event = stand(make, state, street, time_.at)
    known = {"event_id": event.id, "made_at": time_.at, "changed_at": time_.at}
    row = make(Registration, person_id=make_person("Zoe").id, state="asked", **known)
    guest = make(Registration, guest_name="Ρόζα", guest_email="r@x.org", state="invited", **known)
    lent = {word: lay_out(make, event, whose, time_.at) for word, whose in PAPERS.items()}
    named = {"id": event.id, "row": row.id, "token": guest_token(guest), **lent}
    form = {
        **{"name": "Ρόζα Λ.", "email": "rosa@example.org", "who": "r2@example.org"},
        **{"reason": "Έτσι", "once": "key-of-one-form", "know": "1"},
    }
    browsers, found = [as_person(street[role]) for role in ROLES], []
    for path, method, where, expected in DOORS:
        if where == state:
            asked, sent = path.format(**named), form if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def test_a_members_row_is_opened_by_no_letter(
    as_person: Callable[..., Browser], ada: Person
) -> None:
    event = make_event()
    seat(event, ada)
    row = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).one()
    token = guest_token(row)
    client = as_person(None)
    assert client.get(f"/events/guest/{token}").location == f"{event.path}#seat"
    for word in ("seat", "seat/undo", "erasure"):
        assert client.post(f"/events/guest/{token}/{word}").status_code == 401
