"""Moving posts: to another topic, to a new one, or a whole topic into another.

In the target the posts go on after its last number, in the order of time. A number is never given
again: where a post stood, `MovedPost` remembers which it was, and its old address leads there.
"""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.actions.acts import hold, log, note_act, show_acts
from kalo.forum.actions.counts import recount_category, recount_replies, recount_topic
from kalo.forum.actions.marks import carry_marks
from kalo.forum.actions.topics import name_of
from kalo.forum.models import Category, MovedPost, Post, Topic, TopicAct, TopicTimer
from kalo.forum.queries.moving import Carried, all_posts, chosen_posts
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused


def move_posts(source: Topic, target: Topic, numbers: list[int], by: Person) -> TopicAct:
    """Put some posts of a topic at the end of another."""
    hold(source, target)
    _ask_both(source, target)
    posts = _still_there(source, numbers)
    act = _carry(source, target, posts, by, "moved", "arrived")
    carry_marks(source, target, act.id)
    _settle(source, target)
    return act


def split_topic(
    source: Topic, numbers: list[int], by: Person, title: str, category: Category
) -> Topic:
    """Make a new topic of some posts."""
    hold(source)
    if source.deleted_at or source.archived_at:
        raise Refused(_("This discussion is kept as it is now: nothing can be moved."))
    posts = _still_there(source, numbers)
    target = _fresh(source, posts[0], title, category)
    act = _carry(source, target, posts, by, "split", "begun")
    carry_marks(source, target, act.id, fresh=True)
    _settle(source, target)
    signals.topic_split.send(target)
    return target


def merge_topic(source: Topic, target: Topic, by: Person) -> TopicAct:
    """Put all of a topic at the end of another; its address leads there from now on."""
    hold(source, target)
    _ask_both(source, target)
    _ask_poll(source)
    act = _carry(source, target, all_posts(source), by, "merged", "joined")
    carry_marks(source, target, act.id, whole=True)
    db.session.execute(delete(TopicTimer).where(TopicTimer.topic_id == source.id))
    gone = {"deleted_at": clock.now(), "deleted_by_id": by.id, "moved_to_id": target.id}
    db.session.execute(update(Topic).where(Topic.id == source.id).values(**gone))
    _settle(source, target)
    return act


def _ask_both(source: Topic, target: Topic) -> None:
    """What was allowed when the page was opened must still be so."""
    if source.id == target.id:
        raise Refused(_("Choose another discussion than this one."))
    if source.deleted_at or source.archived_at:
        raise Refused(_("This discussion is kept as it is now: nothing can be moved."))
    if target.deleted_at or target.archived_at:
        raise Refused(_("The other discussion takes nothing in: it is archived or was taken away."))


def _ask_poll(source: Topic) -> None:
    """What people voted is not thrown away with the page on which it stands."""
    if source.poll and source.poll["voters"]:
        raise Refused(
            _("There are votes in its poll, which would be lost. Move the replies without it.")
        )


def _still_there(source: Topic, numbers: list[int]) -> list[Carried]:
    posts = chosen_posts(source, numbers)
    if not posts:
        raise Refused(_("None of these replies stands here any more."))
    return posts


def _fresh(source: Topic, first: Carried, title: str, category: Category) -> Topic:
    topic = Topic(
        category=category,
        title=title,
        slug=name_of(title),
        author_id=first.author_id,
        language=source.language,
        subject=source.subject,
        opened_at=first.created_at,
        last_post_at=first.created_at,
        last_author_id=first.author_id,
        posts_count=0,
        highest_number=0,
        last_number=0,
    )
    db.session.add(topic)
    db.session.flush()
    return topic


def _carry(
    source: Topic, target: Topic, posts: list[Carried], by: Person, left: str, came: str
) -> TopicAct:
    """Give the posts their new numbers, and say so at both ends."""
    count, first = len(posts), min(post.number for post in posts)
    facts: dict[str, Any] = {"count": count, "other": target.id}
    if source.answer_number in {post.number for post in posts}:
        facts["answer"] = source.answer_number
        _set(source, answer_number=None)
    act = note_act(source, by, left, after=max(1, first - 1), **facts)
    before = max(1, target.highest_number)
    twin = note_act(target, by, came, after=before, count=count, other=source.id, pair=act.id)
    act.details = {**act.details, "twin": twin.id}
    remember(source.id, [(p.number, p.id, p.reply_to) for p in posts], act.id)
    renumber(source, target, posts)
    log(by, left, source, after=target.tag)
    return act


def remember(topic_id: int, left: list[tuple[int, int, int | None]], act_id: int | None) -> None:
    """Write down which post stood under which number: (number, id, what it answered)."""
    rows = [
        {"topic_id": topic_id, "number": n, "post_id": id_, "reply_to": to, "act_id": act_id}
        for n, id_, to in left
    ]
    db.session.execute(insert(MovedPost), rows)


def renumber(source: Topic, target: Topic, posts: list[Carried]) -> None:
    """The posts follow the highest number of the target; answers among them stay answers."""
    highest = target.highest_number
    now = {post.number: highest + step for step, post in enumerate(posts, 1)}
    place(
        [
            {
                "id": post.id,
                "topic_id": target.id,
                "number": now[post.number],
                "reply_to": now.get(post.reply_to or 0),
            }
            for post in posts
        ]
    )
    _set(target, highest_number=highest + len(posts))


def place(rows: list[dict[str, Any]]) -> None:
    """Set where posts stand; objects that were read before are read again."""
    db.session.execute(update(Post), rows)
    for each in list(db.session):
        if isinstance(each, Post):
            db.session.expire(each)


def _set(topic: Topic, **values: Any) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(**values))


def _settle(source: Topic, target: Topic) -> None:
    """Count everything anew, and tell whoever keeps a copy."""
    for topic in sorted((source, target), key=lambda topic: topic.id):
        recount_topic(topic.id)
        recount_replies(topic.id)
        _recount_reactions(topic)
    for category_id in sorted({source.category_id, target.category_id}):
        recount_category(category_id)
    for topic in (source, target):
        show_acts(topic)
    signals.posts_moved.send(source, target=target)


def _recount_reactions(topic: Topic) -> None:
    given = Post.thanks + Post.agree + Post.useful + Post.support
    total = select(func.coalesce(func.sum(given), 0)).where(Post.topic_id == topic.id)
    _set(topic, reactions_count=total.scalar_subquery())


settle = _settle
