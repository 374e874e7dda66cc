"""Papers, links and recordings of an event or of one line of its agenda."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from kalo import signals
from kalo.accounts.models import Person
from kalo.events.actions.outdated import Outdated
from kalo.events.models import Event, Material
from kalo.events.queries import papers as queries
from kalo.kit import clock, files
from kalo.kit.db import db, hold
from kalo.kit.web import Refused

STORE = f"{files.PRIVATE}materials/"  # where their files lie in the store
MOST = 200
GRACE = timedelta(days=2)  # what came later than that is left to the next sweep
_COPIED = ("slides", "handout", "link")  # what was recorded and minuted belongs to one gathering


def keep_beside(upload: FileStorage) -> files.Kept:
    """Put a file into the store; slow, so it is done before anything is written.

    The day stands in its name: the sweep leaves alone what came just now.
    """
    kept = files.keep_file(upload, f"{STORE}{clock.today():%Y%m%d}")
    for smaller in files.copies_of(kept.name, kept.widths)[1:]:
        files.remove(smaller)
    return kept


def add_material(
    event: Event, person: Person, values: dict[str, Any], kept: files.Kept | None
) -> Material:
    """A new paper: a kept file, or a link in `values`."""
    if kept is None and not values["url"]:
        raise Refused(_("Choose a file, or write the address of a link."))
    there = db.session.scalar(select(func.count()).where(Material.event_id == event.id)) or 0
    if there >= MOST:
        raise Refused(_("An event has up to %(most)d materials.", most=MOST))
    material = Material(event_id=event.id, position=there, made_at=clock.now(), by_id=person.id)
    for name, value in {**values, **_facts(kept, values["url"])}.items():
        setattr(material, name, value)
    db.session.add(material)
    return _said(event, material)


def change_material(
    event: Event,
    material: Material,
    values: dict[str, Any],
    kept: files.Kept | None,
    revision: int,
) -> None:
    """Write what changed, unless somebody else did in the meantime; a new file takes its place."""
    hold(material)
    if revision != material.revision:
        raise Outdated(_("Somebody else changed this material while you were writing."))
    if kept or values["url"]:
        values = {**values, **_facts(kept, values["url"])}
    elif not material.file:
        raise Refused(_("Choose a file, or write the address of a link."))
    for name, value in values.items():
        setattr(material, name, value)
    material.revision += 1
    _said(event, material)


def remove_material(event: Event, material: Material) -> None:
    """Take a paper out; it can be brought back."""
    material.removed_at = clock.now()
    _said(event, material)


def bring_back_material(event: Event, material: Material) -> None:
    """Put it where it was."""
    material.removed_at = None
    _said(event, material)


def place_material(event: Event, material: Material, earlier: bool) -> None:
    """Change places with the one before or after."""
    beside = queries.materials_of(event)
    at = next(n for n, each in enumerate(beside) if each.id == material.id)
    other = at - 1 if earlier else at + 1
    if 0 <= other < len(beside):
        beside[at], beside[other] = beside[other], beside[at]
        for position, each in enumerate(beside):
            each.position = position
        _said(event, material)


def copy_materials(source: Event, target: Event) -> None:
    """Slides, handouts and links of one event for another; a file is kept once for both."""
    kept = ("item_key", "position", "kind", "title_el", "title_en", "url", "audience", "by_id")
    file = ("file", "file_name", "media_type", "size")
    for material in queries.materials_of(source):
        if material.kind in _COPIED:
            facts = {name: getattr(material, name) for name in (*kept, *file)}
            db.session.add(Material(event_id=target.id, made_at=clock.now(), **facts))
    db.session.flush()
    signals.thing_changed.send(target.subject)


def stray_files() -> list[str]:
    """Files of the store that no material holds; of what came just now, none."""
    before = f"{clock.athens(clock.now() - GRACE):%Y%m%d}"
    old = [name for name in files.names(STORE) if name[len(STORE) :] < before]
    known = queries.files_of_materials(old)
    return [name for name in old if name not in known]


def _facts(kept: files.Kept | None, url: str) -> dict[str, Any]:
    """What a material leads to: one of both."""
    if kept is None:
        return {"url": url, "file": "", "file_name": "", "media_type": "", "size": None}
    facts = {"file": kept.name, "file_name": kept.label, "media_type": kept.media_type}
    return {"url": "", "size": kept.size, **facts}


def _said(event: Event, material: Material) -> Material:
    db.session.flush()
    signals.thing_changed.send(event.subject)
    return material
