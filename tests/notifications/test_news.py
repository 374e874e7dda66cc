"""The bell: news gathers on a subject until it is read, and is the person's own."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.actions import delete_topic, restore_topic
from kalo.forum.actions.watching import follow_topic
from kalo.forum.models import Category, Topic
from kalo.kit.db import db, transaction
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind, Notification, kinds
from tests.conftest import ON_POSTGRES, Browser
from tests.factories.forum import answer, done

said = "%(what)s: %(n)s"


@pytest.fixture
def reply() -> Any:
    kind = Kind("test.reply", "Somebody replies", said)
    yield kind
    del kinds["test.reply"]


def tell(people: list[Person], kind: Kind, by: Person | None = None) -> None:
    with transaction():
        ids = [person.id for person in people]
        notify(ids, kind, "test:5", "Το 35%", "/forum/t/5-x/9", by)


def test_news_adds_up_and_whoever_did_it_is_not_told(
    reply: Kind, ada: Person, grace: Person
) -> None:
    tell([ada, grace], reply, by=grace)
    tell([ada, grace], reply, by=grace)

    rows = db.session.scalars(select(Notification)).all()
    assert [(row.person_id, row.unread) for row in rows] == [(ada.id, 2)]


@pytest.mark.parametrize("listeners", [1, 3])
def test_telling_many_costs_what_telling_one_costs(
    reply: Kind, make_person: Callable[..., Person], queries_run: list[str], listeners: int
) -> None:
    people = [make_person(f"P{'abc'[n]}") for n in range(listeners)]
    ids = [person.id for person in people]
    db.session.rollback()
    queries_run.clear()
    with transaction():
        notify(ids, reply, "test:5", "x", "/", None)
    assert len(queries_run) == (4 if ON_POSTGRES else 3)


def test_reading_news_leads_to_it_and_empties_the_bell(
    reply: Kind, as_ada: Browser, ada: Person
) -> None:
    tell([ada], reply)
    page = as_ada.get("/accounts/news/").text
    assert "Το 35%: 1" in page
    assert "1 νέα ειδοποίηση" in page

    row = db.session.scalars(select(Notification)).one()
    answer = as_ada.post(f"/accounts/news/{row.id}/reading")

    assert (answer.status_code, answer.location) == (303, "/forum/t/5-x/9")
    assert "1 νέα ειδοποίηση" not in as_ada.get("/accounts/news/").text


def test_all_news_can_be_read_at_once(reply: Kind, as_ada: Browser, ada: Person) -> None:
    tell([ada], reply)
    assert as_ada.post("/accounts/news/reading").status_code == 303
    assert [row.unread for row in db.session.scalars(select(Notification))] == [0]


def test_another_persons_news_is_not_there(
    reply: Kind, as_person: Callable[..., Browser], ada: Person, mallory: Person
) -> None:
    tell([ada], reply)
    row = db.session.scalars(select(Notification)).one()
    stranger = as_person(mallory)

    assert stranger.post(f"/accounts/news/{row.id}/reading").status_code == 404
    assert "Το 35%" not in stranger.get("/accounts/news/").text
    assert as_person(None).get("/accounts/news/").status_code == 303


def test_a_row_says_how_many_once_and_what_was_read_says_nothing_more(
    reply: Kind, as_ada: Browser, ada: Person
) -> None:
    empty = as_ada.get("/accounts/news/").text
    assert ("Τίποτα νέο ακόμη" in empty, "Όλα διαβασμένα" in empty) == (True, False)
    tell([ada], reply)
    tell([ada], reply)
    page = as_ada.get("/accounts/news/").text
    assert ("Το 35%: 2</button>" in page, "2 νέα" in page, "Το είδα" in page) == (True, False, True)
    news = db.session.scalars(select(Notification)).one()
    assert as_ada.post(f"/accounts/news/{news.id}/mark").status_code == 303
    page = as_ada.get("/accounts/news/").text
    assert ("Το 35%: 2" in page, "Το είδα" in page, "news fresh" in page) == (True, False, False)
    assert "Τα έχεις διαβάσει όλα" in as_ada.get("/accounts/news/?only=unread").text


def test_what_is_no_longer_there_is_not_named(
    as_ada: Browser, ada: Person, grace: Person, moderator: Person, topic: Topic,
    category: Category, work: Any,
) -> None:  # fmt: skip
    def told() -> tuple[bool, bool]:
        page = as_ada.get("/accounts/news/").text
        return topic.title in page, "δεν υπάρχει πια" in page

    answer(topic, grace, "@ada;")
    work()
    assert told() == (True, False)
    done(lambda person, there: follow_topic(person, there, 0), ada, topic)
    assert told() == (True, False)  # muted is not gone
    done(delete_topic, topic, moderator)
    assert told() == (False, True)
    done(restore_topic, topic, moderator)
    assert told() == (True, False)
    with transaction():
        db.session.get_one(Category, category.id).see = "staff"
    assert told() == (False, True)
    row = db.session.scalars(select(Notification)).one()
    assert as_ada.post(f"/accounts/news/{row.id}/mark").status_code == 303
    assert "1 νέα ειδοποίηση" not in as_ada.get("/accounts/news/").text
