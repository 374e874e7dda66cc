"""Taking back what was done with a topic, or saying clearly why it cannot be."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.forum.actions.acts import STATES, hold, log, reshelve, resign, show_acts
from kalo.forum.actions.marks import drop_followers
from kalo.forum.actions.moving import place, remember, settle
from kalo.forum.models import MovedPost, Post, Topic, TopicAct, TopicTimer
from kalo.forum.queries.moving import moved_by, somebody_else_stands_in
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

Undo = Callable[[TopicAct, Topic], None]


def undo_act(act: TopicAct, topic: Topic, by: Person) -> None:
    """Take an act back; what came of it since decides whether that can be."""
    main = db.session.get_one(TopicAct, act.details.get("pair", act.id))
    here = topic if main.topic_id == topic.id else db.session.get_one(Topic, main.topic_id)
    other = main.details.get("other")
    hold(here, *([db.session.get_one(Topic, other)] if other else []))
    db.session.refresh(main)
    if main.undone_at is not None:
        return
    _way_back(main)(main, here)
    undone = update(TopicAct).where(TopicAct.id.in_([main.id, main.details.get("twin", main.id)]))
    db.session.execute(undone.values(undone_at=clock.now(), undone_by_id=by.id))
    log(by, "undone", here, before=main.kind)
    show_acts(here)
    if other:
        show_acts(db.session.get_one(Topic, other))


def _way_back(act: TopicAct) -> Undo:
    if act.kind in STATES:
        return _turn_back
    if act.kind not in WAYS:
        raise Refused(_("This cannot be taken back."))
    return WAYS[act.kind]


def _changed_since() -> Refused:
    return Refused(_("This was changed again since then: what is there now stays."))


def _turn_back(act: TopicAct, topic: Topic) -> None:
    needed, values, _back = STATES[STATES[act.kind][2]]
    change = update(Topic).where(Topic.id == topic.id, needed).values(**values())
    if not db.session.execute(change.returning(Topic.id)).all():
        raise _changed_since()


def _at_old_pace(act: TopicAct, topic: Topic) -> None:
    if topic.slow_seconds != act.details["seconds"]:
        raise _changed_since()
    mine = update(Topic).where(Topic.id == topic.id)
    db.session.execute(mine.values(slow_seconds=act.details["before"]))


def _to_old_shelf(act: TopicAct, topic: Topic) -> None:
    if topic.category_id != act.details["to"]:
        raise _changed_since()
    reshelve(topic, act.details["from"])


def _to_old_author(act: TopicAct, topic: Topic) -> None:
    post = db.session.get_one(Post, act.details["post"])
    if post.author_id != act.details["to"] or post.topic_id != topic.id:
        raise _changed_since()
    resign(post, topic, act.details["from"])


def _without_timer(act: TopicAct, topic: Topic) -> None:
    gone = delete(TopicTimer).where(TopicTimer.act_id == act.id).returning(TopicTimer.id)
    if not db.session.execute(gone).all():
        raise Refused(_("It has already happened."))


def _bring_back(act: TopicAct, source: Topic) -> None:
    """Each post goes back under its old number, which nobody else was given."""
    target = db.session.get_one(Topic, act.details["other"])
    moved = moved_by(act.id)
    _ask_back(act, source, target, moved)
    remember(target.id, [(row.now, row.id, row.answers) for row in moved], None)
    back = [
        {"id": r.id, "topic_id": source.id, "number": r.number, "reply_to": r.reply_to}
        for r in moved
    ]
    place(back)
    db.session.execute(delete(MovedPost).where(MovedPost.act_id == act.id))
    _stand_again(act, source, target)
    settle(source, target)


def _ask_back(act: TopicAct, source: Topic, target: Topic, moved: list[Any]) -> None:
    if not moved or any(row.topic_id != target.id for row in moved):
        raise Refused(_("Some of these posts have moved on since. Take that back first."))
    if act.kind == "merged":
        return
    if source.deleted_at is not None:
        raise Refused(
            _("The discussion they came from is not there any more. Bring it back first.")
        )
    if act.kind == "split" and somebody_else_stands_in(target, (row.id for row in moved)):
        raise Refused(
            _("Somebody has answered in the new discussion since. Move the posts by hand instead.")
        )


def _stand_again(act: TopicAct, source: Topic, target: Topic) -> None:
    """The topic that had gone is back, the one that was made is gone, the answer is the answer."""
    if act.kind == "merged":
        drop_followers(source, target)
        _set(source, deleted_at=None, deleted_by_id=None, moved_to_id=None)
    if act.kind == "split":
        _set(target, deleted_at=clock.now(), deleted_by_id=act.by_id, moved_to_id=source.id)
    if act.details.get("answer") and source.answer_number is None:
        _set(source, answer_number=act.details["answer"])


def _set(topic: Topic, **values: object) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(**values))


WAYS: dict[str, Undo] = {
    "slowed": _at_old_pace,
    "shelved": _to_old_shelf,
    "signed": _to_old_author,
    "timed": _without_timer,
    "moved": _bring_back,
    "split": _bring_back,
    "merged": _bring_back,
}
