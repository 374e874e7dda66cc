"""The queue, a case with all that belongs to it, and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import func, select, tuple_

from kalo.accounts.login import not_suspended
from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, parse_place, tick_of
from kalo.moderation.models import Case, Note, Report, Ruling
from kalo.moderation.models.cases import KINDS, OPEN, UPHELD
from kalo.moderation.things import Thing, find_things, is_visible

A_PAGE = 20


@dataclass(frozen=True)
class Row:
    """A case in the queue, with the thing it is about and who holds it."""

    case: Case
    thing: Thing | None
    holder: str | None


def open_cases(kind: str, after: str = "", size: int = A_PAGE) -> Slice[Row]:
    """A keyset page of the queue, the oldest first; `kind` is one of KINDS, "illegal" or empty."""
    columns = (Case.opened_at, Case.id)
    waiting = select(Case, Person.name).outerjoin(Person, Person.id == Case.claimed_by_id)
    waiting = _of_kind(waiting.where(Case.state == OPEN), kind)
    if after:
        waiting = waiting.where(tuple_(*columns) > _place(after))
    rows = db.session.execute(waiting.order_by(*columns).limit(size + 1)).all()
    shown, more = rows[:size], len(rows) > size
    things = find_things(case.subject for case, _holder in shown)
    found = [Row(case, things.get(case.subject), holder) for case, holder in shown]
    return Slice(found, None, _cursor(shown[-1][0]) if more else None)


def _of_kind(waiting: Any, kind: str) -> Any:
    if kind == "illegal":
        return waiting.where(Case.illegal)
    return waiting.where(Case.kind == kind) if kind in KINDS else waiting


def _cursor(case: Case) -> str:
    return f"{tick_of(case.opened_at)}~{case.id}"


def _place(cursor: str) -> tuple[datetime, int]:
    return parse_place(cursor) or abort(404)


def count_open() -> int:
    """How many cases wait; for the bar of moderators."""
    waiting = select(func.count()).select_from(Case).where(Case.state == OPEN)
    return db.session.scalar(waiting) or 0


def counts_by_kind() -> dict[str, int]:
    """How many cases of each kind wait."""
    counted = select(Case.kind, func.count()).where(Case.state == OPEN).group_by(Case.kind)
    return dict(db.session.execute(counted).all())


def get_case(case_id: int) -> Case:
    """A case, or 404."""
    found: Case = get_or_404(select(Case).where(Case.id == case_id))
    return found


def case_of(subject: str) -> Case | None:
    """The case of a thing, open or closed."""
    return db.session.scalar(select(Case).where(Case.subject == subject))


def reports_on(case: Case) -> list[Any]:
    """Rows of (Report, name and handle of the reporter): what waits, then what was answered."""
    on = select(Report, Person.name, Person.handle).outerjoin(Person, Person.id == Report.person_id)
    ordered = on.where(Report.case_id == case.id).order_by(
        Report.outcome.is_not(None), Report.at, Report.id
    )
    return list(db.session.execute(ordered.limit(100)).all())


def waiting_reports(case_id: int) -> Sequence[Report]:
    """The reports on a case that nobody has answered."""
    waiting = select(Report).where(Report.case_id == case_id, Report.outcome.is_(None))
    return db.session.scalars(waiting.order_by(Report.id)).all()


def notes_on(case: Case) -> list[Any]:
    """Rows of (Note, name of who wrote it)."""
    on = select(Note, Person.name).join(Person, Person.id == Note.by_id)
    return list(db.session.execute(on.where(Note.case_id == case.id).order_by(Note.id)).all())


def hidden_case(subject: str, author: Person) -> Case:
    """The case of a text of this author that reports alone have hidden, or 404."""
    mine = select(Case).where(Case.subject == subject, Case.author_id == author.id)
    found: Case = get_or_404(mine.where(Case.hidden_at.is_not(None)))
    return found


def asked_for_a_look(case: Case) -> Note | None:
    """What the author said since reports hid the text, if anything."""
    theirs = select(Note).where(Note.case_id == case.id, Note.by_id == case.author_id)
    return db.session.scalar(theirs.where(Note.at >= case.hidden_at).limit(1))


def looks_asked_by(person: Person) -> Sequence[Note]:
    """What somebody said of texts of their own that reports had hidden."""
    own = select(Note).join(Case, Case.id == Note.case_id).where(Case.author_id == person.id)
    return db.session.scalars(own.where(Note.by_id == person.id).order_by(Note.id)).all()


def report_by_code(code: str) -> Report:
    """A report by what stands on its receipt, or 404."""
    found: Report = get_or_404(select(Report).where(Report.code == code))
    return found


def open_report(person: Person, subject: str) -> Report | None:
    """The report of this person on this thing that waits, if there is one."""
    key = open_key(person.id, subject)
    return db.session.scalar(select(Report).where(Report.open_key == key))


def open_key(person_id: int, subject: str) -> str:
    """One open report for each person and thing."""
    return f"{person_id}:{subject}"


def accuracy(person: Person) -> tuple[int, int]:
    """How many of somebody's earlier reports were right, and how many were answered."""
    answered = select(Report.outcome, func.count()).where(
        Report.person_id == person.id, Report.outcome.is_not(None)
    )
    counted = dict(db.session.execute(answered.group_by(Report.outcome)).all())
    return counted.get(UPHELD, 0), sum(counted.values())


def reports_of(person: Person, limit: int) -> Sequence[tuple[Report, str]]:
    """What somebody reported, latest first, each with its subject."""
    mine = select(Report, Case.subject).join(Case, Case.id == Report.case_id)
    latest = mine.where(Report.person_id == person.id).order_by(Report.id.desc()).limit(limit)
    return [(report, subject) for report, subject in db.session.execute(latest)]


def reports_shown_to(person: Person) -> list[tuple[Report, Thing | None]]:
    """The last reports of somebody, each with its thing, if they may still see that."""
    rows = reports_of(person, A_PAGE)
    things = find_things(subject for _report, subject in rows)
    seen = {subject for subject in things if is_visible(subject, person)}
    return [(report, things[subject] if subject in seen else None) for report, subject in rows]


def others_who_rule(person_ids: set[int]) -> bool:
    """Whether there is a moderator besides these people."""
    trusted = select(Person.id, Person.roles).where(
        Person.roles != frozenset(), Person.erased_at.is_(None), not_suspended()
    )
    return any(
        id not in person_ids and roles & {"moderator", "administrator"}
        for id, roles in db.session.execute(trusted)
    )


def reports_answered_by(ruling: Ruling) -> Sequence[Report]:
    """The reports that a ruling answered."""
    answered = select(Report).where(Report.ruling_id == ruling.id).order_by(Report.id)
    return db.session.scalars(answered).all()


def last_ruling(case: Case) -> Ruling | None:
    """What was decided last about a case."""
    on = select(Ruling).where(Ruling.case_id == case.id).order_by(Ruling.id.desc()).limit(1)
    return db.session.scalar(on)
