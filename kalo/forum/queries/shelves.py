"""The categories as pages show them: nested, in order, with how closely the viewer follows each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, and_, bindparam, literal, null, or_, select, type_coerce

from kalo.accounts.models import Person
from kalo.forum.models import Category, Watch
from kalo.forum.models.categories import EVERYONE
from kalo.forum.queries.categories import visible
from kalo.forum.queries.rows import OnlyRead
from kalo.forum.queries.viewers import BOUND, kind_of, values_of
from kalo.kit.db import rows_of


@dataclass(slots=True)
class Shelf:
    """A category on a page, with those under it that the viewer sees too."""

    id: int
    parent_id: int | None
    slug: str
    title_el: str
    title_en: str
    about_el: str
    about_en: str
    see: str
    start: str
    groups: dict[str, list[int]]
    asks: bool
    topics_count: int
    last_post_at: datetime | None
    level: int | None
    children: list["Shelf"] = field(default_factory=list)

    @property
    def members_only(self) -> bool:
        """Guests do not find it."""
        return self.see != EVERYONE

    @property
    def words(self) -> tuple[str, ...]:
        """What it is called and who sees it: a key of `kept_part` that no new post changes."""
        named = self.slug, self.title_el, self.title_en
        return *named, self.about_el, self.about_en, self.see

    @property
    def facts(self) -> tuple[Any, ...]:
        """What a page says of it, and of those under it: a key of `kept_part`."""
        under = tuple(child.facts for child in self.children)
        moved = self.topics_count, self.last_post_at
        return self.id, self.parent_id, *self.words, *moved, under

    @property
    def ids(self) -> list[int]:
        """Its own id and those of the categories under it."""
        return [self.id, *(child.id for child in self.children)]


@cache
def _rows(kind: str, around: bool = False) -> Any:
    viewer = BOUND[kind]
    columns = (
        *(Category.id, Category.parent_id, Category.slug, Category.title_el, Category.title_en),
        *(Category.about_el, Category.about_en, Category.see, Category.start),
        type_coerce(Category.groups, OnlyRead),
        *(Category.asks, Category.topics_count, Category.last_post_at),
    )
    rows = select(*columns).where(visible(viewer)).order_by(Category.position, Category.id)
    rows = rows.where(_around()) if around else rows
    if viewer.is_guest:
        return rows.add_columns(null())
    mine = and_(Watch.kind == literal("category"), Watch.thing_id == Category.id)
    return rows.outerjoin(Watch, and_(mine, Watch.person_id == viewer.id)).add_columns(Watch.level)


def shelves_for(person: Person | None) -> list[Shelf]:
    """The categories this person may see: the upper ones in order, each with those under it."""
    return _nested(rows_of(_rows(kind_of(person)), values_of(person)))


def shelves_around(slug: str, person: Person | None) -> list[Shelf]:
    """The same of one category, the one that it stands under and those under it."""
    asked = _rows(kind_of(person), around=True)
    return _nested(rows_of(asked, values_of(person, around=slug)))


def _around() -> ColumnElement[bool]:
    """The one that is named `around`, its parent, its children."""
    its = select(Category.id, Category.parent_id).where(Category.slug == bindparam("around"))
    itself, above = its.with_only_columns(Category.id), its.with_only_columns(Category.parent_id)
    named = itself.correlate(None).scalar_subquery()
    return or_(
        Category.id == named,
        Category.parent_id == named,
        Category.id == above.correlate(None).scalar_subquery(),
    )


def _nested(rows: Sequence[Any]) -> list[Shelf]:
    shelves = [Shelf(*row) for row in rows]
    by_id = {shelf.id: shelf for shelf in shelves}
    top: list[Shelf] = []
    for shelf in shelves:
        parent = by_id.get(shelf.parent_id) if shelf.parent_id else None
        (parent.children if parent else top).append(shelf)
    return top


def flat(shelves: list[Shelf]) -> Iterator[Shelf]:
    """All of them in the order in which they are read."""
    for shelf in shelves:
        yield shelf
        yield from shelf.children


def pick(shelves: list[Shelf], slug: str) -> Shelf:
    """The one of this name, or 404: what you may not see does not exist for you."""
    for shelf in flat(shelves):
        if shelf.slug == slug:
            return shelf
    return abort(404)


def parent_of(shelves: list[Shelf], shelf: Shelf) -> Shelf | None:
    """The one it stands under, if any."""
    return next((each for each in shelves if each.id == shelf.parent_id), None)
