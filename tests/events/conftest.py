"""A clock that stands still at noon, and those who plan."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import pytest

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.dates import Dated
from kalo.kit.steps import Step
from tests.conftest import Browser
from tests.factories.events import NOON


class Clock:
    """What time it is, until the test says otherwise."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


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
