"""docs/write-a-lesson.md is true: everything that it shows can be brought in as it stands."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from kalo.kit.db import db, transaction
from kalo.learning.actions import import_programmes
from kalo.learning.models import (
    BLOCK_KINDS,
    QUESTION_KINDS,
    Block,
    Lesson,
    PathVersion,
    QuestionVersion,
    Term,
)
from tests.factories.content import FILES

PAGE = Path(__file__).parents[2] / "docs" / "write-a-lesson.md"
MEDIA = FILES / "all-kinds" / "everything"


def shown(language: str, fence: str = "```") -> list[str]:
    """What the page shows in fences of a language."""
    return re.findall(rf"^{fence}{language}\n(.*?)^{fence}$", PAGE.read_text(), re.M | re.S)


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    """The folder that the page describes, with nothing in it but what the page shows."""
    home = tmp_path / "content" / "sample"
    (home / "banks").mkdir(parents=True)
    (home / "everything").mkdir()
    (home / "programme.yaml").write_text(shown("yaml")[0])
    (home / "banks" / "concepts.yaml").write_text(shown("bank")[0])
    ours, own = shown("glossary")
    (home.parent / "glossary.yaml").write_text(ours)
    (home / "glossary.yaml").write_text(own)
    for language, drawing in zip(("el", "en"), shown("svg"), strict=True):
        (home / "everything" / f"steps.{language}.svg").write_text(drawing)
    front, *blocks = shown("markdown", "````")
    greek = "\n".join([front, *blocks])
    (home / "everything" / "el.md").write_text(greek)
    english = "\n".join(['---\ngoal: "The goal."\n---\n', *shown("english", "````")])
    (home / "everything" / "en.md").write_text(english)
    for path in MEDIA.iterdir():
        if path.suffix != ".md" and path.name in greek + english:
            shutil.copy(path, home / "everything")
    return home


def test_everything_on_the_page_comes_in(home: Path) -> None:
    with transaction():
        import_programmes(home.parent)
    blocks = db.session.scalars(select(Block)).all()
    assert {block.kind for block in blocks} == set(BLOCK_KINDS)
    bodies = [version.body for version in db.session.scalars(select(QuestionVersion))]
    assert sorted(body["kind"] for body in bodies) == sorted(QUESTION_KINDS)
    assert len(db.session.scalars(select(Term)).all()) == 3
    assert [lesson.has_text for lesson in db.session.scalars(select(Lesson))] == [True, False]


@pytest.mark.parametrize(
    ("number", "level"), [(0, "programme"), (1, "programme"), (1, "module"), (2, "lesson")]
)
def test_every_rule_on_the_page_can_be_asked(home: Path, number: int, level: str) -> None:
    outline = yaml.safe_load((home / "programme.yaml").read_text())
    module = outline["modules"][0]
    places = {"programme": outline, "module": module, "lesson": module["lessons"][0]}
    places[level]["complete"] = yaml.safe_load(shown("complete")[number])
    (home / "programme.yaml").write_text(yaml.safe_dump(outline, allow_unicode=True))
    with transaction():
        import_programmes(home.parent)
    assert len(db.session.scalars(select(PathVersion)).all()) == 1


def test_three_rules_are_shown() -> None:
    assert len(shown("complete")) == 3
