"""What moderation holds of a person."""

from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.kit.db import db
from kalo.moderation.models import Visit
from kalo.moderation.queries.cases import looks_asked_by, reports_of
from kalo.moderation.queries.held import held_texts
from kalo.moderation.queries.people import ignored_by
from kalo.moderation.queries.rulings import rulings_on

ALL = 10_000


@gives_own_data("moderation")
def collect(person: Person) -> dict[str, Any]:
    """Reports, rulings and what they said to them, texts that waited, whom they ignore, visits."""
    return {
        "reports": [
            {"at": row.at, "about": subject, "reason": row.reason}
            | {"words": row.words, "reference": row.code, "outcome": row.outcome}
            for row, subject in reports_of(person, ALL)
        ],
        "rulings": [
            {"at": row.at, "what": row.verb, "reason": row.reason, "words": row.words}
            | {"text": row.source, "undone_at": row.undone_at, "asked_again": row.appeal_words}
            for row in rulings_on(person, ALL)
        ],
        "asked_to_look": [{"at": row.at, "words": row.words} for row in looks_asked_by(person)],
        "waited": [
            {"at": row.at, "title": row.title, "text": row.source, "state": row.state}
            for row in held_texts(person, ALL)
        ],
        "ignored": [row.handle for row in ignored_by(person)],
        "days": list(db.session.scalars(select(Visit.day).where(Visit.person_id == person.id))),
    }
