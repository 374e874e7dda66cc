"""Our own programmes, brought in: their pages open in both languages and lead somewhere.

What their texts have to be like is looked at in tests/learning/test_programmes.py, file by file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.models import (
    TEXT,
    TOOL,
    Block,
    Lesson,
    Module,
    PathVersion,
    Programme,
    Question,
    QuestionVersion,
    Term,
)
from kalo.shelves.actions import import_shelves
from tests.learning.test_pages import main, page

ROOMS = "forum|learning|events|toolbox|library|participation|site"
SHAPE = re.compile(
    rf"(?:/en)?/(?:{ROOMS})/(?:[a-z0-9-]+/){{0,2}}(?:glossary)?(?:\?[a-z=-]+)?(?:#.*)?"
)
SLUGS = [
    "sse-basics",
    "founding-koinsep",
    "social-business-plan",
    "funding-and-finance",
    "social-impact",
    "networks-and-procurement",
]


@pytest.fixture
def content(app: Any) -> actions.Imported:
    with transaction():
        return actions.import_programmes()


def lessons() -> list[Lesson]:
    query = select(Lesson).join(Lesson.programme).join(Lesson.module)
    ordered = query.order_by(Programme.position, Module.position, Lesson.position)
    return list(
        db.session.scalars(ordered.where(Lesson.has_text).options(contains_eager(Lesson.programme)))
    )


def texts() -> Iterator[tuple[int, str, str]]:
    """Every text: of which lesson, in which language, as HTML."""
    query = select(Block.lesson_id, Block.said).where(Block.kind == TEXT)
    for lesson_id, said in db.session.execute(query.order_by(Block.lesson_id, Block.position)):
        for language, words in said.items():
            yield lesson_id, language, words["html"]


def test_all_six_programmes_come_in_whole_and_once(content: actions.Imported) -> None:
    programmes = db.session.scalars(select(Programme).order_by(Programme.position)).all()
    assert [programme.slug for programme in programmes] == SLUGS
    for programme in programmes:
        assert len(programme.outcomes) >= 5
    with transaction():
        assert not actions.import_programmes()
    _all_is_in_both_languages()
    _the_first_module_ends_with_its_quiz()
    _a_workshop_is_done_by_being_there_or_by_its_questions()


def test_every_page_and_tool_opens(content: actions.Imported, client: Any) -> None:
    addresses = [f"/learning/{lesson.programme.slug}/{lesson.slug}/" for lesson in lessons()]
    addresses += [f"/learning/{slug}/" for slug in SLUGS]
    for address, prefix in product(addresses, ("", "/en")):
        html = main(page(client.get(prefix + address)))
        assert "Shown in Greek" not in html
        inside = set(re.findall(r'href="(/[^"]*)"', html))
        assert {link for link in inside if prefix and not link.startswith("/en/")} == set()
        ids = Counter(re.findall(r' id="([^"]+)"', html))
        assert {name for name, count in ids.items() if count > 1} == set(), address
    tools = {b.made["path"] for b in db.session.scalars(select(Block).where(Block.kind == TOOL))}
    assert {"/toolbox/basics/", "/toolbox/legal-forms/"} <= tools
    with transaction():
        import_shelves()
    assert {path: client.get(path).status_code for path in tools} == dict.fromkeys(tools, 200)


def _all_is_in_both_languages() -> None:
    for block in db.session.scalars(select(Block)):
        assert list(block.said) == ["el", "en"], block.key
    for version in db.session.scalars(select(QuestionVersion)):
        assert {"el", "en"} <= set(version.body)
    terms = db.session.scalars(select(Term)).all()
    assert [term.key for term in terms if not (term.term_en and term.html_en)] == []
    known, marked = {term.key for term in terms}, dict[tuple[int, str], list[str]]()
    for lesson_id, language, html in texts():
        prefix = "" if language == "el" else "/en"
        for link in re.findall(r'href="(/[^"]*)"', html):
            assert SHAPE.fullmatch(link), link
            assert link.startswith(f"{prefix}/")
        keys = re.findall(r'class="term" href="[^"]*#([a-z-]+)"', html)
        marked.setdefault((lesson_id, language), []).extend(keys)
    assert known.issuperset(key for keys in marked.values() for key in keys)
    assert [keys for keys in marked.values() if len(set(keys)) < len(keys)] == []


def _the_first_module_ends_with_its_quiz() -> None:
    quiz = db.session.scalars(select(Block).where(Block.key == "p1-m1-l5/quiz")).one()
    assert (quiz.made["draw"], quiz.made["pass"], quiz.made["attempts"]) == (10, 70, None)
    bank = select(QuestionVersion).join(QuestionVersion.question)
    bodies = [
        v.body for v in db.session.scalars(bank.where(Question.key.startswith("p1/concepts")))
    ]
    assert len(bodies) == 26
    assert len({body["kind"] for body in bodies}) == 8  # all but open: nobody waits to pass


def _a_workshop_is_done_by_being_there_or_by_its_questions() -> None:
    path = db.session.scalars(
        select(PathVersion)
        .join(Programme, Programme.id == PathVersion.programme_id)
        .where(Programme.key == "p1")
    ).one()
    asked = {
        lesson["key"]: [list(rule) for rule in lesson["rule"]["all"]]
        for module in path.body["modules"]
        for lesson in module["lessons"]
    }
    assert asked["p1-m6-l3"] == [["read"], ["any", "of"]]
