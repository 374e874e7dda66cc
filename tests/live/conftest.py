"""An event that goes on: Ada leads it, Grace has a seat, Mallory has none."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit import sockets as kit_sockets
from kalo.live import actions, sockets
from tests.factories.events import seat
from tests.factories.live import ON, gathering


@pytest.fixture(autouse=True)
def fresh_buckets() -> Iterator[None]:
    """Nobody is too fast because of another test."""
    yield
    actions.pace._left.clear()
    sockets.flood._left.clear()


@pytest.fixture
def time_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bucket fills up while the test goes on."""
    monkeypatch.setattr(kit_sockets, "monotonic", lambda: 1000.0)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> "Hour":
    """The hour of the test; at.is_now(…) turns the clock."""
    hour = Hour(ON)
    monkeypatch.setattr(clock, "now", lambda: hour.moment)
    return hour


class Hour:
    """A clock that stands until it is turned."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def is_now(self, moment: datetime) -> None:
        """Turn the clock."""
        self.moment = moment


@pytest.fixture
def event(at: Hour, ada: Person, grace: Person) -> Event:
    """A workshop that has been going on for half an hour."""
    made = gathering(facilitator_id=ada.id)
    seat(made, grace)
    return made
