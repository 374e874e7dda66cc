"""Questions about discussions that other rooms offer, and about those of several things."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from kalo.accounts.login import not_suspended
from kalo.accounts.models import Person
from kalo.forum.models import PostRevision, Topic
from kalo.forum.queries.rows import TopicRow
from kalo.forum.queries.topics import rows_for
from kalo.forum.queries.viewers import BOUND, kind_of, values_of
from kalo.kit.db import db, rows_of

SPEAKERS = ("editor", "administrator")


def speaker() -> Person | None:
    """Who opens what the platform itself offers: its first editor, else an administrator."""
    staff = select(Person).where(Person.roles != frozenset(), Person.erased_at.is_(None))
    found = db.session.scalars(staff.where(not_suspended()).order_by(Person.id)).all()
    known = [person for role in SPEAKERS for person in found if role in person.roles]
    return known[0] if known else None


def first_topic_about(subject: str) -> Topic | None:
    """The discussion of a thing that was there first, also one that was taken away."""
    return db.session.scalar(
        select(Topic).where(Topic.subject == subject).order_by(Topic.id).limit(1)
    )


def changed_by_hand(post_id: int, ours: str) -> bool:
    """Whether a post was given other words for another reason than ours."""
    hands = PostRevision.post_id == post_id, PostRevision.reason != ours
    return db.session.scalar(select(PostRevision.id).where(*hands).limit(1)) is not None


@cache
def _about_any(kind: str) -> Select[Any]:
    about = Topic.subject.in_(bindparam("subjects", expanding=True))
    rows = rows_for(BOUND[kind]).where(about)
    return rows.order_by(Topic.last_post_at.desc(), Topic.id.desc()).limit(bindparam("most"))


def topics_about_any(subjects: Collection[str], person: Person | None, most: int) -> list[TopicRow]:
    """The discussions about any of some things, the liveliest first."""
    values = values_of(person, subjects=list(subjects), most=most)
    return [TopicRow(*row) for row in rows_of(_about_any(kind_of(person)), values)]
