"""What is to happen with a topic at a moment; done once, by a job."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.actions.acts import hold, log, note_act, show_acts, turn
from kalo.forum.actions.topics import delete_topic
from kalo.forum.models import Topic, TopicAct, TopicTimer
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused


def set_timer(topic: Topic, by: Person, kind: str, at: datetime) -> None:
    """Have something happen at a moment; of each kind a topic has one, the last that was set."""
    if at <= clock.now():
        raise Refused(_("Choose a moment that is still to come."))
    hold(topic)
    _forget(topic, kind)
    act = note_act(topic, by, "timed", do=kind, due=at.isoformat())
    row = {"topic_id": topic.id, "kind": kind, "at": at, "by_id": by.id, "act_id": act.id}
    again = {name: row[name] for name in ("at", "by_id", "act_id")}
    upsert(TopicTimer, [row], key=("topic_id", "kind"), again=again)
    log(by, "timed", topic, None, f"{kind} {at.isoformat()}")
    show_acts(topic)


def _forget(topic: Topic, kind: str) -> None:
    """A timer of this kind that was set earlier is replaced: its notice goes with it."""
    old = select(TopicTimer.act_id).where(TopicTimer.topic_id == topic.id, TopicTimer.kind == kind)
    _drop_notice(db.session.scalar(old))


def _drop_notice(act_id: int | None) -> None:
    """What a timer said comes true, or is said anew: the notice that it will happen is spent."""
    db.session.execute(delete(TopicAct).where(TopicAct.id == act_id))


def ring(timer_id: int) -> bool:
    """Do what a timer says, if its moment has come and nobody did it yet."""
    due = delete(TopicTimer).where(TopicTimer.id == timer_id, TopicTimer.at <= clock.now())
    columns = (TopicTimer.topic_id, TopicTimer.kind, TopicTimer.by_id, TopicTimer.act_id)
    taken = db.session.execute(due.returning(*columns)).one_or_none()
    if taken is None:
        return False
    topic = db.session.get_one(Topic, taken.topic_id)
    by = db.session.get_one(Person, taken.by_id)
    hold(topic)
    _drop_notice(taken.act_id)
    if topic.deleted_at is None:
        WORK[taken.kind](topic, by)
    show_acts(topic)
    return True


def _raise(topic: Topic, by: Person) -> None:
    """It stands among the newest again, without a post."""
    now = clock.now()
    later = func.coalesce(Topic.last_post_at, now) < now
    db.session.execute(update(Topic).where(Topic.id == topic.id, later).values(last_post_at=now))
    note_act(topic, by, "raised", timer=True)
    log(by, "raised", topic)


def _take_away(topic: Topic, by: Person) -> None:
    note_act(topic, by, "taken", timer=True)
    delete_topic(topic, by)


def _remind(topic: Topic, by: Person) -> None:
    """Tell whoever set it that it is time to look."""
    signals.topic_due.send(topic, person=by)


def _turned(kind: str) -> Callable[[Topic, Person], None]:
    def work(topic: Topic, by: Person) -> None:
        turn(topic, by, kind, timer=True)

    return work


WORK: dict[str, Callable[[Topic, Person], None]] = {
    "close": _turned("closed"),
    "reopen": _turned("reopened"),
    "archive": _turned("archived"),
    "unpin": _turned("unpinned"),
    "take": _take_away,
    "raise": _raise,
    "remind": _remind,
}
