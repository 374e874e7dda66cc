"""The two blueprints of the room, and the words its templates share with other rooms' pages."""

from datetime import datetime

from flask import Blueprint, g

from kalo.events import queries
from kalo.events.forms import MODE_WORDS
from kalo.events.kinds import WORDS
from kalo.events.models import Event
from kalo.kit import clock

bp = Blueprint("events", "kalo.events", url_prefix="/events", template_folder="templates")
calendar = Blueprint("calendar", "kalo.events")


def find(event_id: int) -> tuple[Event, frozenset[str]]:
    """The event that this person may see, or 404, and what they do there."""
    event = queries.get_event(event_id, g.person)
    return event, queries.roles_of(event, g.person)


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
