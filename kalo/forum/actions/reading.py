"""Remembering how far people have read. Marks only go up."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, literal, literal_column, or_, select, update

from kalo.accounts.models import Person
from kalo.forum.models import Reader, ReadMark, Topic
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.notifications.actions import mark_read as mark_news_read

ENOUGH = 240  # seconds in a topic after which it is tracked
MOST_AT_ONCE = 120  # of what a page may claim in one message
MOST_KEPT = 900
AT_ONCE = 500


def mark_read(
    person: Person, topic: Topic, number: int, level: int | None = None, seconds: int = 0
) -> None:
    """A person has read a topic up to a number; what they were told about it is read too.

    `level` is how closely they follow it from now on because of what they did, `seconds` how long
    they were reading; neither changes what was chosen by hand.
    """
    seconds = max(0, min(seconds, MOST_AT_ONCE))
    mine = {"person_id": person.id, "topic_id": topic.id, "last_read": number}
    longer = ReadMark.seconds + seconds
    upsert(
        ReadMark,
        [{**mine, "level": level, "by_hand": False, "seconds": seconds}],
        key=("person_id", "topic_id"),
        again={
            "last_read": case((ReadMark.last_read < number, number), else_=ReadMark.last_read),
            "seconds": case((longer < MOST_KEPT, longer), else_=MOST_KEPT),
            "level": _closer(level, seconds),
        },
    )
    if number:
        mark_news_read(person, topic.tag, up_to=number)


def _closer(level: int | None, seconds: int) -> Any:
    """What a mark's level becomes: only closer, and only where nothing was chosen by hand."""
    ways: list[tuple[Any, Any]] = [(ReadMark.by_hand, ReadMark.level)]
    if level is not None:
        less = or_(ReadMark.level.is_(None), and_(ReadMark.level < level, ReadMark.level > MUTED))
        ways.append((less, literal(level)))
    if seconds:
        stayed = ReadMark.seconds + seconds >= ENOUGH
        ways.append((and_(ReadMark.level.is_(None), stayed), literal(TRACKING)))
    return case(*ways, else_=ReadMark.level)


def mark_all_read(person: Person) -> None:
    """Whatever stands now is read; one row says so, and the marks follow."""
    at = clock.now()
    upsert(
        Reader,
        [{"person_id": person.id, "all_read_at": at}],
        key=("person_id",),
        again={"all_read_at": at},
    )
    last = select(Topic.last_number).where(Topic.id == ReadMark.topic_id).scalar_subquery()
    mine = update(ReadMark).where(ReadMark.person_id == person.id, ReadMark.last_read < last)
    db.session.execute(mine.values(last_read=last).execution_options(synchronize_session=False))


def mark_these_read(person: Person, unread: Sequence[tuple[int, int]]) -> None:
    """Each of these topics is read up to the number beside its id."""
    said: Any = literal_column("excluded.last_read")
    higher = case((ReadMark.last_read < said, said), else_=ReadMark.last_read)
    rows = [{"topic_id": id, "last_read": last} for id, last in unread]
    for start in range(0, len(rows), AT_ONCE):
        mine = {"person_id": person.id, "by_hand": False, "seconds": 0}
        some = [{**mine, **row} for row in rows[start : start + AT_ONCE]]
        upsert(ReadMark, some, key=("person_id", "topic_id"), again={"last_read": higher})
