"""Our own programmes: all of them come in, every lesson has its page, no link leads nowhere."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, undefer_group

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.models import Lesson, Module, Programme
from tests.learning.test_pages import main, page

ROOMS = "forum|learning|events|toolbox|library|participation|site"
SHAPE = re.compile(rf"(?:/en)?/(?:{ROOMS})/(?:[a-z0-9-]+/){{0,2}}(?:\?[a-z=-]+)?(?:#.*)?")


@pytest.fixture
def content(app: Any) -> actions.Imported:
    with transaction():
        return actions.import_programmes()


def lessons() -> list[Lesson]:
    query = select(Lesson).join(Lesson.programme).join(Lesson.module)
    query = query.options(contains_eager(Lesson.programme), undefer_group("text"))
    ordered = query.order_by(Programme.position, Module.position, Lesson.position)
    return list(db.session.scalars(ordered.where(Lesson.has_text)))


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
    ]
    assert len(db.session.scalars(select(Lesson.id)).all()) == 24
    with transaction():
        assert not actions.import_programmes()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens(content: actions.Imported, client: Any, prefix: str) -> None:
    addresses = [f"/learning/{lesson.programme.slug}/{lesson.slug}/" for lesson in lessons()]
    addresses += [f"/learning/{slug}/" for slug in db.session.scalars(select(Programme.slug))]
    assert len(addresses) == 10
    for address in addresses:
        html = main(page(client.get(prefix + address)))
        assert "Shown in Greek" not in html
        inside = set(re.findall(r'href="(/[^"]*)"', html))
        assert {link for link in inside if prefix and not link.startswith("/en/")} == set()


def test_links_in_the_texts_have_the_shape_of_our_addresses(content: actions.Imported) -> None:
    known = set(db.session.scalars(select(Programme.slug)))
    for lesson in lessons():
        for language, prefix in (("el", ""), ("en", "/en")):
            html = getattr(lesson, f"html_{language}")
            for link in re.findall(r'href="(/[^"]*)"', html):
                assert SHAPE.fullmatch(link), link
                assert link.startswith(f"{prefix}/")
                if found := re.match(r"(?:/en)?/learning/([a-z-]+)/", link):
                    assert found[1] in known


def test_every_text_is_whole(content: actions.Imported) -> None:
    for lesson in lessons():
        for language in ("el", "en"):
            assert len(getattr(lesson, f"html_{language}")) > 1000
            assert all(getattr(lesson, f"{n}_{language}") for n in ("goal", "try_it", "discuss"))
            assert sum(option["right"] for option in lesson.question[language]["options"]) == 1
        assert lesson.sources
        assert lesson.updated is not None
