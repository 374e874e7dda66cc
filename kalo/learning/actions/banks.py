"""Banks of questions: `banks/<name>.yaml` beside a programme, both languages in one place."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.questions import kind_of, names_of_shape, names_of_words, read_question
from kalo.learning.actions.source import Fields, Part, QuestionSource, Source
from kalo.learning.models import Question, QuestionVersion

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_banks(folder: Path, programme: str) -> list[QuestionSource]:
    """Every question of every bank of a programme; raises `BadContent`."""
    found: list[QuestionSource] = []
    for path in sorted((folder / "banks").iterdir()) if (folder / "banks").is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix != ".yaml" or not _NAME.fullmatch(path.stem):
            raise Source(path).wrong("a bank is called <name>.yaml")
        found += _read_bank(path, programme)
    return found


def _read_bank(path: Path, programme: str) -> list[QuestionSource]:
    source = Source(path)
    whole = Part(source, source.parse(source.read()))
    whole.only("questions")
    questions: dict[str, QuestionSource] = {}
    for position, part in enumerate(whole.parts("questions"), 1):
        key = f"{programme}/{path.stem}/{part.slug('key')}"
        if key in questions:
            raise part.wrong(f"the key {part.slug('key')} stands here twice")
        questions[key] = QuestionSource(key, path.stem, position, _body(key, part))
    if not questions:
        raise source.wrong("has no questions")
    return list(questions.values())


def _body(key: str, part: Part) -> Fields:
    kind = kind_of(part)
    part.only("key", "el", "en", *names_of_shape(kind))
    words = {language: part.part(language) for language in ("el", "en") if language in part}
    if "el" not in words:
        raise part.wrong("el: is missing")
    for said in words.values():
        said.only(*names_of_words(kind))
    return read_question(key, part, words)


def sizes_of(questions: Iterable[QuestionSource]) -> dict[str, int]:
    """How many questions each bank has."""
    sizes: dict[str, int] = {}
    for question in questions:
        sizes[question.bank] = sizes.get(question.bank, 0) + 1
    return sizes


def keep_versions(rows: dict[str, Question], sources: Iterable[QuestionSource]) -> list[str]:
    """A new version of each question whose body differs from its newest; answers their keys."""
    newest = select(QuestionVersion.question_id, QuestionVersion.digest).join(
        Question, Question.id == QuestionVersion.question_id
    )
    stands = db.session.execute(newest.where(QuestionVersion.number == Question.latest)).all()
    digests = {row.question_id: row.digest for row in stands}
    changed = []
    for source in sources:
        row, digest = rows[source.key], digest_of(source.body)
        if digests.get(row.id) == digest:
            continue
        row.latest = row.latest + 1 if row.id in digests else 1
        db.session.add(
            QuestionVersion(
                question_id=row.id,
                number=row.latest,
                digest=digest,
                body=source.body,
                made_at=clock.now(),
            )
        )
        changed.append(source.key)
    db.session.flush()
    return changed


def digest_of(made: Any) -> str:
    """What tells one state of a thing from another."""
    written = json.dumps(made, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
