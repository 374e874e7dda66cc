"""The desks of series and of themes."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events.actions import series as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.forms.plans import SeriesForm, ThemeForm
from kalo.events.models import Series, Theme
from kalo.events.permissions import may_plan
from kalo.events.queries import plans
from kalo.events.views.doors import Answer, bp, given_back, often
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need

SERIES = "/planning/series/<int(max=2147483647):series_id>"
THEME = "/planning/themes/<int(max=2147483647):theme_id>"


@bp.get("/planning/series")
def show_series_desk() -> str:
    """All series, and the form for one more."""
    need(may_plan(g.person))
    return _series_page(SeriesForm())


@bp.post("/planning/series")
@often
@once
def make_series() -> Answer:
    """Keep a new series."""
    need(may_plan(g.person))
    form = SeriesForm()
    if not form.validate():
        return _series_page(form), 422
    actions.make_series(g.person, form.values())
    flash(_("The series is on the list. Choose it in the form of each event."), "good")
    return go_to(".show_series_desk")


@bp.get(SERIES)
def edit_series(series_id: int) -> str:
    """The form with what is known of a series, and what is in it."""
    series = _series(series_id)
    return _one_series(series, SeriesForm(formdata=None).show(series))


def _series_again(**_address: Any) -> str:
    gone = _("This series was removed meanwhile. Save, and what you wrote becomes a new one.")
    return _series_page(SeriesForm().anew(gone))


@bp.post(SERIES)
@often
@given_back(_series_again)
def change_series(series_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    series, form = _series(series_id), SeriesForm()
    if not form.validate():
        return _one_series(series, form), 422
    try:
        actions.change_series(series, g.person, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(SeriesForm(formdata=None).show(series), refusal)
        return _one_series(series, form, apart=apart), 409
    flash(_("Saved."), "good")
    return go_to(".edit_series", series_id=series.id)


@bp.post(f"{SERIES}/removal")
@often
def remove_series(series_id: int) -> Answer:
    """Drop a series in which nothing is."""
    series = _series(series_id)
    try:
        actions.remove_series(series, g.person)
    except Refused as refusal:
        form = SeriesForm(formdata=None).show(series)
        form.form_errors.append(str(refusal))
        return _one_series(series, form), 422
    return go_to(".show_series_desk")


@bp.get("/planning/themes")
def show_themes() -> str:
    """The list of themes, and the form for one more."""
    need(may_plan(g.person))
    return _themes_page(ThemeForm())


@bp.post("/planning/themes")
@often
@once
def add_theme() -> Answer:
    """Keep a new theme."""
    need(may_plan(g.person))
    form = ThemeForm()
    if not form.validate():
        return _themes_page(form), 422
    try:
        actions.add_theme(g.person, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _themes_page(form), 422
    return go_to(".show_themes")


@bp.get(THEME)
def show_theme_form(theme_id: int) -> str:
    """The form with the name of a theme."""
    theme = _theme(theme_id)
    return _one_theme(theme, ThemeForm(formdata=None).show(theme))


def _theme_again(**_address: Any) -> str:
    gone = _("This theme was removed meanwhile. Save, and what you wrote becomes a new one.")
    return _themes_page(ThemeForm().anew(gone))


@bp.post(THEME)
@often
@given_back(_theme_again)
def change_theme(theme_id: int) -> Answer:
    """Keep another name, unless somebody else gave one in between: then both are shown (409)."""
    theme, form = _theme(theme_id), ThemeForm()
    if not form.validate():
        return _one_theme(theme, form), 422
    try:
        actions.change_theme(theme, g.person, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(ThemeForm(formdata=None).show(theme), refusal)
        return _one_theme(theme, form, apart=apart), 409
    return go_to(".show_themes")


@bp.post(f"{THEME}/<any(earlier, later):place>")
@often
def place_theme(theme_id: int, place: str) -> Response:
    """Change places with the one before or after."""
    actions.place_theme(_theme(theme_id), place == "earlier")
    return go_to(".show_themes", _anchor=f"theme-{theme_id}")


@bp.post(f"{THEME}/removal")
@often
def remove_theme(theme_id: int) -> Answer:
    """Drop a theme that no event has."""
    theme = _theme(theme_id)
    try:
        actions.remove_theme(theme, g.person)
    except Refused as refusal:
        form = ThemeForm(formdata=None).show(theme)
        form.form_errors.append(str(refusal))
        return _one_theme(theme, form), 422
    return go_to(".show_themes")


def _series(series_id: int) -> Series:
    need(may_plan(g.person))
    return plans.series_numbered(series_id)


def _theme(theme_id: int) -> Theme:
    need(may_plan(g.person))
    return plans.theme_numbered(theme_id)


def _series_page(form: SeriesForm) -> str:
    counted = plans.series_with_counts()
    return render_template("events/series_desk.html", counted=counted, form=form)


def _one_series(series: Series, form: SeriesForm, **more: Any) -> str:
    events = plans.events_in_series(series)
    facts = {"series": series, "events": events, "form": form, "at": clock.now()}
    return render_template("events/series_form.html", **facts, **more)


def _one_theme(theme: Theme, form: ThemeForm, **more: Any) -> str:
    return render_template("events/theme_form.html", theme=theme, form=form, **more)


def _themes_page(form: ThemeForm) -> str:
    return render_template("events/themes.html", counted=plans.themes_with_counts(), form=form)
