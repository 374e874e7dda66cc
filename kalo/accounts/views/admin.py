"""Administration: people and what they are trusted with."""

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, queries
from kalo.accounts.forms.fields import typed
from kalo.accounts.forms.staff import ROLE_HINTS, RolesForm, SuspensionForm
from kalo.accounts.models import Person
from kalo.accounts.permissions import may_administer, may_change_roles, may_suspend
from kalo.accounts.views.doors import bp, me
from kalo.accounts.views.signing import Answer
from kalo.kit.pages import window
from kalo.kit.web import Refused, go_to, need


@bp.get("/accounts/admin/")
def show_admin() -> Response:
    place = "show_people" if may_administer(me()) else "show_staff_log"
    return go_to(f"accounts.{place}")


@bp.get("/accounts/admin/people")
def show_people() -> str:
    need(may_administer(g.person))
    words = request.args.get("q", "")[:80]
    page = window(queries.count_people(words), queries.PEOPLE_A_PAGE)
    people = queries.people_matching(words, page)
    return render_template("accounts/admin/people.html", people=people, page=page, words=words)


@bp.get("/accounts/admin/people/<int(max=2147483647):person_id>/")
def show_trust(person_id: int) -> str:
    need(may_administer(g.person))
    whose = queries.get_person(person_id)
    return trust_page(whose, RolesForm(obj=whose), SuspensionForm())


def trust_page(whose: Person, form: RolesForm, suspension: SuspensionForm) -> str:
    return render_template(
        "accounts/admin/person.html",
        whose=whose,
        form=form,
        suspension=suspension,
        role_hints=ROLE_HINTS,
        may_suspend=may_suspend(g.person, whose),
    )


@bp.post("/accounts/admin/people/<int(max=2147483647):person_id>/")
def give_roles(person_id: int) -> Answer:
    need(may_administer(g.person))
    whose = queries.get_person(person_id)
    need(may_change_roles(g.person, whose))
    form = RolesForm()
    try:
        actions.give_roles(whose, form.roles.data or [], g.person)
    except Refused as refusal:
        form.roles.errors = [str(refusal)]
        return trust_page(whose, form, SuspensionForm(formdata=None)), 422
    flash(_("The roles of %(name)s are saved.", name=whose.name), "good")
    return go_to("accounts.show_trust", person_id=person_id)


@bp.post("/accounts/admin/people/<int(max=2147483647):person_id>/suspension")
def suspend(person_id: int) -> Answer:
    need(may_administer(g.person))
    whose = queries.get_person(person_id)
    need(may_suspend(g.person, whose))
    form = SuspensionForm()
    if not form.validate():
        return trust_page(whose, RolesForm(formdata=None, obj=whose), form), 422
    actions.suspend(whose, g.person, typed(form.reason))
    flash(_("%(name)s is suspended and signed out everywhere.", name=whose.name), "good")
    return go_to("accounts.show_trust", person_id=person_id)


@bp.get("/accounts/admin/people/<int(max=2147483647):person_id>/suspension")
def show_suspension(person_id: int) -> Response:
    """The address that a returned form leaves in the bar."""
    return go_to("accounts.show_trust", person_id=person_id)


@bp.post("/accounts/admin/people/<int(max=2147483647):person_id>/suspension/undo")
def take_back_suspension(person_id: int) -> Response:
    need(may_administer(g.person))
    whose = queries.get_person(person_id)
    need(may_suspend(g.person, whose))
    actions.take_back_suspension(whose, g.person)
    flash(_("%(name)s may come in again.", name=whose.name), "good")
    return go_to("accounts.show_trust", person_id=person_id)
