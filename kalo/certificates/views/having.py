"""One's own certificates: which there are, getting one, correcting the name on it."""

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.certificates import actions, queries
from kalo.certificates.elements import HEADS, covered_by
from kalo.certificates.forms import NameForm
from kalo.certificates.models import Certificate
from kalo.certificates.permissions import may_correct, may_have
from kalo.certificates.subjects import Earned, all_earned, find_earned, kind_of
from kalo.certificates.views.doors import Answer, bp, get_certificate, member
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need
from kalo.notifications.actions import mark_read


@bp.get("/")
def show_mine() -> Answer:
    """What I can still have, and all that I had, with those that no longer stand."""
    need(may_have(g.person))
    had = queries.certificates_of(g.person)
    known = {each.subject for each in had if each.settles}
    waiting = [earned for earned in all_earned(g.person) if earned.subject not in known]
    return render_template("certificates/mine.html", had=had, waiting=waiting, heads=HEADS)


@bp.get("/for/<subject>")
def show_new(subject: str) -> Answer:
    """The name as it is to stand there; where there is no other to be had, the one that is."""
    need(may_have(g.person))
    last = queries.settled_for(g.person, subject)
    if last:
        return go_to(".show_certificate", code=last.code)
    earned = find_earned(g.person, subject)
    return _new_page(subject, earned, NameForm(name=g.person.name))


@bp.post("/for/<subject>")
@limiter.limit("20/hour", key_func=member)
@once
def issue(subject: str) -> Answer:
    """Have it issued under the name that was written."""
    need(may_have(g.person))
    form = NameForm()
    earned = find_earned(g.person, subject)
    if not form.validate():
        return _new_page(subject, earned, form), 422
    try:
        certificate = actions.issue(g.person, subject, form.name.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _new_page(subject, earned, form), 422
    mark_read(g.person, f"earned-{subject}")
    return go_to(".show_certificate", code=certificate.code)


@bp.get("/<code>/name")
def show_name(code: str) -> Answer:
    """The name, to be written in another way."""
    certificate = get_certificate(code)
    need(may_correct(g.person, certificate))
    return _name_page(certificate, NameForm(name=certificate.name))


@bp.post("/<code>/name")
@limiter.limit("5/day", key_func=member)
@once
def correct_name(code: str) -> Answer:
    """A new certificate with this name; the old one says that it was replaced."""
    certificate = get_certificate(code)
    need(may_correct(g.person, certificate))
    form = NameForm()
    if not form.validate():
        return _name_page(certificate, form), 422
    try:
        again = actions.correct(certificate, g.person, form.name.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _name_page(certificate, form), 422
    flash(_("This is your certificate now. The one before it no longer stands."), "good")
    return go_to(".show_certificate", code=again.code)


def _new_page(subject: str, earned: Earned | None, form: NameForm) -> str:
    kind = kind_of(subject)
    return render_template(
        "certificates/new.html",
        subject=subject,
        earned=earned,
        form=form,
        head=HEADS[kind.paper] if kind else "",
        covers=covered_by(kind.grounds(g.person, earned)) if kind and earned else [],
    )


def _name_page(certificate: Certificate, form: NameForm) -> str:
    return render_template("certificates/name.html", certificate=certificate, form=form)
