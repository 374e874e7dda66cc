"""Questions about the files of blocks: pictures, videos, sound, captions, things to download."""

from typing import Any, NamedTuple

from flask import abort
from sqlalchemy import select

from kalo.kit.db import db
from kalo.learning.models import Block, Lesson, Programme


class Shelf(NamedTuple):
    """A block's own facts and the folder in which its files lie: programme, lesson."""

    kind: str
    version: str
    said: dict[str, dict[str, Any]]
    made: dict[str, Any]
    folder: tuple[str, str]


def get_shelf(block_id: int) -> Shelf:
    """The block and where its files lie; 404 unless it stands where everybody may read it."""
    row = db.session.execute(
        select(Block.kind, Block.version, Block.said, Block.made, Programme.slug, Lesson.slug)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .join(Programme, Programme.id == Lesson.programme_id)
        .where(
            Block.id == block_id,
            Block.withdrawn_at.is_(None),
            Lesson.withdrawn_at.is_(None),
            Lesson.has_text,
            Programme.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        abort(404)
    kind, version, said, made, *folder = row
    return Shelf(kind, version, said, made, (folder[0], folder[1]))


def files_of(shelf: Shelf) -> set[str]:
    """The names of the files that a block shows or offers: no other file of its folder is given."""
    made = shelf.made
    named = [made, made.get("audio") or {}, *made.get("sources", []), *shelf.said.values()]
    plain = {one.get(name) for one in named for name in ("file", "captions", "poster")}
    return {name for name in plain if isinstance(name, str) and name}
