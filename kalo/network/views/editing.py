"""Asking for a page of one's organisation, and changing what it says."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.kit.once import once
from kalo.kit.revised import Outdated
from kalo.kit.web import Refused, go_to, need
from kalo.network.actions import organisations as verbs
from kalo.network.forms import EmailForm, OrganisationForm, ProposalForm
from kalo.network.models import Organisation
from kalo.network.permissions import may_edit, may_prepare, may_propose
from kalo.network.views.room import HERE, Answer, bp, find, often


@bp.get("/new")
def show_new() -> str:
    """An empty form. A guest is told what it takes, and may fill it in already."""
    need(may_propose(g.person) or may_prepare(g.person))
    return _new_page(ProposalForm())


@bp.post("/new")
@often
@once
def propose() -> Answer:
    """Ask for a page; staff look at it first."""
    need(may_propose(g.person))
    form = ProposalForm()
    if not form.validate():
        return _new_page(form), 422
    said = (form.values(), form.words.data or "", form.email.data or "")
    try:
        organisation = verbs.propose(g.person, *said)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _new_page(form), 422
    flash(_("Thank you. Somebody looks at it, and you hear of it here."), "good")
    return go_to("network.show_organisation", slug=organisation.slug)


def _new_page(form: ProposalForm) -> str:
    return render_template("network/form.html", form=form, organisation=None, email_form=None)


@bp.get(f"{HERE}edit")
def show_edit(slug: str) -> str:
    """The form with what stands."""
    organisation, own = find(slug)
    need(may_edit(g.person, organisation, own))
    return _page(organisation, OrganisationForm().show(organisation))


@bp.post(f"{HERE}edit")
@often
def change(slug: str) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    organisation, own = find(slug)
    need(may_edit(g.person, organisation, own))
    form = OrganisationForm()
    if not form.validate():
        return _page(organisation, form), 422
    try:
        verbs.change(organisation, g.person, form.values(), form.seen)
    except Outdated as refusal:
        stands = OrganisationForm(formdata=None).show(organisation)
        return _page(organisation, form, apart=form.beside(stands, refusal)), 409
    flash(_("Saved."), "good")
    return go_to("network.show_organisation", slug=organisation.slug)


@bp.post(f"{HERE}email")
@often
def change_email(slug: str) -> Answer:
    """Where letters to the organisation go."""
    organisation, own = find(slug)
    need(may_edit(g.person, organisation, own))
    email_form = EmailForm()
    if not email_form.validate():
        form = OrganisationForm(formdata=None).show(organisation)
        return _page(organisation, form, email_form=email_form), 422
    verbs.change_email(organisation, email_form.email.data or "")
    flash(_("Saved."), "good")
    return go_to("network.show_edit", slug=organisation.slug, _anchor="letters-go")


def _page(organisation: Organisation, form: OrganisationForm, **more: Any) -> str:
    if "email_form" not in more:
        more["email_form"] = EmailForm(formdata=None, email=organisation.email)
    return render_template("network/form.html", form=form, organisation=organisation, **more)
