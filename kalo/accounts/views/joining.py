"""Becoming a member."""

from flask import current_app, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, passwords, queries
from kalo.accounts.forms.entry import SignUpForm
from kalo.accounts.forms.fields import typed
from kalo.accounts.permissions import may_sign_up
from kalo.accounts.views.doors import (
    bp,
    let_in,
    letter_on_its_way,
    letters_to_one,
    often,
    suspended,
    unlisted,
)
from kalo.accounts.views.signing import Answer, home
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import language, need, safe_next, shows_again, thinks_first


@bp.get("/accounts/sign-up")
def sign_up() -> Answer:
    if g.person:
        return redirect(safe_next(home()), 303)
    return sign_up_page(SignUpForm())


def sign_up_page(form: SignUpForm) -> str:
    settings = queries.settings()
    is_open = settings["sign_up"] == "open"
    return render_template(
        "accounts/sign_up.html",
        form=form,
        is_open=is_open,
        contact=current_app.config["KALO"].contact,
        next=safe_next(""),
    )


def _sign_up_again(why: str) -> str:
    form = SignUpForm()
    form.form_errors.append(why)
    return sign_up_page(form)


@bp.post("/accounts/sign-up")
@shows_again(_sign_up_again)
@often
@letters_to_one
@once
@thinks_first
def ask_to_join() -> Answer:
    need(may_sign_up(g.person, queries.setting("sign_up") == "open"))
    form = SignUpForm()
    if not form.validate():
        return sign_up_page(form), 422
    begin_reading()  # nothing is held while the password is being hashed
    password_hash = passwords.hashed(typed(form.password)) if form.password.data else None
    begin_writing()
    newcomer = actions.ask_to_join(
        typed(form.name), typed(form.email), password_hash, language(), safe_next("")
    )
    return letter_on_its_way("confirm", newcomer.email, newcomer.id)


@bp.post("/accounts/sign-up/again")
@limiter.limit("3 per 10 minutes;10 per day", methods=["POST"])
def write_again() -> Response:
    """The same letter once more, for who has just asked on this device."""
    need(True)
    asked = session.get("asked") or {}
    newcomer = queries.get_newcomer(asked.get("newcomer") or 0)
    if newcomer is None:
        return redirect(url_for("accounts.sign_up"), 303)
    actions.write_to_newcomer(newcomer)
    flash(_("The letter is on its way again."), "good")
    return redirect(url_for("accounts.show_letter_sent"), 303)


@bp.get("/accounts/confirm/<token>")
def show_confirmation(token: str) -> Response:
    found = queries.live_token(token, "confirm")
    if found is None or found.newcomer is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.sign_up")
    return unlisted("accounts/use_link.html", why="confirm", person_here=found.newcomer)


@bp.post("/accounts/confirm/<token>")
@often
def confirm(token: str) -> Response:
    need(True)
    joined = actions.join(token)
    if joined is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.sign_up")
    person, path = joined
    if person.is_suspended:
        return unlisted("accounts/refused.html", 403, words=suspended(person))
    response = let_in(person, path)
    flash(_("Welcome, %(name)s. Your account is ready.", name=person.name), "good")
    return response
