"""The two blueprints of the room, and the words its templates share with other rooms' pages."""

import functools
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.forms import MODE_WORDS
from kalo.events.kinds import WORDS
from kalo.events.models import BY_INVITATION, PUBLISHED, Event, Venue
from kalo.events.permissions import may_edit
from kalo.events.queries import Done
from kalo.events.states import entry_is_closed, phase_of
from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.safety import limiter
from kalo.kit.web import need

Answer = str | Response | tuple[str, int]
EVENT = "/<int(max=2147483647):event_id>-<slug>"
often = limiter.limit("60/minute")
bp = Blueprint("events", "kalo.events", url_prefix="/events", template_folder="templates")
calendar = Blueprint("calendar", "kalo.events")
PHASES = {
    "draft": lazy_gettext("Draft"),
    "published": lazy_gettext("Announced"),
    "open": lazy_gettext("Seats open"),
    "full": lazy_gettext("Full"),
    "live": lazy_gettext("Happening now"),
    "ended": lazy_gettext("Took place"),
    "reported": lazy_gettext("With a report"),
    "archived": lazy_gettext("In the archive"),
    "cancelled": lazy_gettext("Cancelled"),
}
SPOKEN = {
    "el": lazy_gettext("Greek"),
    "en": lazy_gettext("English"),
    "el-en": lazy_gettext("Greek and English"),
}


def find(event_id: int) -> tuple[Event, frozenset[str]]:
    """The event that this person may see, or 404, and what they do there."""
    event = queries.get_event(event_id, g.person)
    return event, queries.roles_of(event, g.person)


def find_to(
    step: Callable[[Person | None, Event, Collection[str], datetime], bool], event_id: int
) -> Event:
    """The event with which this person may take a step now: 404 or 403 otherwise."""
    event, roles = find(event_id)
    need(step(g.person, event, roles, clock.now()))
    return event


def planned_event(event_id: int) -> Event:
    """The event that this person changes: its agenda, its speakers, its guide."""
    return find_to(may_edit, event_id)


def given_back(again: Callable[..., str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view that changes a thing: where that is gone meanwhile, nothing typed is lost.

    `again` answers with the form for a new one, or aborts where there is no place for it.
    """

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def guarded(**address: Any) -> Any:
            try:
                return view(**address)
            except NotFound:
                return again(**address), 410

        return guarded

    return guard


@bp.app_template_filter("leaf_month")
def leaf_month(moment: datetime) -> str:
    """The month on a leaf of the calendar: capitals, so without accents."""
    return clock.short_day(moment)[0]


@bp.app_template_filter("event_kind")
def event_kind(kind: str) -> str:
    """What sort of gathering it is."""
    return str(WORDS[kind].word)


@bp.app_template_filter("event_kinds")
def event_kinds(kind: str) -> str:
    """All gatherings of a sort."""
    return str(WORDS[kind].words)


@bp.app_template_filter("event_mode")
def event_mode(mode: str) -> str:
    """In person, online, or both."""
    return str(MODE_WORDS[mode])


@bp.app_template_filter("phase")
def phase(event: Event) -> str:
    """Where in its life it is now."""
    return phase_of(event, clock.now())


@bp.app_template_filter("phase_word")
def phase_word(event: Event) -> str:
    """The same in a word or two; while nobody can come in, why."""
    at = clock.now()
    now = phase_of(event, at)
    if now != PUBLISHED:
        return str(PHASES[now])
    if event.entry == BY_INVITATION:
        return _("By invitation")
    if entry_is_closed(event, at):
        return _("Entry has closed")
    if event.entry_opens_at is not None:
        return _("Seats open on %(moment)s", moment=clock.moment_words(event.entry_opens_at))
    return str(PHASES[now])


@bp.app_template_filter("spoken_word")
def spoken_word(spoken: str) -> str:
    """The language of a gathering."""
    return str(SPOKEN[spoken])


@bp.app_template_filter("event_place")
def event_place(event: Event) -> str:
    """Where it takes place, as short as lists say it; nothing for what is only online."""
    if event.mode == "online":
        return ""
    return in_this_language(event.venue, "name") if event.venue else event.place


@bp.app_template_filter("done_word")
def done_word(done: Done) -> str:
    """Of what took place, beside its number."""
    several = {
        "workshop": ngettext("workshop", "workshops", done.count),
        "focus-group": ngettext("focus group", "focus groups", done.count),
        "day-conference": ngettext("day conference", "day conferences", done.count),
        "office-hours": ngettext("time of office hours", "times of office hours", done.count),
    }
    return several[done.kind]


@bp.app_template_filter("venue_url")
def venue_url(venue: Venue) -> str:
    """The page of a place."""
    if "events.show_venue" in current_app.view_functions:
        return url_for("events.show_venue", slug=venue.slug)
    return url_for("events.show_events", place=venue.slug)


@bp.app_template_filter("row_facts")
def row_facts(event: Event) -> tuple[Any, ...]:
    """All that a line of a list says of an event: the line is made once for these."""
    at = clock.now()
    return (
        *(event.id, event.slug, event.kind, event.mode, in_this_language(event, "title")),
        *(event.start_wall, event.end_wall, event_place(event), event.capacity, event.seats_taken),
        *(event.seats_held, phase(event), phase_word(event), event.was_just_moved(at)),
        event.is_over(at),
    )
