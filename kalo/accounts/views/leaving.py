"""What we hold of a person, and letting go of it."""

from flask import Response as FlaskResponse
from flask import flash, g, redirect, render_template, send_file, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, passwords, queries
from kalo.accounts.forms.entry import LeaveForm
from kalo.accounts.forms.fields import typed
from kalo.accounts.own_data import as_zip
from kalo.accounts.permissions import may_keep_account
from kalo.accounts.views.doors import bp, letter_on_its_way, me, often, unlisted
from kalo.accounts.views.signing import Answer, home
from kalo.kit import clock
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, need, thinks_first


@bp.get("/accounts/me/data")
def show_own_data() -> str:
    me()
    return render_template("accounts/own_data.html")


@bp.get("/accounts/me/data.zip")
@limiter.limit("12 per hour")
def give_own_data() -> FlaskResponse:
    person = me()
    name = f"e-kalo-{person.handle}-{clock.today()}.zip"
    response = send_file(as_zip(person), "application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/accounts/me/leaving")
def show_leaving() -> str:
    me()
    return leaving_page(LeaveForm())


def leaving_page(form: LeaveForm) -> str:
    return render_template("accounts/leaving.html", form=form)


@bp.post("/accounts/me/leaving")
@often
@thinks_first
def leave_for_good() -> Answer:
    need(may_keep_account(g.person))
    person_id, password_hash = g.person.id, g.person.password_hash
    if not password_hash:
        return ask_by_letter()
    form = LeaveForm()
    if not form.validate():
        return leaving_page(form), 422
    begin_reading()  # nothing is held while the password is being checked
    if not passwords.fits(password_hash, typed(form.password)):
        form.password.errors = [_("This is not your password.")]
        return leaving_page(form), 422
    begin_writing()
    try:
        actions.erase(queries.get_person(person_id))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return leaving_page(form), 422
    return farewell()


def ask_by_letter() -> Response:
    """Who has no password shows by a letter who they are."""
    begin_writing()
    actions.ask_to_leave(g.person)
    return letter_on_its_way("leave", g.person.email or "")


def farewell() -> Response:
    session.clear()
    g.person = None
    flash(_("Your account is erased. Thank you for the time you gave. You are always welcome."))
    return redirect(home(), 303)


@bp.get("/accounts/confirm-leaving/<token>")
def show_last_step(token: str) -> Response:
    found = queries.live_token(token, "leave")
    if found is None:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_leaving")
    return unlisted("accounts/use_link.html", why="leave", person_here=found.person)


@bp.post("/accounts/confirm-leaving/<token>")
@often
def leave_by_link(token: str) -> Response:
    need(True)
    try:
        gone = actions.leave_by_link(token)
    except Refused as refusal:
        return unlisted("accounts/refused.html", 422, words=str(refusal))
    if not gone:
        return unlisted("accounts/link_gone.html", 410, again="accounts.show_leaving")
    return farewell()
