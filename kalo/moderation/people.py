"""Profiles can be flagged and ruled on; people stand below every room, so it is said here."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.text import PEOPLE, render
from kalo.moderation.permissions import may_moderate
from kalo.moderation.things import (
    HIDDEN,
    STANDS,
    Before,
    Moderated,
    Thing,
    moderates,
    numbers,
)

FIELDS = ("about", "organisation", "picture")


def find(keys: list[str]) -> dict[str, Thing]:
    """Members with what their pages say."""
    here = select(Person).where(Person.id.in_(numbers(keys)), Person.erased_at.is_(None))
    return {str(person.id): _thing(person) for person in db.session.scalars(here)}


def _thing(person: Person) -> Thing:
    said = "\n".join(filter(None, (person.organisation, person.about)))
    hidden = bool(person.about) and not person.about_html
    return Thing(
        subject=f"person:{person.id}",
        title=person.name,
        html=person.about_html or render(person.about, policy=PEOPLE),
        source=said,
        path=f"/people/{person.handle}",
        author=person,
        state=HIDDEN if hidden else STANDS,
    )


def visible(person: Person | None, key: str) -> bool:
    """The public page of a member is open to all."""
    here = select(Person.id).where(Person.id.in_(numbers([key])), Person.erased_at.is_(None))
    return db.session.scalar(here.where(Person.confirmed_at.is_not(None))) is not None


def may_rule(person: Person | None, key: str) -> bool:
    return may_moderate(person)


def hide(key: str, by: Person | None) -> Before:
    """The text and the picture of a page are no longer shown; its owner can write them anew."""
    person = db.session.get_one(Person, int(key))
    before = {"about_html": person.about_html, "picture": person.picture}
    person.about_html, person.picture = "", None
    return _changed(person, before)


def unhide(key: str, by: Person | None, before: Before) -> None:
    person = db.session.get_one(Person, int(key))
    person.about_html = before.get("about_html") or render(person.about, policy=PEOPLE)
    person.picture = person.picture or before.get("picture")
    _changed(person, {})


def delete(key: str, by: Person | None) -> Before:
    """The page is emptied; what stood there is kept for its undoing."""
    person = db.session.get_one(Person, int(key))
    before: dict[str, Any] = {field: getattr(person, field) for field in FIELDS}
    person.about, person.about_html, person.organisation, person.picture = "", "", "", None
    return _changed(person, before)


def restore(key: str, by: Person | None, before: Before) -> None:
    person = db.session.get_one(Person, int(key))
    for field in FIELDS:
        setattr(person, field, getattr(person, field) or before.get(field) or None)
    person.about, person.organisation = person.about or "", person.organisation or ""
    person.about_html = render(person.about, policy=PEOPLE)
    _changed(person, {})


def _changed(person: Person, before: Before) -> Before:
    db.session.flush()
    signals.thing_changed.send(f"person:{person.id}")
    return before


moderates(
    Moderated(
        "person",
        _("Profile"),
        find,
        visible,
        may_rule,
        hide,
        unhide,
        delete,
        restore,
        edit_path=None,
    )
)
