"""Calendars for other programs: bytes that stay the same until something changed."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.events import feeds, jobs, queries
from kalo.events.actions.calendars import NOTED_EVERY
from kalo.events.models import CalendarToken, Registration
from kalo.events.queries import Choice
from kalo.events.views.doors import bp, calendar
from kalo.kit import ageing, clock, ical
from kalo.kit.dates import Dated, dates_of
from kalo.kit.jobs import nudge, nudge_at_once
from kalo.kit.page_cache import cache_asks
from kalo.kit.versions import shows, sum_of
from kalo.kit.web import language

SCOPES = ("event",)  # raised by whatever changes an event, a theme, a series or a venue
NUDGED_EVERY = timedelta(minutes=1)
MOST = 16 * 1024 * 1024  # bytes of public feeds that a process remembers


@dataclass(frozen=True)
class Written:
    """A feed as it goes out; a public one with the version it is of, and until when it holds."""

    body: bytes
    tag: str
    changed: datetime | None
    version: int = 0
    until: datetime | None = None


@bp.get("/calendar.ics")
def show_calendar() -> Response:
    """Every event."""
    return _of_kind("")


@bp.get("/workshops.ics")
def show_workshops() -> Response:
    """Workshops only."""
    return _of_kind("workshop")


@bp.get("/focus-groups.ics")
def show_focus_groups() -> Response:
    """Focus groups only."""
    return _of_kind("focus-group")


@bp.get("/day-conferences.ics")
def show_day_conferences() -> Response:
    """Day conferences only."""
    return _of_kind("day-conference")


@bp.get("/office-hours.ics")
def show_office_hours() -> Response:
    """Office hours only."""
    return _of_kind("office-hours")


@bp.get("/themes/<slug>.ics")
def show_theme_calendar(slug: str) -> Response:
    """What is about one theme."""
    return _of_noun(queries.theme_by_slug(slug), lambda theme: Choice(theme_id=theme.id))


@bp.get("/series/<slug>.ics")
def show_series_calendar(slug: str) -> Response:
    """The events of one series."""
    return _of_noun(queries.announced_series(slug), lambda series: Choice(series_id=series.id))


@bp.get("/<int(max=2147483647):event_id>-<slug>/calendar.ics")
def show_event_calendar(event_id: int, slug: str) -> Response:
    """One event, to subscribe to: whoever follows it learns of each change."""
    return _of_noun(queries.event_of_feed(event_id), lambda event: Choice(event_id=event.id))


@bp.get("/<int(max=2147483647):event_id>-<slug>.ics")
def download_event(event_id: int, slug: str) -> Response:
    """One event as a file, under whatever name it once had: programs follow no redirect well."""
    event = queries.event_of_feed(event_id)
    if event is None:
        return _nothing(404)
    answer = _answer(_written(feeds.single_feed(event)), "public, max-age=600")
    answer.headers["Content-Disposition"] = f"attachment; filename=event-{event.id}.ics"
    return answer


@calendar.get("/calendar/<token>.ics")
def show_personal(token: str) -> Response:
    """A person's own seats and deadlines, for whoever knows the secret address."""
    known = queries.token_by_secret(token)
    if known is None or known.leaked:
        return _nothing(404)
    if known.retired_at is not None:
        return _renewal(known)
    feed = feeds.personal_feed(known, *what_has(known.person))
    _note_fetch(known, len(feed.entries))
    # What leaves it may leave no moment behind, so only the tag tells.
    return _answer(replace(_written(feed), changed=None), "private, max-age=300")


def what_has(person: Person) -> tuple[list[Registration], list[Dated], datetime | None]:
    """What a person's calendars tell of, each in its own way; and when the seats last changed."""
    mine = queries.registrations_of_calendar(person)
    return mine, dates_of(person), queries.registrations_changed_at(person)


def _of_kind(kind: str) -> Response:
    return _public(Choice(kind=kind), feeds.feed_name(kind), feeds.feed_address(kind))


def _of_noun(noun: Any, choose: Callable[[Any], Choice]) -> Response:
    if noun is None:
        return _nothing(404)
    return _public(choose(noun), feeds.name_of(noun), feeds.address_of(noun))


def _public(choice: Choice, name: str, address: str) -> Response:
    """A feed is made once for each version of what it shows, and asked for thousands of times.

    Most are answered before they come here: see `kit/page_cache.py`.
    """
    remembered = current_app.extensions.setdefault("kalo_feeds", OrderedDict())
    key, at, version = (choice.key, name, language()), clock.now(), sum_of(SCOPES)
    feed: Written | None = remembered.get(key)
    if feed is None or feed.version != version or (feed.until is not None and at >= feed.until):
        feed = _make(choice, name, address, version)
        _remember(remembered, key, feed)
    shows(*SCOPES)
    if feed.until is not None:
        ageing.changes_at(feed.until)
    _hear(choice.key)
    return _answer(feed, "public, max-age=600")


def _make(choice: Choice, name: str, address: str, version: int) -> Written:
    events = queries.events_of_feed(choice)
    written = _written(feeds.public_feed(choice, name, address, events))
    return replace(written, version=version, until=feeds.changes_at(events, clock.now()))


def _remember(remembered: OrderedDict[Any, Written], key: Any, feed: Written) -> None:
    remembered[key] = feed
    remembered.move_to_end(key)
    size = sum(len(each.body) for each in remembered.values())
    while size > MOST and len(remembered) > 1:
        size -= len(remembered.popitem(last=False)[1].body)


def _hear(feed: str) -> None:
    """A GET writes nothing: who fetched what is counted here, and noted by the worker."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def hear(agent: str) -> None:
        _count(app, feed, feeds.client_of(agent))

    g.hears = hear  # of those whom the cache answers
    hear(request.user_agent.string)


def _count(app: Flask, feed: str, client: str) -> None:
    waiting = _waiting(app)
    times, due = waiting.get((feed, client), (0, None))
    at = clock.now()
    if due is None or at >= due:
        nudge_at_once(app, jobs.note_public_fetch, feed, client, times + 1)
        times, due = -1, at + NOTED_EVERY
    waiting[feed, client] = (times + 1, due)


def _waiting(app: Flask) -> dict[Any, Any]:
    """What this process remembers of who fetched; forgotten when it grows too much."""
    waiting: dict[Any, Any] = app.extensions.setdefault("kalo_fetches", {})
    if len(waiting) > 10_000:
        waiting.clear()
    return waiting


def _renewal(token: CalendarToken) -> Response:
    """For thirty days a replaced address says so; then it is gone."""
    if token.retired_at is not None and clock.now() >= token.retired_at + feeds.RENEWAL:
        return _nothing(410)
    return _answer(_written(feeds.renewal_feed(token)), "private, max-age=300")


def _note_fetch(token: CalendarToken, entries: int) -> None:
    """Noted by the worker, once an hour, or when something about it is new."""
    client, last = feeds.client_of(request.user_agent.string), token.last_used_at
    fresh = last is not None and clock.now() - last < NOTED_EVERY
    if fresh and (client, entries) == (token.last_client, token.last_entries):
        return
    waiting, key, at = _waiting(current_app), (token.id, client, entries), clock.now()
    if key not in waiting or at >= waiting[key]:  # else the worker has it before it still
        waiting[key] = at + NUDGED_EVERY
        nudge(jobs.note_fetch, token.id, client, entries)


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
    if cache_asks():
        return answer
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
