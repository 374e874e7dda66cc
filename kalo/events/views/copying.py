"""Copying an event to other dates, and planning office hours by a rule; the list comes first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import get_day_names
from flask import flash, g, render_template
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events.actions import copying as actions
from kalo.events.actions import series as series_actions
from kalo.events.forms.copying import NEW, CopyForm, DatesForm
from kalo.events.forms.office_hours import OfficeHoursForm
from kalo.events.models import Event
from kalo.events.permissions import may_plan
from kalo.events.queries import plans
from kalo.events.queries.conflicts import Conflict, Plan, conflicts_of
from kalo.events.repeating import MOST
from kalo.events.views.conflicts import lines_of
from kalo.events.views.doors import EVENT, Answer, bp, find, often
from kalo.events.views.planning import choices_of
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need

Ways = Sequence[Sequence[Conflict]]  # what stands in the way, date by date


@bp.get(f"{EVENT}/copy")
def show_copy(event_id: int, slug: str) -> Answer:
    """What goes along, and to which dates."""
    event = _mould(event_id)
    form = CopyForm().offer(plans.every_series()).begin(event)
    return _copy_page(event, form)


@bp.post(f"{EVENT}/copy")
@often
@once
def copy_event(event_id: int, slug: str) -> Answer:
    """First the list of dates, with what stands in the way; sent again, the drafts are made."""
    event = _mould(event_id)
    form = CopyForm().offer(plans.every_series())
    if not form.validate():
        return _copy_page(event, form), 422
    starts = form.starts()
    try:
        actions.check_hours(starts, event.end_wall - event.start_wall)
        ways = _ways_of_copies(form, starts, event)
        if not form.was_looked_at(starts, _marks(ways)):
            return _copy_page(event, form, _with_days(form, starts, ways)), 422
        taken, series = form.taken(starts), _series_of(form, event.title_el, event.title_en)
        made = actions.copy_event(event, g.person, taken, form.parts.data or (), series)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        form.looked.data = ""
        return _copy_page(event, form), 422
    return _made(made)


@bp.get("/planning/office-hours")
def show_office_rule() -> Answer:
    """A form for a rule."""
    need(may_plan(g.person))
    form = _office_form()
    form.announce.data = True
    if "facilitator" in g.person.roles:
        form.facilitator_id.data = g.person.id
    form.first.data = clock.today()
    return _office_page(form)


@bp.post("/planning/office-hours")
@often
@once
def plan_office_hours() -> Answer:
    """First the list of dates, with what stands in the way; sent again, they are made."""
    need(may_plan(g.person))
    form = _office_form()
    if not form.validate():
        return _office_page(form), 422
    starts, values = form.starts(), form.values()
    try:
        actions.check_hours(starts, values["end_wall"] - values["start_wall"])
        ways = _ways_of_rule(starts, values)
        if not form.was_looked_at(starts, _marks(ways)):
            return _office_page(form, _with_days(form, starts, ways)), 422
        taken = form.taken(starts)
        values["series_id"] = _series_of(form, values["title_el"], values["title_en"])
        made = actions.plan_by_rule(g.person, taken, values, bool(form.announce.data))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        form.looked.data = ""
        return _office_page(form), 422
    return _made(made)


def _mould(event_id: int) -> Event:
    """An event that this person may copy: those who plan make new ones."""
    event, _roles = find(event_id)
    need(may_plan(g.person))
    return event


def _office_form() -> OfficeHoursForm:
    names = get_day_names("wide", context="stand-alone", locale=get_locale())
    return OfficeHoursForm().offer(choices_of(), [names[n] for n in range(7)])


def _ways_of_copies(form: CopyForm, starts: Sequence[datetime], event: Event) -> Ways:
    """For each date, what stands in its way."""
    parts = set(form.parts.data or ())
    hall = (event.venue_id, event.venue_room_id) if "place" in parts else (None, None)
    leads = event.facilitator_id if "roles" in parts else None
    length = event.end_wall - event.start_wall
    dates = [Plan(start, start + length, *hall, leads) for start in starts]
    return conflicts_of(dates, g.person, along=event, parts=parts)


def _ways_of_rule(starts: Sequence[datetime], values: dict[str, Any]) -> Ways:
    length = values["end_wall"] - values["start_wall"]
    where = (values["venue_id"], values["venue_room_id"], values["facilitator_id"])
    return conflicts_of([Plan(start, start + length, *where) for start in starts], g.person)


def _marks(ways: Ways) -> list[str]:
    return [conflict.mark for date in ways for conflict in date]


def _with_days(form: DatesForm, starts: Sequence[datetime], ways: Ways) -> list[tuple[Any, Any]]:
    """Each date as a box to tick, with what stands in its way."""
    form.list_dates(starts, _marks(ways))
    return list(zip(form.days, map(lines_of, ways), strict=True))


def _series_of(form: Any, title_el: str, title_en: str) -> int | None:
    """The series that was chosen; a new one is made."""
    if form.series_id.data != NEW:
        return form.series_id.data or None
    words = {"title_el": title_el, "title_en": title_en}
    return series_actions.make_series(g.person, words).id


def _made(made: Sequence[Event]) -> Response:
    """One is shown; of several, the first, and how many there are."""
    if len(made) > 1:
        words = ngettext("%(num)s event was made.", "%(num)s events were made.", len(made))
        flash(words, "good")
        return go_to(".show_planning")
    flash(_("The copy is a draft. Look at it, then announce it."), "good")
    return go_to(".show_event", **made[0].route)


def _copy_page(event: Event, form: CopyForm, dates: Sequence[Any] = ()) -> str:
    facts = {"event": event, "form": form, "dates": dates, "most": MOST}
    return render_template("events/copy.html", **facts)


def _office_page(form: OfficeHoursForm, dates: Sequence[Any] = ()) -> str:
    return render_template("events/office_hours.html", form=form, dates=dates, most=MOST)
