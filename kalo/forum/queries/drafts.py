"""What a kept text answers or changes."""

import re

from sqlalchemy import or_, select

from kalo.accounts.models import Person
from kalo.forum.models import Post, Topic
from kalo.forum.queries.topics import visible_topics
from kalo.kit.db import db

ANSWERS = re.compile(r"topic-([0-9]{1,9})")
CHANGES = re.compile(r"post-([0-9]{1,9})-[0-9]{1,9}")


def titles_of_drafts(person: Person, keys: list[str]) -> dict[str, str]:
    """The titles of the discussions of these drafts that this person may see; one statement."""
    topics = {key: int(found[1]) for key in keys if (found := ANSWERS.fullmatch(key))}
    posts = {key: int(found[1]) for key in keys if (found := CHANGES.fullmatch(key))}
    if not topics and not posts:
        return {}
    ours = select(Post.topic_id).where(Post.id.in_(posts.values()))
    seen = visible_topics(person).with_only_columns(Topic.id, Topic.title, Post.id)
    seen = seen.outerjoin(Post, (Post.topic_id == Topic.id) & Post.id.in_(posts.values()))
    rows = db.session.execute(seen.where(or_(Topic.id.in_(topics.values()), Topic.id.in_(ours))))
    of_topic, of_post = {}, {}
    for topic_id, title, post_id in rows:
        of_topic[topic_id], of_post[post_id] = title, title
    found_in = [(topics, of_topic), (posts, of_post)]
    return {k: named[id] for keyed, named in found_in for k, id in keyed.items() if id in named}
