"""Asking once for another look, which goes to another moderator."""

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
from kalo.moderation.models import Case, Ruling
from kalo.moderation.models.cases import APPEAL
from kalo.moderation.models.rulings import APPEALED, STANDS, TAKEN_BACK


def ask_again(ruling: Ruling, words: str) -> None:
    """The author asks for another look; it can be asked once."""
    mine = update(Ruling).where(Ruling.id == ruling.id, Ruling.appeal.is_(None))
    asked = mine.values(appeal=APPEALED, appeal_words=words, appealed_at=clock.now())
    if db.session.scalar(asked.returning(Ruling.id)) is None:
        raise Refused(_("You have asked for another look already."))
    db.session.refresh(ruling)
    open_case(ruling.subject, ruling.author_id, APPEAL, appealed_id=ruling.id)
    signals.look_asked.send(ruling)


def answer_appeal(
    case: Case, seen: int, ruling: Ruling, by: Person, stands: bool, words: str
) -> None:
    """Another moderator says whether the ruling stands or is taken back."""
    close(case, seen)
    ruling.appeal = STANDS if stands else TAKEN_BACK
    ruling.answer_words, ruling.answered_by_id = words, by.id
    ruling.answered_at = clock.now()
    db.session.flush()
    verb = "looked again: it stands" if stands else "looked again: taken back"
    note_staff_act(by, verb, ruling.subject, before=ruling.appeal_words, after=words)
    if not stands:
        undo(ruling, by)
    signals.look_answered.send(ruling)
