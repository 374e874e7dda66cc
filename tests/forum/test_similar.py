"""Help before writing: what was discussed already, and what a category starts from."""

from typing import Any

from kalo.kit.db import db, transaction
from kalo.search.actions import pay
from tests.conftest import HTMX
from tests.factories.forum import talk


def test_what_was_discussed_already_is_shown(
    client: Any, as_ada: Any, ada: Any, category: Any
) -> None:
    talk(category, ada, "Πώς γράφεται το καταστατικό μιας ΚοινΣΕπ;")
    talk(category, ada, "Συνταγές για μαρμελάδα")
    pay()
    part = as_ada.get("/forum/similar?title=Καταστατικο για νέα ΚοινΣΕπ", headers=HTMX).text
    assert "Πώς γράφεται το καταστατικό" in part
    assert "μαρμελάδα" not in part
    assert "<html" not in part
    assert "<html" in as_ada.get("/forum/similar?title=Καταστατικο για νέα ΚοινΣΕπ").text
    assert as_ada.get("/forum/similar?title=Κα", headers=HTMX).text.strip() == ""
    assert client.get("/forum/similar?title=Καταστατικό").status_code == 303


def test_what_one_may_not_see_is_not_similar(
    as_ada: Any, ada: Any, moderator: Any, as_person: Any, category: Any
) -> None:
    talk(category, ada, "Μυστικό καταστατικό")
    pay()
    with transaction():
        db.session.merge(category).see = "staff"
    asked = "/forum/similar?title=Μυστικό καταστατικό"
    assert "Μυστικό καταστατικό</a>" not in as_ada.get(asked, headers=HTMX).text
    assert "/forum/t/" not in as_ada.get(asked, headers=HTMX).text
    assert "/forum/t/" in as_person(moderator).get(asked, headers=HTMX).text


def test_without_scripts_the_preview_shows_it_too(as_ada: Any, ada: Any, category: Any) -> None:
    talk(category, ada, "Πώς γράφεται το καταστατικό;")
    pay()
    sent = {"category": "agora", "title": "Το καταστατικό", "body": "Κείμενο"}
    assert "Συζητήθηκε ήδη" in as_ada.post("/forum/new/preview", data=sent).text
    assert "Συζητήθηκε ήδη" in as_ada.post("/forum/new", data={**sent, "body": ""}).text


def test_a_category_has_its_template_and_never_replaces_words(as_ada: Any, category: Any) -> None:
    with transaction():
        db.session.merge(category).template_el = "**Τι ζητάς;**\n<b>"
    asked = as_ada.get("/forum/new/template?category=agora")
    assert (asked.text, asked.mimetype) == ("**Τι ζητάς;**\n&lt;b&gt;", "text/plain")
    assert "**Τι ζητάς;**" in as_ada.get("/forum/new?category=agora").text
    sent = {"category": "agora", "title": "Το καταστατικό"}
    assert "**Τι ζητάς;**" in as_ada.post("/forum/new/preview", data={**sent, "body": ""}).text
    kept = as_ada.post("/forum/new/preview", data={**sent, "body": "Δικά μου"}).text
    assert "**Τι ζητάς;**" not in kept
