"""An event that goes on: Ada leads it, Grace has a seat, Mallory has none."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit import sockets as kit_sockets
from kalo.kit.db import begin_reading, db, transaction
from kalo.kit.sockets import socketio
from kalo.live import actions, sockets
from tests.factories.events import seat
from tests.factories.live import ON, gathering, key
from tests.services import served


@pytest.fixture(autouse=True)
def fresh_buckets() -> Iterator[None]:
    """Nobody is too fast because of another test."""
    yield
    actions.pace._left.clear()
    sockets.flood._left.clear()
    sockets.noted._left.clear()


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


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The platform on a port of its own, over the database of this test."""
    with served(app.config["KALO"]) as url:
        yield url


@pytest.fixture
def cookie_of(app: Flask) -> Callable[[Person], str]:
    """cookie_of(ada) is the cookie of a browser in which Ada is signed in."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    def _cookie(person: Person) -> str:
        with transaction():
            token = open_sign_in(person)
        return str(signer.dumps({TOKEN: token}))

    return _cookie


class Line:
    """A socket of one person; each event has its own context, as on the server."""

    def __init__(self, app: Any, browser: Any, language: str = "el") -> None:
        self.app = app
        with app.app_context():
            self.client = SocketIOTestClient(
                app, socketio, query_string=f"language={language}", flask_test_client=browser
            )

    @property
    def is_open(self) -> bool:
        return bool(self.client.is_connected())

    def ask(self, what: str, said: Any = None) -> Any:
        db.session.rollback()
        with self.app.app_context():
            answer = self.client.emit(what, said, callback=True)
        begin_reading()  # the event was one of this test's own thread
        return answer

    def act(self, kind: str, event: Event, once: str = "", **said: Any) -> Any:
        return self.ask("act", {"event": event.id, "kind": kind, "once": once or key(), **said})

    def heard(self) -> list[tuple[str, Any]]:
        return [(news["name"], news["args"][0]) for news in self.client.get_received()]


@pytest.fixture
def line_of(app: Any, as_person: Any) -> Iterator[Callable[..., Line]]:
    """line_of(ada) is Ada's socket."""
    lines: list[Line] = []

    def _line(person: Person | None, language: str = "el") -> Line:
        lines.append(Line(app, as_person(person), language))
        return lines[-1]

    yield _line
    for line in lines:
        if line.is_open:
            with app.app_context():
                line.client.disconnect()
