"""A facilitator marks an open answer; the learner hears of it when all of them are marked."""

import uuid

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.actions.quizzes.results import add_up, note_change
from kalo.learning.models import MARKED, OPEN, RUNNING, Attempt, AttemptSlot
from kalo.learning.queries.attempts import find_attempt, slots_of

LONGEST = 4_000


def mark_open(
    person: Person, attempt_id: uuid.UUID, number: int, points: float, words: str = ""
) -> Attempt:
    """The person's points and words on an open answer; said again, they replace the first."""
    attempt, slots = _to_mark(attempt_id)
    slot = next((one for one in slots if one.slot == number), None)
    if slot is None or slot.version.body["kind"] != OPEN:
        raise Refused(_("There is no such open answer."))
    if slot.answer is None:
        raise Refused(_("Nothing was written here."))
    _write(slot, person, points, words)
    add_up(attempt, slots)
    note_change(attempt)
    if attempt.state == MARKED:
        signals.attempt_marked.send(attempt, by=person, anew=False)
    return attempt


def _to_mark(attempt_id: uuid.UUID) -> tuple[Attempt, list[AttemptSlot]]:
    known = find_attempt(attempt_id)
    if known is None or known.state == RUNNING:
        raise Refused(_("This attempt is not handed in."))
    hold(known.person_id)
    attempt = find_attempt(attempt_id, lock=True)
    assert attempt is not None
    return attempt, list(slots_of(attempt))


def _write(slot: AttemptSlot, person: Person, points: float, words: str) -> None:
    most = slot.version.body.get("points", 1)
    if not 0 <= points <= most:
        raise Refused(_("Points go from 0 to %(most)s.", most=f"{most:g}"))
    slot.score, slot.words = float(points), words.strip()[:LONGEST]
    slot.marked_by_id, slot.marked_at = person.id, clock.now()
    db.session.flush()
