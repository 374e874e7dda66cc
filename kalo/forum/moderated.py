"""What of the forum can be flagged and ruled on, what can wait, and what counts towards trust."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.forum import actions, queries
from kalo.forum.actions.polls import Asked
from kalo.forum.actions.words import give_back
from kalo.forum.models import Category, Post, ReadMark, Topic
from kalo.forum.models.polls import DATE
from kalo.forum.permissions import may_moderate, may_open_topic, may_reply
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.moderation.things import (
    DELETED,
    HIDDEN,
    STANDS,
    Before,
    Moderated,
    Thing,
    moderates,
    numbers,
    publishes,
)
from kalo.moderation.trust import counts_towards_trust

PARENT = Post.topic_id == Topic.id


def find_posts(keys: list[str]) -> dict[str, Thing]:
    """Posts with their topics and authors."""
    rows = select(Post, Topic, Person).join(Topic, PARENT).join(Person, Person.id == Post.author_id)
    found = db.session.execute(rows.where(Post.id.in_(numbers(keys))))
    return {str(post.id): _post(post, topic, author) for post, topic, author in found}


def _post(post: Post, topic: Topic, author: Person) -> Thing:
    gone = post.deleted_at or topic.deleted_at
    return Thing(
        subject=f"post:{post.id}",
        title=f"{topic.title} #{post.number}" if post.number > 1 else topic.title,
        html=post.html + (_asked(topic) if post.number == 1 else ""),
        source=post.source,
        path=f"{topic.path}{post.number}",
        author=author,
        revision=post.revision,
        state=DELETED if gone else HIDDEN if post.hidden_at else STANDS,
    )


def find_topics(keys: list[str]) -> dict[str, Thing]:
    """Topics with what opens them."""
    rows = select(Post, Topic, Person).join(Topic, PARENT).join(Person, Person.id == Post.author_id)
    found = db.session.execute(rows.where(Topic.id.in_(numbers(keys)), Post.number == 1))
    return {str(topic.id): _topic(post, topic, author) for post, topic, author in found}


def _topic(post: Post, topic: Topic, author: Person) -> Thing:
    state = DELETED if topic.deleted_at else STANDS
    tags = " ".join(f"#{name}" for _slug, name in topic.tags)
    source = "\n\n".join(filter(None, (topic.title, post.source, *_choices(topic), tags)))
    words = (topic.tag, topic.title, post.html + _asked(topic), source, topic.path)
    return Thing(*words, author=author, revision=post.revision, state=state)


def _choices(topic: Topic) -> list[str]:
    """What the poll of a topic asks, and what can be chosen."""
    poll = topic.poll or {"question": "", "options": []}
    return [poll["question"], *(option["label"] for option in poll["options"])]


def _asked(topic: Topic) -> str:
    """The poll as moderators read it."""
    lines = Markup("").join(Markup("<li>{}</li>").format(each) for each in _choices(topic) if each)
    return f"<ul>{lines}</ul>" if lines else ""


def post_visible(person: Person | None, key: str) -> bool:
    """As on the page of its topic: what was hidden or taken away is there for few."""
    seen = queries.visible_topics(person).join(Post, PARENT).where(Post.id.in_(numbers([key])))
    if not may_moderate(person):
        own = Post.author_id == (person.id if person else 0)
        seen = seen.where(Post.deleted_at.is_(None), Post.hidden_at.is_(None) | own)
    return db.session.scalar(seen.with_only_columns(Post.id)) is not None


def topic_visible(person: Person | None, key: str) -> bool:
    """As its page."""
    seen = queries.visible_topics(person).where(Topic.id.in_(numbers([key])))
    return db.session.scalar(seen.with_only_columns(Topic.id)) is not None


def rules_posts(person: Person | None, key: str) -> bool:
    return may_moderate(person) and post_visible(person, key)


def rules_topics(person: Person | None, key: str) -> bool:
    return may_moderate(person) and topic_visible(person, key)


def hide(key: str, by: Person | None) -> Before:
    """Fold a post away; its author and moderators still read it."""
    actions.hide_post(int(key), by)
    return {}


def unhide(key: str, by: Person | None, _before: Before) -> None:
    actions.show_post(int(key), by)


def delete(key: str, by: Person | None) -> Before:
    """Take a post away; the first goes with its topic."""
    post, topic = _place(key)
    before = {"why": post.hidden_reason}
    if by and post.number == 1:
        actions.delete_topic(topic, by)
    elif by:
        actions.delete_post(post, topic, by)
    return before


def restore(key: str, by: Person | None, before: Before) -> None:
    post, topic = _place(key)
    actions.say_why(post.id, before.get("why", ""))
    if by and post.number == 1:
        actions.restore_topic(topic, by)
    elif by:
        actions.restore_post(post, topic, by)


def _place(key: str) -> tuple[Post, Topic]:
    post = db.session.get_one(Post, int(key))
    return post, db.session.get_one(Topic, post.topic_id)


def delete_whole(key: str, by: Person | None) -> Before:
    """Take a topic away with all that stands in it."""
    return delete(_opening(key), by)


def restore_whole(key: str, by: Person | None, before: Before) -> None:
    restore(_opening(key), by, before)


def _opening(key: str) -> str:
    """The key of the post that opens a topic."""
    first = select(Post.id).where(Post.topic_id == int(key), Post.number == 1)
    return str(db.session.scalars(first).one())


def publish_reply(author: Person, values: dict[str, Any]) -> tuple[str, str]:
    """A reply that waited stands under its author; refused where its place is gone."""
    topic = db.session.scalar(
        queries.visible_topics(author).where(Topic.id == values["topic"])
    )  # the author must still see it
    if topic is None or not may_reply(author, topic):
        raise Refused(gettext("The discussion takes no replies any more."))
    said = values["source"], values.get("reply_to")
    post = actions.post_reply(topic, author, *said, begun=False)  # what is begun there now stays
    return f"post:{post.id}", f"{topic.path}{post.number}"


def publish_topic(author: Person, values: dict[str, Any]) -> tuple[str, str]:
    """A discussion that waited stands under its author."""
    category = db.session.get(Category, values["category"])
    if category is None or not may_open_topic(author, category):
        raise Refused(gettext("The category takes no discussions of its author any more."))
    topic = actions.open_topic(
        category,
        author,
        values["title"],
        values["source"],
        subject=values.get("subject"),
        language=values.get("language", "el"),
        begun=False,
    )
    if poll := values.get("poll"):
        actions.add_poll(topic, _whole(poll))
    actions.set_tags(topic, values.get("tags") or "", author)
    return topic.tag, topic.path


def return_reply(author: Person, values: dict[str, Any]) -> str:
    """A reply that was not published is a draft of its discussion again."""
    topic = db.session.get(Topic, values["topic"])
    if topic is None:
        return ""
    way = give_back(author, f"topic-{topic.id}", topic.path, values["source"])
    return f"{way}#reply"


def return_topic(author: Person, values: dict[str, Any]) -> str:
    """A discussion that was not published is the draft of a new one again, on its shelf."""
    way = give_back(author, "new-topic", "/forum/new", values["source"], values["title"])
    category = db.session.get(Category, values["category"])
    return f"{way}&category={category.slug}" if category else way


def _whole(kept: dict[str, Any]) -> Asked:
    """A poll as its author wanted it; a date that has passed in the meantime closes nothing."""
    ends = datetime.fromisoformat(kept["closes_at"]) if kept["closes_at"] else None
    dates = kept["kind"] == DATE
    options = [datetime.fromisoformat(each) if dates else each for each in kept["options"]]
    closes_at = ends if ends and ends > clock.now() else None
    return Asked(**{**kept, "options": options, "closes_at": closes_at})


@counts_towards_trust("forum")
def gather(person_ids: list[int]) -> dict[int, dict[str, int]]:
    """What people read and wrote, of what still stands; two statements."""
    facts: dict[int, dict[str, int]] = defaultdict(dict)
    read = select(
        *(ReadMark.person_id, func.count(), func.sum(ReadMark.last_read)),
        func.sum(ReadMark.seconds),
    ).where(ReadMark.person_id.in_(person_ids))
    for id, topics, posts, seconds in db.session.execute(read.group_by(ReadMark.person_id)):
        facts[id] |= {"topics_opened": topics, "posts_read": posts or 0, "seconds": seconds or 0}
    for id, posts, replied in db.session.execute(_written(person_ids)):
        facts[id] |= {"posts": posts, "topics_replied": replied}
    return facts


def _written(person_ids: list[int]) -> Any:
    replied = func.count(func.distinct(Post.topic_id)).filter(Post.number > 1)
    standing = Post.deleted_at.is_(None), Post.hidden_at.is_(None)
    rows = select(Post.author_id, func.count(), replied).where(*standing)
    return rows.where(Post.author_id.in_(person_ids)).group_by(Post.author_id)


moderates(
    Moderated(
        *("post", _("Reply"), find_posts, post_visible, rules_posts),
        *(hide, unhide, delete, restore),
        edit_path=lambda thing: f"{thing.path}/edit",
    )
)
moderates(
    Moderated(
        *("topic", _("Discussion"), find_topics, topic_visible, rules_topics),
        delete=delete_whole,
        restore=restore_whole,
    )
)
publishes("forum.reply", publish_reply, return_reply)
publishes("forum.topic", publish_topic, return_topic)
