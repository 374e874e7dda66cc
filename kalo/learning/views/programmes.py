"""Programmes: the list, one of them, following it and leaving it."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit.versions import shows
from kalo.kit.web import go_to, need
from kalo.learning import actions, queries
from kalo.learning.actions.places import leave_programme
from kalo.learning.permissions import may_follow, may_leave
from kalo.learning.views.room import CONTENT, TALK, bp, often
from kalo.learning.views.standing import own_in


@bp.get("/")
def show_programmes() -> str:
    """All programmes, those one follows with the place to go on."""
    shows(*CONTENT)
    return render_template("learning/programmes.html", cards=queries.list_programmes(g.person))


@bp.get("/<slug>/")
def show_programme(slug: str) -> str:
    """A programme and its path."""
    programme, enrolment, asked = queries.get_followed(slug, g.person)
    shows(*CONTENT, *TALK)
    path = queries.way_of(programme, g.person)
    return render_template(
        "learning/programme.html",
        programme=programme,
        enrolment=enrolment,
        path=path,
        covered=path.covered(asked.course),
        own=own_in(programme, enrolment, asked, path),
    )


@bp.post("/<slug>/enrolment")
@often
def enrol(slug: str) -> AnyResponse:
    """Follow a programme."""
    programme, _enrolment = queries.get_programme(slug, g.person)
    need(may_follow(g.person, programme))
    actions.enrol(g.person, programme.id)
    flash(_("You follow this programme now. Go at your own pace; your place is kept."), "good")
    return go_to("learning.show_programme", slug=slug)


@bp.post("/<slug>/enrolment/undo")
@often
def leave(slug: str) -> AnyResponse:
    """Leave a programme; what was done stays."""
    _programme, enrolment = queries.get_programme(slug, g.person)
    need(may_leave(g.person, enrolment))
    assert enrolment is not None
    leave_programme(enrolment, g.person)
    flash(_("You have left the programme. What you finished is kept, in case you come back."))
    return go_to("learning.show_programme", slug=slug)
