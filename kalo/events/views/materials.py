"""Materials of an event: what staff lay out, and what each person may open."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import abort, flash, g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import queries as people
from kalo.events.actions import materials as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.forms.papers import AUDIENCE_WORDS, MATERIAL_WORDS, MaterialForm
from kalo.events.models import Event, Material, Registration
from kalo.events.permissions import may_keep_materials, may_plan, may_see_material
from kalo.events.queries import agenda, papers
from kalo.events.views.doors import EVENT, Answer, bp, find, given_back, often
from kalo.kit import clock, files
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need, thinks_first

MATERIAL = f"{EVENT}/materials/<int(max=2147483647):material_id>"
SAFE = "default-src 'none'; sandbox"


@bp.app_template_filter("material_kind")
def material_kind(kind: str) -> str:
    """What sort of paper it is."""
    return str(MATERIAL_WORDS[kind])


@bp.app_template_filter("material_audience")
def material_audience(audience: str) -> str:
    """Who can open it."""
    return str(AUDIENCE_WORDS[audience])


@bp.app_template_filter("site_of")
def site_of(url: str) -> str:
    """Where a link leads, as people know it."""
    return urlsplit(url).hostname or url


def brings_file(view: Callable[..., Any]) -> Callable[..., Any]:
    """A file that comes with the form is kept before anything is written: that takes a while."""

    @functools.wraps(view)
    def with_file(event_id: int, slug: str, **more: Any) -> Any:
        g.brought, g.turned_away = None, ""
        upload = request.files.get("upload")
        if upload is not None and upload.filename:
            begin_reading()
            event, _mine = kept_event(event_id)
            if _form(event).validate():
                try:
                    g.brought = actions.keep_beside(upload)
                except Refused as refusal:
                    g.turned_away = str(refusal)
        begin_writing()
        return view(event_id=event_id, slug=slug, **more)

    return thinks_first(with_file)


@bp.get(f"{EVENT}/materials")
def show_materials(event_id: int, slug: str) -> Answer:
    """All of them, what was taken out too, and the form for one more."""
    return _desk(kept_event(event_id)[0])


@bp.post(f"{EVENT}/materials")
@often
@brings_file
@once
def add_material(event_id: int, slug: str) -> Answer:
    """Keep a new file or link."""
    event, _roles = kept_event(event_id)
    form = _form(event)
    if not form.validate():
        return _desk(event, form), 422
    try:
        _ask_file()
        actions.add_material(event, g.person, form.values(), g.brought)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _desk(event, form), 422
    flash(_("The material is in its place."), "good")
    return go_to(".show_materials", **event.route)


@bp.get(MATERIAL)
def show_material(event_id: int, slug: str, material_id: int) -> Answer:
    """The form with what is known of one."""
    event, _roles = kept_event(event_id)
    material = papers.get_material(event, material_id)
    return _material_page(event, material, _form(event, material).show(material))


def _material_again(event_id: int, **_address: Any) -> str:
    event, _roles = kept_event(event_id)
    gone = _("This material was taken out meanwhile. Save, and what you wrote becomes a new one.")
    return _desk(event, _form(event).anew(gone))


@bp.post(MATERIAL)
@often
@brings_file
@given_back(_material_again)
def change_material(event_id: int, slug: str, material_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event, _roles = kept_event(event_id)
    material = papers.get_material(event, material_id)
    form = _form(event, material)
    if not form.validate():
        return _material_page(event, material, form), 422
    try:
        _ask_file()
        actions.change_material(event, material, form.values(), g.brought, form.seen)
    except Outdated as refusal:
        apart = form.beside(_form(event, material, formdata=None).show(material), refusal)
        return _material_page(event, material, form, apart=apart), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _material_page(event, material, form), 422
    return go_to(".show_materials", **event.route)


@bp.post(f"{MATERIAL}/removal")
@often
def remove_material(event_id: int, slug: str, material_id: int) -> Response:
    """Take one out; it stays where it can be brought back."""
    event, _roles = kept_event(event_id)
    actions.remove_material(event, papers.get_material(event, material_id))
    flash(_("The material is out. You can bring it back from the end of this page."))
    return go_to(".show_materials", **event.route)


@bp.post(f"{MATERIAL}/removal/undo")
@often
def bring_back_material(event_id: int, slug: str, material_id: int) -> Response:
    """Put it where it was."""
    event, _roles = kept_event(event_id)
    actions.bring_back_material(event, papers.get_material(event, material_id, removed=True))
    return go_to(".show_materials", **event.route)


@bp.post(f"{MATERIAL}/<any(earlier, later):place>")
@often
def place_material(event_id: int, slug: str, material_id: int, place: str) -> Response:
    """Change places with the one before or after."""
    event, _roles = kept_event(event_id)
    material = papers.get_material(event, material_id)
    actions.place_material(event, material, place == "earlier")
    return go_to(".show_materials", **event.route, _anchor=f"material-{material.id}")


@bp.get(f"{MATERIAL}/file")
def send_material(event_id: int, slug: str, material_id: int) -> Response:
    """The file, for whoever may open it; for others it does not exist."""
    event, roles = find(event_id)
    material = papers.get_material(event, material_id)
    if not opens(material, roles, people.registration_of(event, g.person)):
        abort(404)
    return hand_over(material)


def hand_over(material: Material) -> Response:
    """The file itself, to be kept and not shown; 404 for what is a link."""
    body = files.read(material.file) if material.file else None
    if body is None:
        abort(404)
    response = make_response(body)
    response.headers["Content-Type"] = material.media_type
    response.headers["Content-Security-Policy"] = SAFE
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.set("Content-Disposition", "attachment", filename=material.file_name)
    return response


def opens(material: Material, roles: frozenset[str], mine: Registration | None) -> bool:
    """Whether this person may open a material; whoever does something at the event may."""
    seated = mine is not None and mine.is_seat
    attended = seated and mine is not None and mine.attended_at is not None
    holds = may_plan(g.person) or bool(roles)
    return may_see_material(material.audience, seated, attended, holds)


def kept_event(event_id: int) -> tuple[Event, frozenset[str]]:
    """The event whose materials this person keeps."""
    event, roles = find(event_id)
    need(may_keep_materials(g.person, event, roles, clock.now()))
    return event, roles


def _ask_file() -> None:
    if g.turned_away:
        raise Refused(g.turned_away)


def _form(event: Event, material: Material | None = None, **source: Any) -> MaterialForm:
    lines = agenda.planned_lines(event)
    return MaterialForm(**source).offer(lines, material.item_key if material else "")


def _desk(event: Event, form: MaterialForm | None = None) -> str:
    materials = papers.materials_of(event)
    form, fresh = form or _form(event), form is None
    return render_template(
        "events/materials.html",
        event=event,
        materials=materials,
        removed=papers.materials_of(event, removed=True),
        beside={key: words for key, words, *_more in form.item_key.iter_choices()},
        form=form,
        opened=not materials or not fresh,
    )


def _material_page(event: Event, material: Material, form: MaterialForm, **more: Any) -> str:
    facts = {"event": event, "material": material, "form": form}
    return render_template("events/material.html", **facts, **more)
