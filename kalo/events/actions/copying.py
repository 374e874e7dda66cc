"""An event as the mould of others: once, or on many dates by a rule. People never go along."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.actions.agenda import copy_agenda
from kalo.events.actions.guide import copy_guide
from kalo.events.actions.materials import copy_materials
from kalo.events.actions.planning import plan_event, publish_event
from kalo.events.actions.roles import copy_roles
from kalo.events.kinds import WORDS
from kalo.events.models import Event
from kalo.events.queries import plans
from kalo.events.repeating import MOST
from kalo.events.walltime import moment, span
from kalo.kit import clock
from kalo.kit.web import Refused

TEXTS, PLACE, SEATS, AGENDA = "texts", "place", "seats", "agenda"
GUIDE, MATERIALS, ROLES = "guide", "materials", "roles"
PARTS = (TEXTS, PLACE, SEATS, AGENDA, GUIDE, MATERIALS, ROLES)
VERBS = (lazy_gettext("copied an event"), lazy_gettext("planned events by a rule"))

# What always goes along, and what does with each part; the hour is given anew.
_ALWAYS = ("kind", "title_el", "title_en", "mode", "spoken", "theme_id", "has_room")
_COLUMNS = {
    TEXTS: ("summary_el", "summary_en", "about_el", "about_en", "organiser"),
    PLACE: ("place", "address", "online_link", "venue_id", "venue_room_id"),
    SEATS: ("capacity", "entry", "has_waiting_list", "takes_guests", "offer_hours", "reminders"),
    ROLES: ("facilitator_id",),
}
_ROWS = {AGENDA: copy_agenda, GUIDE: copy_guide, MATERIALS: copy_materials, ROLES: copy_roles}


def copy_event(
    source: Event,
    person: Person,
    starts: Sequence[datetime],
    parts: Collection[str],
    series_id: int | None = None,
) -> list[Event]:
    """A draft for each of these wall hours, with these parts; in a series, numbered on."""
    check_hours(starts, source.end_wall - source.start_wall)
    number = plans.next_in_series(series_id) if series_id else None
    made: list[Event] = []
    for start in starts:
        values = _values(source, start, parts)
        if series_id and number:
            values |= {"series_id": series_id, "series_number": number + len(made)}
        made.append(_copy(source, person, values, parts))
    said = ", ".join(clock.date_words(start.date()) for start in starts)
    note_staff_act(person, "copied an event", source.subject, source.title_el, after=said)
    return made


def plan_by_rule(
    person: Person, starts: Sequence[datetime], values: dict[str, Any], announce: bool
) -> list[Event]:
    """An event for each of these wall hours, all alike; announced at once where that is asked."""
    length = values["end_wall"] - values["start_wall"]
    check_hours(starts, length)
    number = plans.next_in_series(values["series_id"]) if values.get("series_id") else None
    made: list[Event] = []
    for start in starts:
        numbered = {"series_number": number + len(made)} if number else {}
        hours = {"start_wall": start, "end_wall": start + length}
        made.append(plan_event(person, {**values, **hours, **numbered}))
    for event in made if announce else ():
        publish_event(event, person)
    note_staff_act(person, "planned events by a rule", made[0].subject, made[0].title_el)
    return made


def check_hours(starts: Sequence[datetime], length: timedelta) -> None:
    """Refuse none, too many, and hours that are not; each sentence says which date."""
    if not starts:
        raise Refused(_("Choose at least one date."))
    if len(starts) > MOST:
        raise Refused(_("At most %(most)d at once.", most=MOST))
    for start in starts:
        try:
            span(start, start + length)
        except Refused as refusal:
            raise Refused(f"{clock.date_words(start.date())}: {refusal}") from refusal


def _copy(source: Event, person: Person, values: dict[str, Any], parts: Collection[str]) -> Event:
    event = plan_event(person, values)
    for part, copy in _ROWS.items():
        if part in parts:
            copy(source, event)
    return event


def _values(source: Event, start: datetime, parts: Collection[str]) -> dict[str, Any]:
    """The columns of a copy; what does not go along begins as its kind does."""
    usual = {**WORDS[source.kind].defaults(), "mode": source.mode}
    names = {*_ALWAYS, *(name for part in parts for name in _COLUMNS.get(part, ()))}
    kept = {name: getattr(source, name) for name in names}
    end = start + (source.end_wall - source.start_wall)
    values = {**usual, **kept, "start_wall": start, "end_wall": end, "reminders": None}
    values["reminders"] = list(kept.get("reminders", usual["reminders"]))
    return values | (_entry(source, start) if SEATS in parts else {})


def _entry(source: Event, start: datetime) -> dict[str, datetime | None]:
    """Seats are given as long before the start as they were, by the clock on the wall."""
    names = ("entry_opens_at", "entry_closes_at")
    return {name: _as_long_before(getattr(source, name), source, start) for name in names}


def _as_long_before(at: datetime | None, source: Event, start: datetime) -> datetime | None:
    if at is None:
        return None
    wall = clock.athens(at).replace(tzinfo=None)
    try:
        return moment(start - (source.start_wall - wall))
    except Refused:  # in the odd night; an hour that is there is chosen by hand
        return None
