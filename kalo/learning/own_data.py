"""What learning holds of a person: programmes followed, progress, and everything done."""

from datetime import datetime
from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.kit import files
from kalo.learning import queries
from kalo.learning.models import Attempt, AttemptAnswer, BlockProgress, Submission
from kalo.learning.queries import tasks
from kalo.learning.queries.attempts import attempts_held
from kalo.learning.queries.notes import EVERYTHING, bookmarks_of, notes_of
from kalo.learning.queries.workshops import seats_held


@gives_own_data("learning")
def collect(person: Person) -> dict[str, Any]:
    """All of it, as the person's own copy."""
    return {
        "programmes": [
            {
                "programme": enrolment.programme.title_el,
                "started_at": _moment(enrolment.started_at),
                "left_at": _moment(enrolment.left_at),
            }
            for enrolment in queries.enrolments_of(person)
        ],
        "lessons": [
            {
                "lesson": progress.lesson.title_el,
                "read_at": _moment(progress.read_at),
                "done_at": _moment(progress.done_at),
            }
            for progress in queries.progress_of(person)
        ],
        "blocks": [_block(progress) for progress in queries.blocks_of(person)],
        "notes": [
            {
                "lesson": note.lesson.title_el,
                "text": note.text,
                "made_at": _moment(note.made_at),
                "changed_at": _moment(note.changed_at),
            }
            for note in notes_of(person, EVERYTHING)
        ],
        "bookmarks": [lesson.title_el for lesson in bookmarks_of(person)],
        "workshops": [
            {
                "event": seat.event_title_el,
                "address": seat.event_path,
                "starts": _moment(seat.starts_at),
                "state": seat.state,
            }
            for seat in seats_held(person)
        ],
        "quizzes": [_attempt(*held) for held in attempts_held(person)],
        **_works(person),
        "acts": [
            {
                "id": str(act.id),
                "lesson": lesson,
                "block": block,
                "kind": act.kind,
                "value": act.value,
                "made_at": _moment(act.made_at),
                "received_at": _moment(act.received_at),
            }
            for act, lesson, block in queries.acts_of(person)
        ],
    }


def _attempt(attempt: Attempt, answers: list[AttemptAnswer]) -> dict[str, Any]:
    return {
        "quiz": attempt.block.key,
        "attempt": attempt.number,
        "started_at": _moment(attempt.started_at),
        "submitted_at": _moment(attempt.submitted_at),
        "percent": attempt.percent,
        "passed_at": _moment(attempt.passed_at),
        "answers": [
            {
                "id": str(answer.id),
                "question": answer.slot,
                "answer": answer.value,
                "counts": answer.counts,
                "received_at": _moment(answer.received_at),
            }
            for answer in answers
        ],
    }


def _block(progress: BlockProgress) -> dict[str, Any]:
    return {
        "block": progress.block.key,
        "kind": progress.block.kind,
        "done_at": _moment(progress.done_at),
        "right_at": _moment(progress.right_at),
        "accepted_at": _moment(progress.accepted_at),
        "excused_at": _moment(progress.excused_at),
        "answers": progress.tries,
        "best_percent": progress.best,
        "watched_percent": progress.watched,
    }


def _works(person: Person) -> dict[str, Any]:
    """Drafts, everything handed in with what was said of it, and the files as they are."""
    return {
        "works": [
            {"task": mine.work.block.key, "draft": mine.work.text, "revision": mine.work.revision}
            for mine in tasks.works_of(person)
        ],
        "handed_in": [_version(version) for version in tasks.versions_held(person)],
        "said_of_works": [
            {"accepted": said.accepted, "words": said.words, "at": _moment(said.changed_at)}
            for said in tasks.verdicts_by(person)
        ],
        "files": {
            f"{file.id}-{file.label}": body
            for file in tasks.files_held(person)
            if (body := files.read(file.name)) is not None
        },
    }


def _version(version: Submission) -> dict[str, Any]:
    said = version.verdict
    return {
        "id": str(version.event_id),
        "work": version.work_id,
        "number": version.number,
        "text": version.text,
        "state": version.state,
        "at": _moment(version.made_at),
        "files": [f"{file.id}-{file.label}" for file in version.files],
        "answer": said and {"words": said.words, "levels": said.levels, "points": said.points},
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
