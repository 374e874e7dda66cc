"""Who may use which door, on a topic in whichever state: the table is `tests/doors.txt`."""

from typing import Any

import pytest
from flask import Flask

from tests.answers import wrong
from tests.doors import ROLES, STATES, Street, asked, doors, read_table, stand

WORDS = {"body": "Μια άποψη", "title": "Ένας τίτλος", "revision": "1", "reason": "γιατί έτσι"}
# What a good form says at a door, where it is more than words.
SENT: dict[str, dict[str, str]] = {
    "POST /forum/new": {"category": "agora", **WORDS},
    "POST /forum/t/*/#/reaction": {"kind": "thanks"},
    "POST /forum/t/*/watching": {"level": "3"},
    "POST /forum/c/(slug)/watching": {"level": "3"},
    "POST /forum/categories/new": {"title_el": "Νέα"},
    "POST /forum/categories/(category_id)/edit": {"title_el": "Νέα"},
    "POST /forum/categories/(category_id)/place": {"way": "up"},
}


@pytest.fixture
def street(app: Flask, make_person: Any) -> Street:
    return stand(make_person)


@pytest.fixture
def browsers(as_person: Any, street: Street) -> dict[str, Any]:
    return {role: as_person(street.people[role]) for role in ROLES}


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", STATES)
def test_each_role_is_answered_as_the_table_says(
    street: Street, browsers: dict[str, Any], state: str
) -> None:
    found = []
    for (door, there), codes in read_table().items():
        if there == state:
            got = dict(asked(street, browsers, door, state, SENT.get(door, WORDS)))
            found += wrong(door, got, got.values(), (codes[role] for role in got))
    assert found == [], "\n".join(found)


def test_every_door_is_in_the_table(app: Flask) -> None:
    table = read_table()
    assert {door for door, state in table if state == "open"} == doors(app)
    about_a_topic = {door for door in doors(app) if "/t/" in door}
    assert {door for door, state in table if state == "archived"} == about_a_topic
