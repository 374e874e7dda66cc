"""What moderators take away themselves: with a reason, told, logged, asked about, taken back."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum.models import Post
from kalo.kit.db import db
from kalo.kit.mail import Letter
from kalo.moderation.models import Case, Report, Ruling
from kalo.notifications.models import Notification
from tests.factories.forum import fresh

WHY = "Διαφήμιση για τρίτη φορά"


@pytest.fixture
def place(rude: Post, topic: Any) -> str:
    return f"{topic.path}{rude.number}/deletion"


def take_away(browser: Any, place: str, why: str = WHY) -> Any:
    return browser.post(place, data={"reason": why})


def rows(*columns: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(select(*columns))]


def test_the_menu_leads_to_a_form_and_the_authors_own_to_none(
    as_person: Any, moderator: Any, mallory: Any, place: str, topic: Any
) -> None:
    page = as_person(moderator).get(topic.path).text
    assert f'href="{place}"' in page
    assert f'formaction="{place}"' not in page
    form = as_person(moderator).get(place).text
    assert 'name="reason"' in form
    own = as_person(mallory).get(topic.path).text
    assert f'formaction="{place}"' in own
    assert 'name="reason"' not in as_person(mallory).get(place).text


def test_without_a_reason_the_form_comes_back_and_nothing_is_done(
    as_person: Any, moderator: Any, place: str, rude: Post
) -> None:
    browser = as_person(moderator)
    for why in ("", "  \u200b ", "α" * 201):
        answer = take_away(browser, place, why)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert "α" * 201 in answer.text
    assert fresh(rude).deleted_at is None
    assert (rows(Case.id), rows(Ruling.id), rows(StaffAct.id)) == ([], [], [])


def test_the_reason_stands_in_its_place_and_its_author_is_told(
    as_person: Any, client: Any, moderator: Any, mallory: Any, place: str, rude: Post, topic: Any
) -> None:
    answer = take_away(as_person(moderator), place)
    assert (answer.status_code, answer.location) == (303, f"{topic.path}#post-{rude.number}")
    page = client.get(topic.path).text
    assert f"Αποσύρθηκε από την ομάδα συντονισμού: {WHY}" in page
    assert "ανοησίες" not in page

    ruling = db.session.scalars(select(Ruling)).one()
    assert (ruling.verb, ruling.words, ruling.author_id) == ("delete", WHY, mallory.id)
    told = rows(Notification.person_id, Notification.kind, Notification.path)
    assert told == [(mallory.id, "moderation.ruling", f"/moderation/rulings/{ruling.id}")]
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.recipient, WHY in letter.text) == (mallory.email, True)
    logged = rows(StaffAct.verb, StaffAct.before, StaffAct.after)
    assert ("ruled: delete", rude.source, WHY) in logged


def test_its_author_finds_the_decision_and_asks_for_another_look(
    as_person: Any, moderator: Any, mallory: Any, grace: Any, place: str, rude: Post, topic: Any
) -> None:
    take_away(as_person(moderator), place)
    way = f"/moderation/why?subject=post:{rude.id}"
    assert f'href="{way}"' in as_person(mallory).get(topic.path).text
    assert way not in as_person(grace).get(topic.path).text
    found = as_person(mallory).get(way)
    assert found.location.endswith("/moderation/rulings/1")
    assert "Το βλέπεις αλλιώς;" in as_person(mallory).get(found.location).text
    assert as_person(grace).get(way).status_code == 404
    asked = as_person(mallory).post("/moderation/rulings/1/appeal", data={"words": "Δεν ήταν"})
    assert asked.status_code == 303
    again = take_away(as_person(moderator), place)
    assert again.status_code == 422
    assert rows(Case.kind, Case.state) == [("appeal", "open")]


def test_bringing_it_back_takes_the_decision_back(
    as_person: Any, client: Any, moderator: Any, second: Any, mallory: Any, place: str, rude: Post,
    topic: Any,
) -> None:  # fmt: skip
    take_away(as_person(moderator), place)
    assert as_person(mallory).post(f"{place}/undo").status_code == 403
    assert as_person(second).post(f"{place}/undo").status_code == 303
    page = client.get(topic.path).text
    assert "ανοησίες" in page
    assert WHY not in page
    ruling = db.session.scalars(select(Ruling)).one()
    assert (ruling.undone_by_id, fresh(rude).hidden_reason) == (second.id, "")
    assert take_away(as_person(moderator), place, "Πάλι").status_code == 303


def test_of_two_moderators_one_takes_it_away(
    as_person: Any, moderator: Any, second: Any, place: str
) -> None:
    assert take_away(as_person(moderator), place).status_code == 303
    late = take_away(as_person(second), place, "Κι εγώ")
    assert late.status_code == 422
    assert "Έχει ήδη αποσυρθεί" in late.text
    assert rows(Ruling.words) == [(WHY,)]


def test_reports_that_waited_are_answered(
    as_person: Any, moderator: Any, ada: Any, place: str, report: Any, rude: Post
) -> None:
    report(ada, rude)
    take_away(as_person(moderator), place)
    assert rows(Report.outcome) == [("upheld",)]
    assert rows(Case.state) == [("closed",)]


def test_a_topic_is_taken_away_with_a_reason_too(
    as_person: Any, moderator: Any, ada: Any, topic: Any, rude: Post
) -> None:
    desk = as_person(moderator)
    assert f'href="{topic.path}deletion"' in desk.get(topic.path).text
    assert take_away(desk, f"{topic.path}deletion", "").status_code == 422
    assert take_away(desk, f"{topic.path}deletion").status_code == 303
    assert WHY in desk.get(topic.path).text
    assert as_person(ada).get(topic.path).status_code == 404
    mine = as_person(ada).get(f"/moderation/why?subject={topic.tag}", follow_redirects=True)
    assert WHY in mine.text
    assert topic.title in mine.text
    assert desk.post(f"{topic.path}deletion/undo").status_code == 303
    page = as_person(ada).get(topic.path)
    assert page.status_code == 200
    assert WHY not in page.text
    assert rows(Ruling.undone_by_id) == [(moderator.id,)]


def test_what_a_ruling_takes_away_says_the_kind_of_reason(
    client: Any, moderator: Any, case_id: int, rule: Any, topic: Any
) -> None:
    rule(moderator, case_id, "delete", reason="unkind", words="Μόνο για σένα")
    page = client.get(topic.path).text
    assert "Αποσύρθηκε από την ομάδα συντονισμού: Προσβλητικό" in page
    assert "Μόνο για σένα" not in page


def test_ones_own_needs_no_reason(as_person: Any, mallory: Any, place: str, topic: Any) -> None:
    assert as_person(mallory).post(place).status_code == 303
    assert "αποσύρθηκε από το άτομο που την έγραψε" in as_person(mallory).get(topic.path).text
    assert (rows(Ruling.id), rows(Case.id)) == ([], [])


def test_what_was_hidden_is_as_it_was_after_a_removal_is_undone(
    as_person: Any, moderator: Any, case_id: int, rule: Any, place: str, rude: Post
) -> None:
    rule(moderator, case_id, "hide", reason="unkind", words="Πληγώνει")
    take_away(as_person(moderator), place)
    assert fresh(rude).hidden_reason == WHY
    as_person(moderator).post(f"{place}/undo")
    kept = fresh(rude)
    assert (kept.deleted_at, kept.hidden_reason) == (None, "Πληγώνει")
    assert kept.hidden_at is not None
