"""Who reacted to a post, and how."""

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Post, Reaction
from kalo.forum.queries.rows import Face
from kalo.kit.db import db

MOST_SHOWN = 300


def reactions_to(post: Post) -> dict[str, list[Face]]:
    """The people behind each reaction, the latest first."""
    gave = (
        select(Reaction.kind, Person.handle, Person.name, Person.picture)
        .join(Person, Person.id == Reaction.person_id)
        .where(Reaction.post_id == post.id)
        .order_by(Reaction.at.desc())
        .limit(MOST_SHOWN)
    )
    found: dict[str, list[Face]] = {}
    for kind, handle, name, picture in db.session.execute(gave):
        found.setdefault(kind, []).append(Face(handle, name, picture))
    return found
