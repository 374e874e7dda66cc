"""The people of an organisation: who keeps its page, who asks to, whom they invite."""

from typing import Any

from flask import abort, flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, language, need
from kalo.network.actions import people as verbs
from kalo.network.forms import ClaimForm, InvitationForm
from kalo.network.forms.people import LETTER
from kalo.network.models import Keeper, Organisation
from kalo.network.permissions import may_claim, may_keep, may_see_inside, may_verify
from kalo.network.queries.people import invitations_of, keepers_of
from kalo.network.views.room import HERE, Answer, bp, find, lettering, often, rights

PERSON = f"{HERE}people/<int(max=2147483647):person_id>"


@bp.get(f"{HERE}claim")
def show_claim(slug: str) -> str:
    """This is my organisation: who can say that it is so."""
    organisation, own = find(slug)
    need(may_claim(g.person, organisation, own))
    return _claim_page(organisation, ClaimForm())


@bp.post(f"{HERE}claim")
@lettering
@once
def claim(slug: str) -> Answer:
    """Ask; a letter goes to the organisation's own address, or staff look."""
    organisation, own = find(slug)
    need(may_claim(g.person, organisation, own))
    form = ClaimForm()
    form.offer(bool(organisation.email))
    if not form.validate():
        return _claim_page(organisation, form), 422
    by_letter = form.way.data == LETTER
    try:
        verbs.claim(organisation, g.person, form.words.data or "", by_letter)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _claim_page(organisation, form), 422
    sent = _("A letter is on its way to the organisation. You hear here what it says.")
    flash(sent if by_letter else _("Somebody looks at it, and you hear of it here."), "good")
    return go_to("network.show_organisation", slug=slug)


def _claim_page(organisation: Organisation, form: ClaimForm) -> str:
    form.offer(bool(organisation.email))
    return render_template("network/claim.html", organisation=organisation, form=form)


@bp.get(f"{HERE}people")
def show_people(slug: str) -> str:
    """Who keeps it and who asks to; the way to invite somebody."""
    organisation, own = find(slug)
    need(may_see_inside(g.person, own))
    return _page(organisation, own, InvitationForm())


@bp.post(f"{HERE}people")
@lettering
@once
def invite(slug: str) -> Answer:
    """A letter to somebody who should keep it too."""
    organisation, own = find(slug)
    need(may_keep(g.person, own) or may_verify(g.person))
    form = InvitationForm()
    if not form.validate():
        return _page(organisation, own, form), 422
    try:
        verbs.invite(organisation, g.person, form.address.data or "", language())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(organisation, own, form), 422
    flash(_("The letter is on its way; it is good for 14 days."), "good")
    return go_to("network.show_people", slug=slug)


@bp.post(f"{PERSON}/approval")
@often
def let_in(slug: str, person_id: int) -> Response:
    """Yes to somebody who asked."""
    organisation, own, keeper = _somebody(slug, person_id)
    need(may_keep(g.person, own) or may_verify(g.person))
    try:
        verbs.let_in(organisation, keeper, g.person)
    except Refused as refusal:
        flash(str(refusal), "alarm")
    return _back(slug, own)


@bp.post(f"{PERSON}/removal")
@often
def let_go(slug: str, person_id: int) -> Response:
    """No to somebody who asked; goodbye to one who kept it, oneself among them."""
    organisation, own, keeper = _somebody(slug, person_id)
    mine = g.person is not None and keeper.person_id == g.person.id
    need(mine or may_keep(g.person, own) or may_verify(g.person))
    verbs.let_go(organisation, keeper, g.person)
    return go_to("network.show_mine") if mine else _back(slug, own)


def _somebody(slug: str, person_id: int) -> tuple[Organisation, Keeper | None, Keeper]:
    organisation, own = find(slug)
    found = [each for each in keepers_of(organisation) if each.person_id == person_id]
    return organisation, own, found[0] if found else abort(404)


def _back(slug: str, own: Keeper | None) -> Response:
    return go_to("network.show_people", slug=slug) if own else go_to("network.show_desk")


def _page(organisation: Organisation, own: Keeper | None, form: InvitationForm) -> str:
    facts: dict[str, Any] = rights(organisation, own)
    return render_template(
        "network/people.html",
        organisation=organisation,
        keepers=keepers_of(organisation),
        invitations=invitations_of(organisation),
        form=form,
        **facts,
    )
