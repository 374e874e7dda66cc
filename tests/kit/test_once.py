"""A form sent twice is done once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo.accounts.models import Person, Setting
from kalo.kit.db import db
from kalo.kit.once import Submission, forget_old_submissions, once
from kalo.kit.web import fragment, need, wants_fragment
from tests.conftest import HTMX, Browser, build_house, moved_into


@pytest.fixture
def app(migrated: Path, postgres_address: str, tmp_path: Path) -> Iterator[Flask]:
    """An application of this test's own: it gets doors that no other has."""
    with moved_into(build_house(tmp_path, migrated, postgres_address), migrated) as app:
        yield app


@pytest.fixture
def door(app: Flask) -> str:
    @app.post("/things")
    @once
    def make_thing() -> Any:
        need(True)
        number = db.session.scalar(select(func.count()).select_from(Setting)) or 0
        db.session.add(Setting(key=f"thing{number}", value=""))
        if wants_fragment():
            return fragment("<p>made</p>", at=f"/things/{number}")
        return "", 303, {"Location": f"/things/{number}"}

    return "/things"


def test_the_second_time_leads_to_what_the_first_one_made(as_ada: Browser, door: str) -> None:
    answers = [as_ada.post(door, data={"once": "k" * 32}) for _ in range(3)]

    assert [a.location for a in answers] == ["/things/0"] * 3
    assert db.session.scalar(select(func.count()).select_from(Setting)) == 1


def test_under_htmx_the_second_time_goes_to_the_page(as_ada: Browser, door: str) -> None:
    first, second = (as_ada.post(door, data={"once": "k" * 32}, headers=HTMX) for _ in range(2))

    assert first.text == "<p>made</p>"
    assert second.headers["HX-Redirect"] == "/things/0"


def test_two_buttons_of_a_page_do_each_its_own(app: Flask, as_ada: Browser) -> None:
    ended: list[int] = []

    @app.post("/things/<int:number>/end")
    @once
    def end_thing(number: int) -> Any:
        need(True)
        ended.append(number)
        return "", 303, {"Location": "/things"}

    for number in (1, 2, 1):
        as_ada.post(f"/things/{number}/end", data={"once": "key-of-the-page"})
    assert ended == [1, 2]


def test_a_key_is_a_persons_own(as_person: Any, ada: Person, mallory: Person, door: str) -> None:
    mine = as_person(ada).post(door, data={"once": "k" * 32})
    theirs = as_person(mallory).post(door, data={"once": "k" * 32})

    assert (mine.location, theirs.location) == ("/things/0", "/things/1")


def test_keys_are_forgotten_after_a_week(app: Flask, as_ada: Browser, door: str) -> None:
    as_ada.post(door, data={"once": "k" * 32})
    assert forget_old_submissions() == 0

    row = db.session.scalars(select(Submission)).one()
    row.at = row.at.replace(year=row.at.year - 1)
    db.session.flush()
    assert forget_old_submissions() == 1
