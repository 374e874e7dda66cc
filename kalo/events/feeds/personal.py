"""A calendar of one's own: seats, what may become one, deadlines; its address is theirs alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _

from kalo.events.feeds.entries import (
    OURS,
    entry_of_date,
    masked,
    own_entry,
    page_of,
    titled,
)
from kalo.events.feeds.invitations import sequence_of
from kalo.events.models import ASKED, INVITED, OFFERED, SEAT, CalendarToken, Registration
from kalo.kit import clock, ical
from kalo.kit.dates import Dated
from kalo.kit.locales import in_this_language

RENEWAL = timedelta(days=30)  # a replaced address says for so long where the new one is
COLOUR = "sienna"
NOTICE = timedelta(minutes=30)  # the line of an offer's deadline begins so long before it
# How long before: of an hour, and of a whole day, of which it is said at nine the day before.
ALARMS = {0: ("", ""), 15: ("PT15M", ""), 1440: ("P1D", "PT15H")}


def personal_feed(
    token: CalendarToken,
    registrations: Sequence[Registration],
    dates: Sequence[Dated],
    changed: datetime | None = None,
) -> ical.Feed:
    """What a person has, and what other rooms put in, as this address of theirs tells it."""
    entries = [*_own(token, registrations), *map(entry_of_date, dates)]
    changes = [token.made_at, changed, *(entry.changed for entry in entries)]
    return ical.Feed(
        name=_("e-ΚΑΛΟ: my calendar"),
        about=_("The events in which you have a seat, and your own deadlines."),
        colour=COLOUR,
        entries=tuple(_with_alarm(entry, token.alarm_minutes) for entry in entries),
        changed=max(filter(None, changes)),
    )


def renewal_feed(token: CalendarToken) -> ical.Feed:
    """What an address says that was changed for a new one: one day-long line, for thirty days."""
    at = token.retired_at or token.made_at
    day = clock.athens(at).date()
    page = page_of("/events/subscribe")
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
        organiser=OURS,
        contact=settings.contact,
    )
    return ical.Feed(_("e-ΚΑΛΟ: my calendar"), "", COLOUR, (entry,), changed=at)


def token_address(token: str) -> str:
    """The whole address of a personal feed, in the language of this page."""
    return page_of(f"/calendar/{token}.ics")


def _own(token: CalendarToken, registrations: Sequence[Registration]) -> Iterator[ical.Entry]:
    at = clock.now()
    for registration in registrations:
        event = registration.event
        seated = registration.state == SEAT
        if not seated and (event.is_over(at) or event.is_cancelled):
            continue  # it can become nothing any more
        entry = own_entry(event, token.shows_titles)
        if seated:
            changed = max(event.changed_at, registration.changed_at)
            yield replace(
                entry,
                sequence=sequence_of(event, registration),
                stamp=changed,
                changed=changed,
            )
            continue
        yield _hoped_for(entry, token, registration)
        if registration.state == OFFERED and registration.offer_ends_at is not None:
            yield _answer_by(entry, token, registration, registration.offer_ends_at)


def _hoped_for(entry: ical.Entry, token: CalendarToken, registration: Registration) -> ical.Entry:
    """What is no seat yet: tentative, taking nobody's time, its title saying how it stands."""
    event = registration.event
    title = titled(event, _name(token, registration))
    marks = {
        OFFERED: _("[SEAT OFFERED] %(title)s", title=title),
        ASKED: _("[SEAT REQUESTED] %(title)s", title=title),
        INVITED: _("[INVITED] %(title)s", title=title),
    }
    about = entry.about
    if registration.state == OFFERED and registration.offer_ends_at is not None:
        until = clock.moment_words(registration.offer_ends_at)
        about = _("A seat is yours if you say so by %(when)s.", when=until) + "\n\n" + about
    changed = max(event.changed_at, registration.changed_at)
    return replace(
        entry,
        title=marks.get(registration.state, _("[WAITING LIST] %(title)s", title=title)),
        about=about.strip(),
        status="TENTATIVE",
        opaque=False,
        sequence=sequence_of(event, registration),
        stamp=changed,
        changed=changed,
    )


def _answer_by(
    entry: ical.Entry, token: CalendarToken, registration: Registration, until: datetime
) -> ical.Entry:
    """The deadline of an offer as a line of its own: a moment, for its hour may come twice."""
    settings = current_app.config["KALO"]
    what = _name(token, registration)
    return replace(
        entry,
        uid=f"offer-{registration.id}@{settings.calendar_domain}",
        created=registration.offered_at or registration.changed_at,
        changed=registration.changed_at,
        stamp=registration.changed_at,
        sequence=sequence_of(registration.event, registration),
        start=until - NOTICE,
        end=until,
        title=_("Do you take the seat? %(title)s", title=what),
        about=_("Answer by then, or the seat goes to the next on the list."),
        place="",
        door="",
        spot=None,
        status="CONFIRMED",
        opaque=False,
    )


def _name(token: CalendarToken, registration: Registration) -> str:
    event = registration.event
    return in_this_language(event, "title") if token.shows_titles else masked(event)


def _with_alarm(entry: ical.Entry, minutes: int) -> ical.Entry:
    """As the person chose; what was called off, or only may come, rings nothing."""
    hour, day = ALARMS.get(minutes, ALARMS[0])
    alarm = day if entry.whole_days else hour
    return replace(entry, alarm=alarm) if alarm and entry.status == "CONFIRMED" else entry
