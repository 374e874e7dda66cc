"""The verbs of shelves: bringing what is in content/ into the database."""

from pathlib import Path

from sqlalchemy import Select, select

from kalo import signals
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.shelves.files import CONTENT, ROOMS, read_leaves, read_shelves
from kalo.shelves.models import Leaf, Shelf


def import_shelves(content: Path = CONTENT) -> int:
    """Read every leaf; those whose text is the same are left alone. Answers how many changed.

    Raises `WrongContent` for a file that cannot be used; then nothing is changed.
    """
    changed = 0
    for room in ROOMS:
        _lay_shelves(room, content)
        known = {leaf.slug: leaf for leaf in db.session.scalars(_leaves_of(room))}
        rows = read_leaves(room, content)
        changed += sum(_lay(known.get(row["slug"]), row) for row in rows)
        _withdraw(known, {row["slug"] for row in rows})
    return changed


def _leaves_of(room: str) -> Select[Leaf]:
    return select(Leaf).where(Leaf.room == room)


def _lay_shelves(room: str, content: Path) -> None:
    for row in read_shelves(room, content):
        row.pop("leaves")
        upsert(Shelf, [row], key=("room", "slug"), again=row)


def _lay(leaf: Leaf | None, row: dict[str, object]) -> bool:
    """Make or change one leaf; answers whether anything did."""
    if leaf and leaf.version == row["version"] and leaf.withdrawn_at is None:
        return False
    if leaf is None:
        leaf = Leaf(**row)
        db.session.add(leaf)
    for name, value in row.items():
        setattr(leaf, name, value)
    leaf.withdrawn_at = None
    db.session.flush()
    signals.thing_changed.send(f"{leaf.room}:{leaf.id}")
    return True


def _withdraw(known: dict[str, Leaf], present: set[str]) -> None:
    for slug, leaf in known.items():
        if slug not in present and leaf.withdrawn_at is None:
            leaf.withdrawn_at = clock.now()
            signals.thing_changed.send(f"{leaf.room}:{leaf.id}")
