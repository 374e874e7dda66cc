"""An event, or a date of another room, as a calendar shows it: the truth in the title."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from kalo.events.kinds import WORDS
from kalo.events.models import NEW_TIME_SAID, Event
from kalo.kit import clock, ical
from kalo.kit.assets import asset
from kalo.kit.dates import OURS, Dated, page_of
from kalo.kit.dates import entry_of as entry_of_day
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address

PICTURE = "apple-touch-icon.png"


def entry_of(event: Event, sibling: str = "") -> ical.Entry:
    """An event as everybody may read it; its theme, venue and room are loaded.

    It takes nobody's time: what is somebody's own, `own_entry` makes of it.
    """
    settings, page = current_app.config["KALO"], page_of(event.path)
    venue = event.venue
    spot = (venue.latitude, venue.longitude) if venue else (None, None)
    return ical.Entry(
        uid=event.uid,
        stamp=event.ical_stamp,
        created=event.created_at,
        changed=event.changed_at,
        sequence=event.ical_sequence,
        status="CANCELLED" if event.is_cancelled else "CONFIRMED",
        opaque=False,
        private=False,
        start=event.start_wall,
        end=event.end_wall,
        title=titled(event),
        about=_about(event),
        place=where(event, page),
        url=page,
        door=page if event.is_remote else "",
        door_label=_("Take part from this page") if event.is_remote else "",
        categories=_categories(event),
        organiser=event.organiser or OURS,
        contact=settings.contact,
        spot=(spot[0], spot[1]) if spot[0] is not None and spot[1] is not None else None,
        sibling=sibling,
        image=whole_address(asset(PICTURE)),
    )


def own_entry(event: Event, shows_title: bool = False) -> ical.Entry:
    """The same in a calendar of one's own, where it takes one's time.

    What a focus group is about stays unsaid, unless wished: others may see that calendar too.
    """
    entry = replace(entry_of(event), private=True, opaque=not event.is_cancelled)
    if shows_title or not WORDS[event.kind].masked:
        return entry
    page = page_of(f"/events/{event.id}/")  # without the words of the title
    return replace(
        entry,
        title=titled(event, masked(event)),
        about="",
        place=where(event, page),
        url=page,
        door=page if event.is_remote else "",
        categories=(),
        organiser=OURS,
    )


def masked(event: Event) -> str:
    """What is said instead of a title that is nobody else's business."""
    return _("Meeting") if WORDS[event.kind].masked else in_this_language(event, "title")


def entry_of_date(dated: Dated) -> ical.Entry:
    """What another room put into a person's calendar; it takes no time of the day."""
    entry = entry_of_day(dated)
    if not dated.taken_back:
        return entry
    return replace(entry, title=_("[CANCELLED] %(title)s", title=dated.title))


def titled(event: Event, title: str = "") -> str:
    """The title, marked where some programs would not show what happened."""
    title = title or in_this_language(event, "title")
    if event.is_cancelled:
        return _("[CANCELLED] %(title)s", title=title)
    if event.was_just_moved(clock.now()):
        return _("[NEW TIME] %(title)s", title=title)
    return title


def where(event: Event, page: str) -> str:
    """The place in one line; of what is only online, its page."""
    if event.mode == "online":
        return page
    venue, room = event.venue, event.venue_room
    if venue is None:
        parts = [event.place, event.address]
    else:
        parts = [in_this_language(venue, "name"), in_this_language(room, "name") if room else ""]
        parts += [venue.address or event.address, in_this_language(venue, "area")]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def last_change(events: Iterable[Event]) -> datetime | None:
    """When what these events say last changed; a mark that fell off is a change too."""
    at = clock.now()
    changes = [event.changed_at for event in events]
    fallen = [e.moved_at + NEW_TIME_SAID for e in events if e.moved_at is not None]
    return max([*changes, *(moment for moment in fallen if moment <= at)], default=None)


def _categories(event: Event) -> tuple[str, ...]:
    kind = str(WORDS[event.kind].word)
    return (kind, in_this_language(event.theme, "name")) if event.theme else (kind,)


def _about(event: Event) -> str:
    said = in_this_language(event, "summary")
    if not event.is_cancelled:
        return said
    why = _("It will not take place: %(reason)s", reason=event.reason)
    return "\n\n".join(part for part in (why, said) if part)
