"""A subscription as people have it: a running server, vdirsyncer that fetches, khal that shows."""

import shutil
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events.actions import cancel_event, change_event, make_address
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.events.readers import by_icalendar
from tests.events.readers.khal import Subscriber
from tests.events.test_feeds import values
from tests.factories.events import make_event, seat
from tests.services import Platform

pytestmark = pytest.mark.services


@pytest.fixture
def server(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A server with a few events; this process may change them behind its back."""
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC))
    shutil.copy(migrated, tmp_path / "kalo.db")
    platform = Platform(tmp_path)
    app = create_app(read_settings(platform.environ))
    platform.start_web()
    with app.app_context():
        yield platform
        db.session.remove()
        db.engine.dispose()
    platform.stop()


def day(ahead: int) -> str:
    """A day that is so many days ahead, at six."""
    return f"{clock.today() + timedelta(days=ahead)} 18:00"


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return bytes(answer.read())


def shown(subscriber: Subscriber) -> list[tuple[Any, ...]]:
    """What khal shows, in order, without the names that vdirsyncer gives."""
    begin = (clock.today() - timedelta(days=400)).isoformat()
    return sorted(subscriber.read(begin, 900).values(), key=str)


def told(body: bytes) -> list[tuple[Any, ...]]:
    """What icalendar reads in the same feed; of whole days khal names the last one."""
    rows = []
    for start, end, title, status, _sequence in by_icalendar(body).values():
        last = end
        if isinstance(end, str):
            last = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
        rows.append((start, last, title, status))
    return sorted(rows, key=str)


def test_khal_shows_every_event_at_its_moment_through_each_change(
    server: Platform, tmp_path: Path
) -> None:
    address = f"{server.url}/events/calendar.ics"
    for ahead in (3, 10, 100, 200, 300):  # both changes of clock lie between them
        make_event(day(ahead), uid=f"{ahead}@x", title_el=f"Εργαστήριο σε {ahead} μέρες, «ναι»")
    subscriber = Subscriber(tmp_path / "all", address)
    assert subscriber.fetch() == 5
    first = fetch(address)
    assert shown(subscriber) == told(first)
    assert fetch(address) == first

    with transaction():
        maria = Person(
            handle="maria", name="Maria", email="maria@example.org", roles={"facilitator"},
            joined_at=clock.now(), confirmed_at=clock.now(),
        )  # fmt: skip
        db.session.add(maria)
        db.session.flush()
        one, two = (db.session.get_one(Event, number) for number in (1, 2))
        cancel_event(one, maria, "Πλημμύρα")
        later = values(two, start_wall=two.start_wall - timedelta(hours=1))
        change_event(two, maria, later, two.revision)
    assert subscriber.fetch() == 5
    after = fetch(address)
    assert shown(subscriber) == told(after)
    titles = [(title, status) for _start, _end, title, status in shown(subscriber)[:2]]
    assert titles == [
        ("[ΑΚΥΡΩΘΗΚΕ] Εργαστήριο σε 3 μέρες, «ναι»", "CANCELLED"),
        ("[ΝΕΑ ΩΡΑ] Εργαστήριο σε 10 μέρες, «ναι»", "CONFIRMED"),
    ]

    with transaction():
        ada = Person(handle="ada", name="Ada", email="ada@example.org", joined_at=clock.now())
        ada.confirmed_at = clock.now()
        db.session.add(ada)
        db.session.flush()
        secret = make_address(ada, "Κινητό", 15)
    seat(db.session.get_one(Event, 3), ada)
    mine = f"{server.url}/en/calendar/{secret}.ics"
    own = Subscriber(tmp_path / "mine", mine)
    assert own.fetch() == 1
    assert shown(own) == told(fetch(mine))
