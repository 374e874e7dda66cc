"""Feeds for everybody: all events, those of a kind, a theme, a series, or one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.events import queries
from kalo.events.feeds.entries import entry_of, last_change, own_entry, page_of
from kalo.events.kinds import WORDS
from kalo.events.models import NEW_TIME_SAID, Event, Series, Theme
from kalo.events.queries.calendars import Choice
from kalo.events.queries.events import CANCELLED_KEPT, PAST_KEPT
from kalo.kit import ical
from kalo.kit.locales import in_this_language

COLOUR = "sienna"
MOST_BYTES = 2_000_000  # what every program takes
ALL_NAME = lazy_gettext("e-ΚΑΛΟ: all events")
ALL_FILE = "/events/calendar.ics"


def public_feed(choice: Choice, name: str, address: str, events: Sequence[Event]) -> ical.Feed:
    """The feed of what was chosen; says its own address."""
    firsts = queries.firsts_of_series(events)
    entries = [entry_of(event, firsts.get(event.series_id or 0, "")) for event in events]
    return ical.Feed(
        name=name,
        about=_("What happens in the community of the social economy in West Athens."),
        colour=WORDS[choice.kind].colour if choice.kind else COLOUR,
        entries=ical.latest_within(entries, MOST_BYTES),
        changed=last_change(events),
        source=page_of(address),
    )


def single_feed(event: Event) -> ical.Feed:
    """One event as a file, for a calendar in which it takes its time."""
    entry = replace(own_entry(event, shows_title=True), private=False)
    return ical.Feed(
        name=in_this_language(event, "title"),
        about=in_this_language(event, "summary"),
        colour=WORDS[event.kind].colour,
        entries=(entry,),
        changed=last_change([event]),
    )


def changes_at(events: Sequence[Event], at: datetime) -> datetime | None:
    """The next moment at which these events say something else, though nobody changed them."""
    turns = [event.moved_at + NEW_TIME_SAID for event in events if event.moved_at is not None]
    for event in events:
        turns.append(event.ends_at + (CANCELLED_KEPT if event.is_cancelled else PAST_KEPT))
    return min((turn for turn in turns if turn > at), default=None)


def feed_address(kind: str) -> str:
    """Where the feed of a kind is, or of all ("")."""
    return WORDS[kind].file if kind else ALL_FILE


def feed_name(kind: str) -> str:
    """What a public feed is called, in the language of this page."""
    return str(WORDS[kind].feed_name if kind else ALL_NAME)


def address_of(noun: Theme | Series | Event) -> str:
    """Where the feed of a theme, of a series or of one event is."""
    if isinstance(noun, Event):
        return f"{noun.path}calendar.ics"
    words = "themes" if isinstance(noun, Theme) else "series"
    return f"/events/{words}/{noun.slug}.ics"


def name_of(noun: Theme | Series | Event) -> str:
    """What it is called."""
    said = in_this_language(noun, "name" if isinstance(noun, Theme) else "title")
    return _("e-ΚΑΛΟ: %(what)s", what=said)
