"""A learner's works: drafts, everything handed in with what was said of it, and the files."""

from typing import Any

from kalo.accounts.models import Person
from kalo.kit import files
from kalo.learning.models import Submission
from kalo.learning.own_data.doing import said_at
from kalo.learning.queries import tasks


def works(person: Person) -> dict[str, Any]:
    """Drafts, everything handed in with what was said of it, and the files as they are."""
    return {
        "works": [
            {"task": mine.work.block.key, "draft": mine.work.text, "revision": mine.work.revision}
            for mine in tasks.works_of(person)
        ],
        "handed_in": [_version(version) for version in tasks.versions_held(person)],
        "said_of_works": [
            {"accepted": said.accepted, "words": said.words, "at": said_at(said.changed_at)}
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
        "at": said_at(version.made_at),
        "files": [f"{file.id}-{file.label}" for file in version.files],
        "answer": said and {"words": said.words, "levels": said.levels, "points": said.points},
    }
