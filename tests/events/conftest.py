"""A clock that stands still at noon, and those who plan."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from kalo.accounts.models import Person
from kalo.events import jobs
from kalo.kit import clock
from kalo.kit.dates import Dated
from kalo.kit.db import db, transaction
from kalo.kit.steps import Step
from kalo.recurring import send_owed_letters
from tests.conftest import Browser
from tests.factories.events import NOON
from tests.notifications.conftest import Postbox
from tests.services import free_port


class Clock:
    """What time it is, until the test says otherwise."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


def as_read(page: str) -> str:
    """A page, or a letter, without the marks that keep hours on one line."""
    mark = r'<span (?:class="unbroken"|style="white-space:nowrap")>([^<]+)</span>'
    return re.sub(mark, r"\1", page)


@pytest.fixture(autouse=True)
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stands = Clock()
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


@pytest.fixture
def maria(make_person: Callable[..., Person]) -> Person:
    """She facilitates, and plans."""
    return make_person("Maria", roles={"facilitator"})


@pytest.fixture
def as_maria(as_person: Callable[..., Browser], maria: Person) -> Browser:
    return as_person(maria)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other room shows anything on our pages, so that statements are ours to count."""
    monkeypatch.setattr("kalo.kit.slots._fillers", {})


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Step:
    """Another room has one step that a gathering may serve."""
    only = Step("block:17", "p1/live/workshop", "Ζωντανό εργαστήριο", "Πρόγραμμα", "/learning/p1/")

    def find(subjects: Collection[str] | None) -> list[Step]:
        return [only] if subjects is None or only.subject in subjects else []

    monkeypatch.setattr("kalo.kit.steps._finders", {"block": find})
    return only


@pytest.fixture
def dates(monkeypatch: pytest.MonkeyPatch) -> list[Dated]:
    """What another room puts into everybody's calendar; a test writes here."""
    found: list[Dated] = []
    monkeypatch.setattr("kalo.kit.dates._finders", [lambda person: list(found)])
    return found


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    """A real SMTP server on this machine, set as the platform's."""
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["KALO"]
    app.config["KALO"] = type(settings)(
        **{**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"}
    )
    yield box
    server.stop()


@pytest.fixture
def minute(app: Flask, work: Callable[[], int]) -> Callable[[], None]:
    """minute() does what the worker does each minute, until nothing waits."""

    def _minute() -> None:
        with transaction():
            jobs.tell_what_is_owed()
            jobs.write_around_the_day()
        work()
        send_owed_letters()
        work()
        db.session.expire_all()

    return _minute
