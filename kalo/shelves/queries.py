"""The questions about shelves and leaves; all of them are open to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import load_only

from kalo.kit.db import db, get_or_404
from kalo.shelves.models import Leaf, Shelf

CARD = (
    *(Leaf.room, Leaf.slug, Leaf.shelf, Leaf.parent, Leaf.position),
    *(Leaf.title_el, Leaf.title_en, Leaf.summary_el, Leaf.summary_en),
)


@dataclass
class Branch:
    """A leaf of a shelf with the leaves under it."""

    leaf: Leaf
    children: list[Leaf] = field(default_factory=list)


def shelves_of(room: str) -> list[tuple[Shelf, list[Branch]]]:
    """Each shelf of a room with its leaves, as cards; two statements."""
    shelves = db.session.scalars(select(Shelf).where(Shelf.room == room).order_by(Shelf.position))
    leaves = db.session.scalars(_cards().where(Leaf.room == room)).all()
    branches = {leaf.slug: Branch(leaf) for leaf in leaves if leaf.parent is None}
    for leaf in leaves:
        if leaf.parent in branches:
            branches[leaf.parent].children.append(leaf)
    return [
        (shelf, [branch for branch in branches.values() if branch.leaf.shelf == shelf.slug])
        for shelf in shelves
    ]


def _cards():  # type: ignore[no-untyped-def]
    here = select(Leaf).options(load_only(*CARD, raiseload=True))
    return here.where(Leaf.withdrawn_at.is_(None)).order_by(Leaf.position, Leaf.id)


def get_leaf(room: str, slug: str) -> Leaf:
    """A leaf, or 404."""
    leaf: Leaf = get_or_404(
        select(Leaf).where(Leaf.room == room, Leaf.slug == slug, Leaf.withdrawn_at.is_(None))
    )
    return leaf


def find_leaf(room: str, leaf_id: int) -> Leaf | None:
    """A leaf as a card, if it stands there."""
    here = _cards().where(Leaf.room == room, Leaf.id == leaf_id)
    leaf: Leaf | None = db.session.scalar(here)
    return leaf


def neighbours(leaf: Leaf) -> list[Leaf]:
    """The leaves of this room and those it points at, as cards; one statement."""
    slugs = [path.split("/")[2] for path in leaf.related if path.count("/") == 3]
    return list(db.session.scalars(_cards().where((Leaf.room == leaf.room) | Leaf.slug.in_(slugs))))


def standing_leaves(after: int, most: int) -> Sequence[Any]:
    """Room, address and day of the leaves that stand, by id."""
    columns = (Leaf.id, Leaf.room, Leaf.slug, Leaf.updated)
    rows = select(*columns).where(Leaf.withdrawn_at.is_(None), Leaf.id > after)
    return db.session.execute(rows.order_by(Leaf.id).limit(most)).all()
