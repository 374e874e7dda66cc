"""Our own programmes: all of them come in, every lesson has its page, no link leads nowhere."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, undefer_group

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.models import (
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


@pytest.fixture
def content(app: Any) -> actions.Imported:
    with transaction():
        return actions.import_programmes()


def lessons() -> list[Lesson]:
    query = select(Lesson).join(Lesson.programme).join(Lesson.module)
    query = query.options(contains_eager(Lesson.programme), undefer_group("text"))
    ordered = query.order_by(Programme.position, Module.position, Lesson.position)
    return list(db.session.scalars(ordered.where(Lesson.has_text)))


def texts_of(lesson: Lesson, language: str) -> str:
    """All that the texts of a lesson say."""
    blocks = select(Block).where(Block.lesson_id == lesson.id, Block.kind == "text")
    ordered = db.session.scalars(blocks.order_by(Block.position))
    return "".join(block.said[language]["html"] for block in ordered)


def test_all_six_programmes_come_in(content: actions.Imported) -> None:
    programmes = db.session.scalars(select(Programme).order_by(Programme.position)).all()
    assert [programme.slug for programme in programmes] == [
        "sse-basics",
        "founding-koinsep",
        "social-business-plan",
        "funding-and-finance",
        "social-impact",
        "networks-and-procurement",
    ]
    for programme in programmes:
        assert len(programme.outcomes) >= 5
        assert all(getattr(programme, f"{name}_en") for name in ("title", "aim", "summary"))
    assert [lesson.slug for lesson in lessons()] == [
        "what-is-sse",
        "principles",
        "related-terms",
        "myths-and-facts",
        "module-quiz",
        "where-to-get-help",
        "my-map",
    ]
    assert len(db.session.scalars(select(Lesson.id)).all()) == 25
    with transaction():
        assert not actions.import_programmes()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens(content: actions.Imported, client: Any, prefix: str) -> None:
    addresses = [f"/learning/{lesson.programme.slug}/{lesson.slug}/" for lesson in lessons()]
    addresses += [f"/learning/{slug}/" for slug in db.session.scalars(select(Programme.slug))]
    assert len(addresses) == 13
    for address in addresses:
        html = main(page(client.get(prefix + address)))
        assert "Shown in Greek" not in html
        inside = set(re.findall(r'href="(/[^"]*)"', html))
        assert {link for link in inside if prefix and not link.startswith("/en/")} == set()


def test_links_in_the_texts_have_the_shape_of_our_addresses(content: actions.Imported) -> None:
    known = set(db.session.scalars(select(Programme.slug)))
    for lesson in lessons():
        for language, prefix in (("el", ""), ("en", "/en")):
            html = texts_of(lesson, language)
            for link in re.findall(r'href="(/[^"]*)"', html):
                assert SHAPE.fullmatch(link), link
                assert link.startswith(f"{prefix}/")
                if found := re.match(r"(?:/en)?/learning/([a-z-]+)/", link):
                    assert found[1] in known


def test_every_text_is_whole(content: actions.Imported) -> None:
    for lesson in lessons():
        for language in ("el", "en"):
            assert len(texts_of(lesson, language)) > 700
            assert getattr(lesson, f"goal_{language}")
        assert bool(lesson.sources) == (lesson.slug != "module-quiz")
        assert lesson.updated is not None
        assert bool(lesson.try_it_el) == bool(lesson.try_it_en)
        assert bool(lesson.discuss_el) == bool(lesson.discuss_en)


def test_every_block_of_ours_is_in_both_languages(content: actions.Imported) -> None:
    for block in db.session.scalars(select(Block)):
        assert list(block.said) == ["el", "en"], block.key
    for version in db.session.scalars(select(QuestionVersion)):
        assert {"el", "en"} <= set(version.body)


def test_a_tool_leads_to_a_page_that_is_there(content: actions.Imported, client: Any) -> None:
    paths = [b.made["path"] for b in db.session.scalars(select(Block).where(Block.kind == TOOL))]
    assert sorted(paths) == ["/toolbox/basics/", "/toolbox/legal-forms/"]
    with transaction():
        import_shelves()
    for path in paths:
        assert client.get(path).status_code == 200


def test_the_first_module_ends_with_its_quiz(content: actions.Imported) -> None:
    quiz = db.session.scalars(select(Block).where(Block.key == "p1-m1-l5/quiz")).one()
    assert (quiz.made["draw"], quiz.made["pass"], quiz.made["attempts"]) == (10, 70, None)
    in_bank = select(Question).where(Question.bank == quiz.made["bank"])
    assert len(db.session.scalars(in_bank).all()) == 26
    kinds = {version.body["kind"] for version in db.session.scalars(select(QuestionVersion))}
    assert len(kinds) == 8  # all but open: nobody waits for a person to pass


def test_the_programme_asks_for_the_modules_that_have_lessons(content: actions.Imported) -> None:
    path = db.session.scalars(
        select(PathVersion)
        .join(Programme, Programme.id == PathVersion.programme_id)
        .where(Programme.key == "p1")
    ).one()
    assert [module["key"] for module in path.body["modules"]] == ["p1-m1", "p1-m6"]
    asked = [list(rule) for rule in path.body["modules"][1]["lessons"][0]["rule"]["all"]]
    assert asked == [["read"], ["any", "of"]]


def test_the_glossary_is_in_both_languages(content: actions.Imported) -> None:
    terms = db.session.scalars(select(Term)).all()
    assert len(terms) == 44
    assert all(term.term_en and term.html_en for term in terms)


def test_no_word_of_the_glossary_is_marked_twice_in_a_lesson(content: actions.Imported) -> None:
    known = set(db.session.scalars(select(Term.key)))
    for lesson in lessons():
        for language in ("el", "en"):
            keys = re.findall(r'class="term" href="[^"]*#([a-z-]+)"', texts_of(lesson, language))
            assert len(set(keys)) == len(keys)
            assert known.issuperset(keys)
