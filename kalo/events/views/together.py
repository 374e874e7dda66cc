"""Events that belong together, for everybody: those of a series, those about a theme."""

from flask import g, render_template

from kalo.events import queries
from kalo.events.permissions import may_plan
from kalo.events.queries import Filters
from kalo.events.views.doors import bp
from kalo.events.views.filters import Looking
from kalo.events.views.lists import SIZE, by_month, keep
from kalo.kit import clock

LAST = 6  # of what is over, beside what comes
LONG = 60  # events of a series at once: thirty workshops stand on one page


@bp.get("/series/<slug>/")
def show_series(slug: str) -> str:
    """A series: what it is, and its events in order."""
    series = queries.get_series(slug, g.person)
    page = queries.all_of(g.person, Filters(series_id=series.id), LONG)
    keep(page.rows)
    return render_template(
        "events/one_series.html",
        series=series,
        page=page,
        months=by_month(page.rows),
        at=clock.now(),
        may_plan=may_plan(g.person),
    )


@bp.get("/themes/<slug>/")
def show_theme(slug: str) -> str:
    """A theme: what comes about it, and what was."""
    theme = queries.get_theme(slug)
    filters = Filters(theme_id=theme.id)
    page = queries.coming(g.person, filters, SIZE)
    gone = queries.latest(g.person, filters, LAST)
    keep([*page.rows, *gone], queries.next_end(clock.now()) if g.person is None else None)
    return render_template(
        "events/theme.html",
        theme=theme,
        looking=Looking(theme=theme),
        page=page,
        months=by_month(page.rows),
        gone=gone,
        at=clock.now(),
        may_plan=may_plan(g.person),
    )
