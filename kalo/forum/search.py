"""What of the forum can be found, and by whom: a topic with everything said in it."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Topic
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS
from kalo.forum.queries import visible_ids
from kalo.forum.queries.categories import group_categories_of
from kalo.kit.db import db
from kalo.kit.text import plain
from kalo.search.kinds import Document, gives_audiences, searchable

LONGEST = 60_000  # characters of a topic that the index reads; the first post is always among them
MOST = 1000  # numbers among which those characters are looked for
AT_ONCE = 100


def documents(ids: list[int] | None) -> Iterator[Document]:
    """One document for each topic that stands."""
    wanted = sorted(ids) if ids is not None else list(db.session.scalars(select(Topic.id)))
    for start in range(0, len(wanted), AT_ONCE):
        yield from _some(wanted[start : start + AT_ONCE])


def _some(ids: list[int]) -> Iterator[Document]:
    said = _texts(ids)
    rows = select(Topic, Category.see).join(Topic.category)
    for topic, see in db.session.execute(
        rows.where(Topic.id.in_(ids), Topic.deleted_at.is_(None)).order_by(Topic.id)
    ):
        yield Document(
            id=topic.id,
            title=topic.title,
            body=said.get(topic.id, ""),
            path=topic.path,
            audience=_audience(see, topic.category_id),
        )


def _audience(see: str, category_id: int) -> str:
    """Who finds a topic of such a category; each that is for groups has a word of its own."""
    words = {EVERYONE: "public", MEMBERS: "members", GROUPS: f"category-{category_id}"}
    return words.get(see, "staff")


@gives_audiences
def _circles(person: Person) -> list[str]:
    """The categories for groups that a person sees; one statement, for those in a group."""
    return [f"category-{category_id}" for category_id in group_categories_of(person)]


def _texts(ids: list[int]) -> dict[int, str]:
    posts = select(Post.topic_id, Post.html).where(
        Post.topic_id.in_(ids), Post.deleted_at.is_(None), Post.hidden_at.is_(None)
    )
    posts = posts.where(Post.number <= MOST)  # a reply in a long topic costs the worker no more
    said: dict[int, str] = {}
    for topic_id, html in db.session.execute(posts.order_by(Post.topic_id, Post.number)):
        before = said.get(topic_id, "")
        if len(before) < LONGEST:
            said[topic_id] = f"{before}\n\n{plain(html)}".strip()[:LONGEST]
    return said


searchable("topic", _("Discussions"), "forum", documents, visible_ids)
