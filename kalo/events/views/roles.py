"""Who does what at an event."""

from flask import abort, flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import queries
from kalo.events.actions import roles as actions
from kalo.events.forms.plans import ROLE_HINTS, ROLE_WORDS, RoleForm
from kalo.events.models import ROLES, Event
from kalo.events.permissions import may_give_roles
from kalo.events.queries import plans
from kalo.events.views.doors import EVENT, Answer, bp, find, often
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need


@bp.app_template_filter("event_role")
def event_role(role: str) -> str:
    """What somebody does at an event."""
    return str(ROLE_WORDS[role])


@bp.get(f"{EVENT}/roles")
def show_roles(event_id: int, slug: str) -> Answer:
    """Who does what, and the form for one more."""
    return _page(_held(event_id), RoleForm())


@bp.post(f"{EVENT}/roles")
@often
@once
def give_role(event_id: int, slug: str) -> Answer:
    """Let somebody do something here."""
    event, form = _held(event_id), RoleForm()
    if not form.validate():
        return _page(event, form), 422
    try:
        given = actions.give_role(event, g.person, form.found, form.role.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form), 422
    said = {"name": form.found.name, "role": event_role(form.role.data)}
    words = _("%(name)s: %(role)s.", **said)
    flash(words if given else _("%(name)s has this role already: %(role)s.", **said), "good")
    return go_to(".show_roles", **event.route)


@bp.post(f"{EVENT}/roles/removal")
@often
def take_role(event_id: int, slug: str) -> Response:
    """Take a role back."""
    event = _held(event_id)
    role, who = request.form.get("role", ""), request.form.get("person", "")
    if role not in ROLES or not who.isdecimal() or len(who) > 9:
        abort(404)
    actions.take_role(event, g.person, int(who), role)
    return go_to(".show_roles", **event.route)


def _held(event_id: int) -> Event:
    """The event whose roles this person gives."""
    event, roles = find(event_id)
    need(may_give_roles(g.person, roles))
    return event


def _page(event: Event, form: RoleForm) -> str:
    return render_template(
        "events/roles.html",
        event=event,
        roles=plans.roles_at(event),
        form=form,
        hints=ROLE_HINTS,
        suggested=queries.facilitators(),
    )
