"""What is on: the list of what comes, the month, and what is over."""

from itertools import groupby

from flask import abort, g, render_template, request
from flask_babel import format_date

from kalo.events import queries
from kalo.events.models import KINDS, Event
from kalo.events.permissions import may_plan
from kalo.events.views.doors import bp
from kalo.events.views.month import asked_month, weekdays
from kalo.kit import clock
from kalo.kit.pages import window

SIZE = 30


@bp.get("/")
def show_events() -> str:
    """The list of what comes, `?when=past` what is over, `?view=month` a month."""
    kind = _one_of("kind", KINDS)
    if _one_of("view", ("month",)):
        return _month_page(kind)
    past = bool(_one_of("when", ("past",)))
    page = window(queries.count_events(g.person, kind, past), SIZE)
    events = queries.listed_events(g.person, kind, past, page.first, SIZE)
    return render_template(
        "events/events.html",
        months=_by_month(events),
        page=page,
        past=past,
        kind=kind,
        kinds=KINDS,
        at=clock.now(),
        may_plan=may_plan(g.person),
    )


def _month_page(kind: str) -> str:
    month = asked_month(request.args.get("month"), clock.today())
    events = queries.events_of_month(g.person, kind, month.first, month.later.first)
    return render_template(
        "events/month.html",
        month=month,
        weeks=month.weeks(events),
        weekdays=weekdays(),
        today=clock.today(),
        is_empty=not events,
        kind=kind,
        kinds=KINDS,
        at=clock.now(),
        may_plan=may_plan(g.person),
    )


def _one_of(name: str, allowed: tuple[str, ...]) -> str:
    """A word from the address; none is "", an unknown one a 404."""
    word = request.args.get(name, "")
    if word and word not in allowed:
        abort(404)
    return word


def _by_month(events: list[Event]) -> list[tuple[str, list[Event]]]:
    """Groups under the name of their month, in the order of the list."""
    grouped = groupby(events, key=lambda event: event.start_wall.date().replace(day=1))
    return [(str(format_date(first, "LLLL y")), list(group)) for first, group in grouped]
