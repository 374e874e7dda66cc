"""What the room looks like now: the whole page, or what changed since a number."""

import hashlib
from collections.abc import Iterable
from typing import Any

from flask import current_app

from kalo.kit import clock
from kalo.live import queries
from kalo.live.doors import Door
from kalo.live.folds import Change
from kalo.live.views.look import Look, look_of, shared_look
from kalo.live.views.panels import PANELS, PIECES, Panel

ALL_ANEW = "*"  # among the pieces of a change: every button comes or goes
Pieces = list[tuple[str, str]]


def panels_of(look: Look) -> list[Panel]:
    """The panels on the page of this role, in order."""
    return [panel for panel in PANELS.values() if look.role in panel.roles and panel.shown(look)]


def page_words(door: Door, **more: Any) -> dict[str, Any]:
    """What the page of the room is made of; names are asked for once, for all panels."""
    look = look_of(door, **more)
    look.present = queries.seen_in(door, look.at)
    look.know(look.present)
    panels = panels_of(look)
    words = {panel.name: words_of(look, panel) for panel in panels}
    look.fetch_names()
    return {
        "look": look,
        "panels": panels,
        "panel_html": {panel.name: write_panel(look, panel, words[panel.name]) for panel in panels},
        "mine": {panel.name: panel.mine(look) for panel in panels if look.who},
        "who_mark": mark_of(look.present),
    }


def words_of(look: Look, panel: Panel) -> dict[str, Any]:
    """What the template of a panel is given, its single pieces included."""
    alone = {piece.name: piece.find(look, "") for piece in panel.pieces if piece.alone}
    return {**alone, **panel.words(look)}


def mark_of(present: list[int]) -> str:
    """The same for the same people; without our key nobody finds out by trying who they are."""
    key = str(current_app.secret_key).encode()[:64]
    return hashlib.blake2b(",".join(map(str, present)).encode(), key=key, digest_size=6).hexdigest()


def news_since(door: Door, since: int, whole: bool = False) -> dict[str, Any]:
    """What this visitor missed who has seen number `since`, or all that there is; theirs alone is
    in `mine`.
    """
    look = look_of(door)
    look.present = queries.seen_in(door, look.at)
    changes = door.state.after(since)
    panels = panels_of(look)
    news = {
        **_facts(look),
        "present": len(look.present),
        "who": mark_of(look.present),
        "mine": {panel.name: panel.mine(look) for panel in panels},
    }
    if whole or changes is None or any(ALL_ANEW in change.pieces for change in changes):
        return {**news, "whole": _whole(look, panels)}
    return {**news, "pieces": pieces_of(look, changes)}


def shared_news(door: Door, role: str, since: int) -> dict[str, Any]:
    """What changed since a number, for all of one role; too much for that is only hinted at."""
    look = shared_look(door, role)
    changes = door.state.after(since)
    hint = {"event": door.event.id, "from": since, **_facts(look)}
    if changes is None or any(ALL_ANEW in change.pieces for change in changes):
        return hint
    return {**hint, "pieces": pieces_of(look, changes)}


def _facts(look: Look) -> dict[str, Any]:
    return {"seq": look.state.seq, "closed": not look.writes, "now": clock.now().isoformat()}


def pieces_of(look: Look, changes: Iterable[Change]) -> Pieces:
    """Each piece that changed, once, as it is now; empty where it is gone."""
    ids = list(dict.fromkeys(piece for change in changes for piece in change.pieces))
    shown = [(name, found) for name in ids if (found := _find(look, name))]
    look.fetch_names()
    return [(name, write(look, template, **words)) for name, (template, words) in shown]


def _find(look: Look, name: str) -> tuple[str, dict[str, Any]] | None:
    """The template of a piece and what it needs; None where it is not for this role."""
    kind, _dash, key = name.partition("-")
    if kind == "panel":
        return _find_panel(look, key)
    panel, piece = PIECES.get(kind, (None, None))
    if panel is None or piece is None or look.role not in panel.roles:
        return None
    thing = piece.find(look, key)
    if hasattr(thing, "who"):
        look.know([thing.who])
    return ("" if thing is None else f"live/pieces/_{kind}.html"), {"thing": thing}


def _find_panel(look: Look, name: str) -> tuple[str, dict[str, Any]] | None:
    panel = PANELS.get(name)
    if panel is None or look.role not in panel.roles or not panel.shown(look):
        return None
    if panel.lists_present:
        look.present = look.present or queries.seen_in(look.door, look.at)
        look.know(look.present)
    return f"live/panels/_{name}.html", {"panel": panel, **words_of(look, panel)}


def _whole(look: Look, panels: list[Panel]) -> Pieces:
    """Every panel anew, and the single pieces over them."""
    heads = [piece.name for panel in panels for piece in panel.pieces if panel.place == "head"]
    names = [*heads, *(f"panel-{panel.name}" for panel in panels if panel.place != "head")]
    change = Change(look.state.seq, "", 0, "", tuple(names))
    return pieces_of(look, [change])


def write(look: Look, template: str, **words: Any) -> str:
    """A piece or a panel as markup; nothing for what is gone."""
    if not template:
        return ""
    given: dict[str, Any] = {"look": look, **words}
    current_app.update_template_context(given)
    return current_app.jinja_env.get_template(template).render(given)


def write_panel(look: Look, panel: Panel, words: dict[str, Any]) -> str:
    """A whole panel as markup."""
    return write(look, f"live/panels/_{panel.name}.html", panel=panel, **words)


def panel_alone(door: Door, name: str) -> tuple[str, str]:
    """One panel as it is now for this visitor, and a mark that changes with it."""
    look = look_of(door)
    found = _find(look, f"panel-{name}")
    look.fetch_names()
    html = write(look, found[0], **found[1]) if found else ""
    return html, f"{look.state.seq}-{mark_of(look.present)}-{look.role}"
