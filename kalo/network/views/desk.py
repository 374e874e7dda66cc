"""The desk of those who look after the directory: what waits, and pages that staff write."""

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.kit.once import once
from kalo.kit.web import go_to, need
from kalo.network.actions import organisations as verbs
from kalo.network.forms import StaffForm
from kalo.network.permissions import may_verify
from kalo.network.queries.organisations import waiting, without_people
from kalo.network.queries.people import askers
from kalo.network.views.room import Answer, bp, often


@bp.get("/desk/")
def show_desk() -> str:
    """Organisations that wait, people who ask to keep one, pages that nobody keeps."""
    need(may_verify(g.person))
    return render_template(
        "network/desk.html", waiting=waiting(), askers=askers(), alone=without_people()
    )


@bp.get("/desk/new")
def show_staff_form() -> str:
    """An empty form."""
    need(may_verify(g.person))
    return _page(StaffForm())


@bp.post("/desk/new")
@often
@once
def make_by_staff() -> Answer:
    """A page that its own people say yes to by letter."""
    need(may_verify(g.person))
    form = StaffForm()
    if not form.validate():
        return _page(form), 422
    organisation = verbs.make_by_staff(g.person, form.values(), form.email.data or "")
    flash(_("Kept. It is shown once somebody of it has said yes: invite them here."), "good")
    return go_to("network.show_people", slug=organisation.slug)


def _page(form: StaffForm) -> str:
    return render_template("network/form.html", form=form, organisation=None, email_form=None)
