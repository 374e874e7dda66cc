"""Organisations with their people, and what they seek and offer."""

from datetime import timedelta
from typing import Any

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.text import slug
from kalo.network.models import KEEPS, LISTED, SEEK, Call, Keeper, Organisation

TYPED = {
    "name_el": "Κήπος Αλληλεγγύης",
    "name_en": "Garden of Solidarity",
    "form": "koinsep",
    "place": "peristeri",
    "summary_el": "Φυτεύουμε και φροντίζουμε κήπους.",
    "sectors": ["green"],
    "services": ["work", "space"],
    "needs": ["volunteers"],
}
PROPOSED = {**TYPED, "words": "Είμαι στη διοίκηση", "criteria": "y", "email": "kipos@example.org"}


def make_organisation(name: str = "Κήπος", *people: Person, **values: Any) -> Organisation:
    """A listed organisation that these people keep."""
    at = clock.now()
    known: dict[str, Any] = {
        "slug": slug(name),
        "name_el": name,
        "form": "koinsep",
        "place": "peristeri",
        "summary_el": f"Τι κάνει: {name}",
        "state": LISTED,
        "listed_at": at,
        "made_at": at,
        "changed_at": at,
    }
    with transaction():
        organisation = Organisation(**{**known, **values})
        organisation.note_words()
        db.session.add(organisation)
        db.session.flush()
        for person in people:
            keeps = {"organisation_id": organisation.id, "person_id": person.id}
            db.session.add(Keeper(state=KEEPS, asked_at=at, since=at, **keeps))
    db.session.refresh(organisation)
    return organisation


def make_call(organisation: Organisation, kind: str = SEEK, **values: Any) -> Call:
    """Something that an organisation seeks or offers for a month."""
    at = clock.now()
    known: dict[str, Any] = {
        "organisation_id": organisation.id,
        "kind": kind,
        "service": "space",
        "title": f"Χώρος: {organisation.name_el}",
        "made_at": at,
        "ends_at": at + timedelta(days=30),
    }
    with transaction():
        call = Call(**{**known, **values})
        db.session.add(call)
    db.session.refresh(call)
    return call


__all__ = ["PROPOSED", "TYPED", "make_call", "make_organisation"]
