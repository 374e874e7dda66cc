"""Writing down what staff did; any room calls it from its actions."""

from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db


def note_staff_act(by: Person, verb: str, subject: str, detail: str = "") -> None:
    """Write into the log of staff; `subject` is `kind:id`, `verb` a word of the room."""
    db.session.add(
        StaffAct(person_id=by.id, verb=verb, subject=subject, detail=detail, at=clock.now())
    )
