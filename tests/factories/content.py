"""A programme from files, with every kind of block and every kind of question, to test with.

Take the fixture `all_kinds` (tests/learning/conftest.py); it brings in tests/learning/content:

    def test_it(all_kinds: AllKinds, client: Any) -> None:
        quiz = all_kinds.block("all-l3/quiz")         # a row of `Block`, by its whole key
        client.get(all_kinds.url("everything"))       # /learning/all-kinds/everything/
        version = all_kinds.version("short")          # the newest `QuestionVersion` of the bank

Lessons: `everything` (all-l1: text, image, video, audio, a video elsewhere, file, question,
workshop with a make-up way, discussion, tool, the check question), `greek-only` (all-l2: no
English), `quiz-and-task` (all-l3: the quiz of all nine kinds, a short one with limits, a task with
a rubric that must be accepted), and all-l4, a line of the outline. The bank is `kinds`; its
questions are called by their kind. The glossary has the words sse, assembly and commons.
`LEARNING_CONTENT` points there, so that the files of blocks can be asked for.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kalo.kit.db import db, transaction
from kalo.learning.actions import import_programmes
from kalo.learning.models import Block, Lesson, PathVersion, Programme, Question, QuestionVersion

FILES = Path(__file__).parents[1] / "learning" / "content"


@dataclass(frozen=True)
class AllKinds:
    """The programme; what is asked of it is read from the database each time."""

    programme: Programme

    def url(self, slug: str, door: str = "") -> str:
        """The address of a lesson, or of one of its doors."""
        return f"/learning/all-kinds/{slug}/{door}"

    def lesson(self, key: str) -> Lesson:
        """A lesson by its key."""
        return db.session.scalars(select(Lesson).where(Lesson.key == key)).one()

    def block(self, key: str) -> Block:
        """A block by its whole key."""
        return db.session.scalars(select(Block).where(Block.key == key)).one()

    def blocks(self) -> list[Block]:
        """All blocks in the order in which they stand."""
        return list(db.session.scalars(select(Block).order_by(Block.lesson_id, Block.position)))

    def version(self, kind: str) -> QuestionVersion:
        """The newest version of a question of the bank."""
        query = select(QuestionVersion).join(QuestionVersion.question)
        newest = QuestionVersion.number == Question.latest
        return db.session.scalars(query.where(Question.key == f"all/kinds/{kind}", newest)).one()

    def path(self) -> PathVersion:
        """What it takes to finish it, as it stands now."""
        query = select(PathVersion).where(PathVersion.programme_id == self.programme.id)
        return db.session.scalars(query.order_by(PathVersion.number.desc()).limit(1)).one()


def import_all_kinds(app: Any, monkeypatch: pytest.MonkeyPatch) -> AllKinds:
    """Bring it in, and keep it."""
    monkeypatch.setitem(app.config, "LEARNING_CONTENT", FILES)
    with transaction():
        import_programmes(FILES)
    return AllKinds(db.session.scalars(select(Programme).where(Programme.key == "all")).one())
