"""What an organisation shows that it passed: only by the yes of whoever passed it."""

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import delete, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.marks import Mark, marks_of
from kalo.kit.versions import bump
from kalo.network.models import Organisation, ShownMark


def show_marks(
    organisation: Organisation, person: Person, offered: Collection[Mark], chosen: Collection[str]
) -> None:
    """Of what this person passed, exactly what they chose; the marks of others stay."""
    rows = [
        {
            "organisation_id": organisation.id,
            "kind": mark.kind,
            "subject": mark.subject,
            "title_el": mark.title_el[:200],
            "title_en": mark.title_en[:200],
            "on": mark.on,
            "by_id": person.id,
            "at": clock.now(),
        }
        for mark in offered
        if mark.subject in chosen
    ]
    mine = delete(ShownMark).where(
        ShownMark.organisation_id == organisation.id, ShownMark.by_id == person.id
    )
    db.session.execute(mine.where(ShownMark.subject.not_in([row["subject"] for row in rows])))
    upsert(ShownMark, rows, key=("organisation_id", "subject"))
    bump("network")


def drop_what_no_longer_holds() -> int:
    """Marks of what was revoked, taken back or thrown away since; answers how many went."""
    marks = db.session.scalars(select(ShownMark).order_by(ShownMark.by_id)).all()
    gone = []
    for person_id, shown in groupby(marks, key=lambda mark: mark.by_id):
        person = db.session.get_one(Person, person_id)
        holds = {mark.subject for mark in marks_of(person)}
        gone += [mark.id for mark in shown if mark.subject not in holds]
    if gone:
        db.session.execute(delete(ShownMark).where(ShownMark.id.in_(gone)))
        bump("network")
    return len(gone)
