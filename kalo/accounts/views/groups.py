"""Groups: one's own, and running one."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, queries
from kalo.accounts.forms.fields import typed
from kalo.accounts.forms.staff import GroupForm, InviteForm
from kalo.accounts.models import Group, Membership
from kalo.accounts.permissions import may_leave_group, may_run_group, may_see_group
from kalo.accounts.views.doors import bp, me
from kalo.accounts.views.signing import Answer
from kalo.kit.web import go_to, need


@bp.get("/accounts/groups/")
def show_groups() -> str:
    return render_template("accounts/groups.html", memberships=queries.memberships_of(me()))


@bp.get("/accounts/groups/<slug>/")
def show_group(slug: str) -> str:
    me()
    group, own = queries.get_group(slug, g.person)
    need(may_see_group(g.person, own))
    return group_page(group, own, GroupForm(obj=group), InviteForm())


def group_page(group: Group, own: Membership | None, form: GroupForm, invite: InviteForm) -> str:
    return render_template(
        "accounts/group.html",
        group=group,
        own=own,
        members=queries.members_of(group),
        may_run=may_run_group(g.person, own),
        form=form,
        invite=invite,
    )


@bp.post("/accounts/groups/<slug>/")
def change_group(slug: str) -> Answer:
    group, own = queries.get_group(slug, me())
    need(may_run_group(g.person, own))
    form = GroupForm()
    if not form.validate():
        return group_page(group, own, form, InviteForm(formdata=None)), 422
    actions.change_group(group, typed(form.name), typed(form.about), g.person)
    flash(_("The group is saved."), "good")
    return go_to("accounts.show_group", slug=slug)


@bp.post("/accounts/groups/<slug>/members")
def let_into_group(slug: str) -> Answer:
    group, own = queries.get_group(slug, me())
    need(may_run_group(g.person, own))
    form = InviteForm()
    wanted = queries.member_called(typed(form.handle)) if form.validate() else None
    if wanted is None:
        form.handle.errors = form.handle.errors or [_("Nobody here has this name in the address.")]
        return group_page(group, own, GroupForm(formdata=None, obj=group), form), 422
    actions.let_in(group, wanted, g.person)
    flash(_("%(name)s is in the group.", name=wanted.name), "good")
    return go_to("accounts.show_group", slug=slug)


@bp.get("/accounts/groups/<slug>/members")
def show_group_members(slug: str) -> Response:
    """The address that a returned form leaves in the bar."""
    return go_to("accounts.show_group", slug=slug)


@bp.post("/accounts/groups/<slug>/members/<int(max=2147483647):person_id>/removal")
def take_out_of_group(slug: str, person_id: int) -> Response:
    group, own = queries.get_group(slug, me())
    need(may_run_group(g.person, own))
    actions.take_out(group, queries.get_membership(group, person_id), g.person)
    flash(_("The group has one member less."), "good")
    return go_to("accounts.show_group", slug=slug)


@bp.post("/accounts/groups/<slug>/members/<int(max=2147483647):person_id>/ownership")
def give_group(slug: str, person_id: int) -> Response:
    return set_owner(slug, person_id, True)


@bp.post("/accounts/groups/<slug>/members/<int(max=2147483647):person_id>/ownership/undo")
def take_back_group(slug: str, person_id: int) -> Response:
    return set_owner(slug, person_id, False)


def set_owner(slug: str, person_id: int, owner: bool) -> Response:
    group, own = queries.get_group(slug, me())
    need(may_run_group(g.person, own))
    actions.set_owner(group, queries.get_membership(group, person_id), owner, g.person)
    return go_to("accounts.show_group", slug=slug)


@bp.post("/accounts/groups/<slug>/leaving")
def leave_group(slug: str) -> Response:
    group, own = queries.get_group(slug, me())
    need(may_leave_group(g.person, own))
    actions.take_out(group, queries.get_membership(group, g.person.id), g.person)
    flash(_("You are no longer in the group."), "good")
    return go_to("accounts.show_groups")
