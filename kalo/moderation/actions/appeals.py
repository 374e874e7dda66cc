"""Asking once for another look: at a ruling, or at what reports alone have hidden."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.moderation.actions.cases import close, open_case
from kalo.moderation.actions.rulings import undo
from kalo.moderation.models import Case, Note, Ruling
from kalo.moderation.models.cases import APPEAL, FLAGS, ILLEGAL
from kalo.moderation.models.rulings import APPEALED, STANDS, TAKEN_BACK
from kalo.moderation.queries.cases import asked_for_a_look, waiting_reports


def ask_again(ruling: Ruling, words: str) -> None:
    """The author asks for another look; it can be asked once."""
    mine = update(Ruling).where(Ruling.id == ruling.id, Ruling.appeal.is_(None))
    asked = mine.values(appeal=APPEALED, appeal_words=words, appealed_at=clock.now())
    if db.session.scalar(asked.returning(Ruling.id)) is None:
        raise Refused(_("You have asked for another look already."))
    db.session.refresh(ruling)
    open_case(ruling.subject, ruling.author_id, APPEAL, appealed_id=ruling.id)
    signals.look_asked.send(ruling)


def ask_for_a_look(case: Case, author: Person, words: str) -> None:
    """The author of what reports alone hid says why; whoever decides reads it with the case."""
    db.session.refresh(case, with_for_update=True)
    if asked_for_a_look(case):
        raise Refused(_("You have asked for another look already."))
    db.session.add(Note(case_id=case.id, by_id=author.id, words=words, at=clock.now()))
    case.version += 1
    db.session.flush()


def answer_appeal(
    case: Case, seen: int, ruling: Ruling, by: Person, stands: bool, words: str
) -> None:
    """Another moderator says whether the ruling stands or is taken back."""
    hidden_at = case.hidden_at
    close(case, seen)
    ruling.appeal = STANDS if stands else TAKEN_BACK
    ruling.answer_words, ruling.answered_by_id = words, by.id
    ruling.answered_at = clock.now()
    db.session.flush()
    verb = "looked again: it stands" if stands else "looked again: taken back"
    note_staff_act(by, verb, ruling.subject, before=ruling.appeal_words, after=words)
    if not stands:
        undo(ruling, by)
    _leave_reports_waiting(case, hidden_at)
    signals.look_answered.send(ruling)


def _leave_reports_waiting(case: Case, hidden_at: datetime | None) -> None:
    """What was reported meanwhile was not what the author asked about: it waits on."""
    reports = waiting_reports(case.id)
    if not reports:
        return
    facts: dict[str, Any] = {"reports_count": len(reports), "hidden_at": hidden_at}
    facts |= {"weight": round(sum(report.weight for report in reports), 2)}
    facts |= {"illegal": any(report.reason == ILLEGAL for report in reports)}
    open_case(case.subject, case.author_id, FLAGS, **facts)
