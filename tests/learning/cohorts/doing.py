"""What learners do in tests, by the room's own verbs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions.progress import Made, credit
from kalo.learning.models import Block, Enrolment, Lesson


def read(person: Person, *lessons: Lesson, at: datetime | None = None) -> None:
    """They say that they have finished these."""
    for lesson in lessons:
        with transaction():
            who = db.session.get_one(Person, person.id)
            actions.mark_done(who, db.session.get_one(Lesson, lesson.id), Made(uuid.uuid4(), at))


def did(person: Person, block: Block, kind: str, at: datetime | None = None, **value: Any) -> None:
    """The house notes that they did something in a block."""
    with transaction():
        who = db.session.get_one(Person, person.id)
        mine = select(Block).options(joinedload(Block.lesson)).where(Block.id == block.id)
        credit(who, db.session.scalars(mine).one(), kind, Made(uuid.uuid4(), at), **value)


def enrolment_of(person: Person) -> Enrolment:
    """Their enrolment as it stands now."""
    db.session.rollback()
    mine = select(Enrolment).where(Enrolment.person_id == person.id)
    return db.session.scalars(mine.execution_options(populate_existing=True)).one()


def set_back(person: Person, **values: Any) -> None:
    """Let it be as if it had been so."""
    with transaction():
        mine = update(Enrolment).where(Enrolment.person_id == person.id)
        db.session.execute(mine.values(**values))
