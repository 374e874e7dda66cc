"""What an attempt adds up to, and telling it to progress, where the best attempt counts."""

import uuid
from collections.abc import Sequence

from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.progress import Made, credit
from kalo.learning.marking import percent_of
from kalo.learning.models import HANDED, MARKED, SUBMITTED, Attempt, AttemptSlot


def add_up(attempt: Attempt, slots: Sequence[AttemptSlot]) -> None:
    """Points, percent, whether it is passed: once passed it stays passed."""
    attempt.score = sum(slot.score or 0 for slot in slots)
    attempt.most = sum(slot.version.body.get("points", 1) for slot in slots)
    attempt.percent = percent_of(attempt.score, attempt.most)
    attempt.state = HANDED if any(slot.score is None for slot in slots) else MARKED
    if attempt.passed_at is None and attempt.percent >= attempt.pass_percent:
        attempt.passed_at = clock.now()


def note_result(attempt: Attempt, act: uuid.UUID, again: bool = False) -> None:
    """Into the log, and from there into progress."""
    db.session.flush()
    credit(
        attempt.person,
        attempt.block,
        SUBMITTED,
        Made(act, attempt.submitted_at),
        attempt=str(attempt.id),
        percent=attempt.percent,
        passed=attempt.passed_at is not None,
        again=again,
    )


def note_change(attempt: Attempt) -> None:
    """As `note_result`, after a person marked it or a key was mended."""
    note_result(attempt, uuid.uuid5(attempt.id, f"marked {attempt.percent}"), again=True)
