"""People can be found by their name; they stand below every room, so search knows them itself."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.text import plain
from kalo.search.kinds import Document, searchable


def documents(ids: list[int] | None) -> Iterator[Document]:
    """Members, by what their public page says; what moderators hid of it is no longer said."""
    columns = Person.id, Person.handle, Person.name, Person.organisation, Person.about
    here = select(*columns, Person.about_html).where(
        Person.confirmed_at.is_not(None), Person.erased_at.is_(None), Person.suspended_at.is_(None)
    )
    for row in db.session.execute(here if ids is None else here.where(Person.id.in_(ids))):
        said = plain(row.about) if row.about_html else ""
        body = f"{row.organisation}\n{said}".strip()
        yield Document(row.id, row.name, body, f"/people/{row.handle}")


def visible(person: Person | None, ids: list[int]) -> set[int]:
    """The public page of a member is open to all."""
    here = select(Person.id).where(
        Person.id.in_(ids),
        Person.confirmed_at.is_not(None),
        Person.erased_at.is_(None),
        Person.suspended_at.is_(None),
    )
    return set(db.session.scalars(here))


searchable("person", _("People"), "accounts", documents, visible)
