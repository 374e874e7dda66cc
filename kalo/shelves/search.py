"""What of the shelves can be found: each room that has shelves calls `find_leaves_of` once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.text import plain
from kalo.search.kinds import Document, searchable
from kalo.shelves.models import Leaf


def find_leaves_of(room: str, label: Any) -> None:
    """Let the leaves of a room be found, in both languages, by everybody."""

    def documents(ids: list[int] | None) -> Iterator[Document]:
        here = select(Leaf).where(Leaf.room == room, Leaf.withdrawn_at.is_(None))
        leaves = db.session.scalars(here if ids is None else here.where(Leaf.id.in_(ids)))
        for leaf in leaves:
            yield from _in_both_languages(leaf)

    searchable(room, label, room, documents, _open_to)


def _in_both_languages(leaf: Leaf) -> Iterator[Document]:
    el = f"{leaf.summary_el}\n{plain(leaf.html_el)}"
    en = f"{leaf.summary_en}\n{plain(leaf.html_en)}"
    yield Document(leaf.id, leaf.title_el, el, leaf.path, "el")
    yield Document(leaf.id, leaf.title_en, en, leaf.path, "en")


def _open_to(_person: Person | None, ids: list[int]) -> set[int]:
    """Every leaf that is there is open to all."""
    there = select(Leaf.id).where(Leaf.id.in_(ids), Leaf.withdrawn_at.is_(None))
    return set(db.session.scalars(there))
