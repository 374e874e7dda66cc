"""A facilitator's word on a version: said once, changed knowingly, with what it said before."""

import uuid
from dataclasses import dataclass, field

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock, text
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import Made, credit
from kalo.learning.actions.quizzes.marks import mark_open
from kalo.learning.models import (
    ACCEPTED,
    RETURNED,
    TAKEN,
    WAITING,
    Attempt,
    AttemptSlot,
    Submission,
    Verdict,
    VerdictPast,
)
from kalo.learning.queries.marking import get_open_answer
from kalo.learning.queries.rubrics import Criterion, criteria_of
from kalo.learning.queries.tasks import newest_version, submission_to_judge


@dataclass(frozen=True)
class Word:
    """What a facilitator says of a version."""

    accepted: bool
    words: str = ""
    levels: dict[str, str] = field(default_factory=dict)  # line of the rubric: level


class VerdictConflict(Exception):
    """Somebody else was faster; `verdict` is what they said."""

    def __init__(self, verdict: Verdict | None) -> None:
        super().__init__("judged elsewhere")
        self.verdict = verdict


def judge(version: Submission, by: Person, word: Word, revision: int) -> Verdict:
    """Say what a version is worth, having seen a revision of the verdict (0: none).

    Raises `VerdictConflict` where another has spoken meanwhile, and `Refused`.
    """
    hold(version.work.person_id)
    version = submission_to_judge(version.id)
    verdict = version.verdict
    if (verdict.revision if verdict else 0) != revision:
        raise VerdictConflict(verdict)
    _must_be_newest(version, word)
    if verdict is None:
        verdict = _first(version, by, word)
    elif not _changed(verdict, by, word):
        return verdict
    version.state = TAKEN if verdict.accepted else RETURNED
    db.session.flush()
    if verdict.accepted:
        _note_accepted(version)
    signals.work_judged.send(verdict)
    return verdict


def _note_accepted(version: Submission) -> None:
    """What was accepted once stays so: its act is made of the version's own."""
    made = Made(uuid.uuid5(version.event_id, ACCEPTED))
    work = version.work
    credit(work.person, work.block, ACCEPTED, made, version=version.number)


def _must_be_newest(version: Submission, word: Word) -> None:
    newest = newest_version(version.work)
    if newest is None or newest.id == version.id:
        return
    if version.state not in {RETURNED, TAKEN}:
        raise Refused(_("A newer version came meanwhile: version %(n)s.", n=newest.number))
    if word.accepted and version.state == RETURNED and newest.state == WAITING:
        raise Refused(
            _("Version %(n)s waits by now. What you accept should be that one.", n=newest.number)
        )


def _first(version: Submission, by: Person, word: Word) -> Verdict:
    now = clock.now()
    facts = _facts(version, word)
    verdict = Verdict(submission=version, by_id=by.id, by=by, revision=1, made_at=now, **facts)
    verdict.changed_at, verdict.past = now, []
    db.session.add(verdict)
    return verdict


def _changed(verdict: Verdict, by: Person, word: Word) -> bool:
    """Take in other words, keeping those before; answers whether anything differs."""
    if verdict.accepted and not word.accepted:
        raise Refused(
            _("What was accepted stays accepted. You can change your words and the levels.")
        )
    facts = _facts(verdict.submission, word)
    if all(getattr(verdict, name) == value for name, value in facts.items()):
        return False
    said = {name: getattr(verdict, name) for name in ("accepted", "levels", "words", "html")}
    past = VerdictPast(
        revision=verdict.revision, by_id=verdict.by_id, at=verdict.changed_at, **said
    )
    verdict.past.append(past)
    for name, value in facts.items():
        setattr(verdict, name, value)
    verdict.by_id, verdict.by = by.id, by
    verdict.revision, verdict.changed_at = verdict.revision + 1, clock.now()
    return True


def _facts(version: Submission, word: Word) -> dict[str, object]:
    criteria = criteria_of(version.work.block, "el")
    levels = {one.key: word.levels[one.key] for one in criteria if one.key in word.levels}
    words = text.clean(word.words).strip()
    points, most = _points(criteria, levels)
    return {
        "accepted": word.accepted,
        "levels": levels,
        "points": points,
        "most": most,
        "words": words,
        "html": text.render(words) if words else "",
    }


def _points(criteria: list[Criterion], levels: dict[str, str]) -> tuple[int | None, int | None]:
    """Points only where every line of the rubric has its level."""
    if not criteria or len(levels) < len(criteria):
        return None, None
    got = sum(one.points_of(levels[one.key]) for one in criteria)
    return got, sum(one.most for one in criteria)


class AnswerConflict(Exception):
    """Somebody else marked the answer meanwhile."""


def mark_answer(
    attempt: Attempt, number: int, by: Person, share: float, words: str, seen: str
) -> None:
    """Give an open answer its share of the points; `seen` is what was known of earlier marks.

    Raises `AnswerConflict` where another was faster, and `Refused`.
    """
    hold(attempt.person_id)
    _attempt, slot = get_open_answer(attempt.id, number, by)
    if seen_of(slot) != seen:
        raise AnswerConflict
    most = slot.version.body.get("points", 1)
    mark_open(by, attempt.id, number, share * most, words)


def seen_of(slot: AttemptSlot) -> str:
    """By what a form tells which marks its writer saw; empty for none."""
    return f"{slot.marked_by_id}-{slot.marked_at.isoformat()}" if slot.marked_at else ""
