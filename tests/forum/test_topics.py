"""Opening topics and reading them."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum import actions
from kalo.forum.models import Topic
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, done, fresh, posts_of, read_by, shelf, talk

NEW = {"title": "Ποιος ξέρει;", "category": "agora", "body": "Μια ερώτηση"}


def the_topic() -> Topic:
    return db.session.scalars(select(Topic)).one()


def test_a_member_opens_a_topic(as_ada: Any, ada: Any, category: Any) -> None:
    page = as_ada.post("/forum/new", data=NEW)

    topic = the_topic()
    assert (page.status_code, page.location) == (303, topic.path)
    assert topic.path == f"/forum/t/{topic.id}-poios-xerei/"
    assert posts_of(topic) == [(1, "Μια ερώτηση")]
    assert read_by(ada, topic) == 1
    shown = fresh(category)
    assert (shown.topics_count, shown.posts_count) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"title": ""}, "Δώσε έναν τίτλο στη συζήτηση."),
        ({"title": "α"}, "Ο τίτλος έχει από 3 ως 140 χαρακτήρες."),
        ({"title": "α" * 141}, "Ο τίτλος έχει από 3 ως 140 χαρακτήρες."),
        ({"body": " "}, "Γράψε πρώτα κάτι."),
    ],
)
def test_a_topic_that_lacks_something_comes_back_with_its_words(
    as_ada: Any, category: Any, changed: dict[str, str], error: str
) -> None:
    page = as_ada.post("/forum/new", data={**NEW, **changed})
    assert page.status_code == 422
    assert error in page.text
    assert {**NEW, **changed}["title"] in page.text
    assert db.session.scalars(select(Topic)).all() == []


def test_a_topic_sent_twice_is_opened_once(as_ada: Any, category: Any) -> None:
    answers = [as_ada.post("/forum/new", data={**NEW, "once": "0123456789"}) for _ in range(3)]
    assert [a.location for a in answers] == [the_topic().path] * 3


def test_a_topic_remembers_its_language_and_what_it_is_about(as_ada: Any, category: Any) -> None:
    asked = as_ada.get("/forum/new?subject=lesson:17&title=Profit&category=agora").text
    assert 'value="lesson:17"' in asked
    assert 'value="Profit"' in asked
    as_ada.post("/en/forum/new", data={**NEW, "subject": "lesson:17"})
    assert (the_topic().language, the_topic().subject) == ("en", "lesson:17")


def test_a_discussion_about_a_thing_is_proposed_where_others_of_its_kind_are(
    as_ada: Any, category: Any, ada: Any
) -> None:
    lessons = shelf("Μαθήματα")

    def proposed(query: str) -> list[str]:
        page = as_ada.get(f"/forum/new?{query}").text
        return re.findall(r'<option selected value="([a-z]+)">(?:Αγορά|Μαθήματα)', page)

    assert proposed("subject=lesson:18") == []
    talk(lessons, ada, subject="lesson:17")
    talk(category, ada, subject="event:3")
    assert proposed("subject=lesson:18") == [lessons.slug]
    assert proposed("subject=event:18") == ["agora"]
    assert proposed("subject=tool:x") == []
    hidden = shelf("Κρυφά", members_only=True)
    talk(hidden, ada, subject="lesson:19")
    with transaction():
        db.session.merge(hidden).see = "groups"
    assert proposed("subject=lesson:18") == [lessons.slug]  # not where they may not look
    assert proposed("subject=lesson:18&category=agora") == ["agora"]


def test_a_subject_that_is_none_is_refused(as_ada: Any, category: Any) -> None:
    page = as_ada.post("/forum/new", data={**NEW, "subject": "<script>"})
    assert page.status_code == 422


def test_a_title_without_a_letter_still_has_an_address(as_ada: Any, category: Any) -> None:
    page = as_ada.post("/forum/new", data={**NEW, "title": "🙂🙂🙂"})
    assert as_ada.get(page.location).status_code == 200
    assert the_topic().slug == "topic"


def test_nobody_opens_a_topic_where_they_may_not_look(
    as_person: Any, make_person: Any, category: Any, cafe: Any
) -> None:
    unconfirmed = as_person(make_person("Ulla", confirmed_at=None))
    assert unconfirmed.post("/forum/new", data=NEW).status_code == 403
    assert as_person(None).get("/forum/new").status_code == 303
    assert as_person(None).post("/forum/new", data=NEW).status_code == 401


def test_an_old_name_leads_to_the_right_one(client: Any, topic: Any) -> None:
    for wrong in (f"/forum/t/{topic.id}-old-name/", f"/forum/t/{topic.id}/"):
        page = client.get(wrong)
        assert (page.status_code, page.location) == (301, topic.path)
    english = client.get(f"/en/forum/t/{topic.id}-old/?page=2&_external=1&endpoint=x")
    assert english.location == f"/en{topic.path}?page=2"


def test_pages_hold_twenty_numbers(client: Any, category: Any, ada: Any) -> None:
    topic = talk(category, ada, replies=44)
    pages = [client.get(f"{topic.path}?page={n}") for n in (1, 2, 3, 4)]
    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    shown = [page.text.count('class="post"') for page in pages]
    assert shown == [20, 20, 5, 0]
    assert 'id="post-21"' in pages[1].text
    assert 'id="post-20"' not in pages[1].text
    assert "reply" in pages[2].text


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (1, "#post-1"),
        (20, "#post-20"),
        (21, "?page=2#post-21"),
        (999, "?page=2#post-22"),
        (0, "#post-1"),
        (5, "#post-4"),
        (2_000_000_000, "?page=2#post-22"),
    ],
)
def test_a_permalink_leads_to_the_post_or_the_nearest(
    client: Any, category: Any, ada: Any, number: int, place: str
) -> None:
    topic = talk(category, ada, replies=21)
    from kalo.forum.queries import get_post

    done(actions.delete_post, get_post(topic, 5), topic, ada)
    page = client.get(f"{topic.path}{number}")
    assert (page.status_code, page.location) == (302, topic.path + place)


def test_a_number_that_no_database_holds_is_just_not_found(client: Any, topic: Any) -> None:
    for path in (f"/forum/t/{10**25}-x/", f"{topic.path}{10**25}", f"{topic.path}?page={10**25}"):
        assert client.get(path).status_code == 404


def test_a_category_shows_the_pinned_first_then_the_latest(
    client: Any, category: Any, ada: Any, moderator: Any
) -> None:
    first, _second, third = (talk(category, ada, f"Θέμα {n}") for n in (1, 2, 3))
    answer(first, ada)
    done(actions.pin_topic, third, moderator)
    text = client.get("/forum/c/agora/").text
    assert sorted((1, 2, 3), key=lambda n: text.index(f"Θέμα {n}")) == [3, 1, 2]


def test_a_category_is_turned_page_by_page_and_back(client: Any, category: Any, ada: Any) -> None:
    import re

    for n in range(1, 46):
        talk(category, ada, f"Θέμα {n:02}")
    seen, address = [], "/forum/c/agora/"
    for _ in range(3):
        text = client.get(address).text
        seen.append(re.findall(r"Θέμα (\d\d)</a>", text))
        older = re.search(r'href="([^"]+)" rel="next"', text)
        address = older[1] if older else address
    assert [len(page) for page in seen] == [20, 20, 5]
    assert [n for page in seen for n in page] == [f"{n:02}" for n in range(45, 0, -1)]
    back = re.search(r'href="([^"]+)" rel="prev"', text)
    assert back
    assert re.findall(r"Θέμα (\d\d)</a>", client.get(back[1]).text) == seen[1]


@pytest.mark.parametrize("cursor", ["x", "1~2", "1~9999999999999999999~1", "2~1~1", "1~1~-1"])
def test_a_cursor_that_is_none_is_not_found(client: Any, category: Any, cursor: str) -> None:
    assert client.get(f"/forum/c/agora/?after={cursor}").status_code == 404


def test_an_empty_forum_offers_the_first_step(client: Any) -> None:
    assert "Ξεκίνα την πρώτη" in client.get("/forum/").text
    shelf()
    assert "Ξεκίνα την πρώτη" in client.get("/forum/c/agora/").text
    assert client.get("/forum/c/nowhere/").status_code == 404


def test_a_topic_about_a_thing_asks_the_others_what_that_is(
    client: Any, category: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kalo.kit import slots

    told = [(1, lambda subject, **_: f"<p>about {subject}</p>")]
    monkeypatch.setitem(slots._fillers, "topic-about", told)
    topic = talk(category, ada, subject="lesson:17")
    assert "<p>about lesson:17</p>" in client.get(topic.path).text
