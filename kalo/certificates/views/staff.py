"""What facilitators do with the certificates of others: revoking, with a reason, and back."""

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.certificates import actions
from kalo.certificates.forms import ReasonForm
from kalo.certificates.models import Certificate
from kalo.certificates.notices import tell_of_restoring, tell_of_revocation
from kalo.certificates.permissions import may_restore, may_revoke
from kalo.certificates.views.doors import Answer, bp, get_certificate, member
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need


@bp.get("/<code>/revocation")
def show_revocation(code: str) -> Answer:
    """The reason, to be written."""
    certificate = get_certificate(code)
    need(may_revoke(g.person, certificate))
    return _page(certificate, ReasonForm())


@bp.post("/<code>/revocation")
@limiter.limit("20/hour", key_func=member)
@once
def revoke(code: str) -> Answer:
    """It no longer stands; whose it was is told, and everybody who checks it reads why."""
    certificate = get_certificate(code)
    need(may_revoke(g.person, certificate))
    form = ReasonForm()
    if not form.validate():
        return _page(certificate, form), 422
    actions.revoke(certificate, g.person, form.why.data or "")
    tell_of_revocation(certificate, g.person, certificate.person)
    flash(_("The certificate no longer stands."), "good")
    return go_to(".show_certificate", code=certificate.code)


@bp.post("/<code>/revocation/undo")
@limiter.limit("20/hour", key_func=member)
@once
def restore(code: str) -> Answer:
    """It stands again, as it was."""
    certificate = get_certificate(code)
    need(may_restore(g.person, certificate))
    try:
        actions.restore(certificate, g.person)
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return go_to(".show_certificate", code=certificate.code)
    tell_of_restoring(certificate, g.person, certificate.person)
    flash(_("The certificate stands again."), "good")
    return go_to(".show_certificate", code=certificate.code)


@bp.get("/<code>/revocation/undo")
def lead_back(code: str) -> Answer:
    """The address of a button leads to its page."""
    return go_to(".show_certificate", code=get_certificate(code).code)


def _page(certificate: Certificate, form: ReasonForm) -> str:
    return render_template("certificates/revocation.html", certificate=certificate, form=form)
