"""What is kept between members' pages: each sees exactly the page that is made for them alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from tests.conftest import Browser
from tests.factories.forum import answer, talk

NEW = (
    r'nonce="[^"]+"|name="(csrf_token|once)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="once"'
    r'|"X-CSRFToken": "[^"]*"|[?&;]since=\d+'
)
FRESH = re.compile(NEW)


@pytest.fixture
def topic(category: Category, ada: Person, grace: Person, mallory: Person) -> Topic:
    topic = talk(category, ada, replies=22)
    for who in (grace, mallory, ada):
        answer(topic, who, f"Από {who.name}")
    talk(category, grace, "Δίπλα", replies=1)
    return topic


@pytest.fixture
def addresses(topic: Topic, category: Category) -> list[str]:
    return [f"{topic.path}?page=2", f"/en{topic.path}", f"/forum/c/{category.slug}/", "/forum/"]


@pytest.fixture
def people(
    as_person: Any, ada: Person, grace: Person, mallory: Person, moderator: Person
) -> dict[str, Browser]:
    everyone = {"ada": ada, "grace": grace, "mallory": mallory, "moderator": moderator}
    return {"guest": as_person(None)} | {name: as_person(who) for name, who in everyone.items()}


@pytest.fixture
def alone(
    app: Flask, people: dict[str, Browser], addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """alone() compares everybody's pages with those made while nothing was kept."""
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    def page(name: str, address: str) -> str:
        answered = people[name].get(address)
        return FRESH.sub("", answered.text) if answered.status_code == 200 else ""

    def look() -> None:
        for address in addresses:
            for name in people:
                page(name, address)  # now all is kept that can be
            kept = {name: page(name, address) for name in people}
            for name in people:
                app.extensions["kalo_parts"].clear()
                assert page(name, address) == kept[name], f"{name} at {address}"

    return look


WRITES: list[tuple[str, str, dict[str, str]]] = [
    ("grace", "24/reaction", {"kind": "thanks"}),
    ("grace", "3/bookmark", {}),
    ("ada", "3/deletion", {}),
    ("ada", "2/wiki", {}),
    ("moderator", "pin", {}),
    ("mallory", "reading", {"number": "25", "seconds": "9"}),
    ("mallory", "watching", {"level": "3"}),
    ("mallory", "posts", {"body": "Κι εγώ"}),
    ("moderator", "closure", {}),
]


def test_nobody_is_given_what_was_made_for_another(
    alone: Callable[[], None], people: dict[str, Browser], topic: Topic
) -> None:
    alone()
    for who, where, typed in WRITES:
        answered = people[who].post(f"{topic.path}{where}", data=typed)
        assert answered.status_code in {200, 303, 403}, (where, answered.text)
        for browser in people.values():  # the next look finds what was kept before this write
            browser.get(f"{topic.path}?page=2")
    alone()


def test_a_part_is_made_for_one_and_shown_to_the_next(
    app: Flask, people: dict[str, Browser], topic: Topic
) -> None:
    people["grace"].get(topic.path)
    made = set(app.extensions["kalo_parts"])
    people["mallory"].get(topic.path)
    again = [key for key in set(app.extensions["kalo_parts"]) - made if key[1][0] == "whole post"]
    assert again == []
