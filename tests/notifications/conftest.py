"""A real SMTP server, a talk that Ada watches, and a clock that tests move."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from kalo.accounts.models import Person
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from kalo.kit.db import db
from kalo.notifications.jobs import write_owed_letters
from kalo.recurring import send_owed_letters
from tests.factories.forum import shelf, talk
from tests.services import free_port


class Postbox:
    """Keeps what a real SMTP server was handed; `refuse` has it refuse every address."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.raw: list[bytes] = []
        self.refuse = ""

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @property
    def subjects(self) -> list[tuple[str, str]]:
        """To whom, and about what."""
        return [(str(letter["To"]), str(letter["Subject"])) for letter in self.letters]


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["KALO"]
    changed = {**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"}
    app.config["KALO"] = type(settings)(**changed)
    yield box
    server.stop()


# A Wednesday, ten in the morning in Athens.
NOON = datetime.fromisoformat("2026-10-07T10:00:00+03:00")


@pytest.fixture
def time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """time(minutes=3) moves the clock; it begins on a Wednesday at ten in Athens."""
    state = {"now": NOON}
    monkeypatch.setattr(clock, "now", lambda: state["now"])

    def move(**by: float) -> datetime:
        state["now"] += timedelta(**by)
        return state["now"]

    return move


@pytest.fixture
def minute(app: Flask, time: Any, work: Callable[[], int]) -> Callable[[], None]:
    """minute() does what the worker does each minute, until nothing waits."""

    def _minute() -> None:
        write_owed_letters()
        work()
        send_owed_letters()
        work()
        db.session.expire_all()

    return _minute


@pytest.fixture
def category(time: Any) -> Category:
    return shelf()


@pytest.fixture
def topic(category: Category, ada: Person, work: Callable[[], int]) -> Topic:
    """Ada opened it, so she watches it."""
    topic = talk(category, ada)
    work()
    return topic
