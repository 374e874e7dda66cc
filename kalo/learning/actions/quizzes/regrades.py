"""Marking anew after a key was mended: a deliberate run, looked at first; learners only gain."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.actions.quizzes.results import add_up, note_change
from kalo.learning.marking import clean, mark, percent_of
from kalo.learning.models import Attempt, AttemptSlot, Block, QuestionVersion, Regrade
from kalo.learning.queries.attempts import slots_of
from kalo.learning.queries.quizzes import Outdated, outdated_slots

VERBS = (lazy_gettext("marked a quiz anew"),)
ENOUGH = 1e-9  # points: less than that is no gain


@dataclass
class Gain:
    """What an attempt gains: points by slot."""

    attempt: Attempt
    points: dict[int, float] = field(default_factory=dict)

    @property
    def before(self) -> int:
        """The percent that it has."""
        return self.attempt.percent or 0

    @property
    def after(self) -> int:
        """The percent that it would have."""
        return percent_of(
            (self.attempt.score or 0) + sum(self.points.values()), self.attempt.most or 0
        )

    @property
    def passes(self) -> bool:
        """True for an attempt that was not passed and would be."""
        return self.attempt.passed_at is None and self.after >= self.attempt.pass_percent


def gains_of(block: Block) -> list[Gain]:
    """Who would gain by the questions as they stand now; nothing is changed."""
    return _gains(outdated_slots(block))


def regrade(person: Person, block: Block, reason: str) -> Regrade:
    """Give each attempt what it gains, with the reason, in the log of staff."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Write why: the reason is kept with it."))
    for learner in sorted({gain.attempt.person_id for gain in gains_of(block)}):
        hold(learner)
    gains = _gains(outdated_slots(block, lock=True))
    if not gains:
        raise Refused(_("Nobody gains by this: nothing was changed."))
    done = _write_down(person, block, reason, gains)
    for gain in gains:
        _apply(gain)
        signals.attempt_marked.send(gain.attempt, by=person, anew=True)
    return done


def _gains(rows: Iterable[Outdated]) -> list[Gain]:
    gains: dict[uuid.UUID, Gain] = {}
    for row in rows:
        more = _worth(row.slot, row.newest) - (row.slot.score or 0)
        if more > ENOUGH:
            gain = gains.setdefault(row.attempt.id, Gain(row.attempt))
            gain.points[row.slot.slot] = more
    return sorted(gains.values(), key=lambda gain: (not gain.passes, -gain.after))


def _worth(slot: AttemptSlot, newest: QuestionVersion) -> float:
    """The points of an answer by the newest key; nothing where it no longer fits the question."""
    body = slot.version.body
    if newest.body["kind"] != body["kind"]:
        return 0
    try:
        worth = mark(newest.body, clean(newest.body, slot.answer)).score
    except Refused:
        return 0
    return float((worth or 0) * body.get("points", 1))


def _apply(gain: Gain) -> None:
    slots = slots_of(gain.attempt)
    for slot in slots:
        if slot.slot in gain.points:
            slot.score = (slot.score or 0) + gain.points[slot.slot]
    add_up(gain.attempt, slots)
    note_change(gain.attempt)


def _write_down(person: Person, block: Block, reason: str, gains: list[Gain]) -> Regrade:
    changes = [_change(gain) for gain in gains]
    done = Regrade(
        block_id=block.id, by=person, reason=reason[:400], changes=changes, at=clock.now()
    )
    db.session.add(done)
    note_staff_act(person, "marked a quiz anew", block.subject, f"{len(gains)}: {reason}")
    db.session.flush()
    return done


def _change(gain: Gain) -> dict[str, Any]:
    return {
        "attempt": str(gain.attempt.id),
        "from": gain.before,
        "to": gain.after,
        "passes": gain.passes,
        "points": {str(slot): round(more, 6) for slot, more in gain.points.items()},
    }
