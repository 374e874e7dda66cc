"""What is on: the list of what comes, a week, a month, the places, and what is over."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from flask import abort, g, render_template, request
from flask_babel import format_date

from kalo.events import queries
from kalo.events.models import Event
from kalo.events.permissions import may_plan
from kalo.events.states import next_turn
from kalo.events.views.doors import bp
from kalo.events.views.filters import Looking, asked_filters, one_of
from kalo.events.views.month import asked_month, weekdays
from kalo.events.views.places import by_area
from kalo.events.views.week import asked_week
from kalo.events.walltime import FIRST_YEAR
from kalo.kit import ageing, clock
from kalo.kit.versions import shows

SIZE = 30
AT_ONCE = 120  # events of the list by places
SCOPES = ("event", "seats")  # whatever is written of events; how many seats are taken


@bp.get("/")
def show_events() -> str:
    """The list of what comes; `?when=past` what is over, `?view=` a week, a month, the places."""
    view, past = one_of("view", tuple(VIEWS)), bool(one_of("when", ("past",)))
    if past:
        return _past_page(asked_filters(past=True))
    return VIEWS[view](asked_filters()) if view else _coming_page(asked_filters())


def _coming_page(looking: Looking) -> str:
    page = queries.coming(g.person, looking.filters, SIZE)
    keep(page.rows)
    return _page("events.html", "coming", looking, page=page, months=by_month(page.rows))


def _past_page(looking: Looking) -> str:
    first, year = queries.first_year(), _asked_year()
    page = queries.over(g.person, looking.filters, year, SIZE)
    numbers = queries.done_by_kind(looking.filters, year)
    keep(page.rows, numbers.until)
    return _page(
        "past.html",
        "past",
        looking,
        page=page,
        months=by_month(page.rows),
        year=year,
        years=range(clock.today().year, first - 1, -1) if first else (),
        done=numbers.by_kind,
        words=looking.words,
    )


def _month_page(looking: Looking) -> str:
    month = asked_month(request.args.get("month"), clock.today())
    events = queries.events_between(g.person, looking.filters, month.first, month.later.first)
    keep(events)
    weeks, today = month.weeks(events), clock.today()
    return _page(
        "month.html", "month", looking, month=month, weeks=weeks, weekdays=weekdays(),
        today=today, is_empty=not events,
    )  # fmt: skip


def _week_page(looking: Looking) -> str:
    week = asked_week(request.args.get("week"), clock.today())
    events = queries.events_between(g.person, looking.filters, week.first, week.later.first)
    keep(events)
    days, today = week.days(events), clock.today()
    return _page(
        "week.html", "week", looking, week=week, days=days, today=today, is_empty=not events
    )


def _places_page(looking: Looking) -> str:
    events = queries.soonest(g.person, looking.filters, AT_ONCE + 1)
    keep(events)
    shown = events[:AT_ONCE]
    return _page(
        "places.html",
        "places",
        looking,
        areas=by_area(event for event in shown if event.mode != "online"),
        online=[event for event in shown if event.mode == "online"],
        more=len(events) > AT_ONCE,
        at_once=AT_ONCE,
    )


VIEWS = {"month": _month_page, "week": _week_page, "places": _places_page}


def _page(template: str, shown: str, looking: Looking, **facts: Any) -> str:
    return render_template(
        f"events/{template}",
        shown=shown,
        looking=looking,
        at=clock.now(),
        may_plan=may_plan(g.person),
        turned=bool(request.args.get("after") or request.args.get("before")),
        **facts,
    )


def keep(events: Iterable[Event], *turns: datetime | None, scopes: Iterable[str] = SCOPES) -> None:
    """A guest's page of these events holds until one is written, or the clock changes one.

    At midnight another day is today.
    """
    at = clock.now()
    midnight = datetime.combine(clock.today() + timedelta(days=1), time(), clock.ATHENS)
    moments = [midnight, *turns, *(next_turn(event, at) for event in events)]
    ageing.changes_at(min(moment for moment in moments if moment is not None))
    shows(*scopes)


def _asked_year() -> int | None:
    """The year of an address such as `?year=2026`; 404 for one that nobody has lived yet."""
    asked = request.args.get("year", "")
    if not asked:
        return None
    if not (len(asked) == 4 and asked.isascii() and asked.isdigit()):
        abort(404)
    return int(asked) if FIRST_YEAR <= int(asked) <= clock.today().year else abort(404)


def by_month(events: Iterable[Event]) -> list[tuple[str, list[Event]]]:
    """Groups under the name of their month, in the order of the list."""
    grouped = groupby(events, key=lambda event: event.start_wall.date().replace(day=1))
    return [(str(format_date(first, "LLLL y")), list(group)) for first, group in grouped]
