"""Who passes at the doors of letters and of the answer to them, whatever they do there."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.actions.coming import coming_token
from kalo.events.models import (
    ARCHIVED,
    CANCELLED,
    DRAFT,
    PUBLISHED,
    Event,
    EventRole,
    Mailing,
    Registration,
)
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.answers import wrong
from tests.conftest import Browser
from tests.factories.events import NOON, make_event, seat

AT = "/events/{id}-ergastirio/"
# Guest, member, with a seat; then check-in, observer, note-taker, organiser, facilitator of this
# event; then whoever plans, administrator.
HOLD = "403 403 403 403 403 {0} {0} {0} {0}"
LOOK, DONE = HOLD.format(200), HOLD.format(303)
HIDDEN = "404 404 404 403 403 403 {0} {0} {0} {0}"
DOORS = [
    ("letters", "GET", PUBLISHED, f"303 {LOOK}"),
    ("letters", "GET", CANCELLED, f"303 {LOOK}"),
    ("letters", "GET", ARCHIVED, f"303 {LOOK}"),
    ("letters", "GET", DRAFT, HIDDEN.format(200)),
    ("letters/new", "GET", PUBLISHED, f"303 {LOOK}"),
    ("letters/new", "GET", ARCHIVED, "303 403 403 403 403 403 403 403 403 403"),
    ("letters/new", "GET", DRAFT, HIDDEN.format(403)),
    ("letters/new", "POST", PUBLISHED, f"401 {DONE}"),
    ("letters/new", "POST", CANCELLED, f"401 {DONE}"),
    ("letters/new", "POST", ARCHIVED, "401 403 403 403 403 403 403 403 403 403"),
    ("letters/{draft}", "GET", PUBLISHED, f"303 {LOOK}"),
    ("letters/{other}", "GET", PUBLISHED, f"303 {HOLD.format(404)}"),
    ("letters/{draft}/edit", "GET", PUBLISHED, f"303 {LOOK}"),
    ("letters/{draft}/edit", "POST", PUBLISHED, f"401 {DONE}"),
    ("letters/{other}/edit", "POST", PUBLISHED, f"401 {HOLD.format(410)}"),  # for a new one here
    ("letters/{draft}/sending", "GET", PUBLISHED, f"303 {DONE}"),
    ("letters/{draft}/sending", "POST", PUBLISHED, f"401 {DONE}"),
    ("letters/{draft}/sending", "POST", ARCHIVED, "401 403 403 403 403 403 403 403 403 403"),
    ("letters/{other}/sending", "POST", PUBLISHED, f"401 {HOLD.format(404)}"),
    ("letters/{waits}/sending/undo", "GET", PUBLISHED, f"303 {DONE}"),
    ("letters/{waits}/sending/undo", "POST", PUBLISHED, f"401 {DONE}"),
    ("letters/{draft}/removal", "POST", PUBLISHED, f"401 {DONE}"),
    ("letters/{draft}/removal", "POST", ARCHIVED, "401 403 403 403 403 403 403 403 403 403"),
    # The link of a letter asks nobody who they are.
    ("/events/coming/{token}", "GET", PUBLISHED, " ".join(["200"] * 10)),
    ("/events/coming/{token}", "POST", PUBLISHED, " ".join(["303"] * 10)),
    ("/events/coming/{token}", "POST", CANCELLED, " ".join(["422"] * 10)),
    ("/events/coming/{token}", "GET", DRAFT, " ".join(["404"] * 10)),
    ("/events/coming/forged", "GET", PUBLISHED, " ".join(["404"] * 10)),
]
_ANY = {"id": 1, "draft": 1, "other": 1, "waits": 1, "token": "x"}
ROLES = (None, None, None, "check-in", "observer", "note-taker", "organiser", "facilitator")
NAMES = ("guest", "member", "with a seat", *ROLES[3:], "who plans", "administrator")


def whole(path: str) -> str:
    return path if path.startswith("/") else AT + path


LETTER_DOORS = [(whole(path).format(**_ANY), method) for path, method, *_ in DOORS]


def furnished(state: str, everybody: list[Person | None]) -> dict[str, object]:
    """An event with its people and letters; what the addresses of the table name."""
    event = make_event(title_el="Α")
    seated, at = everybody[2], clock.now()
    assert seated is not None
    seat(event, seated)
    facts = {"subject": "Θέμα", "body": "Λόγια", "audience": {"groups": ["seat"]}, "made_at": at}
    with transaction():
        other = make_other()
        rows = [Mailing(event_id=event.id, due_at=due, **facts) for due in (None, soon())]
        db.session.add_all([*rows, strange := Mailing(event_id=other.id, **facts)])
        for person, role in zip(everybody, ROLES, strict=False):
            if person is not None and role:
                known = {"event_id": event.id, "person_id": person.id, "given_at": at}
                db.session.add(EventRole(role=role, **known))
        db.session.get_one(Event, event.id).state = state
        db.session.flush()
        draft, waits = (row.id for row in rows)
        theirs = select(Registration).where(Registration.event_id == event.id)
        token = coming_token(db.session.scalars(theirs).one())
        named = {"draft": draft, "waits": waits, "other": strange.id}
    return {"id": event.id, "token": token, **named}


def make_other() -> Event:
    """Another event, in the same transaction."""
    known = {"kind": "workshop", "slug": "x", "title_el": "Άλλο", "ical_stamp": NOON}
    moments = {"created_at": NOON, "changed_at": NOON, "starts_at": NOON, "ends_at": soon()}
    walls = {"start_wall": NOON.replace(tzinfo=None), "end_wall": soon().replace(tzinfo=None)}
    event = Event(uid="other", state=PUBLISHED, **known, **moments, **walls)
    db.session.add(event)
    db.session.flush()
    return event


def soon() -> datetime:
    return NOON + timedelta(days=1)


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    make_person: Callable[..., Person],
    maria: Person,
    administrator: Person,
    state: str,
) -> None:
    names = ("Member", "Seated", "Checks", "Observes", "Notes", "Organises", "Leads")
    everybody = [None, *map(make_person, names), maria, administrator]
    named, found = furnished(state, everybody), []
    browsers = [as_person(person) for person in everybody]
    form = {
        **{"groups": ["seat"], "language": "", "subject": "Θέμα", "body": "Λόγια"},
        **{"revision": "1", "way": "now", "answer": "yes", "once": "key-of-one-form"},
    }
    for path, method, where, expected in DOORS:
        if where == state:
            asked, sent = whole(path).format(**named), form if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", NAMES, map(str, codes), expected.split())
    assert found == [], "\n".join(found)
