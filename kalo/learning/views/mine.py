"""A learner's own progress: all programmes, what comes next, what is missing, what was kept."""

from flask import g, render_template

from kalo.kit.web import need
from kalo.learning import queries
from kalo.learning.permissions import may_look_up_receipts
from kalo.learning.queries.mine import standings_of
from kalo.learning.views.room import bp


@bp.get("/mine/")
def show_mine() -> str:
    """Where one stands, and the receipts of what was done last."""
    need(g.person is not None)
    standings = standings_of(g.person)
    return render_template(
        "learning/mine.html",
        running=[one for one in standings if one.enrolment.running and not one.done],
        done=[one for one in standings if one.done],
        left=[one for one in standings if not one.enrolment.running and not one.done],
        receipts=queries.latest_receipts(g.person),
        leads=may_look_up_receipts(g.person),
    )
