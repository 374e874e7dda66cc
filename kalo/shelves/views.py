"""The doors of a room made of shelves; toolbox, library and participation are such rooms."""

from typing import Any

from flask import Blueprint, render_template

from kalo.kit.web import in_language, language
from kalo.shelves import queries
from kalo.shelves.models import Leaf


def shelf_room(room: str, import_name: str, title: Any, lede: Any, front: bool = True) -> Blueprint:
    """A blueprint with the room's front page (where it has one) and a page for each leaf."""
    doors = Blueprint(room, import_name, url_prefix=f"/{room}", template_folder="templates")

    def show_room() -> str:
        return render_template(
            "shelves/room.html",
            room=room,
            title=title,
            lede=lede,
            shelves=queries.shelves_of(room),
        )

    def show_leaf(slug: str) -> str:
        return leaf_page(queries.get_leaf(room, slug), title, front)

    if front:
        doors.add_url_rule("/", "show_room", show_room)
    doors.add_url_rule("/<slug>/", "show_leaf", show_leaf)
    return doors


def leaf_page(leaf: Leaf, room_title: Any, front: bool) -> str:
    """A leaf with its children, what belongs to it, and its discussion."""
    near = queries.neighbours(leaf)
    by_path = {other.path: other for other in near}
    parent = by_path.get(f"/{leaf.room}/{leaf.parent}/")
    return render_template(
        "shelves/leaf.html",
        leaf=leaf,
        room_title=room_title,
        front=front,
        parent=parent,
        children=[other for other in near if other.room == leaf.room and other.parent == leaf.slug],
        siblings=_siblings(leaf, near),
        related=[(path, by_path.get(path)) for path in leaf.related],
        address=lambda path: in_language(path, language()),
    )


def _siblings(leaf: Leaf, near: list[Leaf]) -> list[Leaf]:
    return [
        other
        for other in near
        if (other.room, other.shelf, other.parent) == (leaf.room, leaf.shelf, leaf.parent)
    ]


bp = Blueprint("shelves", __name__, template_folder="templates")
