"""Doors of planning: roles, copies, the archive, places, series, themes; who passes each."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.models import (
    ARCHIVED,
    DRAFT,
    PUBLISHED,
    EventRole,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.kit.db import db, transaction
from tests.answers import wrong
from tests.conftest import Browser
from tests.factories.events import NOON, make_event

EVENT = "/events/{id}-ergastirio"
OVER = "over"  # a state of this table: announced, and ended
DESK = "/events/planning"
# path, method, state of the event; then guest, member, organiser of this event, note-taker of
# this event, facilitator of the platform, administrator
TABLE: list[tuple[str, str, str, int, int, int, int, int, int]] = [
    (f"{EVENT}/roles", "GET", PUBLISHED, 303, 403, 200, 403, 200, 200),
    (f"{EVENT}/roles", "GET", DRAFT, 404, 404, 200, 403, 200, 200),
    (f"{EVENT}/roles", "POST", PUBLISHED, 401, 403, 303, 403, 303, 303),
    (f"{EVENT}/roles/removal", "POST", PUBLISHED, 401, 403, 303, 403, 303, 303),
    (f"{EVENT}/roles/removal", "POST", DRAFT, 404, 404, 303, 403, 303, 303),
    (f"{EVENT}/copy", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{EVENT}/copy", "GET", DRAFT, 404, 404, 403, 403, 200, 200),
    (f"{EVENT}/copy", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{EVENT}/archive", "POST", OVER, 401, 403, 303, 403, 303, 303),
    (f"{EVENT}/archive", "POST", PUBLISHED, 401, 403, 403, 403, 403, 403),
    (f"{EVENT}/archive/undo", "POST", ARCHIVED, 401, 403, 303, 403, 303, 303),
    (f"{EVENT}/archive/undo", "POST", PUBLISHED, 401, 403, 403, 403, 403, 403),
    (f"{EVENT}/edit", "GET", DRAFT, 404, 404, 200, 403, 200, 200),
    (f"{EVENT}/publication", "POST", DRAFT, 404, 404, 303, 403, 303, 303),
    (f"{EVENT}/cancellation", "GET", PUBLISHED, 303, 403, 200, 403, 200, 200),
    (f"{EVENT}/removal", "POST", DRAFT, 404, 404, 303, 403, 303, 303),
    ("/events/venues/xoros/", "GET", PUBLISHED, 200, 200, 200, 200, 200, 200),
    ("/events/venues/nowhere/", "GET", PUBLISHED, 404, 404, 404, 404, 404, 404),
    (f"{DESK}/", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/office-hours", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/office-hours", "POST", PUBLISHED, 401, 403, 403, 403, 422, 422),
    (f"{DESK}/venues", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/venues/new", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/venues/new", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/venues/99", "GET", PUBLISHED, 303, 403, 403, 403, 404, 404),
    (f"{DESK}/venues/1", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/retirement", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/retirement/undo", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/rooms", "GET", PUBLISHED, 303, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/rooms", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/rooms/1", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/venues/1/rooms/1", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/rooms/1/retirement", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/venues/1/rooms/1/retirement/undo", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/series", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/series", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/series/1", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/series/1", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/series/1/removal", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/series/99/removal", "POST", PUBLISHED, 401, 403, 403, 403, 404, 404),
    (f"{DESK}/themes", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/themes", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/themes/1", "GET", PUBLISHED, 303, 403, 403, 403, 200, 200),
    (f"{DESK}/themes/1", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/themes/1/earlier", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/themes/1/removal", "POST", PUBLISHED, 401, 403, 403, 403, 303, 303),
    (f"{DESK}/themes/99/removal", "POST", PUBLISHED, 401, 403, 403, 403, 404, 404),
]
PLANNING_DOORS = {(path.format(id=1), method) for path, method, *_ in TABLE}
SENT: dict[str, Any] = {
    "who": "@grace",
    "role": "observer",
    "person": "1",
    "start_wall": "2026-12-10T18:00",
    "how": "once",
    "looked": "2612101800",
    "days": ["2026-12-10T18:00"],
    "parts": ["texts"],
    "name_el": "Νέο",
    "room-name_el": "Νέα αίθουσα",
    "room-revision": "1",
    "title_el": "Νέα σειρά",
    "revision": "1",
    "once": "key-of-one-form",
}


@pytest.fixture
def grounds(app: object) -> None:
    """One of each, the first of its table."""
    with transaction():
        db.session.add(Theme(slug="nomika", name_el="Νομικά"))
        db.session.add(Series(slug="kyklos", title_el="Κύκλος", made_at=NOON))
        db.session.add(Venue(slug="xoros", name_el="Χώρος"))
        db.session.flush()
        db.session.add(VenueRoom(venue_id=1, name_el="Αίθουσα"))


ROLES = ("guest", "member", "organiser", "note-taker", "facilitator", "administrator")


@pytest.mark.usefixtures("grounds", "nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in TABLE}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    make_person: Callable[..., Person],
    ada: Person,
    grace: Person,
    maria: Person,
    administrator: Person,
    state: str,
) -> None:
    holder, writer = make_person("Olga"), make_person("Nadia")
    wall = "2026-11-20 18:00" if state in (OVER, ARCHIVED) else "2026-12-03 18:00"
    event = make_event(wall, state=PUBLISHED if state == OVER else state, title_el="Α")
    with transaction():
        for who, role in ((holder, "organiser"), (writer, "note-taker")):
            given = {"event_id": event.id, "person_id": who.id, "given_at": NOON}
            db.session.add(EventRole(role=role, **given))
    everybody, number = (None, ada, holder, writer, maria, administrator), event.id
    browsers, found = [as_person(person) for person in everybody], []
    for path, method, where, *expected in TABLE:
        if where == state:
            asked, sent = path.format(id=number), SENT if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)
