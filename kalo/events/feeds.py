"""What our calendars say of an event: titles that tell the truth, the page first, no one's name."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.events import ical
from kalo.events.kinds import WORDS
from kalo.events.models import NEW_TIME_SAID, CalendarToken, Event
from kalo.kit import clock
from kalo.kit.dates import Dated
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address
from kalo.kit.web import in_language, language

RENEWAL = timedelta(days=30)  # a rotated address says for so long where the new one is
ALL_COLOUR = "sienna"
ALL_NAME = lazy_gettext("e-ΚΑΛΟ: all events")
ALL_FILE = "/events/calendar.ics"


def public_feed(kind: str, events: Sequence[Event]) -> ical.Feed:
    """The feed of one kind, or of all ("")."""
    return ical.Feed(
        name=feed_name(kind),
        about=_("What happens in the community of the social economy in West Athens."),
        colour=WORDS[kind].colour if kind else ALL_COLOUR,
        entries=tuple(entry_of(event) for event in events),
        changed=last_change(events),
        source=feed_address(kind),
    )


def single_feed(event: Event) -> ical.Feed:
    """One event as a file, for a calendar in which it takes its time."""
    return ical.Feed(
        name=in_this_language(event, "title"),
        about=in_this_language(event, "summary"),
        colour=WORDS[event.kind].colour,
        entries=(entry_of(event, opaque=True),),
        changed=last_change([event]),
    )


def personal_feed(
    events: Sequence[Event], dates: Sequence[Dated], changed: datetime | None
) -> ical.Feed:
    """A person's seats, and what other rooms put in; its address is theirs alone, so unsaid."""
    seats = (entry_of(event, opaque=True, private=True) for event in events)
    changes = [changed, last_change(events), *(dated.changed for dated in dates)]
    return ical.Feed(
        name=_("e-ΚΑΛΟ: my calendar"),
        about=_("The events in which you have a seat, and your own deadlines."),
        colour="sienna",
        entries=(*seats, *map(entry_of_date, dates)),
        changed=max(filter(None, changes), default=None),
    )


def renewal_feed(token: CalendarToken) -> ical.Feed:
    """What an address says that was changed for a new one: one day-long line, for thirty days."""
    at = token.retired_at or token.made_at
    day = clock.athens(at).date()
    page = _page("/events/subscribe")
    settings = current_app.config["KALO"]
    entry = ical.Entry(
        uid=f"renew-{token.id}-{at:%Y%m%d%H%M%S}@{settings.calendar_domain}",
        stamp=at,
        created=at,
        changed=at,
        sequence=0,
        status="CONFIRMED",
        opaque=False,
        private=True,
        start=day,
        end=day + RENEWAL,
        title=_("Renew the link of your e-ΚΑΛΟ calendar"),
        about=_("This address was replaced. Take the new one from your calendar page."),
        place="",
        url=page,
        door="",
        door_label="",
        categories=(),
        organiser="e-ΚΑΛΟ",
        contact=settings.contact,
    )
    return ical.Feed(_("e-ΚΑΛΟ: my calendar"), "", "sienna", (entry,), changed=at)


def entry_of(event: Event, opaque: bool = False, private: bool = False) -> ical.Entry:
    """An event as a calendar shows it."""
    settings, page = current_app.config["KALO"], _page(event.path)
    return ical.Entry(
        uid=event.uid,
        stamp=event.ical_stamp,
        created=event.created_at,
        changed=event.changed_at,
        sequence=event.ical_sequence,
        status="CANCELLED" if event.is_cancelled else "CONFIRMED",
        opaque=opaque and not event.is_cancelled,
        private=private,
        start=event.start_wall,
        end=event.end_wall,
        title=titled(event),
        about=_about(event),
        place=_where(event, page),
        url=page,
        door=page if event.is_remote else "",
        door_label=_("Take part from this page") if event.is_remote else "",
        categories=(str(WORDS[event.kind].word),),
        organiser=event.organiser or "e-ΚΑΛΟ",
        contact=settings.contact,
    )


def entry_of_date(dated: Dated) -> ical.Entry:
    """What another room put into a person's calendar; it takes no time of the day."""
    settings = current_app.config["KALO"]
    title = _("[CANCELLED] %(title)s", title=dated.title) if dated.taken_back else dated.title
    return ical.Entry(
        uid=f"{dated.name}@{settings.calendar_domain}",
        stamp=dated.changed,
        created=dated.created,
        changed=dated.changed,
        sequence=dated.sequence,
        status="CANCELLED" if dated.taken_back else "CONFIRMED",
        opaque=False,
        private=True,
        start=dated.start,
        end=dated.end,
        title=title,
        about=dated.about,
        place="",
        url=_page(dated.path),
        door="",
        door_label="",
        categories=(dated.category,) if dated.category else (),
        organiser="e-ΚΑΛΟ",
        contact=settings.contact,
    )


def titled(event: Event) -> str:
    """The title, marked where some clients would not show what happened."""
    title = in_this_language(event, "title")
    if event.is_cancelled:
        return _("[CANCELLED] %(title)s", title=title)
    if event.was_just_moved(clock.now()):
        return _("[NEW TIME] %(title)s", title=title)
    return title


def last_change(events: Iterable[Event]) -> datetime | None:
    """When what these events say last changed; a mark that fell off is a change too."""
    at = clock.now()
    changes = [event.changed_at for event in events]
    fallen = [e.moved_at + NEW_TIME_SAID for e in events if e.moved_at is not None]
    return max([*changes, *(moment for moment in fallen if moment <= at)], default=None)


def feed_address(kind: str) -> str:
    """The whole address of a public feed, in the language of this page."""
    return _page(WORDS[kind].file if kind else ALL_FILE)


def feed_name(kind: str) -> str:
    """What a public feed is called, in the language of this page."""
    return str(WORDS[kind].feed_name if kind else ALL_NAME)


def token_address(token: str) -> str:
    """The whole address of a personal feed, in the language of this page."""
    return _page(f"/calendar/{token}.ics")


def _page(path: str) -> str:
    return whole_address(in_language(path, language()))


def _where(event: Event, page: str) -> str:
    spoken = ", ".join(part for part in (event.place, event.address) if part)
    return page if event.mode == "online" else spoken


def _about(event: Event) -> str:
    said = in_this_language(event, "summary")
    if not event.is_cancelled:
        return said
    why = _("It will not take place: %(reason)s", reason=event.reason)
    return "\n\n".join(part for part in (why, said) if part)
