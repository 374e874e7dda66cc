"""A member changes address: what was given to the new one, or to the old one, is theirs at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.events.actions import guest_token
from kalo.events.actions.seats import guests
from kalo.events.models import Event, Registration
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.accounts import letters_to, link_in
from tests.factories.events import make_event, seat

NEW = "new@example.org"


def ask(browser: Browser) -> None:
    assert browser.post("/accounts/me/email", data={"email": NEW}).status_code == 303


def say_yes(browser: Browser, email: str) -> int:
    asked = [letter for letter in letters_to(email) if "/accounts/change-email-" in letter.text]
    return browser.post(link_in(asked[-1], "/accounts/change-email-")).status_code


def move(browser: Browser) -> None:
    """Ada asks for the new address, and both say yes."""
    ask(browser)
    assert (say_yes(browser, "ada@example.org"), say_yes(browser, NEW)) == (200, 200)


def by_hand(browser: Browser, event: Event, email: str = NEW) -> None:
    """Staff give a seat to an address."""
    form = {"name": "Άντα", "email": email, "once": f"by-hand-{event.id}-{email}"}
    assert browser.post(f"{event.path}people/new", data=form).status_code == 303


def rows(event: Event) -> list[tuple[int | None, str | None, str]]:
    there = select(Registration).where(Registration.event_id == event.id)
    found = db.session.scalars(there.order_by(Registration.id))
    return [(row.person_id, row.guest_email, row.state) for row in found]


def counted(event: Event) -> tuple[int, int]:
    row = db.session.execute(
        select(Event.seats_taken, Event.seats_held).where(Event.id == event.id)
    ).one()
    return row[0], row[1]


def test_a_seat_given_to_the_new_address_is_theirs_without_another_press(
    as_ada: Browser, as_maria: Browser, ada: Person
) -> None:
    event = make_event(capacity=2)
    by_hand(as_maria, event)
    with transaction():
        token = guest_token(db.session.scalars(select(Registration)).one())
    ask(as_ada)
    assert say_yes(as_ada, NEW) == 200
    assert rows(event) == [(None, NEW, "seat")]  # one of two has said yes
    assert say_yes(as_ada, "ada@example.org") == 200
    assert (rows(event), counted(event)) == ([(ada.id, None, "seat")], (1, 0))
    page = as_ada.get(event.path).text
    assert "Έχεις θέση." in page
    assert "Ναι, αυτή η θέση είναι δική μου" not in page
    assert as_ada.get(f"/events/guest/{token}").location == f"{event.path}#seat"


def test_of_two_seats_at_one_event_one_stays_and_the_other_goes_to_who_waits(
    as_ada: Browser, as_maria: Browser, ada: Person, grace: Person
) -> None:
    event = make_event(capacity=2)
    seat(event, ada)
    by_hand(as_maria, event)
    seat(event, grace)
    assert (rows(event)[-1], counted(event)) == ((grace.id, None, "waiting"), (2, 0))
    move(as_ada)
    assert rows(event) == [(ada.id, None, "seat"), (grace.id, None, "offered")]
    assert counted(event) == (1, 1)


def test_what_was_given_to_the_old_address_stays_theirs(
    as_ada: Browser, as_maria: Browser, ada: Person
) -> None:
    invited, both = make_event(title_el="Α"), make_event("2026-12-09 18:00", title_el="Β")
    form = {"who": "ada@example.org", "once": "to-the-old-one"}
    assert as_maria.post(f"{invited.path}people/invitation", data=form).status_code == 303
    for email in ("ada@example.org", NEW):
        by_hand(as_maria, both, email)
    assert counted(both) == (2, 0)
    move(as_ada)
    assert rows(invited) == [(ada.id, None, "invited")]
    assert (rows(both), counted(both)) == ([(ada.id, None, "seat")], (1, 0))


def test_the_events_are_locked_in_the_order_of_their_numbers(
    as_ada: Browser, as_maria: Browser, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, sooner = make_event("2026-12-09 18:00"), make_event("2026-12-03 18:00")
    for event in (sooner, later):
        by_hand(as_maria, event)
    held: list[int] = []
    hold = guests.lock

    def note(event: Event) -> None:
        held.append(event.id)
        hold(event)

    monkeypatch.setattr(guests, "lock", note)
    move(as_ada)
    assert held == [later.id, sooner.id]
    assert [rows(event)[0][0] for event in (later, sooner)] == [ada.id, ada.id]


# What stands at the new address, what Ada has herself, and which of the two she has afterwards.
PAIRS = [
    ("seat", "waiting", "seat"),
    ("waiting", "seat", "seat"),
    ("offered", "waiting", "offered"),
    ("waiting", "offered", "offered"),
    ("invited", "asked", "invited"),
    ("asked", "given-up", "asked"),
    ("given-up", "invited", "invited"),
    ("seat", "refused", "seat"),
    ("unconfirmed", "given-up", "given-up"),
]


@pytest.mark.parametrize(("given", "own", "stays"), PAIRS)
def test_of_two_the_one_that_says_more_stays(
    as_ada: Browser, ada: Person, make: Any, time_: Clock, given: str, own: str, stays: str
) -> None:
    event = make_event(capacity=9)
    _stand(make, event, given, time_, guest_name="Άντα", guest_email=NEW)
    _stand(make, event, own, time_, person_id=ada.id)
    move(as_ada)
    assert rows(event) == [(ada.id, None, stays)]
    assert counted(event) == ((stays == "seat") * 1, (stays == "offered") * 1)


@pytest.mark.parametrize("hours", [1, -1])
def test_of_two_turns_the_earlier_one_stays(
    as_ada: Browser, ada: Person, grace: Person, make: Any, time_: Clock, hours: int
) -> None:
    event = make_event(capacity=1)
    seat(event, grace)
    began = time_.at - timedelta(days=1)
    own = began + timedelta(hours=hours)
    _stand(make, event, "waiting", time_, guest_name="Άντα", guest_email=NEW, queued_at=began)
    _stand(make, event, "waiting", time_, person_id=ada.id, queued_at=own)
    move(as_ada)
    mine = db.session.scalars(select(Registration).where(Registration.person_id == ada.id)).one()
    assert mine.queued_at == min(began, own)
    assert len(rows(event)) == 2


def test_an_address_that_became_anothers_meanwhile_brings_nothing(
    as_ada: Browser, as_maria: Browser, make_person: Callable[..., Person]
) -> None:
    event = make_event()
    by_hand(as_maria, event)
    ask(as_ada)
    make_person("Late", email=NEW)
    assert (say_yes(as_ada, "ada@example.org"), say_yes(as_ada, NEW)) == (200, 422)
    assert rows(event) == [(None, NEW, "seat")]


def _stand(make: Any, event: Event, state: str, time_: Clock, **whose: Any) -> None:
    known = {"made_at": time_.at, "changed_at": time_.at, "queued_at": time_.at}
    make(Registration, event_id=event.id, state=state, **{**known, **whose})
    column = {"seat": Event.seats_taken, "offered": Event.seats_held}.get(state)
    if column is not None:
        with transaction():
            more = update(Event).where(Event.id == event.id).values({column: column + 1})
            db.session.execute(more)
