"""Taking away with regret: how long it can be undone, and what others see meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, fresh, talk


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    began = clock.now()

    def _later(**more: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**more))

    return _later


@pytest.mark.parametrize(("days", "status"), [(29, 303), (31, 403)])
def test_authors_bring_back_for_thirty_days(
    as_ada: Any, as_person: Any, ada: Any, moderator: Any, topic: Any, later: Any,
    days: int, status: int,
) -> None:  # fmt: skip
    answer(topic, ada, "Ένα μυστικό")
    as_ada.post(f"{topic.path}2/deletion")
    later(days=days)
    assert ("μυστικό" in as_ada.get(topic.path).text) == (status == 303)
    assert as_ada.post(f"{topic.path}2/deletion/undo").status_code == status
    if status == 403:
        assert as_person(moderator).post(f"{topic.path}2/deletion/undo").status_code == 303


@pytest.mark.parametrize(("days", "status"), [(29, 303), (31, 404)])
def test_so_do_authors_of_topics(
    as_ada: Any, topic: Any, later: Any, days: int, status: int
) -> None:
    as_ada.post(f"{topic.path}deletion")
    later(days=days)
    assert as_ada.post(f"{topic.path}deletion/undo").status_code == status


def test_a_hidden_post_is_folded_for_all_but_its_author(
    client: Any, as_ada: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    post = answer(topic, ada, "Κάτι βαρύ")
    with transaction():
        kept = db.session.merge(post)
        kept.hidden_at, kept.hidden_reason = clock.now(), "Προσβλητικό"
    for browser in (client, as_person(grace)):
        page = browser.get(topic.path).text
        assert "έκρυψε η ομάδα συντονισμού" in page
        assert "Κάτι βαρύ" not in page
        assert browser.get(f"{topic.path}2/quote").text == ""
        assert browser.get(f"{topic.path}2/history").status_code in (303, 403)
    own = as_ada.get(topic.path).text
    assert "Κάτι βαρύ" in own
    assert "Προσβλητικό" in own
    assert "Κάτι βαρύ" in as_person(moderator).get(topic.path).text


def test_replies_to_a_post_are_counted_and_shown(
    client: Any, as_person: Any, as_ada: Any, ada: Any, grace: Any, topic: Any
) -> None:
    first = answer(topic, ada, "Ερώτηση")
    answer(topic, grace, "Πρώτη γνώμη", reply_to=2)
    answer(topic, ada, "Δεύτερη γνώμη", reply_to=2)
    answer(topic, ada, "Άσχετο")
    assert fresh(first).replies_count == 2
    listed = client.get(f"{topic.path}2/replies").text
    assert listed.index("Πρώτη γνώμη") < listed.index("Δεύτερη γνώμη")
    assert "Άσχετο" not in listed
    part = client.get(f"{topic.path}2/replies/list").text
    assert part.strip().startswith("<ul")
    assert f'href="{topic.path}2/replies"' in client.get(topic.path).text

    as_person(grace).post(f"{topic.path}3/deletion")
    assert fresh(first).replies_count == 1
    assert "Πρώτη γνώμη" not in client.get(f"{topic.path}2/replies").text
    as_person(grace).post(f"{topic.path}3/deletion/undo")
    assert fresh(first).replies_count == 2


def test_replies_can_be_counted_anew(ada: Any, category: Any) -> None:
    from kalo.forum.actions.counts import recount_replies

    topic = talk(category, ada)
    first = answer(topic, ada)
    answer(topic, ada, reply_to=2)
    with transaction():
        db.session.merge(first).replies_count = 9
    with transaction():
        recount_replies(topic.id)
    assert fresh(first).replies_count == 1


def test_a_sleeping_discussion_says_so_and_takes_the_reply(
    as_person: Any, ada: Any, topic: Any, later: Any
) -> None:
    asleep = "Τελευταία ανάρτηση εδώ:"
    assert asleep not in as_person(ada).get(topic.path).text
    later(days=400)
    as_ada = as_person(ada)
    assert asleep in as_ada.get(topic.path).text
    assert as_ada.post(f"{topic.path}posts", data={"body": "Ακόμη;"}).status_code == 303
    assert asleep not in as_ada.get(topic.path).text


def test_a_slow_discussion_says_how_long_to_wait(
    as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    slow = "Αυτή η συζήτηση πηγαίνει αργά: μπορείς να ξαναγράψεις σε 10 λεπτά."
    answer(topic, moderator)
    with transaction():
        db.session.merge(topic).slow_seconds = 600
    for person, waits in ((ada, True), (grace, False), (moderator, False)):
        assert (slow in as_person(person).get(topic.path).text) == waits


def test_the_posts_of_whom_one_ignores_are_folded(
    as_person: Any, ada: Any, grace: Any, mallory: Any, topic: Any, make: Any
) -> None:
    from kalo.moderation.models import Ignored

    answer(topic, mallory, "Πάλι εγώ")
    make(Ignored, person_id=grace.id, ignored_id=mallory.id, at=clock.now())
    folded = "Από μέλος που αγνοείς"
    assert folded in as_person(grace).get(topic.path).text
    assert folded not in as_person(ada).get(topic.path).text
