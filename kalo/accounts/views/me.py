"""One's own page: what others read, and how one likes the place."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions
from kalo.accounts.forms.fields import typed
from kalo.accounts.forms.own import PreferencesForm, ProfileForm
from kalo.accounts.permissions import may_keep_account
from kalo.accounts.views.doors import bp, me, often, with_theme
from kalo.accounts.views.signing import Answer
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.files import keep_picture
from kalo.kit.page import theme
from kalo.kit.text import TooLong
from kalo.kit.web import Refused, go_to, need, thinks_first


@bp.get("/accounts/me/")
def show_me() -> str:
    return profile_page(ProfileForm(obj=me()))


def profile_page(form: ProfileForm) -> str:
    return render_template("accounts/me.html", form=form)


@bp.post("/accounts/me/")
@often
@thinks_first
def save_profile() -> Answer:
    need(may_keep_account(g.person))
    form = ProfileForm()
    if not form.validate():
        return profile_page(form), 422
    begin_reading()
    try:
        picture = chosen_picture(form, g.person.picture)
    except Refused as refusal:
        form.picture.errors = [str(refusal)]
        return profile_page(form), 422
    begin_writing()
    try:
        keep_profile(form, picture)
    except TooLong as too_long:
        form.about.errors = [str(too_long)]
        return profile_page(form), 422
    flash(_("Saved. This is how others see you now."), "good")
    return go_to("accounts.show_person", name=g.person.handle)


def chosen_picture(form: ProfileForm, before: str | None) -> str | None:
    """The name of the picture's file: the new one, none, or the one before."""
    if form.picture.data:
        return keep_picture(form.picture.data, "people")
    return None if form.without.data else before


def keep_profile(form: ProfileForm, picture: str | None) -> None:
    actions.save_profile(
        g.person,
        typed(form.name),
        typed(form.about),
        typed(form.organisation),
        form.speaks.data or [],
        picture,
    )


@bp.get("/accounts/me/preferences")
def show_preferences() -> str:
    form = PreferencesForm(obj=me())
    form.theme.data = theme()  # what this device shows now
    return preferences_page(form)


def preferences_page(form: PreferencesForm) -> str:
    return render_template("accounts/preferences.html", form=form)


@bp.post("/accounts/me/preferences")
def save_preferences() -> Answer | Response:
    need(may_keep_account(g.person))
    form = PreferencesForm()
    if not form.validate():
        return preferences_page(form), 422
    actions.save_preferences(g.person, form.language.data, form.theme.data, form.letters.data)
    flash(_("Your preferences are saved."), "good")
    return with_theme(go_to("accounts.show_preferences"), form.theme.data)
