"""Drafts: somebody's own, by key or all of them."""

from collections.abc import Callable

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.writing.models import Draft

MOST = 200

# Asked what the texts of these keys answer or change, as far as the person may see it: by key, in
# one statement. Rooms add themselves.
names_of_places: list[Callable[[Person, list[str]], dict[str, str]]] = []


def find_draft(person: Person, key: str) -> Draft | None:
    """Somebody's own draft for a form."""
    mine = select(Draft).where(Draft.person_id == person.id, Draft.key == key)
    return db.session.scalar(mine.execution_options(populate_existing=True))


def drafts_of(person: Person) -> list[Draft]:
    """Somebody's own drafts, the newest first."""
    rows = select(Draft).where(Draft.person_id == person.id)
    return list(
        db.session.scalars(rows.order_by(Draft.saved_at.desc(), Draft.id.desc()).limit(MOST))
    )


def places_of(person: Person, drafts: list[Draft]) -> dict[str, str]:
    """What each draft is for, by its key ("Πώς κρατάμε τα βιβλία;"), where a room knows it."""
    keys = [draft.key for draft in drafts]
    return {key: name for ask in names_of_places for key, name in ask(person, keys).items()}


def words_kept(person: Person | None, key: str) -> dict[str, str]:
    """What somebody has kept for a form, for its fields; nothing where there is nothing."""
    found = find_draft(person, key) if person else None
    if found is None:
        return {}
    return {"body": found.body, **({"title": found.title} if found.title else {})}
