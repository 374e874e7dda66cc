"""Opening cases, holding one while one looks, notes among moderators."""

from typing import Any

from sqlalchemy import update

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.moderation.models import Case, Note
from kalo.moderation.models.cases import APPEAL, CLOSED, FIRST, FLAGS, HELD, OPEN
from kalo.moderation.queries.cases import case_of

# Of two reasons to wait the heavier stays.
WEIGHT = {FIRST: 0, HELD: 1, FLAGS: 2, APPEAL: 3}


class Stale(Exception):
    """Somebody else acted on this case in the meantime; nothing was changed."""


def open_case(subject: str, author_id: int | None, kind: str, **values: Any) -> Case:
    """The case of a thing, open; made if there is none, opened again if it was closed."""
    at = clock.now()
    fresh: dict[str, Any] = {"subject": subject, "author_id": author_id}
    fresh |= {"kind": kind, "state": OPEN}
    fresh |= {"opened_at": at, "version": 1, "illegal": False, "reports_count": 0, "weight": 0.0}
    upsert(Case, [fresh], key=("subject",))
    case = case_of(subject)
    assert case is not None
    db.session.refresh(case, with_for_update=True)
    if case.state == CLOSED:
        case.state, case.kind, case.opened_at, case.closed_at = OPEN, kind, at, None
        case.claimed_by_id, case.claimed_at, case.illegal = None, None, False
        case.version += 1
    elif WEIGHT[kind] > WEIGHT[case.kind]:
        case.kind = kind
    for name, value in values.items():
        setattr(case, name, value)
    db.session.flush()
    return case


def look_at(author: Person, subject: str) -> Case:
    """A first post stands, and moderators are to have a look."""
    return open_case(subject, author.id, FIRST)


def take(case: Case, seen: int, **values: Any) -> None:
    """Change a case if it is still as it was seen; of two at once, one gets it."""
    mine = update(Case).where(Case.id == case.id, Case.version == seen)
    moved = mine.values(version=seen + 1, **values).returning(Case.id)
    quiet = moved.execution_options(synchronize_session=False)
    if db.session.scalar(quiet) is None:
        db.session.refresh(case)
        raise Stale
    db.session.refresh(case)


def close(case: Case, seen: int) -> None:
    """Nothing waits here any more."""
    take(
        case,
        seen,
        state=CLOSED,
        closed_at=clock.now(),
        claimed_by_id=None,
        claimed_at=None,
        reports_count=0,
        weight=0.0,
        hidden_at=None,
        appealed_id=None,
    )


def claim(case: Case, by: Person, seen: int) -> None:
    """Say that one is looking at it; others may still take it over."""
    take(case, seen, claimed_by_id=by.id, claimed_at=clock.now())


def let_go(case: Case, seen: int) -> None:
    """Leave it to the others."""
    take(case, seen, claimed_by_id=None, claimed_at=None)


def write_note(case: Case, by: Person, words: str) -> Note:
    """A word among moderators."""
    note = Note(case_id=case.id, by_id=by.id, words=words, at=clock.now())
    db.session.add(note)
    db.session.flush()
    note_staff_act(by, "noted on a case", case.subject, after=words)
    return note
