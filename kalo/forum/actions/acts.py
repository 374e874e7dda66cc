"""What is done with a topic as a whole, each a small notice in it that can be taken back."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.counts import recount_category, recount_topic
from kalo.forum.models import Category, Post, Topic, TopicAct
from kalo.forum.permissions import may_moderate
from kalo.forum.queries.acts import notices_of
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.kit.web import Refused

Values = Callable[[], dict[str, Any]]
# What must be so before, what is so after, and what takes it back.
STATES: dict[str, tuple[ColumnElement[bool], Values, str]] = {
    "closed": (Topic.closed_at.is_(None), lambda: {"closed_at": clock.now()}, "reopened"),
    "reopened": (Topic.closed_at.is_not(None), lambda: {"closed_at": None}, "closed"),
    "archived": (Topic.archived_at.is_(None), lambda: {"archived_at": clock.now()}, "revived"),
    "revived": (Topic.archived_at.is_not(None), lambda: {"archived_at": None}, "archived"),
    "pinned": (Topic.pinned.is_(False), lambda: {"pinned": True}, "unpinned"),
    "unpinned": (Topic.pinned.is_(True), lambda: {"pinned": False}, "pinned"),
}


def _(verb: str) -> str:
    """Mark a verb for the catalogue; the log says it in its reader's language."""
    return verb


# What the log of staff says; a key is the kind of an act.
VERBS: dict[str, str] = {
    "closed": _("closed a discussion"),
    "reopened": _("opened a discussion again"),
    "archived": _("archived a discussion"),
    "revived": _("took a discussion out of the archive"),
    "pinned": _("pinned a discussion"),
    "unpinned": _("unpinned a discussion"),
    "slowed": _("set slow mode in a discussion"),
    "shelved": _("moved a discussion to another category"),
    "signed": _("changed the author of a post"),
    "timed": _("set a timer on a discussion"),
    "raised": _("moved a discussion up"),
    "taken": _("took a discussion away by a timer"),
    "moved": _("moved posts to another discussion"),
    "split": _("split posts into a new discussion"),
    "merged": _("merged a discussion into another"),
    "undone": _("took back an act in a discussion"),
}
HELD = (
    *("highest_number", "last_number", "closed_at", "archived_at", "pinned", "slow_seconds"),
    *("category_id", "deleted_at", "moved_to_id", "answer_number"),
)


def hold(*topics: Topic) -> None:
    """Lock topics in one order for everybody, and see them as they are now."""
    for topic in sorted(topics, key=lambda topic: topic.id):
        db.session.refresh(topic, attribute_names=HELD, with_for_update=True)


def note_act(
    topic: Topic, by: Person, kind: str, after: int | None = None, **details: Any
) -> TopicAct:
    """Write down what was done; the notice stands after a post, the last if none is named."""
    act = TopicAct(
        topic_id=topic.id,
        kind=kind,
        after_number=topic.highest_number if after is None else after,
        by_id=by.id,
        at=clock.now(),
        details=details,
    )
    db.session.add(act)
    db.session.flush()  # a twin in another topic needs act.id
    return act


def show_acts(topic: Topic) -> None:
    """Repeat a topic's acts for its page, and say that it has changed."""
    mine = update(Topic).where(Topic.id == topic.id)
    db.session.execute(mine.values(notices=notices_of(topic.id)))
    signals.thing_changed.send(topic.tag)


def log(by: Person, kind: str, topic: Topic, before: Any = None, after: Any = None) -> None:
    """Write it into the log of staff."""
    said = ["" if value is None else str(value) for value in (before, after)]
    note_staff_act(by, VERBS[kind], topic.tag, topic.title, *said)


def turn(topic: Topic, by: Person, kind: str, **details: Any) -> bool:
    """Bring a topic into a state; False where it was in it already, and nothing was done."""
    hold(topic)
    needed, values, _opposite = STATES[kind]
    change = update(Topic).where(Topic.id == topic.id, needed).values(**values())
    if not db.session.execute(change.returning(Topic.id)).all():
        return False  # somebody was faster; it is done once
    note_act(topic, by, kind, **details)
    log(by, kind, topic)
    show_acts(topic)
    return True


def close_topic(topic: Topic, by: Person) -> None:
    """Nobody answers any more; all stays readable."""
    turn(topic, by, "closed")


def reopen_topic(topic: Topic, by: Person) -> None:
    turn(topic, by, "reopened")


def archive_topic(topic: Topic, by: Person) -> None:
    """It is kept as it is: no reply, no change, no reaction, no vote."""
    turn(topic, by, "archived")


def revive_topic(topic: Topic, by: Person) -> None:
    turn(topic, by, "revived")


def pin_topic(topic: Topic, by: Person) -> None:
    """It stands first in its category."""
    turn(topic, by, "pinned")


def unpin_topic(topic: Topic, by: Person) -> None:
    turn(topic, by, "unpinned")


def slow_topic(topic: Topic, by: Person, seconds: int) -> None:
    """So long must pass between two posts of one person; 0 ends it."""
    hold(topic)
    before = topic.slow_seconds
    if before == seconds:
        return
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(slow_seconds=seconds))
    note_act(topic, by, "slowed", before=before, seconds=seconds)
    log(by, "slowed", topic, before, seconds)
    show_acts(topic)


def shelve_topic(topic: Topic, by: Person, category: Category) -> None:
    """Put a topic on another shelf; the notice names the old one only if everybody knew it."""
    hold(topic)
    before = topic.category_id
    if before == category.id:
        return
    old = db.session.get_one(Category, before)
    known = {} if old.members_only else {"el": old.title_el, "en": old.title_en}
    reshelve(topic, category.id)
    facts: dict[str, Any] = {"from": before, "to": category.id, **known}
    note_act(topic, by, "shelved", **facts)
    if by.id != topic.author_id or may_moderate(by):
        log(by, "shelved", topic, old.title_el, category.title_el)
    show_acts(topic)


def reshelve(topic: Topic, category_id: int) -> None:
    """Change the shelf and count both."""
    before = topic.category_id
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(category_id=category_id))
    db.session.expire(topic, ["category"])
    for each in sorted({before, category_id}):
        recount_category(each)
    bump(f"category:{before}", f"category:{category_id}")


def sign_post(post: Post, topic: Topic, by: Person, author: Person) -> None:
    """Put a post under another name: it was written with the wrong account."""
    hold(topic)
    if author.erased_at is not None or author.confirmed_at is None:
        raise Refused(gettext("This is nobody who could have written it."))
    before = post.author_id
    if before == author.id:
        return
    resign(post, topic, author.id)
    facts = {"number": post.number, "post": post.id, "from": before, "to": author.id}
    note_act(topic, by, "signed", after=post.number, **facts)
    log(by, "signed", topic, f"person:{before}", f"person:{author.id}")
    show_acts(topic)


def resign(post: Post, topic: Topic, author_id: int) -> None:
    """Change whose a post is; the first is also whose the topic is."""
    db.session.execute(update(Post).where(Post.id == post.id).values(author_id=author_id))
    if post.number == 1:
        db.session.execute(update(Topic).where(Topic.id == topic.id).values(author_id=author_id))
    db.session.expire(post, ["author"])
    recount_topic(topic.id)
