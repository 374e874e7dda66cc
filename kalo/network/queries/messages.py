"""Questions about words between members and organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.network.models import KEEPS, Keeper, Message, Organisation
from kalo.network.permissions import may_read_thread


@dataclass(frozen=True)
class Thread:
    """A thread in a list: its first message, how many there are, when the last came."""

    first: Message
    count: int
    last_at: datetime


def get_thread(thread_id: int, person: Person | None) -> tuple[Message, Keeper | None]:
    """The first message of a thread that this person may read; 404 otherwise."""
    mine = and_(
        Keeper.organisation_id == Message.organisation_id,
        Keeper.person_id == (person.id if person else 0),
    )
    asked = select(Message, Keeper).join(Message.organisation).outerjoin(Keeper, mine)
    asked = asked.options(
        contains_eager(Message.organisation), joinedload(Message.person), joinedload(Message.call)
    )
    first = asked.where(Message.id == thread_id, Message.thread_id.is_(None))
    row = db.session.execute(first).one_or_none()
    if row is None or not may_read_thread(person, row[0], row[1]):
        abort(404)
    return row[0], row[1]


def messages_of(thread: Message) -> list[Message]:
    """All of a thread, in order, with who wrote them."""
    mine = or_(Message.id == thread.id, Message.thread_id == thread.id)
    asked = select(Message).where(mine, Message.hidden_at.is_(None)).order_by(Message.id)
    return list(db.session.scalars(asked.options(joinedload(Message.person)).limit(500)))


def threads_with(person: Person, most: int = 100) -> list[Thread]:
    """What a person wrote to organisations, and what came to those they keep; two statements."""
    reply = aliased(Message)
    mine = select(Keeper.organisation_id).where(
        Keeper.person_id == person.id, Keeper.state == KEEPS
    )
    last = func.coalesce(func.max(reply.at), Message.at)
    asked: Any = (
        select(Message.id, func.count(reply.id), last)
        .outerjoin(reply, reply.thread_id == Message.id)
        .where(
            Message.thread_id.is_(None),
            or_(Message.person_id == person.id, Message.organisation_id.in_(mine)),
        )
        .group_by(Message.id, Message.at)
        .order_by(last.desc(), Message.id.desc())
        .limit(most)
    )
    found = {row[0]: (int(row[1]), row[2]) for row in db.session.execute(asked)}
    both = joinedload(Message.organisation), joinedload(Message.person)
    firsts = db.session.scalars(select(Message).where(Message.id.in_(found)).options(*both))
    by_id = {first.id: first for first in firsts}
    return [Thread(by_id[id], count + 1, at) for id, (count, at) in found.items() if id in by_id]


def threads_since(person: Person, since: datetime) -> int:
    """How many threads a person began since a moment."""
    counted = select(func.count()).select_from(Message)
    mine = counted.where(
        Message.person_id == person.id, Message.thread_id.is_(None), Message.at > since
    )
    return int(db.session.scalar(mine) or 0)


def readable_threads(person: Person, ids: Iterable[int]) -> set[int]:
    """Which of these threads a person may read; one statement."""
    mine = select(Keeper.organisation_id).where(
        Keeper.person_id == person.id, Keeper.state == KEEPS
    )
    either = or_(Message.person_id == person.id, Message.organisation_id.in_(mine))
    return set(db.session.scalars(select(Message.id).where(Message.id.in_(list(ids)), either)))


def messages_by_id(ids: Iterable[int]) -> list[Message]:
    """Messages by their numbers, whoever asks, with who wrote them and to whom."""
    both = joinedload(Message.organisation), joinedload(Message.person)
    asked = select(Message).where(Message.id.in_(list(ids))).options(*both)
    return list(db.session.scalars(asked.order_by(Message.id)))


def written_by(person: Person) -> list[Message]:
    """What a person wrote, for their own copy."""
    asked = select(Message).join(Organisation, Organisation.id == Message.organisation_id)
    mine = asked.where(Message.person_id == person.id).order_by(Message.id)
    return list(db.session.scalars(mine.options(joinedload(Message.organisation))))
