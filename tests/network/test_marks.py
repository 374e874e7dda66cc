"""What an organisation shows that it passed: by the yes of whoever did, and while it holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import transaction
from kalo.kit.marks import Mark
from kalo.network.jobs import sweep_marks
from tests.conftest import Browser
from tests.factories.network import make_organisation

AT = "/network/kipos/marks"


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Mark]]:
    """What each person passed, by their name; a test writes here."""
    found: dict[str, list[Mark]] = {}
    finders: Any = {"impact": lambda person: list(found.get(person.name, []))}
    monkeypatch.setattr("kalo.kit.marks._finders", finders)
    return found


def test_nothing_is_shown_before_a_yes_and_nothing_of_others(
    as_person: Callable[..., Browser],
    ada: Person,
    grace: Person,
    client: Browser,
    passed: dict[str, list[Mark]],
) -> None:
    passed["Ada"] = [Mark("work:1", "Άσκηση αντικτύπου", "Impact exercise", date(2026, 10, 3))]
    passed["Grace"] = [Mark("work:2", "Κι άλλη άσκηση", "Another", date(2026, 10, 4))]
    make_organisation("Κήπος", ada, grace)
    assert "Άσκηση αντικτύπου" in as_person(ada).get(AT).text
    assert "Κι άλλη άσκηση" not in as_person(ada).get(AT).text
    assert "Άσκηση αντικτύπου" not in client.get("/network/kipos/").text
    forged = as_person(ada).post(AT, data={"marks": ["work:2"]})
    assert forged.status_code == 422
    as_person(ada).post(AT, data={"marks": ["work:1"]})
    as_person(grace).post(AT, data={"marks": ["work:2"]})
    for page in (client.get("/network/kipos/").text, client.get("/network/").text):
        for words in ("Άσκηση αντικτύπου", "3 Οκτωβρίου 2026", "Κι άλλη άσκηση"):
            assert words in page
        assert "Ada" not in page
    assert "Impact exercise" in client.get("/en/network/kipos/").text
    as_person(ada).post(AT, data={})
    page = client.get("/network/kipos/").text
    assert "Άσκηση αντικτύπου" not in page
    assert "Κι άλλη άσκηση" in page


def test_the_yes_of_whoever_is_taken_out_goes_with_them(
    as_person: Callable[..., Browser],
    ada: Person,
    grace: Person,
    client: Browser,
    passed: dict[str, list[Mark]],
) -> None:
    passed["Ada"] = [Mark("work:1", "Άσκηση αντικτύπου", "Impact exercise", date(2026, 10, 3))]
    passed["Grace"] = [Mark("work:2", "Κι άλλη άσκηση", "Another", date(2026, 10, 4))]
    make_organisation("Κήπος", ada, grace)
    as_person(ada).post(AT, data={"marks": ["work:1"]})
    as_person(grace).post(AT, data={"marks": ["work:2"]})
    as_person(grace).post(f"/network/kipos/people/{ada.id}/removal")
    page = client.get("/network/kipos/").text
    assert "Άσκηση αντικτύπου" not in page
    assert "Κι άλλη άσκηση" in page


def test_what_no_longer_holds_is_taken_off(
    as_person: Callable[..., Browser],
    ada: Person,
    client: Browser,
    passed: dict[str, list[Mark]],
) -> None:
    marks = [Mark(f"work:{n}", f"Άσκηση {n}", "", date(2026, 10, n)) for n in (1, 2)]
    passed["Ada"] = marks
    make_organisation("Κήπος", ada)
    as_person(ada).post(AT, data={"marks": ["work:1", "work:2"]})
    passed["Ada"] = marks[:1]
    with transaction():
        sweep_marks()
    page = client.get("/network/kipos/").text
    assert "Άσκηση 1" in page
    assert "Άσκηση 2" not in page


def test_without_anything_passed_the_page_says_what_could_be(
    as_person: Callable[..., Browser], ada: Person, passed: dict[str, list[Mark]]
) -> None:
    make_organisation("Κήπος", ada)
    assert "Δεν υπάρχει ακόμη κάτι να φανεί" in as_person(ada).get(AT).text
