"""Answering without words: one reaction per person and post, counted in the database."""

from sqlalchemy import delete, func, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.actions.deleting import lock_topic
from kalo.forum.models import REACTIONS, Post, Reaction, Topic
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump


def react(post: Post, topic: Topic, by: Person, kind: str) -> None:
    """Give a reaction; another one by the same person takes its place."""
    lock_topic(topic)
    before = _given(post, by)
    if before == kind:
        return
    mine = {"post_id": post.id, "person_id": by.id, "kind": kind, "at": clock.now()}
    again = {"kind": kind, "at": mine["at"]}
    upsert(Reaction, [mine], key=("post_id", "person_id"), again=again)
    _count(post, topic, {kind: 1} if before is None else {kind: 1, before: -1})
    if before is None:
        signals.post_reacted.send(post, by=by)


def withdraw_reaction(post: Post, topic: Topic, by: Person) -> None:
    """Take it back; done twice it is done once."""
    lock_topic(topic)
    before = _given(post, by)
    if before is None:
        return
    mine = Reaction.post_id == post.id, Reaction.person_id == by.id
    db.session.execute(delete(Reaction).where(*mine))
    _count(post, topic, {before: -1})


def _given(post: Post, by: Person) -> str | None:
    mine = Reaction.post_id == post.id, Reaction.person_id == by.id
    return db.session.scalar(select(Reaction.kind).where(*mine))


def _count(post: Post, topic: Topic, steps: dict[str, int]) -> None:
    counters = {kind: getattr(Post, kind) + step for kind, step in steps.items()}
    db.session.execute(update(Post).where(Post.id == post.id).values(**counters))
    total = Topic.reactions_count + sum(steps.values())
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(reactions_count=total))
    bump(topic.tag)  # search need not hear of it


def forget_reactions(by: Person) -> None:
    """Whoever left no longer reacts to anything; the counters say so too."""
    given = Reaction.person_id == by.id
    touched = select(Post.topic_id).join(Reaction, Reaction.post_id == Post.id).where(given)
    grouped = touched.add_columns(func.count()).group_by(Post.topic_id).order_by(Post.topic_id)
    counted = db.session.execute(grouped).all()  # topics in one order for everybody
    for topic_id, count in counted:
        here = update(Topic).where(Topic.id == topic_id)
        db.session.execute(here.values(reactions_count=Topic.reactions_count - count))
        bump(f"topic:{topic_id}")
    for kind in REACTIONS:
        counter, posts = getattr(Post, kind), select(Reaction.post_id)
        theirs = update(Post).where(Post.id.in_(posts.where(given, Reaction.kind == kind)))
        lowered = theirs.values(**{kind: counter - 1})
        db.session.execute(lowered.execution_options(synchronize_session=False))
    db.session.execute(delete(Reaction).where(given))
