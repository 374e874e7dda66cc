"""Those who look after the directory."""

from collections.abc import Callable

import pytest

from kalo.accounts.models import Person
from tests.conftest import Browser


@pytest.fixture
def edna(make_person: Callable[..., Person]) -> Person:
    """She is an editor, and looks at what is asked for."""
    return make_person("Edna", roles={"editor"})


@pytest.fixture
def as_edna(as_person: Callable[..., Browser], edna: Person) -> Browser:
    return as_person(edna)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other room shows anything on our pages, so that statements are ours to count."""
    monkeypatch.setattr("kalo.kit.slots._fillers", {})
