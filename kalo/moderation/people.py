"""Profiles and groups can be flagged and ruled on; they stand below every room: said here."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import escape
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.permissions import may_administer
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
    """The text and the picture of a page are no longer shown; its owner can write them anew.

    Reports alone hide only the text, which can be made again: nobody would remember the picture.
    """
    person = db.session.get_one(Person, int(key))
    before = {"about_html": person.about_html, "picture": person.picture}
    person.about_html = ""
    person.picture = None if by else person.picture
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


def find_groups(keys: list[str]) -> dict[str, Thing]:
    """Groups with what they say of themselves; whoever owns one longest answers for it."""
    owned = (Membership.group_id == Group.id) & Membership.owner
    rows = select(Group, Person).outerjoin(Membership, owned)
    rows = rows.outerjoin(Person, Person.id == Membership.person_id)
    latest_first = rows.order_by(Membership.since.desc(), Person.id.desc())
    found = db.session.execute(latest_first.where(Group.id.in_(numbers(keys))))
    return {str(group.id): _group(group, owner) for group, owner in found}


def _group(group: Group, owner: Person | None) -> Thing:
    html = f"<p>{escape(group.about)}</p>" if group.about else ""
    said = "\n".join(filter(None, (group.name, group.about)))
    path = f"/accounts/groups/{group.slug}/"
    return Thing(f"group:{group.id}", group.name, html, said, path, author=owner)


def group_visible(person: Person | None, key: str) -> bool:
    """Its members see it, and administrators."""
    here = select(Group.id).where(Group.id.in_(numbers([key])))
    if not may_administer(person):
        mine = Membership.person_id == (person.id if person else 0)
        here = here.join(Membership, (Membership.group_id == Group.id) & mine)
    return db.session.scalar(here) is not None


def empty_group(key: str, by: Person | None) -> Before:
    """What a group says of itself is taken away; its name stays, for its members to know it."""
    group = db.session.get_one(Group, int(key))
    before = {"about": group.about}
    group.about = ""
    db.session.flush()
    return before


def fill_group(key: str, by: Person | None, before: Before) -> None:
    group = db.session.get_one(Group, int(key))
    group.about = group.about or before.get("about", "")
    db.session.flush()


moderates(
    Moderated(
        *("group", _("Group"), find_groups, group_visible, may_rule),
        delete=empty_group,
        restore=fill_group,
    )
)
