"""Ada has finished a programme, in a community that is no sample."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.certificates.models import Certificate
from tests.conftest import Browser
from tests.factories.certificates import Study, a_study, certificate_of, finish, for_real
from tests.factories.certificates import stand_still as stop_the_clock


@pytest.fixture(autouse=True)
def real_and_still(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fourth of December, noon in Athens."""
    stop_the_clock(monkeypatch)
    for_real(app)


@pytest.fixture
def study(make: Callable[..., Any], ada: Person) -> Study:
    """What Ada has finished."""
    study = a_study(make)
    finish(make, study, ada)
    return study


@pytest.fixture
def certificate(study: Study, ada: Person) -> Certificate:
    """Ada's, for the programme."""
    return certificate_of(ada, study.subject)


@pytest.fixture
def maria(make_person: Callable[..., Person]) -> Person:
    """She facilitates."""
    return make_person("Maria", roles={"facilitator"})


@pytest.fixture
def as_maria(as_person: Callable[..., Browser], maria: Person) -> Browser:
    return as_person(maria)
