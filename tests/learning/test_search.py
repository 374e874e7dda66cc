"""Lessons and words of the glossary can be found by what they say, and by nothing that answers."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import Term
from kalo.search.actions import pay, rebuild
from kalo.search.kinds import kinds
from kalo.search.queries import find
from tests.factories.content import AllKinds
from tests.factories.learning import make_lesson, make_module, make_programme
from tests.learning.conftest import Course
from tests.learning.test_pages import main, page


def bodies(kind: str, language: str) -> dict[str, str]:
    found = kinds[kind].documents(None)
    return {one.path: one.body for one in found if one.language == language}


def test_a_lesson_is_found_by_everything_it_says(all_kinds: AllKinds) -> None:
    body = bodies("lesson", "el")["/learning/all-kinds/everything/"]
    for said in (
        "Θα δεις κάθε είδος μπλοκ.",  # its goal
        "αποφασίζουν οι συνελεύσεις",
        "Κείμενο ανάμεσα",  # a text further down
        "Τρεις κύκλοι σε μια γραμμή",
        "Ελένη: Γεια σου.",  # a transcript
        "Ακόμη τον ακούς.",
        "Μία σελίδα για να τη γεμίσεις.",
        "Τι ισχύει σε έναν συνεταιρισμό;",
        "Ρώτα τη νομικό",
        "Δύο ώρες, ζωντανά.",
        "Ποιος αποφασίζει;",
    ):
        assert said in body
    english = bodies("lesson", "en")["/learning/all-kinds/everything/"]
    assert "Words between, with the commons of the neighbourhood." in english
    assert "Κείμενο" not in english


def test_no_answer_no_hint_and_no_feedback_can_be_found(all_kinds: AllKinds) -> None:
    for language in ("el", "en"):
        text = "\n".join(bodies("lesson", language).values())
        for hidden in ("Όλα τα μέλη", "All members", "Δύο είναι", "one-vote", "Ωραία", "Όχι."):
            assert hidden not in text


def test_a_lesson_without_english_is_found_in_greek(all_kinds: AllKinds) -> None:
    assert "/learning/all-kinds/greek-only/" in bodies("lesson", "el")
    assert "/learning/all-kinds/greek-only/" not in bodies("lesson", "en")


def test_documents_of_all_lessons_take_two_statements(
    all_kinds: AllKinds, queries_run: list[str]
) -> None:
    queries_run.clear()
    assert len(list(kinds["lesson"].documents(None))) == 5
    assert len([query for query in queries_run if "learning_" in query]) == 2


def test_a_word_of_the_glossary_is_found_until_it_goes(all_kinds: AllKinds, ada: Any) -> None:
    pay()
    (hit,) = find("γενική συνέλευση", None, "el", kind="term").hits
    assert (hit.title.striptags(), hit.path) == ("Γενική Συνέλευση", "/learning/glossary#assembly")
    english = find("general assembly", ada, "en", kind="term").hits
    assert english[0].title.striptags() == "General assembly"
    term = db.session.scalars(select(Term).where(Term.key == "assembly")).one()
    with transaction():
        term.withdrawn_at = clock.now()
    assert find("γενική συνέλευση", None, "el", kind="term").hits == []


def test_inside_a_programme_its_own_lessons_are_found_and_nothing_crowds_them_out(
    client: Any, course: Course, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (2, 3, 4):  # each says the word in its title, which weighs more
        other = make_programme(make, number, title_el="Το κείμενο")
    make_lesson(make, make_module(make, other), 1)
    monkeypatch.setattr("kalo.search.queries.MOST", 4)
    rebuild()
    address = "/learning/programme-1/search"
    assert f'action="{address}"' in main(page(client.get("/learning/programme-1/")))
    assert f'href="{address}"' in page(client.get(course.url()))
    found = main(page(client.get(f"{address}?q=κείμενο")))
    assert sorted(re.findall(r'<li><a class="title" href="([^"]+)"', found)) == [
        course.url(number) for number in (1, 2, 3)
    ]


def test_a_programme_without_a_lesson_to_read_offers_no_search(client: Any, make: Any) -> None:
    make_programme(make)
    assert "/search" not in main(page(client.get("/learning/programme-1/")))
