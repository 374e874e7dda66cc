"""Every door, and who passes: one table."""

from collections.abc import Callable

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import CANCELLED, DRAFT, PUBLISHED, Series, Theme
from kalo.kit.db import db, transaction
from tests.answers import wrong
from tests.conftest import Browser
from tests.events.test_door_doors import DOOR_DOORS
from tests.events.test_letters_doors import LETTER_DOORS
from tests.events.test_papers_doors import PAPER_DOORS
from tests.events.test_planning import typed
from tests.events.test_planning_doors import PLANNING_DOORS
from tests.events.test_seats_doors import SEAT_DOORS
from tests.factories.events import NOON, make_event

BEGUN, LATER = "2026-11-23 12:00", "2026-12-03 18:00"
# path, method, state of the event, then guest, member, facilitator, administrator
DOORS = [
    ("/events/", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/feed", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/embed", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/embed/code", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/print", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/themes/nomika/", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/series/kyklos/", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/series/kyklos/", "GET", DRAFT, 404, 404, 200, 200),
    ("/events/mine", "GET", PUBLISHED, 303, 200, 200, 200),
    ("/events/subscribe", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/subscribe/address", "POST", PUBLISHED, 401, 200, 200, 200),
    ("/events/subscribe/address", "GET", PUBLISHED, 303, 303, 303, 303),
    ("/events/subscribe/seen", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/subscribe/addresses/1", "GET", PUBLISHED, 303, 200, 404, 404),
    ("/events/subscribe/addresses/1", "POST", PUBLISHED, 401, 303, 404, 404),
    ("/events/subscribe/addresses/1/renewal", "GET", PUBLISHED, 303, 303, 303, 303),
    ("/events/subscribe/addresses/1/renewal", "POST", PUBLISHED, 401, 200, 404, 404),
    ("/events/subscribe/addresses/1/leak", "GET", PUBLISHED, 303, 303, 303, 303),
    ("/events/subscribe/addresses/1/leak", "POST", PUBLISHED, 401, 200, 404, 404),
    ("/events/subscribe/addresses/1/undo", "POST", PUBLISHED, 401, 303, 404, 404),
    ("/events/calendar.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/workshops.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/focus-groups.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/day-conferences.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/office-hours.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/themes/nomika.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/themes/no.ics", "GET", PUBLISHED, 404, 404, 404, 404),
    ("/events/series/kyklos.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/series/kyklos.ics", "GET", DRAFT, 404, 404, 404, 404),
    ("/events/{id}-ergastirio/calendar.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/{id}-ergastirio/calendar.ics", "GET", CANCELLED, 200, 200, 200, 200),
    ("/events/{id}-ergastirio/calendar.ics", "GET", DRAFT, 404, 404, 404, 404),
    ("/calendar/nobody.ics", "GET", PUBLISHED, 404, 404, 404, 404),
    ("/events/{id}/", "GET", PUBLISHED, 301, 301, 301, 301),
    ("/events/{id}/", "GET", DRAFT, 404, 404, 301, 301),
    ("/events/{id}-ergastirio/", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/{id}-ergastirio/", "GET", CANCELLED, 200, 200, 200, 200),
    ("/events/{id}-ergastirio/", "GET", DRAFT, 404, 404, 200, 200),
    ("/events/{id}-ergastirio.ics", "GET", PUBLISHED, 200, 200, 200, 200),
    ("/events/{id}-ergastirio.ics", "GET", DRAFT, 404, 404, 404, 404),
    ("/events/new", "GET", PUBLISHED, 303, 403, 200, 200),
    ("/events/new", "POST", PUBLISHED, 401, 403, 303, 303),
    ("/events/{id}-ergastirio/edit", "GET", PUBLISHED, 303, 403, 200, 200),
    ("/events/{id}-ergastirio/edit", "GET", DRAFT, 404, 404, 200, 200),
    ("/events/{id}-ergastirio/edit", "GET", CANCELLED, 303, 403, 403, 403),
    ("/events/{id}-ergastirio/edit", "POST", PUBLISHED, 401, 403, 303, 303),
    ("/events/{id}-ergastirio/publication", "GET", DRAFT, 404, 404, 303, 303),
    ("/events/{id}-ergastirio/publication", "GET", PUBLISHED, 303, 303, 303, 303),
    ("/events/{id}-ergastirio/publication", "POST", DRAFT, 404, 404, 303, 303),
    ("/events/{id}-ergastirio/publication", "POST", PUBLISHED, 401, 403, 403, 403),
    ("/events/{id}-ergastirio/cancellation", "GET", PUBLISHED, 303, 403, 200, 200),
    ("/events/{id}-ergastirio/cancellation", "POST", PUBLISHED, 401, 403, 303, 303),
    ("/events/{id}-ergastirio/cancellation", "POST", DRAFT, 404, 404, 403, 403),
    ("/events/{id}-ergastirio/attendance", "GET", PUBLISHED, 303, 403, 200, 200),
    ("/events/{id}-ergastirio/attendance", "GET", DRAFT, 404, 404, 403, 403),
    ("/events/{id}-ergastirio/attendance", "GET", CANCELLED, 303, 403, 403, 403),
    ("/events/{id}-ergastirio/attendance", "POST", PUBLISHED, 401, 403, 303, 303),
    ("/events/{id}-ergastirio/attendance", "POST", DRAFT, 404, 404, 403, 403),
    ("/events/{id}-ergastirio/attendance", "POST", CANCELLED, 401, 403, 403, 403),
    ("/events/{id}-ergastirio/attendance/1", "GET", PUBLISHED, 303, 403, 303, 303),
    ("/events/{id}-ergastirio/attendance/1", "GET", DRAFT, 404, 404, 403, 403),
    ("/events/{id}-ergastirio/attendance/1", "POST", PUBLISHED, 401, 403, 303, 303),
    ("/events/{id}-ergastirio/attendance/1", "POST", DRAFT, 404, 404, 403, 403),
    ("/events/{id}-ergastirio/removal", "POST", DRAFT, 404, 404, 303, 303),
    ("/events/{id}-ergastirio/removal", "POST", PUBLISHED, 401, 403, 403, 403),
]


def stand_calendars(ada: Person) -> None:
    """A theme, a series, and an address of Ada's own calendar, each the first of its table."""
    with transaction():
        db.session.add(Theme(slug="nomika", name_el="Νομικά"))
        db.session.add(Series(slug="kyklos", title_el="Κύκλος", made_at=NOON))
        actions.make_address(ada, "Κινητό")


ROLES = ("guest", "member", "facilitator", "administrator")


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("wall", [BEGUN, LATER], ids=["begun", "later"])
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    ada: Person,
    maria: Person,
    administrator: Person,
    state: str,
    wall: str,
) -> None:
    stand_calendars(ada)
    number = make_event(wall, state=state, title_el="Α", series_id=1, theme_id=1).id
    form = typed(revision="1", reason="Πλημμύρα", once="key-of-one-form")
    form |= {"label": "Α", "alarm_minutes": "0"}
    browsers, found = [as_person(who) for who in (None, ada, maria, administrator)], []
    for path, method, where, *expected in DOORS:
        # Attendance is noted at the door: there it has begun.
        if (where, BEGUN if "attendance" in path else LATER) == (state, wall):
            asked, sent = path.format(id=number), form if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def test_the_table_holds_every_door(app: Flask) -> None:
    ours = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("events.", "calendar."))
    ]
    assert ours
    adapter = app.url_map.bind("localhost")
    doors = [
        *((path.format(id=1), method) for path, method, *_ in DOORS),
        *LETTER_DOORS,
        *PAPER_DOORS,
        *PLANNING_DOORS,
        *SEAT_DOORS,
        *DOOR_DOORS,
    ]
    passed = {adapter.match(path, method=method)[0] for path, method in doors}
    assert passed == {rule.endpoint for rule in ours}
