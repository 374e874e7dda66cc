"""The lists of topics: the forum's front, latest, new, unread, unanswered, top, a category."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, g, request, url_for

from kalo.forum.models import PERIODS
from kalo.forum.permissions import may_mark_read
from kalo.forum.queries import lists
from kalo.forum.queries.shelves import Shelf, flat, parent_of, pick, shelves_around, shelves_for
from kalo.forum.views.room import bp, show
from kalo.kit import text
from kalo.kit.pages import EPOCH, Slice, at_tick, tick_of
from kalo.kit.versions import shows
from kalo.kit.web import need


@dataclass(frozen=True)
class Asked:
    """What the address narrows a list to, as it was chosen."""

    category: Shelf | None = None
    tag: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        """Whether anything was chosen; such pages are not for search engines."""
        return bool(self.category or self.tag or self.state)

    @property
    def to(self) -> lists.Narrowed:
        """The same as the queries take it."""
        ids = tuple(self.category.ids) if self.category else ()
        return lists.Narrowed(ids, text.slug(self.tag) if self.tag else "", self.state)


def asked_of(words: Mapping[str, str], shelves: list[Shelf], fixed_tag: str = "") -> Asked:
    """Reads the filters; 404 for a category that is not there or a state that is none."""
    category, state = words.get("category", ""), words.get("state", "")
    if state and state not in lists.STATES:
        abort(404)
    tag = fixed_tag or text.clean(words.get("tag", "")).strip()[:60]
    return Asked(pick(shelves, category) if category else None, tag, state)


@bp.get("/")
def show_forum() -> str:
    """What moves, and the categories."""
    return _list("latest", "forum.html")


@bp.get("/latest")
def show_latest() -> str:
    return _list("latest")


@bp.get("/fresh")
def show_fresh() -> str:
    """What was opened since this person came, and they have not looked into."""
    need(may_mark_read(g.person))
    return _list("new")


@bp.get("/unread")
def show_unread() -> str:
    need(may_mark_read(g.person))
    return _list("unread")


@bp.get("/unanswered")
def show_unanswered() -> str:
    return _list("unanswered")


@bp.get("/top")
def show_top() -> str:
    """The liveliest of a period, as the hourly job counted them."""
    period = request.args.get("period", "week")
    if period not in PERIODS:
        abort(404)
    return _list("top", period=period)


def _list(name: str, template: str = "list.html", period: str = "") -> str:
    shows("forum", "categories", "people")
    shelves = shelves_for(g.person)
    asked = asked_of(request.args, shelves)
    found = lists.listed(name, g.person, asked.to, period or "week")
    return show(template, **list_words(name, found, shelves, asked, period))


def list_words(
    name: str, found: Slice[Any], shelves: list[Shelf], asked: Asked, period: str = ""
) -> dict[str, Any]:
    """What the partials of a list need."""
    return {
        "name": name,
        "found": found,
        "shelves": shelves,
        "choices": list(flat(shelves)),
        "asked": asked,
        "kept": {"category": asked.category.slug if asked.category else None,
                 "tag": asked.tag or None, "state": asked.state or None},
        "period": period,
        "since": tick_of(max((row.last_post_at for row in found.rows), default=EPOCH)),
    }  # fmt: skip


@bp.get("/c/<slug>/")
def show_category(slug: str) -> str:
    """A category: those under it, the pinned topics, then the latest."""
    shows("forum", "categories", "people")
    chosen = request.args.get("category")
    shelves = shelves_for(g.person) if chosen else shelves_around(slug, g.person)
    category = pick(shelves, slug)
    asked = asked_of(request.args, shelves)
    narrowed = lists.Narrowed((), asked.to.tag, asked.state)
    found = lists.in_category(category.id, g.person, narrowed)
    words = list_words("category", found, shelves, asked)
    return show("category.html", category=category, parent=parent_of(shelves, category), **words)


@bp.get("/moved")
def show_moved() -> str | tuple[str, int]:
    """How many topics moved since this list was made, for a page that is open; 204 for none."""
    since = request.args.get("since", "")
    if not since.isdecimal() or len(since) > 17:
        abort(404)
    asked = asked_of(request.args, shelves_for(g.person))
    moment: datetime = at_tick(int(since))
    count = lists.moved_since(g.person, moment, asked.to)
    if not count:
        return "", 204
    back = url_for("forum.show_latest" if asked else "forum.show_forum", **_filters())
    return show("_moved.html", count=count, most=lists.MOST_MOVED, back=back)


def _filters() -> dict[str, Any]:
    names = ("category", "tag", "state")
    return {name: request.args[name] for name in names if request.args.get(name)}
