"""What reports alone hid: its author reads why, and asks somebody to look."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.actions import erase
from kalo.accounts.models import Person
from kalo.forum.models import Post
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.moderation.models import Case, Note
from kalo.notifications.models import Notification
from tests.factories.forum import fresh

WORDS = "Απαντούσα σε ό,τι με ρώτησαν"


@pytest.fixture
def why(report: Any, make_person: Any, rude: Post) -> str:
    """The page of Mallory's reply that four members had hidden."""
    for letter in "abcd":
        report(make_person(f"Person {letter}", trust=2), rude)
    assert fresh(rude).hidden_at is not None
    return f"/moderation/why?subject=post:{rude.id}"


def test_the_author_is_led_to_a_page_that_says_what_happened(
    as_person: Any, mallory: Person, why: str, topic: Any
) -> None:
    mine = as_person(mallory)
    assert f'href="{why}"' in mine.get(topic.path).text
    told = db.session.scalars(select(Notification).filter_by(person_id=mallory.id)).one()
    assert told.path == why
    letter = db.session.scalars(select(Letter).filter_by(recipient=mallory.email)).one()
    assert why in letter.text
    page = mine.get(why).text
    assert "Δεν το έχει δει ακόμη άνθρωπος" in page
    assert "ανοησίες" in page
    assert 'name="words"' in page


def test_it_is_there_for_its_author_alone(
    as_person: Any, ada: Person, moderator: Person, why: str
) -> None:
    for person in (ada, moderator):
        assert as_person(person).get(why).status_code == 404
        assert as_person(person).post(why, data={"words": WORDS}).status_code == 404
    assert as_person(None).get(why).status_code == 303
    assert as_person(None).post(why, data={"words": WORDS}).status_code == 401
    assert as_person(ada).get("/moderation/why").status_code == 404


def test_whoever_decides_reads_what_the_author_said(
    as_person: Any, mallory: Person, moderator: Person, why: str, rude: Post, rule: Any
) -> None:
    mine, before = as_person(mallory), db.session.scalars(select(Case.version)).one()
    assert mine.post(why, data={"words": " "}).status_code == 422
    assert mine.post(why, data={"words": WORDS}).status_code == 303
    page = mine.get(why).text
    assert WORDS in page
    assert 'name="words"' not in page
    case = db.session.scalars(select(Case)).one()
    assert (case.state, case.version) == ("open", before + 1)
    desk = as_person(moderator).get(f"/moderation/cases/{case.id}/").text
    assert WORDS in desk
    assert "Το άτομο που το έγραψε ζητά δεύτερη ματιά" in desk
    rule(moderator, case.id, "keep")
    assert fresh(rude).hidden_at is None
    assert mine.get(why).status_code == 404


def test_it_is_asked_once(as_person: Any, mallory: Person, why: str) -> None:
    mine = as_person(mallory)
    mine.post(why, data={"words": WORDS})
    again = mine.post(why, data={"words": "Και κάτι ακόμη"})
    assert again.status_code == 422
    assert db.session.scalars(select(Note.words)).all() == [WORDS]


def test_once_decided_the_same_address_leads_to_the_decision(
    as_person: Any, mallory: Person, moderator: Person, why: str, rule: Any
) -> None:
    rule(moderator, 1, "hide", reason="unkind")
    found = as_person(mallory).get(why)
    assert (found.status_code, found.location) == (303, "/moderation/rulings/1")


def test_what_is_taken_away_and_then_kept_is_no_longer_hidden(
    moderator: Person, as_person: Any, why: str, rude: Post, rule: Any
) -> None:
    rule(moderator, 1, "delete", reason="spam")
    as_person(moderator).post("/moderation/rulings/1/undo")
    kept = fresh(rude)
    assert (kept.deleted_at, kept.hidden_at) == (None, None)


def test_the_words_go_with_whoever_leaves(as_person: Any, mallory: Person, why: str) -> None:
    as_person(mallory).post(why, data={"words": WORDS})
    with transaction():
        erase(db.session.get_one(Person, mallory.id))
    assert db.session.scalars(select(Note)).all() == []
