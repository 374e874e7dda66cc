"""Lessons and words of the glossary can be found by what they say, and by nothing that answers."""

from typing import Any

from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import Term
from kalo.search.actions import pay
from kalo.search.kinds import kinds
from kalo.search.queries import find
from tests.factories.content import AllKinds


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
