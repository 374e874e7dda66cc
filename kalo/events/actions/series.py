"""Series of gatherings, and the list of themes; each act is written into the log of staff."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.actions.found import find_anew
from kalo.events.actions.named import lock_to_remove
from kalo.events.actions.naming import free_slug
from kalo.events.actions.ordering import change_places
from kalo.events.actions.outdated import Outdated
from kalo.events.actions.stamps import note_other_words
from kalo.events.models import Event, Series, Theme
from kalo.events.queries import plans
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.versions import bump
from kalo.kit.web import Refused

MOST_THEMES = 60
VERBS = (
    lazy_gettext("made a series of events"),
    lazy_gettext("changed a series of events"),
    lazy_gettext("removed a series of events"),
    lazy_gettext("added a theme of events"),
    lazy_gettext("changed a theme of events"),
    lazy_gettext("removed a theme of events"),
)


def make_series(person: Person, values: dict[str, Any]) -> Series:
    """A new series, without events yet."""
    name = free_slug(Series, values["title_el"], 80)
    series = Series(slug=name, made_at=clock.now(), **values)
    db.session.add(series)
    db.session.flush()
    note_staff_act(person, "made a series of events", f"series:{series.id}", series.title_el)
    return series


def change_series(series: Series, person: Person, values: dict[str, Any], revision: int) -> None:
    """Other words, unless somebody else wrote in the meantime; its address stays."""
    hold(series)
    if revision != series.revision:
        raise Outdated(_("Somebody else changed this series while you were writing."))
    for name, value in values.items():
        setattr(series, name, value)
    series.revision += 1
    db.session.flush()
    bump("event")
    find_anew(Event.series_id, series.id)
    note_staff_act(person, "changed a series of events", f"series:{series.id}", series.title_el)


def remove_series(series: Series, person: Person) -> None:
    """Drop a series in which nothing is."""
    if not lock_to_remove(series):
        return
    if plans.events_in_series(series):
        raise Refused(_("There are events in this series, so it stays."))
    note_staff_act(person, "removed a series of events", f"series:{series.id}", series.title_el)
    db.session.delete(series)
    db.session.flush()


def add_theme(person: Person, values: dict[str, Any]) -> Theme:
    """A new theme, at the end of the list."""
    there = db.session.scalar(select(func.count()).select_from(Theme)) or 0
    if there >= MOST_THEMES:
        raise Refused(_("There are %(most)d themes at most.", most=MOST_THEMES))
    theme = Theme(slug=free_slug(Theme, values["name_el"], 60), position=there, **values)
    db.session.add(theme)
    db.session.flush()
    note_staff_act(person, "added a theme of events", f"theme:{theme.id}", theme.name_el)
    return theme


def change_theme(theme: Theme, person: Person, values: dict[str, Any], revision: int) -> None:
    """Another name, unless somebody else gave one in the meantime; its address stays."""
    hold(theme)
    if revision != theme.revision:
        raise Outdated(_("Somebody else changed this theme while you were writing."))
    before = theme.name_el
    for name, value in values.items():
        setattr(theme, name, value)
    theme.revision += 1
    note_other_words(theme)
    db.session.flush()
    bump("event")
    said = f"theme:{theme.id}", theme.name_el, before, theme.name_el
    note_staff_act(person, "changed a theme of events", *said)


def place_theme(theme: Theme, earlier: bool) -> None:
    """Change places with the one before or after."""
    if change_places(plans.every_theme(), theme, earlier):
        bump("event")


def remove_theme(theme: Theme, person: Person) -> None:
    """Drop a theme that no event has."""
    if not lock_to_remove(theme):
        return
    if db.session.scalar(select(Event.id).where(Event.theme_id == theme.id).limit(1)):
        raise Refused(_("There are events with this theme, so it stays. You can rename it."))
    note_staff_act(person, "removed a theme of events", f"theme:{theme.id}", theme.name_el)
    db.session.delete(theme)
    db.session.flush()
    bump("event")
