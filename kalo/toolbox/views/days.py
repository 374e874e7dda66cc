"""The days that a work plans, beside it: what is ahead, and whether it stands in one's calendar."""

from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.web import go_to, need
from kalo.toolbox.actions.days import wish_days
from kalo.toolbox.permissions import may_have_days
from kalo.toolbox.planned import no_days
from kalo.toolbox.queries import days as queries
from kalo.toolbox.queries import works
from kalo.toolbox.views.places import NUMBER, Place, saving, tool_of
from kalo.toolbox.views.rooms import bp

SHOWN = 5


@bp.post(f"/works/{NUMBER}/calendar")
@saving
@once
def wish_days_of_work(work_id: int) -> Response:
    """Have the days of a work in one's own calendar, with reminders; or no more."""
    work, right = works.get_work(work_id, g.person)
    need(may_have_days(g.person, tool_of(work.tool), right))
    wish_days(work, g.person, wants=request.form.get("wants") == "1")
    return go_to(".show_work", work_id=work.id, _anchor="days")


def days_beside(place: Place) -> dict[str, Any]:
    """What the page of a work says of its days; nothing where its tool plans none."""
    if place.work is None or place.tool.days is no_days:
        return {"days": [], "more_days": 0, "wants_days": False, "has_days": False}
    days = queries.days_ahead(place.work)
    mine = not place.token and may_have_days(g.person, place.tool, place.right)
    return {
        "days": days[:SHOWN],
        "more_days": max(0, len(days) - SHOWN),
        "wants_days": mine and queries.wants_days(g.person, place.work),
        "has_days": mine,
    }
