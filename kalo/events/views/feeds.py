"""Calendars for other programs: bytes that stay the same until something changed."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, current_app, request
from flask_babel import gettext as _

from kalo.events import feeds, ical, jobs, queries
from kalo.events.actions.calendars import NOTED_EVERY
from kalo.events.models import NEW_TIME_SAID, CalendarToken
from kalo.events.views.doors import bp, calendar
from kalo.kit import clock
from kalo.kit.dates import dates_of
from kalo.kit.jobs import nudge
from kalo.kit.web import language

# What asks, by how it names itself; the first that fits.
CLIENTS = (
    (r"Google-Calendar|Google-Apps|Googlebot", "Google"),
    (r"Thunderbird|Lightning", "Thunderbird"),
    (r"Outlook|Microsoft|Exchange|MSOffice", "Outlook"),
    (r"ICSx5|DAVx5", "ICSx⁵"),
    (r"Nextcloud", "Nextcloud"),
    (r"dataaccessd|CalendarAgent|CalendarStore|\biOS/|\bmacOS/|Apple", "Apple"),
    (r"vdirsyncer|khal", "khal"),
    (r"Evolution|gnome", "GNOME"),
)


REMEMBERED = 16  # bodies of public feeds: four feeds, two languages, and room for a change


@dataclass(frozen=True)
class Written:
    """A feed as it goes out."""

    body: bytes
    tag: str
    changed: datetime | None


@bp.get("/calendar.ics")
def show_calendar() -> Response:
    """Every event."""
    return _public("")


@bp.get("/workshops.ics")
def show_workshops() -> Response:
    """Workshops only."""
    return _public("workshop")


@bp.get("/focus-groups.ics")
def show_focus_groups() -> Response:
    """Focus groups only."""
    return _public("focus-group")


@bp.get("/day-conferences.ics")
def show_day_conferences() -> Response:
    """Day conferences only."""
    return _public("day-conference")


@bp.get("/<int(max=2147483647):event_id>-<slug>.ics")
def download_event(event_id: int, slug: str) -> Response:
    """One event as a file, under whatever name it once had: programs follow no redirect well."""
    event = queries.event_for_feed(event_id)
    if event is None:
        return _nothing(404)
    answer = _answer(_written(feeds.single_feed(event)), "public, max-age=600")
    answer.headers["Content-Disposition"] = f"attachment; filename=event-{event.id}.ics"
    return answer


@calendar.get("/calendar/<token>.ics")
def show_personal(token: str) -> Response:
    """A person's own seats and deadlines, for whoever knows the secret address."""
    known = queries.token_by_secret(token)
    if known is None:
        return _nothing(404)
    if known.retired_at is not None:
        return _renewal(known)
    _note_fetch(known)
    events, dates = queries.events_with_seat(known.person_id), dates_of(known.person)
    changed = queries.seats_changed_at(known.person_id)
    feed = _written(feeds.personal_feed(events, dates, changed))
    # A date may also come and go with a pause, which leaves no moment: then only the tag tells.
    return _answer(replace(feed, changed=None) if dates else feed, "private, max-age=300")


def client_of(agent: str) -> str:
    """The family of programs that a user agent belongs to; "" for one we do not know."""
    return next((name for sign, name in CLIENTS if re.search(sign, agent, re.IGNORECASE)), "")


def _public(kind: str) -> Response:
    """A feed is made once for each state of its events, and asked for thousands of times."""
    remembered = current_app.extensions.setdefault("kalo_feeds", {})
    state = (kind, language(), _state(kind))
    if state not in remembered:
        if len(remembered) >= REMEMBERED:
            remembered.clear()
        remembered[state] = _written(feeds.public_feed(kind, queries.events_for_feed(kind)))
    return _answer(remembered[state], "public, max-age=600")


def _state(kind: str) -> tuple[tuple[object, ...], ...]:
    """What a feed depends on: which events, in which version, which still wear a mark."""
    at = clock.now()
    return tuple(
        (number, revision, changed, moved is not None and at < moved + NEW_TIME_SAID)
        for number, revision, changed, moved in queries.versions_in_feed(kind)
    )


def _renewal(token: CalendarToken) -> Response:
    """For thirty days a replaced address says so; then it is gone."""
    if token.retired_at is not None and clock.now() >= token.retired_at + feeds.RENEWAL:
        return _nothing(410)
    return _answer(_written(feeds.renewal_feed(token)), "private, max-age=300")


def _note_fetch(token: CalendarToken) -> None:
    """A GET writes nothing: the worker notes it, once an hour."""
    client, last = client_of(request.user_agent.string), token.last_used_at
    fresh = last is not None and clock.now() - last < NOTED_EVERY
    if not fresh or client != token.last_client:
        nudge(jobs.note_fetch, token.id, client)


def _written(feed: ical.Feed) -> Written:
    body = ical.write(feed)
    return Written(body, hashlib.blake2b(body, digest_size=16).hexdigest(), feed.changed)


def _answer(feed: Written, caching: str) -> Response:
    answer = Response(feed.body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(feed.tag)
    if feed.changed is not None:
        answer.last_modified = feed.changed
    answer.headers["Content-Disposition"] = "inline"
    _mark(answer, caching)
    return answer.make_conditional(request)  # type: ignore[return-value]


def _nothing(status: int) -> Response:
    """For programs: plain words, no page."""
    said = _("This calendar is gone.") if status == 410 else _("There is no calendar here.")
    answer = Response(said + "\n", status, content_type="text/plain; charset=utf-8")
    _mark(answer, "no-store")
    return answer


def _mark(answer: Response, caching: str) -> None:
    answer.headers["Cache-Control"] = caching
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
