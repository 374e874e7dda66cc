"""The desk of an agenda: its lines, added, changed, moved and taken out without dragging."""

from datetime import datetime
from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import agendas
from kalo.events.actions import agenda as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.agendas import Line
from kalo.events.forms.agenda import LineForm
from kalo.events.models import AgendaItem, Event
from kalo.events.queries import agenda as queries
from kalo.events.views.doors import EVENT, Answer, bp, given_back, often, planned_event
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to

LINE = f"{EVENT}/agenda/lines/<int(max=2147483647):item_id>"


@bp.get(f"{EVENT}/agenda")
def show_agenda_desk(event_id: int, slug: str) -> Answer:
    """The agenda as it is being planned, and the form for one more line."""
    return _desk(planned_event(event_id))


@bp.get(f"{EVENT}/agenda/lines")
def lead_to_lines(event_id: int, slug: str) -> Response:
    """A refusal stands under this address; opened again, it leads to the desk."""
    return go_to(".show_agenda_desk", **planned_event(event_id).route)


@bp.post(f"{EVENT}/agenda/lines")
@often
@once
def add_line(event_id: int, slug: str) -> Answer:
    """Keep a new line."""
    event = planned_event(event_id)
    form = _form(event)
    if not form.validate():
        return _desk(event, form), 422
    try:
        item = actions.add_line(event, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _desk(event, form), 422
    return _back(event, item)


@bp.get(LINE)
def show_line(event_id: int, slug: str, item_id: int) -> Answer:
    """The form with what a line says."""
    event = planned_event(event_id)
    item = queries.get_agenda_item(event, item_id)
    return _line_page(event, item, _form(event, item).show(item))


def _line_again(event_id: int, **_address: Any) -> str:
    event = planned_event(event_id)
    gone = _("This line was taken out meanwhile. Save, and what you wrote becomes a new one.")
    return _desk(event, _form(event).anew(gone))


@bp.post(LINE)
@often
@given_back(_line_again)
def change_line(event_id: int, slug: str, item_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event = planned_event(event_id)
    item = queries.get_agenda_item(event, item_id)
    form = _form(event, item)
    if not form.validate():
        return _line_page(event, item, form), 422
    try:
        actions.change_line(event, item, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(_form(event, item, formdata=None).show(item), refusal)
        return _line_page(event, item, form, apart=apart), 409
    return _back(event, item)


@bp.post(f"{LINE}/removal")
@often
def remove_line(event_id: int, slug: str, item_id: int) -> Response:
    """Take a line out."""
    event = planned_event(event_id)
    actions.remove_line(queries.get_agenda_item(event, item_id))
    flash(_("The line is out of the agenda. People see it until you publish the agenda again."))
    return go_to(".show_agenda_desk", **event.route)


@bp.post(f"{LINE}/<any(earlier, later):place>")
@often
def place_line(event_id: int, slug: str, item_id: int, place: str) -> Response:
    """Change places with the line before or after it."""
    event = planned_event(event_id)
    item = queries.get_agenda_item(event, item_id)
    actions.place_line(event, item, place == "earlier")
    return _back(event, item)


def _form(event: Event, item: AgendaItem | None = None, **source: Any) -> LineForm:
    form = LineForm(**source)
    rooms = queries.rooms_to_choose(event, item.venue_room_id if item else None)
    day = item.start_wall.date() if item else None
    return form.offer(event, rooms, queries.speakers_of(event), day)


def _desk(event: Event, form: LineForm | None = None) -> str:
    plan = queries.plan_of(event)
    lines = list(plan.values())
    released = queries.last_release(event.id)
    waiting = agendas.differences(queries.read_release(released), lines)
    fresh = form is None
    return render_template(
        "events/agenda_desk.html",
        event=event,
        days=agendas.days_of(lines),
        ids={line.key: item_id for item_id, line in plan.items()},
        clashes=agendas.clashes(lines, event.start_wall, event.end_wall),
        waiting=waiting,
        released=released,
        tracks=agendas.tracks_of(lines),
        form=form or _form(event).begin_at(_after(event, lines)),
        opened=not lines or not fresh,
    )


def _line_page(event: Event, item: AgendaItem, form: LineForm, **more: Any) -> str:
    tracks = agendas.tracks_of(queries.planned_lines(event))
    facts = {"event": event, "item": item, "form": form, "tracks": tracks}
    return render_template("events/agenda_line.html", **facts, **more)


def _after(event: Event, lines: list[Line]) -> datetime:
    """Where a new line may begin: after the last one."""
    return max([line.end for line in lines], default=event.start_wall)


def _back(event: Event, item: AgendaItem) -> Response:
    return go_to(".show_agenda_desk", **event.route, _anchor=f"line-{item.id}")
