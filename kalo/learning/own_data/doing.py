"""What a learner follows and did: programmes, progress, attempts, notes, and every act."""

from datetime import datetime
from typing import Any

from kalo.accounts.models import Person
from kalo.learning import queries
from kalo.learning.models import Attempt, AttemptAnswer, BlockProgress, Enrolment
from kalo.learning.queries.attempts import attempts_held
from kalo.learning.queries.notes import EVERYTHING, bookmarks_of, notes_of
from kalo.learning.queries.workshops import seats_held


def doing(person: Person) -> dict[str, Any]:
    """What somebody follows and did, and how far that brought them."""
    return {
        "programmes": [_enrolment(enrolment) for enrolment in queries.enrolments_of(person)],
        "lessons": [
            {
                "lesson": progress.lesson.title_el,
                "read_at": said_at(progress.read_at),
                "done_at": said_at(progress.done_at),
            }
            for progress in queries.progress_of(person)
        ],
        "blocks": [_block(progress) for progress in queries.blocks_of(person)],
        "quizzes": [_attempt(*held) for held in attempts_held(person)],
        "acts": [
            {
                "id": str(act.id),
                "lesson": lesson,
                "block": block,
                "kind": act.kind,
                "value": act.value,
                "made_at": said_at(act.made_at),
                "received_at": said_at(act.received_at),
            }
            for act, lesson, block in queries.acts_of(person)
        ],
    }


def kept(person: Person) -> dict[str, Any]:
    """Notes, bookmarks, seats at workshops."""
    return {
        "notes": [
            {
                "lesson": note.lesson.title_el,
                "text": note.text,
                "made_at": said_at(note.made_at),
                "changed_at": said_at(note.changed_at),
            }
            for note in notes_of(person, EVERYTHING)
        ],
        "bookmarks": [lesson.title_el for lesson in bookmarks_of(person)],
        "workshops": [
            {
                "event": seat.event_title_el,
                "address": seat.event_path,
                "starts": said_at(seat.starts_at),
                "state": seat.state,
            }
            for seat in seats_held(person)
        ],
    }


def _enrolment(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "programme": enrolment.programme.title_el,
        "started_at": said_at(enrolment.started_at),
        "left_at": said_at(enrolment.left_at),
        "paused_at": said_at(enrolment.paused_at),
        "paused_until": said_at(enrolment.paused_until),
        "percent": enrolment.percent,
        "finished_at": said_at(enrolment.done_at),
    }


def _attempt(attempt: Attempt, answers: list[AttemptAnswer]) -> dict[str, Any]:
    return {
        "quiz": attempt.block.key,
        "attempt": attempt.number,
        "started_at": said_at(attempt.started_at),
        "submitted_at": said_at(attempt.submitted_at),
        "percent": attempt.percent,
        "passed_at": said_at(attempt.passed_at),
        "answers": [
            {
                "id": str(answer.id),
                "question": answer.slot,
                "answer": answer.value,
                "counts": answer.counts,
                "received_at": said_at(answer.received_at),
            }
            for answer in answers
        ],
    }


def _block(progress: BlockProgress) -> dict[str, Any]:
    return {
        "block": progress.block.key,
        "kind": progress.block.kind,
        "done_at": said_at(progress.done_at),
        "right_at": said_at(progress.right_at),
        "accepted_at": said_at(progress.accepted_at),
        "excused_at": said_at(progress.excused_at),
        "answers": progress.tries,
        "best_percent": progress.best,
        "watched_percent": progress.watched,
    }


def said_at(moment: datetime | None) -> str | None:
    """A moment as the copy writes it."""
    return moment.isoformat() if moment else None
