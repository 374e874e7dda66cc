"""Accepting one reply as the answer."""

from flask_babel import lazy_gettext
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.models import Post, Topic
from kalo.kit.db import db

VERBS = (lazy_gettext("accepted an answer"), lazy_gettext("took back an accepted answer"))


def accept_answer(post: Post, topic: Topic, by: Person) -> None:
    """This reply is the answer, instead of any other."""
    if _set_answer(topic, by, post.number, "accepted an answer"):
        signals.answer_accepted.send(post, by=by)


def unaccept_answer(topic: Topic, by: Person) -> None:
    """The question is open again."""
    _set_answer(topic, by, None, "took back an accepted answer")


def _set_answer(topic: Topic, by: Person, number: int | None, verb: str) -> bool:
    before = topic.answer_number
    other = update(Topic).where(Topic.id == topic.id, Topic.answer_number.is_distinct_from(number))
    changed = db.session.execute(other.values(answer_number=number).returning(Topic.id)).all()
    if changed and by.id != topic.author_id:
        numbers = (f"#{each}" if each else "" for each in (before, number))
        note_staff_act(by, verb, topic.tag, topic.title, *numbers)
    if changed:
        signals.thing_changed.send(topic.tag)
    return bool(changed)
