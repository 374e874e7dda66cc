"""Asking by a poll, voting and closing. The rows are the truth; `Topic.poll` is their copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.deleting import lock_topic
from kalo.forum.models import Poll, PollOption, PollVote, Topic
from kalo.forum.models.polls import IF_NEED_BE, YES
from kalo.forum.queries.polls import topics_voted_in
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("added a poll"),
    lazy_gettext("closed a poll"),
    lazy_gettext("removed a poll"),
)


@dataclass(frozen=True)
class Asked:
    """A poll as somebody wants it: what is asked, and the options as words or moments."""

    kind: str
    options: Sequence[str | datetime]
    question: str = ""
    most: int = 1
    secret: bool = True
    results: str = "always"
    closes_at: datetime | None = None


def add_poll(topic: Topic, asked: Asked, by: Person | None = None) -> None:
    """Put a poll into the first post of a topic; `by` is who does it to another's."""
    lock_topic(topic)
    if db.session.get(Poll, topic.id):
        raise Refused(_("The discussion has a poll already."))
    db.session.add(
        Poll(
            topic_id=topic.id,
            kind=asked.kind,
            question=asked.question,
            most=asked.most,
            secret=asked.secret,
            results=asked.results,
            closes_at=asked.closes_at,
            closed_at=None,
            voters_count=0,
        )
    )
    db.session.flush()
    db.session.add_all(_option(topic, *each) for each in enumerate(asked.options))
    _copy(topic)
    _log(topic, by, "added a poll")


def _option(topic: Topic, position: int, said: str | datetime) -> PollOption:
    moment = said if isinstance(said, datetime) else None
    label = "" if moment else str(said)
    return PollOption(topic_id=topic.id, position=position, label=label, moment=moment)


def _log(topic: Topic, by: Person | None, verb: str) -> None:
    """What a moderator does with another's poll is in the log."""
    if by and by.id != topic.author_id:
        note_staff_act(by, verb, topic.tag, topic.title)


def remove_poll(topic: Topic, by: Person | None = None) -> None:
    """Take it out again, while nobody has voted."""
    lock_topic(topic)
    gone = delete(Poll).where(Poll.topic_id == topic.id, Poll.voters_count == 0)
    if not db.session.execute(gone.returning(Poll.topic_id)).all():
        raise Refused(_("Somebody has voted meanwhile; the poll stays as it is."))
    _write(topic, None)
    _log(topic, by, "removed a poll")


def vote(topic: Topic, by: Person, choices: Mapping[int, int]) -> None:
    """What this person says to the options, instead of what they said before; nothing at all
    takes the vote back. Whether the poll is still open is asked of the database, here."""
    lock_topic(topic)
    poll = _open_poll(topic)
    if not set(choices) <= {option.id for option in db.session.scalars(_options_of(topic))}:
        raise Refused(_("This is not among the options."))
    if sum(value == YES for value in choices.values()) > poll.most:
        raise Refused(
            ngettext("Choose up to %(num)s option.", "Choose up to %(num)s options.", poll.most)
        )
    _count(topic, _replace(topic, by, choices), choices)


def _count(topic: Topic, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    """Count one person's change; whoever calls holds the topic."""
    for option in db.session.scalars(_options_of(topic)):
        old, new = before.get(option.id), after.get(option.id)
        option.yes += (new == YES) - (old == YES)
        option.maybe += (new == IF_NEED_BE) - (old == IF_NEED_BE)
    db.session.get_one(Poll, topic.id).voters_count += bool(after) - bool(before)
    _copy(topic)


def _open_poll(topic: Topic) -> Poll:
    now = clock.now()
    still = or_(Poll.closes_at.is_(None), Poll.closes_at > now)
    asked = select(Poll).where(Poll.topic_id == topic.id, Poll.closed_at.is_(None), still)
    poll = db.session.scalar(asked.with_for_update().execution_options(populate_existing=True))
    if poll is None:
        raise Refused(_("The poll is closed; the vote was not counted."))
    return poll


def _options_of(topic: Topic) -> Any:
    mine = select(PollOption).where(PollOption.topic_id == topic.id).order_by(PollOption.position)
    return mine.execution_options(populate_existing=True)


def _replace(topic: Topic, by: Person, choices: Mapping[int, int]) -> dict[int, int]:
    """Write a person's votes anew; answers those that were there before."""
    mine = PollVote.topic_id == topic.id, PollVote.person_id == by.id
    given = db.session.execute(select(PollVote.option_id, PollVote.value).where(*mine)).all()
    db.session.execute(delete(PollVote).where(*mine))
    now = clock.now()
    db.session.add_all(
        PollVote(option_id=option, person_id=by.id, topic_id=topic.id, value=value, at=now)
        for option, value in choices.items()
    )
    return {row.option_id: row.value for row in given}


def close_poll(topic: Topic, by: Person | None = None) -> None:
    """No more votes; of a secret poll, who chose what is forgotten for good."""
    lock_topic(topic)
    still = update(Poll).where(Poll.topic_id == topic.id, Poll.closed_at.is_(None))
    closed = db.session.scalar(still.values(closed_at=clock.now()).returning(Poll.secret))
    if closed is None:
        return
    if closed:
        db.session.execute(delete(PollVote).where(PollVote.topic_id == topic.id))
    _copy(topic)
    _log(topic, by, "closed a poll")
    signals.poll_closed.send(topic)


def forget_votes(by: Person) -> None:
    """Whoever left no longer votes in what is open; of what is closed the numbers stay."""
    for topic in topics_voted_in(by):
        lock_topic(topic)
        _count(topic, _replace(topic, by, {}), {})
    db.session.execute(delete(PollVote).where(PollVote.person_id == by.id))


def _copy(topic: Topic) -> None:
    db.session.flush()
    fresh = select(Poll).where(Poll.topic_id == topic.id)
    poll = db.session.scalars(fresh.execution_options(populate_existing=True)).one()
    _write(topic, _as_shown(poll, db.session.scalars(_options_of(topic)).all()))


def _write(topic: Topic, shown: dict[str, Any] | None) -> None:
    """Said outright: what this change read before it had the topic may be what it writes now,
    though others wrote in between."""
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(poll=shown))
    set_committed_value(topic, "poll", shown)
    bump(topic.tag)


def _as_shown(poll: Poll, options: Sequence[PollOption]) -> dict[str, Any]:
    return {
        "kind": poll.kind,
        "question": poll.question,
        "most": poll.most,
        "secret": poll.secret,
        "results": poll.results,
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else None,
        "voters": poll.voters_count,
        "options": [
            {
                "id": option.id,
                "label": option.label,
                "moment": option.moment.isoformat() if option.moment else None,
                "yes": option.yes,
                "maybe": option.maybe,
            }
            for option in options
        ],
    }
