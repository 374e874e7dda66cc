"""What organisations seek and offer: a list that is filtered, a page of each, what fits it."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import ageing
from kalo.kit.once import once
from kalo.kit.revised import Outdated
from kalo.kit.versions import shows
from kalo.kit.web import Refused, go_to, need
from kalo.network.actions import calls as verbs
from kalo.network.forms import CallForm
from kalo.network.models import OFFER, SEEK, Call, Keeper, Organisation
from kalo.network.permissions import may_call, may_contact, may_keep, may_propose, may_verify
from kalo.network.queries.calls import Sought, calls_page, fitting, get_call
from kalo.network.views.room import HERE, Answer, bp, choice, find, often, one_of

CALL = "/calls/<int(max=2147483647):call_id>/"
SIZE = 20


@bp.get("/calls/")
def show_calls() -> str:
    """What is sought and offered now, the newest first."""
    kind = request.args.get("kind", "")
    kind = kind if kind in (SEEK, OFFER) else ""
    chosen = {name: one_of(name, f"{name}s") for name in ("service", "sector", "place")}
    page = calls_page(Sought(kind=kind, **chosen), SIZE)
    keep(page.rows)
    return render_template(
        "network/calls.html",
        shown="calls",
        page=page,
        kind=kind,
        chosen={name: word for name, word in chosen.items() if word},
        choices={kind: choice(kind) for kind in ("sectors", "places", "services")},
        turned=bool(request.args.get("after") or request.args.get("before")),
        may_propose=may_propose(g.person),
        may_verify=may_verify(g.person),
    )


@bp.get(CALL)
def show_call(call_id: int) -> str:
    """One of them, and what fits it."""
    call, own = get_call(call_id, g.person)
    fits = [] if call.has_ended else fitting(call)
    if not call.has_ended:
        keep([call, *fits])
    return render_template(
        "network/call.html",
        call=call,
        organisation=call.organisation,
        fits=fits,
        may_keep=may_keep(g.person, own),
        may_contact=may_contact(g.person, call.organisation, own),
    )


@bp.get(f"{HERE}calls/new")
def show_new_call(slug: str) -> str:
    """An empty form; `?kind=` chooses beforehand."""
    organisation, own = find(slug)
    need(may_call(g.person, organisation, own))
    form = CallForm()
    form.kind.data = request.args.get("kind") or SEEK
    form.place.data = ""
    return _page(organisation, form)


@bp.post(f"{HERE}calls/new")
@often
@once
def open_call(slug: str) -> Answer:
    """Say it to everybody; whoever fits is told."""
    organisation, own = find(slug)
    need(may_call(g.person, organisation, own))
    form = CallForm()
    if not form.validate():
        return _page(organisation, form), 422
    try:
        call = verbs.open_call(organisation, g.person, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(organisation, form), 422
    flash(_("It stands. Whoever fits is told."), "good")
    return go_to("network.show_call", call_id=call.id)


@bp.get(f"{CALL}edit")
def show_edit_call(call_id: int) -> str:
    """The form with what stands."""
    call, _own = _kept(call_id)
    return _page(call.organisation, CallForm().show(call), call)


@bp.post(f"{CALL}edit")
@often
def change_call(call_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    call, _own = _kept(call_id)
    form = CallForm()
    if not form.validate():
        return _page(call.organisation, form, call), 422
    try:
        verbs.change_call(call, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(CallForm(formdata=None).show(call), refusal)
        return _page(call.organisation, form, call, apart=apart), 409
    flash(_("Saved."), "good")
    return go_to("network.show_call", call_id=call.id)


@bp.post(f"{CALL}renewal")
@often
def renew_call(call_id: int) -> Response:
    """As long again, in one click."""
    call, _own = _kept(call_id)
    try:
        verbs.renew_call(call)
    except Refused as refusal:
        flash(str(refusal), "alarm")
    else:
        flash(_("It stands for %(num)d more days.", num=call.days), "good")
    return go_to("network.show_call", call_id=call.id)


@bp.post(f"{CALL}closure")
@often
def close_call(call_id: int) -> Response:
    """Found, or not needed any more."""
    call, _own = _kept(call_id)
    verbs.close_call(call)
    flash(_("It is closed. You can open it again whenever you like."))
    return go_to("network.show_mine")


def keep(calls: list[Call] | Any) -> None:
    """A guest's page of these holds until one is written, or until the first of them ends."""
    for call in calls:
        ageing.changes_at(call.ends_at)
    shows("network")


def _kept(call_id: int) -> tuple[Call, Keeper | None]:
    call, own = get_call(call_id, g.person)
    need(may_keep(g.person, own))
    return call, own


def _page(organisation: Organisation, form: CallForm, call: Call | None = None, **more: Any) -> str:
    facts = {"organisation": organisation, "form": form, "call": call}
    return render_template("network/call_form.html", **facts, **more)
