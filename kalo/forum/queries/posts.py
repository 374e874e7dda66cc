"""Questions about posts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Topic
from kalo.forum.queries.categories import visible_to
from kalo.forum.queries.rows import PostRow
from kalo.kit import text
from kalo.kit.db import db, get_or_404, rows_of

# Built once: what a page of posts asks for.
ROWS: Any = (
    select(
        *(Post.id, Post.number, Post.html, Post.revision, Post.reply_to, Post.created_at),
        *(Post.edited_at, Post.deleted_at, Post.deleted_by_id, Post.wiki, Post.replies_count),
        *(Post.thanks, Post.agree, Post.useful, Post.support),
        *(Post.hidden_at, Post.hidden_reason, Post.author_id),
        *(Person.handle, Person.name, Person.picture, Person.roles, Person.organisation),
    )
    .join(Person, Person.id == Post.author_id)
    .order_by(Post.number)
)


def _ids_between(first: str, last: str) -> Select[tuple[int]]:
    """Chosen first, and so many at most: then no database can think it were half of all posts."""
    a, z = bindparam(first, type_=Integer), bindparam(last, type_=Integer)
    here = Post.topic_id == bindparam("topic"), Post.number.between(a, z)
    page = select(Post.id).where(*here).order_by(Post.number).limit(z - a + 1).subquery()
    return select(page.c.id)


# Built once as well: a page, and one with the accepted answer beside it.
PAGE: Any = ROWS.where(Post.id.in_(_ids_between("first", "last")))
BOTH: Any = _ids_between("first", "last").union_all(_ids_between("answer", "answer"))
PAGE_WITH_ANSWER: Any = ROWS.where(Post.id.in_(BOTH))


def posts_between(topic: Topic, first: int, last: int) -> list[PostRow]:
    """The posts of one numbered page, those taken away among them."""
    found = rows_of(PAGE, {"topic": topic.id, "first": first, "last": last})
    return [PostRow(*row) for row in found]


def page_of_posts(topic: Topic, first: int, last: int) -> tuple[list[PostRow], PostRow | None]:
    """The posts of one numbered page and, where the first is on it, the accepted answer."""
    number = topic.answer_number
    if first > 1 or not number:
        return posts_between(topic, first, last), None
    values = {"topic": topic.id, "first": first, "last": last, "answer": number}
    rows = [PostRow(*row) for row in rows_of(PAGE_WITH_ANSWER, values)]
    answer = next((row for row in rows if row.number == number), None)
    return [row for row in rows if row.number <= last], answer


def replies_to(topic: Topic, number: int, limit: int = 100) -> list[PostRow]:
    """What was written in reply to a post and still stands."""
    answers = ROWS.where(Post.topic_id == topic.id, Post.reply_to == number)
    standing = answers.where(Post.deleted_at.is_(None), Post.hidden_at.is_(None)).limit(limit)
    return [PostRow(*row) for row in db.session.execute(standing)]


def posts_after(topic: Topic, number: int, limit: int = 20) -> list[PostRow]:
    """What came after a number."""
    newer = ROWS.where(Post.topic_id == topic.id, Post.number > number).limit(limit)
    return [PostRow(*row) for row in db.session.execute(newer)]


def get_post(topic: Topic, number: int) -> Post:
    """A post of a topic that was found for somebody, with its author; or 404."""
    found: Post = get_or_404(
        select(Post)
        .join(Post.author)
        .options(contains_eager(Post.author))
        .where(Post.topic_id == topic.id, Post.number == number)
    )
    return found


def nearest_number(topic: Topic, number: int) -> int:
    """The number itself where its post stands, else the nearest that does, the earlier first."""
    standing = select(Post.number).where(Post.topic_id == topic.id, Post.deleted_at.is_(None))
    below = standing.where(Post.number <= number).order_by(Post.number.desc()).limit(1)
    above = standing.where(Post.number >= number).order_by(Post.number).limit(1)
    found = db.session.execute(select(below.scalar_subquery(), above.scalar_subquery())).one()
    return min((n for n in found if n is not None), key=lambda n: abs(n - number), default=1)


def first_number_since(topic: Topic, moment: datetime) -> int | None:
    """The number of the first post of a topic that was written at a moment or later."""
    later = select(Post.number).where(Post.topic_id == topic.id, Post.created_at >= moment)
    return db.session.scalar(later.order_by(Post.created_at, Post.number).limit(1))


def find_last_standing(topic_id: int) -> Post | None:
    """The last post that was not taken away."""
    return db.session.scalar(
        select(Post)
        .where(Post.topic_id == topic_id, Post.deleted_at.is_(None))
        .order_by(Post.number.desc())
        .limit(1)
    )


def find_newest_standing(topic_id: int) -> Post | None:
    """The post that was written last; after a move it need not have the highest number."""
    return db.session.scalar(
        select(Post)
        .where(Post.topic_id == topic_id, Post.deleted_at.is_(None))
        .order_by(Post.created_at.desc(), Post.number.desc())
        .limit(1)
    )


def miscounted_topics() -> list[int]:
    """The ids of topics whose counters do not say what stands in them."""
    standing = (
        select(Post.topic_id, func.count().label("posts"), func.max(Post.number).label("last"))
        .where(Post.deleted_at.is_(None))
        .group_by(Post.topic_id)
        .subquery()
    )
    wrong = or_(Topic.posts_count != standing.c.posts, Topic.last_number != standing.c.last)
    return list(
        db.session.scalars(
            select(Topic.id).join(standing, standing.c.topic_id == Topic.id).where(wrong)
        )
    )


def people_in(topic_id: int) -> list[int]:
    """The ids of everyone who has a post in a topic and is still here."""
    wrote = select(Post.author_id).where(Post.topic_id == topic_id, Post.deleted_at.is_(None))
    here = select(Person.id).where(Person.id.in_(wrote), Person.erased_at.is_(None))
    return list(db.session.scalars(here.order_by(Person.id)))


def last_moment_in(category_id: int) -> Any:
    """When a topic of a category last moved, as a subquery."""
    return (
        select(func.max(Topic.last_post_at))
        .where(Topic.category_id == category_id, Topic.deleted_at.is_(None))
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A post as a line on its author's page."""

    title: str
    path: str
    words: str
    at: datetime


def posts_by(author: Person, viewer: Person | None, limit: int = 5) -> list[Said]:
    """What somebody answered last, of what the viewer may see."""
    columns = (Topic.title, Topic.id, Topic.slug, Post.number, Post.source, Post.created_at)
    mine = (
        select(*columns)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Category, Category.id == Topic.category_id)
        .where(visible_to(viewer), Topic.deleted_at.is_(None), Post.deleted_at.is_(None))
        .where(Post.author_id == author.id, Post.number > 1, Post.hidden_at.is_(None))
        .order_by(Post.created_at.desc(), Post.id.desc())
    )
    return [
        Said(title, f"/forum/t/{topic_id}-{slug}/{number}", text.excerpt(source), at)
        for title, topic_id, slug, number, source, at in db.session.execute(mine.limit(limit))
    ]
