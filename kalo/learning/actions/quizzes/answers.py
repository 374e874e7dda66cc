"""Answers of an attempt that runs: each is kept at once, and none of them is ever lost.

The answer that counts is the one of the highest (revision, moment it came, id), whatever the
order in which they come. What comes after handing in is kept and does not count.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.web import Refused
from kalo.learning.marking import clean, doubt, mark
from kalo.learning.models import OPEN, RUNNING, Attempt, AttemptAnswer, AttemptSlot
from kalo.learning.queries.attempts import is_over, slot_to_change

HIGHEST = 1_000_000  # revision


@dataclass(frozen=True)
class Saved:
    """What became of an answer: as it is kept, and what the person is told of it, if anything."""

    answer: AttemptAnswer
    slot: AttemptSlot
    told: str = ""

    @property
    def won(self) -> bool:
        """True for the answer that counts now."""
        return self.slot.answer_event_id == self.answer.id


def save_answer(
    person: Person,
    attempt_id: uuid.UUID,
    number: int,
    given: Any,
    revision: int,
    act: uuid.UUID,
    made_at: datetime | None = None,
) -> Saved:
    """Keep an answer; it counts if the attempt runs and no later revision is there."""
    attempt, slot = _find(person, attempt_id, number)
    value, now = clean(slot.version.body, given), clock.now()
    row = {
        "id": act,
        "attempt_id": attempt.id,
        "slot": slot.slot,
        "revision": max(1, min(revision, HIGHEST)),
        "value": value,
        "counts": _counts(attempt, slot, now),
        "made_at": min(made_at or now, now),
        "received_at": now,
    }
    kept, new = _keep(row)
    if new and kept.counts and _rank(kept) > _rank_of_winner(slot):
        slot.answer, slot.revision = kept.value, kept.revision
        slot.answered_at, slot.answer_event_id = kept.received_at, kept.id
    db.session.flush()
    return Saved(kept, slot, _told(attempt, slot, kept))


def _find(person: Person, attempt_id: uuid.UUID, number: int) -> tuple[Attempt, AttemptSlot]:
    found = slot_to_change(attempt_id, number, person)
    if found is None:
        raise Refused(_("There is no such question in an attempt of yours."))
    return found


def _counts(attempt: Attempt, slot: AttemptSlot, now: datetime) -> bool:
    """An attempt that runs takes answers; a question that was checked takes no other."""
    return attempt.state == RUNNING and not is_over(attempt, now) and slot.marked_at is None


def _keep(row: dict[str, Any]) -> tuple[AttemptAnswer, bool]:
    """As in the log of acts: an id is kept once; another answer under it is another act."""
    new = insert_new(AttemptAnswer, row, key=("id",))
    if new is not None:
        return new, True
    kept = db.session.get_one(AttemptAnswer, row["id"])
    if (kept.attempt_id, kept.slot) != (row["attempt_id"], row["slot"]):
        raise Refused(_("This page has grown old. Open it again and repeat your choice."))
    if (kept.revision, kept.value) == (row["revision"], row["value"]):
        return kept, False
    other = json.dumps([row["revision"], row["value"]], sort_keys=True)
    return _keep({**row, "id": uuid.uuid5(row["id"], other)})


def _rank(answer: AttemptAnswer) -> tuple[int, datetime, uuid.UUID]:
    return (answer.revision, answer.received_at, answer.id)


def _rank_of_winner(slot: AttemptSlot) -> tuple[Any, ...]:
    if slot.answer_event_id is None or slot.answered_at is None:
        return (0,)
    return (slot.revision, slot.answered_at, slot.answer_event_id)


def _told(attempt: Attempt, slot: AttemptSlot, kept: AttemptAnswer) -> str:
    if kept.counts and slot.answer_event_id != kept.id and slot.answer != kept.value:
        return _("This question was answered in another window: that answer counts.")
    if kept.counts:
        return doubt(slot.version.body, kept.value)
    if attempt.state != RUNNING:
        return _("The attempt was handed in before: this answer is kept, but does not count.")
    if slot.marked_at is not None:
        return _("This question was checked before: this answer is kept, but does not count.")
    return _("The time was over: this answer is kept, but does not count.")


def take_hint(person: Person, attempt_id: uuid.UUID, number: int) -> AttemptSlot:
    """Show the hint of a question; that it was shown is noted."""
    attempt, slot = _find(person, attempt_id, number)
    if _counts(attempt, slot, clock.now()) and slot.version.body["el"].get("hint"):
        slot.hints = 1
        db.session.flush()
    return slot


def check_answer(person: Person, attempt_id: uuid.UUID, number: int) -> AttemptSlot:
    """Mark one question at once, where the quiz gives feedback on each; its answer stays so."""
    attempt, slot = _find(person, attempt_id, number)
    if not _counts(attempt, slot, clock.now()):
        return slot
    if slot.answer is None:
        raise Refused(_("Answer the question first."))
    worth = mark(slot.version.body, slot.answer).score
    if slot.version.body["kind"] != OPEN and worth is not None:
        slot.score = worth * slot.version.body.get("points", 1)
        slot.marked_at = clock.now()
        db.session.flush()
    return slot
