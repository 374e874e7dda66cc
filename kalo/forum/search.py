"""What of the forum can be found, and by whom: a topic with everything said in it."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, Select, bindparam, select

from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Topic
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS
from kalo.forum.queries.categories import group_categories_of
from kalo.forum.queries.categories import visible as visible_categories
from kalo.forum.queries.viewers import BOUND, Who, kind_of, values_of
from kalo.kit.db import db, rows_of
from kalo.kit.text import plain
from kalo.search.index import LONGEST
from kalo.search.kinds import Document, gives_audiences, searchable

MOST = 1000  # numbers among which those characters are looked for
AT_ONCE = 100  # topics, and posts of one


def documents(ids: list[int] | None) -> Iterator[Document]:
    """One document for each topic that stands."""
    wanted = sorted(ids) if ids is not None else list(db.session.scalars(select(Topic.id)))
    for start in range(0, len(wanted), AT_ONCE):
        yield from _some(wanted[start : start + AT_ONCE])


def _some(ids: list[int]) -> Iterator[Document]:
    rows = select(Topic, Category.see).join(Topic.category)
    rows = rows.where(Topic.id.in_(ids), Topic.deleted_at.is_(None)).order_by(Topic.id)
    for topic, see in db.session.execute(rows).all():
        yield Document(
            id=topic.id,
            title=topic.title,
            body=_text(topic.id),
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
    if kind_of(person) not in {"grouped", "moderator"}:
        return []
    return [f"category-{category_id}" for category_id in group_categories_of(person)]


def _text(topic_id: int) -> str:
    """What stands in a topic, from its beginning; asked in short runs, in the order of an index."""
    said, last = "", 0
    while len(said) < LONGEST and last < MOST:
        posts = _run(topic_id, last)
        said = "\n\n".join([said, *(plain(post.html) for post in posts)]).strip()
        if len(posts) < AT_ONCE:
            break
        last = posts[-1].number
    return said[:LONGEST]


def _run(topic_id: int, after: int) -> Sequence[Row[int, str]]:
    """One topic and a limit: no database reads more of a long topic than it is asked for."""
    posts = select(Post.number, Post.html).where(
        Post.topic_id == topic_id,
        Post.number.between(after + 1, MOST),
        Post.deleted_at.is_(None),
        Post.hidden_at.is_(None),
    )
    return db.session.execute(posts.order_by(Post.number).limit(AT_ONCE)).all()


def _standing(viewer: Who) -> Select[int]:
    """Which of the topics `wanted` stand, where a viewer of this kind may look."""
    wanted = Topic.id.in_(bindparam("wanted", expanding=True))
    there = select(Topic.id).join(Topic.category).where(Topic.deleted_at.is_(None), wanted)
    return there.where(visible_categories(viewer))


STANDING = {kind: _standing(viewer) for kind, viewer in BOUND.items()}


def visible(person: Person | None, ids: list[int]) -> set[int]:
    """Which of these topics stand, where this person may look."""
    asked = STANDING[kind_of(person)]
    return {row[0] for row in rows_of(asked, values_of(person, wanted=ids))}


searchable("topic", _("Discussions"), "forum", documents, visible)
