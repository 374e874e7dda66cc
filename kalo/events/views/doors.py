"""The two blueprints of the room, and the words its templates share with other rooms' pages."""

from datetime import datetime

from flask import Blueprint

from kalo.events.feeds import KIND_WORDS, KINDS_WORDS
from kalo.events.forms import MODE_WORDS
from kalo.kit import clock

bp = Blueprint("events", "kalo.events", url_prefix="/events", template_folder="templates")
calendar = Blueprint("calendar", "kalo.events")


@bp.app_template_filter("leaf_month")
def leaf_month(moment: datetime) -> str:
    """The month on a leaf of the calendar: capitals, so without accents."""
    return clock.short_day(moment)[0]


@bp.app_template_filter("event_kind")
def event_kind(kind: str) -> str:
    """What sort of gathering it is."""
    return str(KIND_WORDS[kind])


@bp.app_template_filter("event_kinds")
def event_kinds(kind: str) -> str:
    """All gatherings of a sort."""
    return str(KINDS_WORDS[kind])


@bp.app_template_filter("event_mode")
def event_mode(mode: str) -> str:
    """In person, online, or both."""
    return str(MODE_WORDS[mode])
