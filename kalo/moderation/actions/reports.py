"""Reporting a thing; enough trusted reports hide it until somebody has looked."""

import secrets
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.moderation.actions.cases import open_case
from kalo.moderation.models import Case, Report
from kalo.moderation.models.cases import FLAGS, ILLEGAL
from kalo.moderation.queries.cases import accuracy, open_key
from kalo.moderation.things import STANDS, Thing, parts_of

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
HIDES = 5.0  # what reports must weigh together
TRUSTED = 3  # and how many of them must come from people who are known
BY_TRUST = (0.5, 1.0, 1.5, 2.0)


def report(
    thing: Thing, person: Person | None, reason: str, words: str, language: str, **more: Any
) -> Report:
    """Put a report into the queue; refused where the same person has one waiting."""
    case = open_case(thing.subject, thing.author_id, FLAGS)
    row = Report(
        case_id=case.id,
        person_id=person.id if person else None,
        code=_code(),
        open_key=open_key(person.id, thing.subject) if person else None,
        reason=reason,
        words=words,
        language=person.language if person else language,
        weight=weight_of(person),
        at=clock.now(),
        **more,
    )
    _add(row)
    _count(case, row, thing, person)
    signals.thing_reported.send(row)
    return row


def _add(row: Report) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as error:
        words = _("You have reported this already. We will write to you when we have looked.")
        raise Refused(words) from error


def _code() -> str:
    """A reference that can be read out, and that nobody guesses."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def weight_of(person: Person | None) -> float:
    """How much a report weighs for hiding: by trust, and by how often one was right before."""
    if person is None:
        return 0.5
    right, answered = accuracy(person)
    trust = 3 if person.roles else min(max(person.trust, 0), 3)
    return round(BY_TRUST[trust] * 2 * (right + 1) / (answered + 2), 2)


def _count(case: Case, row: Report, thing: Thing, person: Person | None) -> None:
    """Every report is shown to moderators; only the hiding by itself asks for weight."""
    case.reports_count += 1
    case.weight = round(case.weight + row.weight, 2)
    case.illegal = case.illegal or row.reason == ILLEGAL
    case.version += 1
    db.session.flush()
    if thing.state == STANDS and case.weight >= HIDES and _trusted_reports(case) >= TRUSTED:
        _hide(case, thing)


def _trusted_reports(case: Case) -> int:
    trusted = select(func.count()).select_from(Report).join(Person, Person.id == Report.person_id)
    known = (Person.trust >= 1) | (Person.roles != frozenset())
    waiting = trusted.where(Report.case_id == case.id, Report.outcome.is_(None), known)
    return db.session.scalar(waiting) or 0


def _hide(case: Case, thing: Thing) -> None:
    moderated, key = parts_of(thing.subject)
    if moderated and moderated.hide:
        moderated.hide(key, None)
        case.hidden_at = clock.now()
        db.session.flush()
        signals.thing_hidden.send(case)
