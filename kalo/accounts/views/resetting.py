"""A forgotten password."""

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, passwords, queries
from kalo.accounts.forms.entry import AddressForm, NewPasswordForm
from kalo.accounts.forms.fields import typed
from kalo.accounts.models import Person
from kalo.accounts.views.doors import (
    bp,
    let_in,
    letter_on_its_way,
    letters_to_one,
    often,
    suspended,
    unlisted,
)
from kalo.accounts.views.signing import Answer
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.web import language, need, thinks_first


@bp.get("/accounts/reset")
def show_reset_form() -> str:
    return reset_page(AddressForm())


def reset_page(form: AddressForm) -> str:
    return render_template("accounts/reset.html", form=form)


@bp.post("/accounts/reset")
@often
@letters_to_one
def ask_new_password() -> Answer:
    need(True)
    form = AddressForm()
    if not form.validate():
        return reset_page(form), 422
    actions.ask_new_password(typed(form.email), language())
    return letter_on_its_way("reset", typed(form.email))


def link_gone() -> Response:
    return unlisted("accounts/link_gone.html", 410, again="accounts.show_reset_form")


@bp.get("/accounts/reset/<token>")
def show_new_password(token: str) -> Response:
    found = queries.live_token(token, "reset")
    if found is None or found.person is None:
        return link_gone()
    return new_password_page(NewPasswordForm(), found.person)


def new_password_page(form: NewPasswordForm, whose: Person, status: int = 200) -> Response:
    return unlisted("accounts/new_password.html", status, form=form, whose=whose)


@bp.post("/accounts/reset/<token>")
@often
@thinks_first
def set_new_password(token: str) -> Response:
    need(True)
    found = queries.live_token(token, "reset")
    if found is None or found.person is None:
        return link_gone()
    form = NewPasswordForm()
    form.who = found.person
    if not form.validate():
        return new_password_page(form, found.person, 422)
    begin_reading()  # nothing is held while the password is being hashed
    password_hash = passwords.hashed(typed(form.password))
    begin_writing()
    person = actions.reset_password(token, password_hash)
    if person is None:
        return link_gone()
    if person.is_suspended:
        return unlisted("accounts/refused.html", 403, words=suspended(person))
    response = let_in(person)
    flash(_("Your new password holds from now on."), "good")
    return response
