"""Signing in and out."""

from flask import flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, passwords, queries
from kalo.accounts.forms.entry import AddressForm, SignInForm
from kalo.accounts.forms.fields import typed
from kalo.accounts.login import leave
from kalo.accounts.views.doors import (
    bp,
    guesses,
    let_in,
    letter_on_its_way,
    letters_to_one,
    often,
    suspended,
    unlisted,
)
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.web import in_language, language, need, safe_next, shows_again, thinks_first

Answer = str | Response | tuple[str, int]


def home() -> str:
    """The first page, in the language of this one."""
    return in_language("/", language())


@bp.get("/accounts/sign-in")
def sign_in() -> Answer:
    if g.person:
        return redirect(safe_next(home()), 303)
    return sign_in_page(SignInForm())


def sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, next=safe_next(""))


def _sign_in_again(why: str) -> str:
    form = SignInForm()
    form.form_errors.append(why)
    return sign_in_page(form)


@bp.post("/accounts/sign-in")
@shows_again(_sign_in_again)
@often
@guesses
@thinks_first
def enter_with_password() -> Answer:
    need(True)
    form = SignInForm()
    if not form.validate():
        return sign_in_page(form), 422
    known, password = queries.credentials(typed(form.email)), typed(form.password)
    begin_reading()  # nothing is held while the password is being checked
    if not passwords.fits(known and known.password_hash, password):
        form.form_errors.append(_("This address and this password do not go together."))
        return sign_in_page(form), 422
    fresh = passwords.hashed(password) if passwords.is_stale(known.password_hash) else ""
    person = queries.get_person(known.id)
    if person.is_suspended:
        form.form_errors.append(suspended(person))
        return sign_in_page(form), 422
    begin_writing()
    person = queries.get_person(known.id)
    if fresh:
        actions.keep_fresh_hash(person, fresh)
    return let_in(person, safe_next(""))


@bp.get("/accounts/sign-in/link")
def show_link_form() -> Answer:
    return link_page(AddressForm())


def link_page(form: AddressForm) -> str:
    return render_template("accounts/link.html", form=form, next=safe_next(""))


@bp.post("/accounts/sign-in/link")
@often
@letters_to_one
def ask_sign_in_link() -> Answer:
    need(True)
    form = AddressForm()
    if not form.validate():
        return link_page(form), 422
    actions.ask_sign_in_link(typed(form.email), language(), safe_next(""))
    return letter_on_its_way("sign_in", typed(form.email))


@bp.get("/accounts/link/<token>")
def show_entry(token: str) -> Response:
    """The link of the letter only shows a button: programs that look at letters follow links."""
    found = queries.live_token(token, "sign_in")
    if found is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_link_form")
    return unlisted("accounts/use_link.html", why="sign_in", person_here=found.person)


@bp.post("/accounts/link/<token>")
@often
def enter_with_link(token: str) -> Response:
    need(True)
    used = actions.use_sign_in_link(token)
    if used is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_link_form")
    person, path = used
    if person.is_suspended:
        return unlisted("accounts/refused.html", 403, words=suspended(person))
    return let_in(person, path)


@bp.post("/accounts/sign-out")
def sign_out() -> Response:
    need(True)
    leave()
    flash(_("You are signed out."), "good")
    return redirect(safe_next(home()), 303)


@bp.get("/accounts/letter")
def show_letter_sent() -> Answer:
    asked = session.get("asked")
    if not asked:
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/letter_sent.html", why=asked["why"], email=asked["email"])
