"""What people have earned, and the certificates of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from kalo.accounts.models import Person
from kalo.certificates import actions
from kalo.certificates.models import Certificate
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import (
    QUESTION,
    QUIZ,
    TASK,
    TEXT,
    WORKSHOP,
    Block,
    BlockProgress,
    Completion,
    Module,
    PathVersion,
    Programme,
)
from tests.factories.learning import make_block, make_lesson, make_module, make_programme

AIDA = "Ἀΐδα Ξανθοπούλου-Φραγκουλίδη"
FINISHED = datetime(2026, 12, 3, 9, tzinfo=UTC)


@dataclass
class Study:
    """A programme of one module, with a quiz, a task and a workshop."""

    programme: Programme
    module: Module
    blocks: dict[str, Block]

    @property
    def subject(self) -> str:
        return self.programme.subject


def a_study(make: Callable[..., Any], number: int = 1, **values: Any) -> Study:
    """A programme that can be finished, with the path that says what it takes."""
    programme = make_programme(make, number, **values)
    module = make_module(make, programme, 1)
    lesson = make_lesson(make, module, 1, (TEXT,), minutes=30, goal_el="Θα μπορείς να ξέρεις.")
    kinds = (QUIZ, TASK, WORKSHOP, QUESTION)
    blocks = {kind: make_block(make, lesson, kind, required=True) for kind in kinds}
    entry = {"id": lesson.id, "key": lesson.key, "rule": {"read": lesson.id}}
    rule = {"all": [{"lesson": lesson.id}]}
    parts = {"id": module.id, "key": module.key, "rule": rule, "lessons": [entry]}
    body = {"rule": {"all": [{"module": module.id}]}, "modules": [parts]}
    make(PathVersion, programme_id=programme.id, number=3, body=body, made_at=FINISHED)
    return Study(programme, module, blocks)


def finish(make: Callable[..., Any], study: Study, person: Person, **values: Any) -> None:
    """This person has finished all of it, and was at the workshop."""
    for thing in (study.module.subject, study.programme.subject):
        known = {"programme_id": study.programme.id, "path_number": 3, "earned_at": FINISHED}
        make(Completion, person_id=person.id, thing=thing, **{**known, **values})
    block = study.blocks[WORKSHOP]
    held = {"block_id": block.id, "lesson_id": block.lesson_id, "done_at": FINISHED}
    make(BlockProgress, person_id=person.id, **held)


def certificate_of(person: Person, subject: str, name: str = AIDA) -> Certificate:
    """Have it issued."""
    with transaction():
        holder = db.session.get_one(Person, person.id)
        issued = actions.issue(holder, subject, name)
    return db.session.get_one(Certificate, issued.id)


def for_real(app: Flask, **values: Any) -> None:
    """From now on this is no sample community."""
    app.config["KALO"] = replace(app.config["KALO"], **{"sample": False, **values})


def noon() -> datetime:
    """Midday of the day after."""
    return FINISHED.replace(day=4, hour=10)


def stand_still(monkeypatch: Any) -> None:
    """It is that moment."""
    monkeypatch.setattr(clock, "now", noon)
