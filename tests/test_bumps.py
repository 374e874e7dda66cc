"""The watchman who hears of forgotten bumps: he knows every table, and speaks up."""

from typing import Any

from flask import Flask

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Topic
from kalo.kit import versions
from kalo.kit.db import Model, transaction
from tests.bumps import SEEN, UNSEEN, seen_in, watchman
from tests.factories.forum import answer, shelf, talk


def test_every_table_is_seen_by_guests_or_not(app: Flask) -> None:
    assert set(Model.metadata.tables) == {*SEEN, *UNSEEN}
    assert not UNSEEN & set(SEEN)


def test_columns_are_columns(app: Flask) -> None:
    for name in SEEN:
        named = set(" ".join(f"{seen.columns} {seen.unseen}" for seen in seen_in(name)).split())
        assert named <= set(Model.metadata.tables[name].columns.keys()), name


def test_whoever_forgets_is_named(app: Flask, ada: Person, monkeypatch: Any) -> None:
    topic: Topic = talk(shelf(), ada)
    assert watchman.taken() == []
    monkeypatch.setattr(versions, "_write", lambda scopes: None)
    answer(topic, ada)
    said = watchman.taken()
    assert any(line.startswith("forum/actions/") and "forum_post" in line for line in said), said


def test_what_is_dropped_was_not_forgotten(app: Flask, ada: Person, monkeypatch: Any) -> None:
    topic: Topic = talk(shelf(), ada)
    monkeypatch.setattr(versions, "_write", lambda scopes: None)
    try:
        with transaction():
            actions.post_reply(topic, ada, "Λόγια")
            raise KeyError
    except KeyError:
        pass
    assert watchman.taken() == []
