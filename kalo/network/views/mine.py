"""My organisations: what I keep or ask to keep, their calls, their people."""

from flask import g, render_template

from kalo.kit.web import need
from kalo.network.models import KEEPS
from kalo.network.permissions import is_member, may_propose, may_see
from kalo.network.queries.calls import calls_of_all
from kalo.network.queries.people import kept_by
from kalo.network.views.room import bp


@bp.get("/mine/")
def show_mine() -> str:
    """All of it on one page."""
    need(is_member(g.person))
    keepers = kept_by(g.person)
    ids = [each.organisation_id for each in keepers if each.state == KEEPS]
    return render_template(
        "network/mine.html",
        keepers=keepers,
        calls=calls_of_all(ids),
        may_propose=may_propose(g.person),
        may_see=may_see,
    )
