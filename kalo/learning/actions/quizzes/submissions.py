"""Handing in: once, by the learner or by the house when the time is over; then it is marked."""

import logging
import uuid
from datetime import datetime

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import transaction
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.actions.quizzes.results import add_up, note_result
from kalo.learning.marking import mark
from kalo.learning.models import HANDED, RUNNING, Attempt
from kalo.learning.queries.attempts import find_attempt, is_over, overdue_attempts, slots_of

logger = logging.getLogger(__name__)


def hand_in(person: Person, attempt_id: uuid.UUID, act: uuid.UUID) -> Attempt:
    """The learner hands in what is saved; a second time changes nothing."""
    hold(person.id)
    attempt = find_attempt(attempt_id, lock=True)
    if attempt is None or attempt.person_id != person.id:
        raise Refused(_("There is no such attempt of yours."))
    if attempt.state == RUNNING:
        now = clock.now()
        attempt.late = _is_late(attempt, now)
        _close(attempt, act, now)
    return attempt


def hand_in_overdue() -> int:
    """Hand in what nobody handed in before the time was over, as it was saved; answers how many.

    One that goes wrong keeps none of the others waiting.
    """
    with transaction():
        waiting, handed = overdue_attempts(clock.now()), 0
    for attempt_id in waiting:
        try:
            handed += _hand_in_overdue(attempt_id)
        except Exception:
            logger.exception("the attempt %s could not be handed in", attempt_id)
    return handed


def _hand_in_overdue(attempt_id: uuid.UUID) -> int:
    with transaction():
        known = find_attempt(attempt_id)
        if known is None:
            return 0
        hold(known.person_id)
        attempt = find_attempt(attempt_id, lock=True)
        if attempt is None or attempt.state != RUNNING or not is_over(attempt, clock.now()):
            return 0
        _close(attempt, uuid.uuid5(attempt.id, "overdue"), clock.now())
        return 1


def _is_late(attempt: Attempt, now: datetime) -> bool:
    return attempt.due_at is not None and now > attempt.due_at and not is_over(attempt, now)


def _close(attempt: Attempt, act: uuid.UUID, now: datetime) -> None:
    """What is saved is what counts; nobody is later than the moment at which the time was over."""
    attempt.submitted_at = min(now, attempt.due_at or now)
    attempt.submit_event_id = act
    slots = slots_of(attempt)
    for slot in slots:
        if slot.score is None:
            worth = mark(slot.version.body, slot.answer).score
            slot.score = None if worth is None else worth * slot.version.body.get("points", 1)
    add_up(attempt, slots)
    note_result(attempt, act)
    if attempt.state == HANDED:
        signals.answers_wait.send(attempt)
