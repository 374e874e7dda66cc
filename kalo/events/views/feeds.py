"""Calendars for other programs: bytes that stay the same until something changed."""

import hashlib
import re

from flask import Response, request
from flask_babel import gettext as _

from kalo.events import feeds, ical, jobs, queries
from kalo.events.actions.calendars import NOTED_EVERY
from kalo.events.models import CalendarToken
from kalo.events.views.doors import bp, calendar
from kalo.kit import clock
from kalo.kit.jobs import nudge

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


@bp.get("/<int:event_id>-<slug>.ics")
def download_event(event_id: int, slug: str) -> Response:
    """One event as a file, under whatever name it once had: programs follow no redirect well."""
    event = queries.event_for_feed(event_id)
    if event is None:
        return _nothing(404)
    answer = _answer(feeds.single_feed(event), "public, max-age=600")
    answer.headers["Content-Disposition"] = f"attachment; filename=event-{event.id}.ics"
    return answer


@calendar.get("/calendar/<token>.ics")
def show_personal(token: str) -> Response:
    """A person's own seats, for whoever knows the secret address."""
    known = queries.token_by_secret(token)
    if known is None:
        return _nothing(404)
    if known.retired_at is not None:
        return _renewal(known)
    _note_fetch(known)
    events = queries.events_with_seat(known.person_id)
    changed = queries.seats_changed_at(known.person_id)
    return _answer(feeds.personal_feed(events, changed), "private, max-age=300")


def client_of(agent: str) -> str:
    """The family of programs that a user agent belongs to; "" for one we do not know."""
    return next((name for sign, name in CLIENTS if re.search(sign, agent, re.IGNORECASE)), "")


def _public(kind: str) -> Response:
    feed = feeds.public_feed(kind, queries.events_for_feed(kind))
    return _answer(feed, "public, max-age=600")


def _renewal(token: CalendarToken) -> Response:
    """For thirty days a replaced address says so; then it is gone."""
    if token.retired_at is not None and clock.now() >= token.retired_at + feeds.RENEWAL:
        return _nothing(410)
    return _answer(feeds.renewal_feed(token), "private, max-age=300")


def _note_fetch(token: CalendarToken) -> None:
    """A GET writes nothing: the worker notes it, once an hour."""
    client, last = client_of(request.user_agent.string), token.last_used_at
    fresh = last is not None and clock.now() - last < NOTED_EVERY
    if not fresh or client != token.last_client:
        nudge(jobs.note_fetch, token.id, client)


def _answer(feed: ical.Feed, caching: str) -> Response:
    body = ical.write(feed)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(hashlib.blake2b(body, digest_size=16).hexdigest())
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
