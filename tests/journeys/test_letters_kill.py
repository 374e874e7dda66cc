"""kill -9 while letters about a gathering go: each reaches each once, whatever died in between."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events import actions, queries
from kalo.events.jobs import tell_of_change
from kalo.events.models import Event, Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.jobs import nudge
from kalo.kit.mail import Letter, deliver
from tests.journeys.test_kill import asked
from tests.services import Platform, free_port

pytestmark = [pytest.mark.long, pytest.mark.services, pytest.mark.xdist_group("kill")]
PEOPLE = 120


class Slow:
    """A mail server that takes its time, so that somebody dies in the middle."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[Slow, str]]:
    box, port = Slow(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def house(seeded: Path, tmp_path: Path, mail: tuple[Slow, str]) -> Iterator[Platform]:
    """A platform of which only the worker runs, sending to that server."""
    shutil.copytree(seeded, tmp_path / "data")
    platform = Platform(tmp_path / "data", KALO_MAIL_URL=mail[1])
    yield platform
    platform.stop()


def move_it() -> int:
    """An event with many guests is moved, so near that it is told at night too; its number."""
    with transaction():
        soon = clock.now() + timedelta(days=2)
        ahead = select(Event).where(Event.state == "published", Event.starts_at > soon)
        event = db.session.scalars(ahead.order_by(Event.starts_at)).first()
        assert event is not None
        before = clock.now() - timedelta(days=3)
        event.capacity, event.reminders = None, []
        for number in range(PEOPLE):
            facts = {"guest_name": f"Άτομο {number}", "guest_email": f"g{number}@example.net"}
            moments = {"made_at": before, "changed_at": before, "taken_at": before}
            db.session.add(Registration(event_id=event.id, **facts, **moments))
        event.seats_taken += PEOPLE
        db.session.flush()
        names = ("title_el", "about_el", "about_en", "capacity", "place")
        values = {name: getattr(event, name) for name in names}
        start = clock.athens(clock.now()).replace(tzinfo=None, microsecond=0) + timedelta(hours=12)
        moved = {"start_wall": start, "end_wall": start + timedelta(hours=2)}
        actions.change_event(event, maria(), values | moved, event.revision)
        return event.id


def cancel_it(event_id: int) -> None:
    """The same is called off."""
    with transaction():
        actions.cancel_event(db.session.get_one(Event, event_id), maria(), "Πλημμύρα")


def maria() -> Person:
    return db.session.scalars(select(Person).where(Person.handle == "maria")).one()


def let_time_pass(house: Platform) -> None:
    """What a minute's round, and the patience with a sender that died, would take up later."""
    app = create_app(read_settings({**house.environ, "KALO_LOG_LEVEL": "ERROR"}))
    with app.app_context():
        _take_up()
        db.session.remove()
        db.engine.dispose()


def _take_up() -> None:
    with transaction():
        owed = select(Letter).where(Letter.sent_at.is_(None), Letter.refused_at.is_(None))
        for letter in db.session.scalars(owed):
            letter.due_at = clock.now()
            nudge(deliver, letter.id)
        for event_id in queries.owed_events():
            nudge(tell_of_change, event_id)


def kill_in_the_middle(house: Platform, box: Slow) -> None:
    """Let the worker send a few, then kill it."""
    let_time_pass(house)
    house.start_worker()
    already, deadline = len(box.letters), time.monotonic() + 20
    while len(box.letters) < already + 15 and time.monotonic() < deadline:
        time.sleep(0.02)
    house.kill("worker")


def told(box: Slow) -> Counter[tuple[str, str]]:
    """To whom what came; a letter that came twice under one name is dropped by its receiver."""
    known = {letter["Message-ID"]: letter for letter in list(box.letters)}
    pairs = ((str(each["To"]), str(each["Subject"])[:4]) for each in known.values())
    return Counter(pair for pair in pairs if pair[0].endswith("@example.net"))


def finish(house: Platform, box: Slow, many: int) -> None:
    """Let a worker come to the end of it."""
    let_time_pass(house)
    house.start_worker()
    deadline = time.monotonic() + 60
    while len(told(box)) < many and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(2)  # whatever came twice would come now
    house.kill("worker")


def test_each_letter_reaches_each_once(house: Platform, mail: tuple[Slow, str]) -> None:
    box, _address = mail
    event_id = asked(house.data, move_it)
    kill_in_the_middle(house, box)
    kill_in_the_middle(house, box)
    finish(house, box, PEOPLE)
    asked(house.data, lambda: cancel_it(event_id))
    kill_in_the_middle(house, box)
    finish(house, box, PEOPLE * 2)
    counted = told(box)
    assert len(counted) == PEOPLE * 2
    assert set(counted.values()) == {1}
