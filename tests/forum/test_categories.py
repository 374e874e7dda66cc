"""Arranging categories, and the ones that every installation begins with."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum.models import Category, Topic
from kalo.forum.seeds import lay_categories
from kalo.kit.db import db, transaction
from kalo.kit.text import slug
from tests.factories.forum import fresh, shelf

FULL = {"title_el": "Στέγη", "title_en": "Housing", "about_el": "Για τη στέγη", "about_en": ""}


@pytest.fixture
def as_editor(as_person: Any, make_person: Any) -> Any:
    return as_person(make_person("Edna", roles={"editor"}))


def order() -> list[str]:
    return list(db.session.scalars(select(Category.slug).order_by(Category.position, Category.id)))


def test_an_editor_adds_a_category_at_the_end(as_editor: Any, category: Any, client: Any) -> None:
    page = as_editor.post("/forum/categories/new", data=FULL)
    assert (page.status_code, page.location) == (303, "/forum/categories/")
    assert order() == ["agora", "stegi"]
    assert "Στέγη" in client.get("/forum/").text
    assert "Housing" in client.get("/en/forum/").text
    assert db.session.scalars(select(StaffAct.verb)).all() == ["added a category"]


def test_a_category_needs_a_title(as_editor: Any) -> None:
    page = as_editor.post("/forum/categories/new", data={**FULL, "title_el": " "})
    assert page.status_code == 422
    assert "Δώσε έναν τίτλο στην κατηγορία." in page.text
    assert order() == []


def test_two_of_the_same_name_have_two_addresses(as_editor: Any) -> None:
    for _ in range(2):
        as_editor.post("/forum/categories/new", data=FULL)
    assert order() == ["stegi", "stegi-2"]


def test_a_category_changes_its_words_and_keeps_its_address(
    as_editor: Any, client: Any, category: Any, topic: Any
) -> None:
    url = f"/forum/categories/{category.id}/edit"
    assert 'value="Αγορά"' in as_editor.get(url).text
    as_editor.post(url, data={**FULL, "see": "members"})
    assert (fresh(category).title_el, category.slug, category.members_only) == (
        "Στέγη",
        "agora",
        True,
    )
    assert client.get("/forum/c/agora/").status_code == 404
    assert client.get(topic.path).status_code == 404


def test_categories_move_up_and_down(as_editor: Any) -> None:
    as_editor.post("/forum/categories/new", data=FULL)
    for name in ("Δάση", "Νερά"):
        as_editor.post("/forum/categories/new", data={"title_el": name})
    third = db.session.scalars(select(Category).where(Category.slug == "nera")).one()
    url = f"/forum/categories/{third.id}/place"
    seen = []
    for way in ("up", "up", "up", "down"):
        as_editor.post(url, data={"way": way})
        seen.append(order().index("nera"))
    assert seen == [1, 0, 0, 1]
    assert sorted(order()) == ["dasi", "nera", "stegi"]


def test_the_first_categories_are_laid_once_and_stay_as_they_were_changed(app: Any) -> None:
    with transaction():
        lay_categories()
    assert len(order()) == 8
    laid = db.session.scalars(select(Category)).all()
    assert [c.slug for c in laid if c.members_only] == ["kafeneio-melon"]
    assert all(c.title_el and c.title_en and c.about_el and c.about_en for c in laid)
    assert [c.slug for c in laid if slug(c.title_el).startswith(c.slug[:4])]
    with transaction():
        laid[0].title_el = "Άλλο όνομα"
    with transaction():
        lay_categories()
    assert len(order()) == 8
    assert fresh(laid[0]).title_el == "Άλλο όνομα"


def test_a_forum_without_categories_says_so(as_ada: Any, as_editor: Any) -> None:
    assert "Δεν υπάρχουν ακόμη κατηγορίες." in as_ada.get("/forum/new").text
    assert "Δεν υπάρχουν ακόμη κατηγορίες." in as_editor.get("/forum/categories/").text
    sent = {"title": "Ποιος ξέρει;", "body": "Γεια", "category": "agora"}
    page = as_ada.post("/forum/new", data=sent)
    assert (page.status_code, "Ποιος ξέρει;</textarea>" in page.text) == (403, True)
    shelf()
    assert db.session.scalars(select(Topic)).all() == []
