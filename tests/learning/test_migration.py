"""What people did before lessons had blocks is there after the migration, and adds up."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, select

from kalo.app import create_app
from kalo.kit.db import db, transaction
from kalo.learning.actions.checking import mend
from kalo.learning.models import Block, BlockProgress, LearningEvent, Lesson, LessonProgress
from tests.conftest import ON_POSTGRES, settings_for

NINE, TEN, NOON = (datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (9, 10, 12))
OPTIONS = [
    {"key": "a", "text": "Ένας", "feedback": "Όχι.", "right": False},
    {"key": "b", "text": "Όλοι", "feedback": "Ναι.", "right": True},
]
ASKED = {"el": {"question": "Ποιος < όλοι;", "options": OPTIONS}}


@pytest.fixture
def before(tmp_path: Path, postgres_address: str) -> Iterator[Flask]:
    """A database as it stood before, on either kind of server."""
    address = ""
    if ON_POSTGRES:
        with psycopg.connect(postgres_address, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS carried")
            server.execute("CREATE DATABASE carried")
        address = postgres_address.replace("/postgres", "/carried")
    app = create_app(settings_for(tmp_path, address))
    with app.app_context():
        upgrade(revision="0003")
        yield app
        db.session.remove()
        db.engine.dispose()


def put(table: str, *rows: dict[str, Any]) -> None:
    """Rows of a table as it was then."""
    then = MetaData()
    then.reflect(db.engine, only=[table], resolve_fks=False)
    with transaction():
        for row in rows:
            known = {
                column.name: _nothing(column)
                for column in then.tables[table].columns
                if not column.nullable and column.server_default is None
            }
            db.session.execute(then.tables[table].insert().values(**{**known, **row}))


def _nothing(column: Any) -> Any:
    kind = str(column.type)
    if kind == "JSON":
        return {}
    if kind in ("TIMESTAMP", "DATETIME"):
        return NINE if ON_POSTGRES else NINE.replace(tzinfo=None)
    return False if kind == "BOOLEAN" else 0 if kind == "INTEGER" else ""


def moment(at: datetime) -> datetime:
    return at if ON_POSTGRES else at.replace(tzinfo=None)


def fill() -> dict[str, uuid.UUID]:
    """A person who answered twice, wrong then right, and finished; another who only answered."""
    put("accounts_person", {"id": 1, "handle": "ada"}, {"id": 2, "handle": "grace"})
    put("learning_programme", {"id": 1, "key": "p", "slug": "p", "outcomes": []})
    put("learning_module", {"id": 1, "key": "m", "programme_id": 1})
    lesson = {"programme_id": 1, "module_id": 1, "content_version": "v1", "sources": []}
    texts = {"html_el": "<p>Κείμενο</p>", "html_en": "<p>Text</p>", "question": ASKED}
    put(
        "learning_lesson",
        {**lesson, **texts, "id": 1, "key": "l1", "slug": "l1", "has_text": True},
        {**lesson, "id": 2, "key": "l2", "slug": "l2", "has_text": False},
    )
    ids = {name: uuid.uuid4() for name in ("wrong", "right", "done", "hers")}
    act = {"lesson_id": 1, "lesson_version": "v1", "kind": "answered"}
    put(
        "learning_event",
        _act(ids["wrong"], 1, NINE, {"option": "a"}, False, **act),
        _act(ids["right"], 1, TEN, {"option": "b"}, True, **act),
        _act(ids["done"], 1, NOON, {}, None, **{**act, "kind": "done"}),
        _act(ids["hers"], 2, TEN, {"option": "a"}, False, **act),
    )
    mine = {"lesson_id": 1, "tries": 2, "right_at": moment(TEN), "done_at": moment(NOON)}
    events = {"done_event_id": _id(ids["done"]), "answer_event_id": _id(ids["right"])}
    hers = {"lesson_id": 1, "tries": 1, "answer_event_id": _id(ids["hers"])}
    put(
        "learning_lesson_progress",
        {**mine, **events, "person_id": 1, "seen_at": moment(NOON)},
        {**hers, "person_id": 2, "seen_at": moment(TEN)},
    )
    return ids


def _id(id: uuid.UUID) -> Any:
    return id if ON_POSTGRES else id.hex


def _act(id: uuid.UUID, person: int, at: datetime, value: Any, right: Any, **more: Any) -> Any:
    times = {"made_at": moment(at), "received_at": moment(at)}
    return {"id": _id(id), "person_id": person, "value": value, "right": right, **times, **more}


def test_old_texts_answers_and_progress_are_carried(before: Flask) -> None:
    ids = fill()
    upgrade()
    blocks = db.session.scalars(select(Block).order_by(Block.position)).all()
    assert [(block.key, block.kind) for block in blocks] == [
        ("l1/text-1", "text"),
        ("l1/check", "question"),
    ]
    assert blocks[0].said == {"el": {"html": "<p>Κείμενο</p>"}, "en": {"html": "<p>Text</p>"}}
    assert blocks[1].said["el"]["text"] == "Ποιος &lt; όλοι;"
    assert blocks[1].made == {"kind": "single", "key": {"right": "b"}}
    assert "right" not in json.dumps(blocks[1].said)
    lesson = db.session.scalars(select(LessonProgress).where(LessonProgress.person_id == 1)).one()
    assert (lesson.read_at, lesson.done_at, lesson.read_event_id) == (NOON, NOON, ids["done"])
    mine, hers = db.session.scalars(select(BlockProgress).order_by(BlockProgress.person_id))
    assert (mine.done_at, mine.right_at, mine.tries, mine.best) == (NINE, TEN, 2, 100)
    assert (mine.answer, mine.answer_event_id) == ({"option": "b"}, ids["right"])
    assert (hers.done_at, hers.right_at, hers.tries, hers.best) == (TEN, None, 1, 0)
    answered = select(LearningEvent.block_id).where(LearningEvent.kind == "answered")
    assert set(db.session.scalars(answered)) == {blocks[1].id}
    assert db.session.scalars(select(Lesson.id)).all() == [1, 2]


def test_what_was_carried_is_what_the_log_says(before: Flask) -> None:
    fill()
    upgrade()
    for person_id in (1, 2):
        with transaction():
            assert mend(person_id) == []


def test_an_old_answer_is_read_like_a_new_one(before: Flask) -> None:
    ids = fill()
    upgrade()
    assert db.session.get_one(LearningEvent, ids["right"]).answer == "b"
