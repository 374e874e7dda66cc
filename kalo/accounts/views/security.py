"""What one gets in with: address, password, devices."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, passwords, queries
from kalo.accounts.actions.access import CHANGE
from kalo.accounts.forms.entry import ChangePasswordForm, NewEmailForm, NewPasswordForm
from kalo.accounts.forms.fields import typed
from kalo.accounts.login import leave, leave_everywhere
from kalo.accounts.models import Person
from kalo.accounts.permissions import may_keep_account
from kalo.accounts.views.doors import bp, let_in, letters_to_one, me, often, unlisted
from kalo.accounts.views.signing import Answer
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.web import Refused, go_to, need, thinks_first


@bp.get("/accounts/me/security")
def show_security() -> str:
    person = me()
    return render_template(
        "accounts/security.html",
        devices=queries.sign_ins_of(person),
        this_device=g.sign_in.id,
        waiting=waiting_change(person),
    )


def waiting_change(person: Person) -> dict[str, object] | None:
    """The change of address under way: the new address, and which sides have said yes."""
    tokens = {row.purpose: row for row in queries.tokens_of(person, CHANGE)}
    if not tokens:
        return None
    said = {purpose.removeprefix("email_"): bool(row.used_at) for purpose, row in tokens.items()}
    return {"email": next(iter(tokens.values())).email, "said": said}


@bp.post("/accounts/me/devices/<int(max=2147483647):sign_in_id>/end")
def end_sign_in(sign_in_id: int) -> Response:
    need(may_keep_account(g.person))
    actions.end_sign_in(g.person, sign_in_id)
    flash(_("That device is signed out."), "good")
    return go_to("accounts.show_security")


@bp.post("/accounts/me/devices/end-others")
def end_other_sign_ins() -> Response:
    need(may_keep_account(g.person))
    leave_everywhere(g.person, but=g.sign_in.id)
    flash(_("You are signed out everywhere but here."), "good")
    return go_to("accounts.show_security")


@bp.post("/accounts/me/devices/end-all")
def end_all_sign_ins() -> Response:
    need(may_keep_account(g.person))
    leave_everywhere(g.person)
    leave()
    flash(_("You are signed out on every device."), "good")
    return go_to("accounts.sign_in")


@bp.get("/accounts/me/password")
def show_password_form() -> str:
    return password_page(password_form(me()))


def password_form(person: Person) -> NewPasswordForm:
    form = ChangePasswordForm() if person.password_hash else NewPasswordForm()
    form.who = person
    return form


def password_page(form: NewPasswordForm) -> str:
    return render_template("accounts/password.html", form=form)


@bp.post("/accounts/me/password")
@often
@thinks_first
def change_password() -> Answer:
    need(may_keep_account(g.person))
    person_id, old = g.person.id, g.person.password_hash
    form = password_form(g.person)
    if not form.validate():
        return password_page(form), 422
    begin_reading()  # nothing is held while the passwords are being checked and hashed
    if isinstance(form, ChangePasswordForm) and not passwords.fits(old, typed(form.current)):
        form.current.errors = [_("This is not the password you have now.")]
        return password_page(form), 422
    password_hash = passwords.hashed(typed(form.password))
    begin_writing()
    person = queries.get_person(person_id)
    actions.set_password(person, password_hash)
    let_in(person)  # a fresh session here; every other device is signed out
    flash(_("Your new password holds. Other devices are signed out."), "good")
    return go_to("accounts.show_security")


@bp.get("/accounts/me/email")
def show_email_form() -> str:
    me()
    return email_page(NewEmailForm())


def email_page(form: NewEmailForm) -> str:
    return render_template("accounts/email.html", form=form)


@bp.post("/accounts/me/email")
@often
@letters_to_one
def ask_new_email() -> Answer:
    need(may_keep_account(g.person))
    form = NewEmailForm()
    if form.validate() and form.email.data == g.person.email:
        form.email.errors = [_("This is the address you have now.")]
    if form.errors:
        return email_page(form), 422
    actions.ask_new_email(g.person, typed(form.email))
    flash(_("We wrote to both addresses. Open the link in each letter."), "good")
    return go_to("accounts.show_security")


@bp.post("/accounts/me/email/withdrawal")
def withdraw_new_email() -> Response:
    need(may_keep_account(g.person))
    actions.withdraw_new_email(g.person)
    flash(_("Your address stays as it was."), "good")
    return go_to("accounts.show_security")


@bp.get("/accounts/change-email-<any(old, new):side>/<token>")
def show_email_change(side: str, token: str) -> Response:
    found = queries.live_token(token, f"email_{side}")
    if found is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_security")
    why = f"email_{side}"
    return unlisted("accounts/use_link.html", why=why, person_here=found.person, email=found.email)


@bp.post("/accounts/change-email-<any(old, new):side>/<token>")
@often
def confirm_email(side: str, token: str) -> Response:
    need(True)
    try:
        answer = actions.confirm_email(token, side)
    except Refused as refusal:
        return unlisted("accounts/refused.html", 422, words=str(refusal))
    if answer is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_security")
    person, done = answer
    return unlisted("accounts/email_confirmed.html", email=person.email, done=done)
