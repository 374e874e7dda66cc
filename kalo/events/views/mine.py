"""What one has at events: first what waits for an answer, then what comes, then what was."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext as _

from kalo.events import queries
from kalo.events.models import ASKED, INVITED, OFFERED, SEAT, WAITING
from kalo.events.permissions import may_see_own_seats
from kalo.events.queries import Mine
from kalo.events.views.doors import bp
from kalo.events.views.seats import HOPES
from kalo.events.views.standing import Standing, standing_of
from kalo.kit import clock
from kalo.kit.dates import Dated, dates_of
from kalo.kit.web import in_language, language, need

SIZE = 20
MOST_DATES = 12
WORDS = {**HOPES, SEAT: _("Where you have a seat")}
IN_ORDER = (OFFERED, INVITED, SEAT, WAITING, ASKED)
Line = tuple[Mine, Standing]


@bp.get("/mine")
def show_mine() -> str:
    """All that is ahead, and the last of what is over; further pages are of what is over alone."""
    need(may_see_own_seats(g.person))
    turned = bool(request.args.get("after") or request.args.get("before"))
    behind = queries.behind_of(g.person, SIZE)
    return render_template(
        "events/mine.html",
        groups=[] if turned else _grouped(_lines(queries.ahead_of(g.person))),
        dates=[] if turned else _dates(),
        behind=behind,
        gone=_lines(behind.rows),
        turned=turned,
        at=clock.now(),
        address=lambda path: in_language(path, language()),
    )


def _dates() -> list[Dated]:
    """What other rooms have put into the person's calendar and is still ahead."""
    today = clock.today()
    ahead = (each for each in dates_of(g.person) if not each.taken_back and _last(each) >= today)
    return list(islice(ahead, MOST_DATES))


def _last(dated: Dated) -> date:
    """The last day of a date; a whole day ends with the one before its end."""
    if isinstance(dated.end, datetime):
        return dated.end.date()
    return dated.end - timedelta(days=1)


def _lines(found: Any) -> list[Line]:
    return [(mine, standing_of(mine)) for mine in found]


def _grouped(lines: list[Line]) -> list[tuple[str, Any, list[Line]]]:
    """By what one has there; what waits for an answer comes first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line[1].state, []).append(line)
    return [(state, WORDS[state], found[state]) for state in IN_ORDER if state in found]
