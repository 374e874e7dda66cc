"""Accepted answers: in categories that ask, by whoever asked or a moderator."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import StaffAct
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, fresh


@pytest.fixture
def question(topic: Any, category: Any, grace: Any) -> Any:
    """Ada asks, Grace answers."""
    with transaction():
        db.session.merge(category).asks = True
    answer(topic, grace, "Με μια ΚοινΣΕπ")
    answer(topic, grace, "Κι ένα καταστατικό")
    return topic


def test_an_answer_is_accepted_shown_and_taken_back(
    client: Any, as_ada: Any, ada: Any, question: Any
) -> None:
    heard: list[tuple[int, int]] = []
    with signals.answer_accepted.connected_to(lambda p, by, **_: heard.append((p.number, by.id))):
        page = as_ada.post(f"{question.path}2/answer")
    assert (page.status_code, page.location) == (303, f"{question.path}#post-2")
    assert heard == [(2, ada.id)]
    assert fresh(question).answer_number == 2
    shown = client.get(question.path).text.split("<article", 1)[1]
    assert shown.index("Αποδεκτή απάντηση") < shown.index('id="post-2"')
    assert shown.count("Με μια ΚοινΣΕπ") == 2
    assert f'href="{question.path}2"' in shown

    as_ada.post(f"{question.path}3/answer")
    assert fresh(question).answer_number == 3
    as_ada.post(f"{question.path}2/answer/undo")  # no longer the answer: nothing to undo
    assert fresh(question).answer_number == 3
    as_ada.post(f"{question.path}3/answer/undo")
    assert fresh(question).answer_number is None
    assert "Αποδεκτή απάντηση" not in client.get(question.path).text


def test_accepting_twice_tells_once(as_ada: Any, question: Any) -> None:
    heard: list[int] = []
    with signals.answer_accepted.connected_to(lambda p, **_: heard.append(p.number)):
        for _ in range(2):
            assert as_ada.post(f"{question.path}2/answer").status_code == 303
    assert heard == [2]


def test_who_may_accept(
    as_person: Any, ada: Any, grace: Any, mallory: Any, moderator: Any, question: Any
) -> None:
    for person, status in ((None, 401), (grace, 403), (mallory, 403), (ada, 303), (moderator, 303)):
        assert as_person(person).post(f"{question.path}2/answer").status_code == status
    assert as_person(moderator).post(f"{question.path}3/answer").status_code == 303
    logged = db.session.execute(select(StaffAct.verb, StaffAct.subject)).all()
    assert [tuple(row) for row in logged] == [("accepted an answer", question.tag)]


def test_where_nothing_is_asked_nothing_is_accepted(as_ada: Any, grace: Any, topic: Any) -> None:
    answer(topic, grace)
    assert as_ada.post(f"{topic.path}2/answer").status_code == 403
    assert as_ada.post(f"{topic.path}1/answer").status_code == 403


def test_an_answer_that_is_taken_away_is_no_answer(
    as_ada: Any, as_person: Any, grace: Any, question: Any
) -> None:
    as_ada.post(f"{question.path}2/answer")
    as_person(grace).post(f"{question.path}2/deletion")
    assert fresh(question).answer_number is None
    assert as_ada.post(f"{question.path}2/answer").status_code == 403


def test_the_answer_of_a_later_page_costs_no_statement(
    client: Any, as_ada: Any, grace: Any, question: Any, statements: Any
) -> None:
    for n in range(20):
        answer(question, grace, f"Κάτι ακόμη {n}")
    before = statements(client, question.path)
    answer(question, grace, "Αυτή είναι")
    as_ada.post(f"{question.path}24/answer")
    assert statements(client, question.path) == before
    page = client.get(question.path).text
    assert "Αυτή είναι" in page
    assert 'id="post-24"' not in page
