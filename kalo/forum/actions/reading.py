"""Remembering how far people have read. Marks only go up."""

from sqlalchemy import case, select, update

from kalo.accounts.models import Person
from kalo.forum.models import Reader, ReadMark, Topic
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.notifications.actions import mark_read as mark_news_read


def mark_read(person: Person, topic: Topic, number: int) -> None:
    """A person has read a topic up to a number; what they were told about it is read too."""
    upsert(
        ReadMark,
        [{"person_id": person.id, "topic_id": topic.id, "last_read": number}],
        key=("person_id", "topic_id"),
        again={"last_read": case((ReadMark.last_read < number, number), else_=ReadMark.last_read)},
    )
    mark_news_read(person, topic.tag)


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
