"""Following topics, categories and tags; what was chosen by hand is never overwritten."""

from sqlalchemy import delete

from kalo.accounts.models import Person
from kalo.forum.models import ReadMark, Topic, Watch
from kalo.forum.models.reading import NORMAL
from kalo.kit.db import db, upsert


def follow_topic(person: Person, topic: Topic, level: int) -> None:
    """A person says how closely they follow a topic."""
    mine = {"person_id": person.id, "topic_id": topic.id, "last_read": 0}
    chosen = {"level": level, "by_hand": True}
    upsert(ReadMark, [{**mine, **chosen}], key=("person_id", "topic_id"), again=chosen)


def follow_thing(person: Person, kind: str, thing_id: int, level: int) -> None:
    """A person says how closely they follow a category or a tag; normal leaves no row."""
    mine = {"person_id": person.id, "kind": kind, "thing_id": thing_id}
    if level == NORMAL:
        db.session.execute(delete(Watch).filter_by(**mine))
        return
    key = ("person_id", "kind", "thing_id")
    upsert(Watch, [{**mine, "level": level}], key=key, again={"level": level})
