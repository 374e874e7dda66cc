"""The people of an event by what they have there, what staff wrote to them, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.events.models import (
    ABSENT,
    ASKED,
    EXCUSED,
    GIVEN_UP,
    INVITED,
    OFFERED,
    SEAT,
    WAITING,
    Event,
    Mailing,
    MailLine,
    Registration,
)
from kalo.kit.db import db, get_or_404
from kalo.kit.mail import TRIES, Letter
from kalo.kit.pages import Slice, keyset
from kalo.kit.text import fold

seated = Registration.state == SEAT
_there = Registration.attended_at.is_not(None)
open_question = and_(
    seated, Registration.asked_again_at.is_not(None), Registration.comes_at.is_(None)
)
GROUPS: dict[str, ColumnElement[bool]] = {
    "seat": seated,
    "waiting": Registration.state == WAITING,
    "offered": Registration.state == OFFERED,
    "asked": Registration.state == ASKED,
    "invited": Registration.state == INVITED,
    "unanswered": open_question,
    "attended": and_(seated, _there),
    "absent": and_(seated, Registration.presence == ABSENT, ~_there),
    "excused": and_(seated, Registration.presence == EXCUSED, ~_there),
}
_reachable = or_(
    and_(Person.email.is_not(None), Person.email != ""),
    and_(Registration.person_id.is_(None), Registration.guest_email.is_not(None)),
)


def people_in(event_id: int, groups: Iterable[str], language: str = "") -> Select[Any]:
    """The people of an event in any of these groups, each with its person, if it has one."""
    wanted = [GROUPS[group] for group in groups if group in GROUPS]
    rows = select(Registration).outerjoin(Registration.person)
    there = rows.where(Registration.event_id == event_id, or_(false(), *wanted))
    if language:
        spoken = func.coalesce(Person.language, Registration.guest_language)
        there = there.where(spoken == language)
    living = there.where(Person.erased_at.is_(None)).options(contains_eager(Registration.person))
    return living.order_by(Registration.id)


def audience_of(mailing: Mailing) -> Select[Any]:
    """To whom a letter of staff goes, as things stand."""
    said = mailing.audience
    return people_in(mailing.event_id, said.get("groups", []), said.get("language", ""))


def count_audience(audience: Select[Any]) -> tuple[int, int]:
    """How many letters that is, and how many people have no address."""
    reached = func.sum(case((_reachable, 1), else_=0))
    counted = audience.order_by(None).with_only_columns(reached, func.count())
    letters, people = db.session.execute(counted).one()
    return int(letters or 0), int(people) - int(letters or 0)


def some_of_audience(audience: Select[Any], size: int = 12) -> list[Registration]:
    """The first of them whom a letter reaches, to look at the letter through their eyes."""
    return list(db.session.scalars(audience.where(_reachable).limit(size)))


def mailing_by_id(mailing_id: int) -> Mailing | None:
    """A letter of staff as it is at this moment, for whoever sends it."""
    mine = select(Mailing).where(Mailing.id == mailing_id)
    return db.session.scalar(mine.execution_options(populate_existing=True))


def get_mailing(event: Event, mailing_id: int) -> Mailing:
    """A letter that was written to people of this event, or 404."""
    mine = select(Mailing).where(Mailing.event_id == event.id, Mailing.id == mailing_id)
    found: Mailing = get_or_404(mine)
    return found


def mailings_on_their_way(event: Event) -> list[Mailing]:
    """Letters of staff that were sent, or wait for their hour, and have not gone to all."""
    waits = select(Mailing).where(Mailing.event_id == event.id, Mailing.due_at.is_not(None))
    rows = waits.where(Mailing.told_at.is_(None)).order_by(Mailing.id).with_for_update()
    return list(db.session.scalars(rows.execution_options(populate_existing=True)))


def mailings_of(event: Event) -> list[tuple[Mailing, str]]:
    """What staff wrote to people of an event, the latest first, and who did."""
    rows = select(Mailing, Person.name).outerjoin(Person, Person.id == Mailing.by_id)
    theirs = rows.where(Mailing.event_id == event.id).order_by(Mailing.id.desc()).limit(100)
    return [(row[0], row[1] or "") for row in db.session.execute(theirs)]


def writer_of(mailing: Mailing) -> str:
    """Who wrote it; empty for who left."""
    name = select(Person.name).where(Person.id == mailing.by_id)
    return (db.session.scalar(name) or "") if mailing.by_id else ""


@dataclass(frozen=True)
class Became:
    """What became of the letters of one kind."""

    all: int = 0
    sent: int = 0
    refused: int = 0
    skipped: int = 0


def what_became(event: Event) -> dict[int, Became]:
    """What became of each letter of staff."""
    sums = (
        func.count(),
        func.sum(case((Letter.sent_at.is_not(None), 1), else_=0)),
        func.sum(case((Letter.refused_at.is_not(None), 1), else_=0)),
        func.sum(case((MailLine.skipped != "", 1), else_=0)),
    )
    rows = select(MailLine.mailing_id, *sums).outerjoin(Letter, Letter.id == MailLine.letter_id)
    theirs = rows.where(MailLine.event_id == event.id, MailLine.mailing_id.is_not(None))
    found = db.session.execute(theirs.group_by(MailLine.mailing_id))
    return {row[0]: Became(*(int(number or 0) for number in row[1:])) for row in found}


@dataclass(frozen=True)
class Answers:
    """What those said who were asked whether they still come."""

    yes: int = 0
    no: int = 0
    open: int = 0

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.yes + self.no + self.open


def answers_of(event: Event) -> Answers:
    """How many still come after a move, how many gave their seat back, how many did not say."""
    asked = Registration.asked_again_at
    gone = and_(Registration.state == GIVEN_UP, Registration.given_up_at >= asked)
    said = and_(seated, Registration.comes_at.is_not(None))
    sums = [func.sum(case((each, 1), else_=0)) for each in (said, gone, open_question)]
    row = db.session.execute(
        select(*sums).where(Registration.event_id == event.id, asked.is_not(None))
    ).one()
    return Answers(*(int(number or 0) for number in row))


@dataclass(frozen=True)
class Line:
    """A letter in the log: to whom, of what, when, and what became of it."""

    line: MailLine
    registration: Registration
    letter: Letter | None

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.line.skipped:
            return "skipped"
        if self.letter is None:
            return "written"
        if self.letter.sent_at is not None:
            return "sent"
        if self.letter.refused_at is not None:
            return "refused"
        return "failed" if self.letter.tries >= TRIES else "owed"


_waits = and_(Letter.sent_at.is_(None), Letter.refused_at.is_(None))
STATES: dict[str, ColumnElement[bool]] = {
    "sent": Letter.sent_at.is_not(None),
    "owed": and_(_waits, Letter.tries < TRIES),
    "refused": Letter.refused_at.is_not(None),
    "failed": and_(_waits, Letter.tries >= TRIES),
    "skipped": MailLine.skipped != "",
}


def log_of(
    event: Event, state: str = "", name: str = "", mailing_id: int | None = None, size: int = 50
) -> Slice[Line]:
    """A keyset page of every letter to people of an event, the latest first."""
    rows: Any = (
        select(MailLine, Registration, Letter)
        .join(Registration, Registration.id == MailLine.registration_id)
        .outerjoin(Registration.person)
        .outerjoin(Letter, Letter.id == MailLine.letter_id)
        .where(MailLine.event_id == event.id)
        .options(contains_eager(Registration.person))
    )
    if state in STATES:
        rows = rows.where(STATES[state])
    if mailing_id is not None:
        rows = rows.where(MailLine.mailing_id == mailing_id)
    if key := fold(name):
        guests = Registration.id.in_(_guests_called(event, key))
        rows = rows.where(or_(Person.name_key.contains(key, autoescape=True), guests))
    found = keyset(rows, (MailLine.id,), lambda row: (row[0].id,), _parse, size)
    return Slice([Line(*row) for row in found.rows], found.earlier, found.later)


def letters_of(person: Person) -> list[tuple[MailLine, Event]]:
    """Every letter about an event that was written to somebody, for their own copy."""
    mine = select(MailLine, Event).join(Event, Event.id == MailLine.event_id)
    mine = mine.join(Registration, Registration.id == MailLine.registration_id)
    rows = mine.where(Registration.person_id == person.id).order_by(MailLine.id)
    return [(row[0], row[1]) for row in db.session.execute(rows)]


def _guests_called(event: Event, key: str) -> list[int]:
    """Guests have no folded name: of one event they can be looked through."""
    guests = select(Registration.id, Registration.guest_name).where(
        Registration.event_id == event.id, Registration.person_id.is_(None)
    )
    return [id for id, name in db.session.execute(guests) if key in fold(name)]


def _parse(cursor: str) -> tuple[int] | None:
    return (int(cursor),) if cursor.isdecimal() and len(cursor) < 19 else None
