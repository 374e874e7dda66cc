"""Who chose what in a poll, and which polls should close."""

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Poll, PollVote, Topic
from kalo.forum.queries.rows import Face
from kalo.kit import clock
from kalo.kit.db import db


def my_votes(topic: Topic, person: Person | None) -> dict[int, int]:
    """What this person said to the options."""
    if person is None:
        return {}
    mine = select(PollVote.option_id, PollVote.value).where(
        PollVote.topic_id == topic.id, PollVote.person_id == person.id
    )
    return {row.option_id: row.value for row in db.session.execute(mine)}


def voters_of(topic: Topic) -> dict[tuple[int, int], list[Face]]:
    """The people behind each (option, answer); only ever asked of a poll that is not secret."""
    if not topic.poll or topic.poll["secret"]:
        return {}
    said = (
        select(PollVote.option_id, PollVote.value, Person.handle, Person.name, Person.picture)
        .join(Person, Person.id == PollVote.person_id)
        .where(PollVote.topic_id == topic.id)
        .order_by(Person.name_key, Person.id)
    )
    found: dict[tuple[int, int], list[Face]] = {}
    for option, value, handle, name, picture in db.session.execute(said):
        found.setdefault((option, value), []).append(Face(handle, name, picture))
    return found


def polls_to_close(limit: int = 100) -> list[int]:
    """The ids of topics whose poll's time is over."""
    over = select(Poll.topic_id).where(Poll.closed_at.is_(None), Poll.closes_at <= clock.now())
    return list(db.session.scalars(over.order_by(Poll.closes_at).limit(limit)))


def topics_voted_in(person: Person) -> list[Topic]:
    """The topics in whose open polls somebody has voted."""
    voted = select(PollVote.topic_id).where(PollVote.person_id == person.id)
    mine = select(Topic).join(Poll, Poll.topic_id == Topic.id).order_by(Topic.id)
    return list(db.session.scalars(mine.where(Poll.closed_at.is_(None), Topic.id.in_(voted))))
