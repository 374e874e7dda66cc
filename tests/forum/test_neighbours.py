"""What other rooms and services hear from the forum: news, own data, leaving, the log of staff."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.own_data import everything_of
from kalo.forum.models import Reader, ReadMark
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.notifications.models import Notification
from tests.factories.forum import answer, fresh, talk


def news() -> list[tuple[int, str, int, str]]:
    rows = select(Notification).order_by(Notification.person_id)
    return [(n.person_id, n.what, n.unread, n.path) for n in db.session.scalars(rows)]


def test_those_who_wrote_in_a_topic_hear_of_a_reply_and_its_author_does_not(
    as_person: Any, ada: Any, grace: Any, mallory: Any, topic: Any, work: Any
) -> None:
    answer(topic, grace)
    for _ in range(2):
        as_person(grace).post(f"{topic.path}posts", data={"body": "Κι άλλη"})
    work()
    assert news() == [(ada.id, topic.title, 3, f"{topic.path}2")]

    as_person(ada).post(f"{topic.path}posts", data={"body": "Ευχαριστώ"})
    work()
    assert [row for row in news() if row[2]] == [(grace.id, topic.title, 1, f"{topic.path}5")]


def test_reading_a_topic_reads_its_news(
    as_person: Any, ada: Any, grace: Any, topic: Any, work: Any
) -> None:
    answer(topic, grace)
    work()
    as_person(ada).post(f"{topic.path}reading", data={"number": "2"})
    assert [row[2] for row in news()] == [0]


def test_whoever_left_hears_nothing(ada: Any, grace: Any, topic: Any, work: Any) -> None:
    with transaction():
        fresh(ada).erased_at = clock.now()
    answer(topic, grace)
    work()
    assert news() == []


def test_a_person_gets_all_that_the_forum_holds_of_them(
    as_ada: Any, ada: Any, grace: Any, topic: Any
) -> None:
    answer(topic, grace, "Όχι δικό της")
    as_ada.post(f"{topic.path}posts", data={"body": "Πρώτα"})
    words = {"body": "Ύστερα", "revision": "1", "reason": "Το είδα αλλιώς"}
    as_ada.post(f"{topic.path}3/edit", data=words)
    as_ada.post(f"{topic.path}3/deletion")
    held = everything_of(fresh(ada))["forum"]
    assert [(post["address"], post["text"]) for post in held["posts"]] == [
        (f"{topic.path}1", "Η πρώτη ανάρτηση"),
        (f"{topic.path}3", "Ύστερα"),
    ]
    assert held["posts"][1]["deleted_at"]
    assert [(text["address"], text["text"]) for text in held["earlier_texts"]] == [
        (f"{topic.path}3", "Πρώτα")
    ]
    assert held["read"] == [{"topic": topic.path, "up_to": 3}]


def test_words_stay_when_a_person_leaves_and_their_marks_go(
    as_person: Any, ada: Any, grace: Any, topic: Any
) -> None:
    as_person(grace).post("/forum/reading")
    answer(topic, grace, "Μένει εδώ")
    with transaction():
        leaving = fresh(grace)
        leaving.name, leaving.erased_at = "", clock.now()
        signals.person_left.send(leaving)
    assert db.session.scalars(select(ReadMark.person_id)).all() == [ada.id]
    assert db.session.scalars(select(Reader.person_id)).all() == []
    page = as_person(None).get(topic.path).text
    assert "Μένει εδώ" in page
    assert "πρώην μέλος" in page
    assert "πρώην μέλος" in as_person(None).get("/forum/").text
    assert f"/people/{grace.handle}" not in page


@pytest.mark.parametrize("members_only", [False, True])
def test_search_is_told_of_every_change(
    as_ada: Any, category: Any, cafe: Any, ada: Any, members_only: bool
) -> None:
    told: list[str] = []

    def hear(subject: str, **_: Any) -> None:
        told.append(subject)

    topic = talk(cafe if members_only else category, ada)
    with signals.thing_changed.connected_to(hear):
        as_ada.post(f"{topic.path}posts", data={"body": "Πρώτα"})
        as_ada.post(f"{topic.path}2/edit", data={"body": "Ύστερα", "revision": "1"})
        as_ada.post(f"{topic.path}2/deletion")
        as_ada.post(f"{topic.path}2/deletion/undo")
    assert told == [topic.tag] * 4
