"""What moderators do with a topic: each a notice in it, in the log, and back again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum import actions
from kalo.forum.models import Category, Topic, TopicAct
from kalo.kit import clock
from kalo.kit.db import db
from tests.factories.forum import answer, done, fresh, shelf, talk

STATES = [
    ("closure", "closed_at", "Η συζήτηση έκλεισε από Moira"),
    ("archive", "archived_at", "Η συζήτηση μπήκε στο αρχείο από Moira"),
    ("pin", "pinned", "Η συζήτηση καρφιτσώθηκε από Moira"),
]


def acts_of(topic: Topic) -> list[TopicAct]:
    mine = select(TopicAct).where(TopicAct.topic_id == topic.id).order_by(TopicAct.id)
    return list(db.session.scalars(mine))


@pytest.mark.parametrize(("door", "column", "words"), STATES)
def test_a_state_is_said_in_the_topic_and_taken_back(
    as_person: Any, moderator: Any, topic: Any, door: str, column: str, words: str
) -> None:
    browser = as_person(moderator)
    assert browser.post(f"{topic.path}{door}").location == topic.path
    assert getattr(fresh(topic), column)
    [act] = acts_of(topic)
    assert words in browser.get(topic.path).text

    assert browser.post(f"{topic.path}acts/{act.id}/undo").status_code == 303
    assert not getattr(fresh(topic), column)
    assert "Αναιρέθηκε από Moira." in as_person(None).get(topic.path).text
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs[-1] == "took back an act in a discussion"


@pytest.mark.parametrize(("door", "column", "words"), STATES)
def test_a_state_ends_by_its_own_door(
    as_person: Any, moderator: Any, topic: Any, door: str, column: str, words: str
) -> None:
    browser = as_person(moderator)
    for _twice in range(2):
        browser.post(f"{topic.path}{door}")
    assert len(acts_of(topic)) == 1, "done once"
    browser.post(f"{topic.path}{door}/undo")
    assert not getattr(fresh(topic), column)
    assert len(acts_of(topic)) == 2


def test_what_was_changed_again_is_not_taken_back(
    as_person: Any, moderator: Any, topic: Any
) -> None:
    browser = as_person(moderator)
    browser.post(f"{topic.path}closure")
    browser.post(f"{topic.path}closure/undo")
    page = browser.post(f"{topic.path}acts/{acts_of(topic)[0].id}/undo")
    assert page.status_code == 422
    assert "Άλλαξε ξανά από τότε" in page.text


def test_nobody_answers_in_an_archived_topic(as_ada: Any, moderator: Any, topic: Any) -> None:
    done(actions.archive_topic, topic, moderator)
    assert as_ada.post(f"{topic.path}posts", data={"body": "Γεια"}).status_code == 403
    assert "στο αρχείο" in as_ada.get(topic.path).text


def test_the_notice_stands_where_it_happened(as_person: Any, moderator: Any, topic: Any) -> None:
    done(actions.close_topic, topic, moderator)
    done(actions.reopen_topic, topic, moderator)
    answer(topic, moderator)
    page = as_person(None).get(topic.path).text
    places = [
        page.index(words) for words in ('id="post-1"', "έκλεισε από", "ξανά από", 'id="post-2"')
    ]
    assert places == sorted(places)


def test_a_topic_goes_to_another_shelf(
    as_person: Any, moderator: Any, topic: Any, cafe: Any
) -> None:
    market, browser = topic.category_id, as_person(moderator)
    page = browser.post(f"{topic.path}category", data={"category": "members"})
    assert page.status_code == 303
    assert fresh(topic).category_id == cafe.id
    counts = [fresh(db.session.get(Category, n)).topics_count for n in (market, cafe.id)]
    assert counts == [0, 1]
    assert as_person(None).get(topic.path).status_code == 404
    assert "από το «Αγορά»" in browser.get(topic.path).text

    browser.post(f"{topic.path}acts/{acts_of(topic)[0].id}/undo")
    assert fresh(topic).category_id == market


def test_a_shelf_that_few_know_is_not_named(
    as_person: Any, moderator: Any, cafe: Any, ada: Any
) -> None:
    shelf()
    topic = talk(cafe, ada)
    as_person(moderator).post(f"{topic.path}category", data={"category": "agora"})
    page = as_person(None).get(topic.path).text
    assert "από άλλη κατηγορία" in page
    assert "Καφενείο" not in page


def test_the_author_has_second_thoughts_for_an_hour(
    as_ada: Any, topic: Any, cafe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(minutes=61)
    assert as_ada.get(f"{topic.path}settings").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: later)
    assert as_ada.get(f"{topic.path}settings").status_code == 403
    sent = as_ada.post(f"{topic.path}category", data={"category": "members"})
    assert sent.status_code == 403


def test_a_post_gets_another_name(
    as_person: Any, moderator: Any, topic: Any, grace: Any, ada: Any
) -> None:
    post, browser = answer(topic, ada), as_person(moderator)
    door = f"{topic.path}2/author"
    assert browser.get(door).status_code == 200
    assert browser.post(door, data={"name": "grace"}).status_code == 303
    assert (fresh(post).author_id, fresh(topic).last_author_id) == (grace.id, grace.id)
    browser.post(f"{topic.path}acts/{acts_of(topic)[0].id}/undo")
    assert fresh(post).author_id == ada.id


def test_the_first_post_carries_the_topic_with_it(
    as_person: Any, moderator: Any, topic: Any, grace: Any
) -> None:
    as_person(moderator).post(f"{topic.path}1/author", data={"name": "@grace"})
    assert fresh(topic).author_id == grace.id


@pytest.mark.parametrize("name", ["", "κανείς", "nobody"])
def test_a_name_that_is_none_comes_back(
    as_person: Any, moderator: Any, topic: Any, name: str
) -> None:
    page = as_person(moderator).post(f"{topic.path}1/author", data={"name": name})
    assert page.status_code == 422


DOORS = [
    *(
        ("POST", f"{door}{undo}", {})
        for door in ("closure", "archive", "pin")
        for undo in ("", "/undo")
    ),
    ("GET", "arrange", {}),
    ("GET", "merger", {}),
    ("POST", "arrange", {}),
    ("POST", "merger", {}),
    ("POST", "pace", {"seconds": "60"}),
    ("POST", "timers", {"kind": "close", "at": "2099-01-01T10:00"}),
    ("GET", "1/author", {}),
    ("POST", "1/author", {"name": "grace"}),
]


@pytest.mark.parametrize(("method", "door", "sent"), DOORS)
def test_only_moderators_arrange(
    as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any, cafe: Any,
    method: str, door: str, sent: dict[str, str],
) -> None:  # fmt: skip
    hidden = talk(cafe, ada)
    for place, guest, member in ((topic, {401, 303}, {403}), (hidden, {404}, {403})):
        address = f"{place.path}{door}"
        assert as_person(None).open(address, method=method, data=sent).status_code in guest
        assert as_person(ada).open(address, method=method, data=sent).status_code in member
    got = as_person(moderator).open(f"{topic.path}{door}", method=method, data=sent).status_code
    assert got in {200, 303}


def test_a_notice_of_another_topic_is_not_there(
    as_person: Any, moderator: Any, topic: Any, category: Any, ada: Any
) -> None:
    done(actions.close_topic, topic, moderator)
    other = talk(category, ada, "Άλλη")
    act = acts_of(topic)[0]
    assert as_person(moderator).post(f"{other.path}acts/{act.id}/undo").status_code == 404
    assert as_person(ada).post(f"{topic.path}acts/{act.id}/undo").status_code == 403


def test_a_name_that_changes_changes_in_the_notices(
    as_person: Any, moderator: Any, topic: Any
) -> None:
    from kalo import signals
    from kalo.kit.db import transaction

    done(actions.close_topic, topic, moderator)
    with transaction():
        db.session.merge(moderator).name = "Μαρία"
        db.session.flush()
        signals.thing_changed.send(f"person:{moderator.id}")
    page = as_person(None).get(topic.path).text
    assert "έκλεισε από Μαρία" in page
    assert "Moira" not in page


def test_the_head_shows_each_state_quietly(as_person: Any, moderator: Any, topic: Any) -> None:
    for verb in (actions.pin_topic, actions.close_topic):
        done(verb, topic, moderator)
    with_pace = as_person(moderator)
    with_pace.post(f"{topic.path}pace", data={"seconds": "300"})
    page = as_person(None).get(topic.path).text
    head = page[page.index("topic-head") : page.index("<h1")]
    assert all(words in head for words in ("καρφιτσωμένη", "κλειστή", "αργός ρυθμός: 5 λεπτά"))


def test_the_pages_speak_english_too(as_person: Any, moderator: Any, topic: Any) -> None:
    done(actions.close_topic, topic, moderator)
    browser = as_person(moderator)
    assert "Moira closed this discussion" in browser.get(f"/en{topic.path}").text
    assert "Slow pace" in browser.get(f"/en{topic.path}settings").text
    assert "Which posts" in browser.get(f"/en{topic.path}arrange").text
