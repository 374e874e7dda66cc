"""The lists of topics: what each holds, how it is narrowed, turned and counted."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from kalo.forum import actions
from kalo.forum.actions.watching import follow_thing, follow_topic
from kalo.forum.jobs import count_scores
from kalo.forum.models import Category, Post, Topic
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.conftest import HTMX
from tests.factories.forum import answer, done, fresh, read_by, shelf, talk

LISTS = ("latest", "fresh", "unread", "unanswered", "top")


def titles(text: str) -> list[str]:
    rows = re.findall(r'<li class="topic-row.*?</li>', text, re.S)
    return [re.search(r'<a class="title"[^>]*>([^<]+)', row)[1] for row in rows]  # type: ignore[index]


@pytest.fixture
def reader(make_person: Any) -> Any:
    """Somebody who has been here for a week."""
    return make_person("Rhea", joined_at=clock.now() - timedelta(days=7))


@pytest.fixture
def as_reader(as_person: Any, reader: Any) -> Any:
    return as_person(reader)


def test_new_holds_what_was_opened_since_one_came_and_never_read(
    as_reader: Any, reader: Any, category: Any, ada: Any
) -> None:
    old, seen, new = (talk(category, ada, f"Θέμα {n}") for n in range(3))
    talk(category, reader, "Δικό μου")
    with transaction():
        earlier = clock.now() - timedelta(days=8)
        db.session.execute(update(Topic).where(Topic.id == old.id).values(opened_at=earlier))
        actions.mark_read(reader, db.session.merge(seen), 1)
    assert titles(as_reader.get("/forum/fresh").text) == [new.title]


def test_unread_holds_what_one_has_been_in_or_follows(
    as_reader: Any, reader: Any, category: Any, cafe: Any, ada: Any
) -> None:
    been, never, followed, read = (talk(category, ada, f"Θέμα {n}") for n in range(4))
    there = talk(cafe, ada, "Στο καφενείο")
    with transaction():
        for each in (been, read):
            actions.mark_read(reader, db.session.merge(each), 1)
    with transaction():
        follow_topic(reader, db.session.merge(followed), TRACKING)
        follow_thing(reader, "category", cafe.id, TRACKING)
    answer(been, ada)
    assert titles(as_reader.get("/forum/unread").text) == [been.title, there.title, followed.title]
    assert never.title not in as_reader.get("/forum/unread").text
    with transaction():
        follow_topic(reader, db.session.merge(been), 1)
    assert titles(as_reader.get("/forum/unread").text) == [there.title, followed.title]


def test_who_follows_a_category_follows_what_stands_under_it(
    as_reader: Any, reader: Any, make: Any, category: Any, ada: Any
) -> None:
    upper = make(Category, slug="upper", title_el="Πάνω")
    with transaction():
        db.session.merge(category).parent_id = upper.id
    with transaction():
        follow_thing(reader, "category", upper.id, TRACKING)
    under, there = talk(category, ada, "Από κάτω"), talk(upper, ada, "Πάνω")
    talk(shelf("Άλλη"), ada, "Αλλού")
    assert titles(as_reader.get("/forum/unread").text) == [there.title, under.title]


def test_guests_have_no_list_of_their_own(client: Any, as_person: Any, make_person: Any) -> None:
    unconfirmed = as_person(make_person("Ulla", confirmed_at=None))
    for name in ("fresh", "unread", "following", "bookmarks"):
        assert client.get(f"/forum/{name}").status_code == 303
        assert unconfirmed.get(f"/forum/{name}").status_code == 403


def test_unanswered_holds_what_nobody_has_answered_and_somebody_could(
    client: Any, category: Any, ada: Any, moderator: Any
) -> None:
    alone, answered, closed = (talk(category, ada, f"Θέμα {n}") for n in range(3))
    answer(answered, ada)
    done(actions.close_topic, closed, moderator)
    assert titles(client.get("/forum/unanswered").text) == [alone.title]


def test_top_shows_what_the_job_counted(
    client: Any, category: Any, ada: Any, grace: Any, make_person: Any
) -> None:
    quiet, lively, old = (talk(category, ada, f"Θέμα {n}") for n in range(3))
    for who in (grace, make_person("Petra")):
        answer(lively, who)
    answer(quiet, grace)
    answer(old, grace)
    long_ago = clock.now() - timedelta(days=40)
    with transaction():
        db.session.execute(update(Post).where(Post.topic_id == old.id).values(created_at=long_ago))
        db.session.execute(update(Topic).where(Topic.id == old.id).values(last_post_at=long_ago))
    assert titles(client.get("/forum/top").text) == []
    count_scores()
    assert titles(client.get("/forum/top").text) == [lively.title, quiet.title]
    for period in ("day", "month"):
        assert titles(client.get(f"/forum/top?period={period}").text) == [lively.title, quiet.title]
    for period in ("year", "all"):
        text = client.get(f"/forum/top?period={period}").text
        assert titles(text) == [lively.title, old.title, quiet.title]
    assert client.get("/forum/top?period=hour").status_code == 404


def test_the_job_can_run_twice_and_counts_views_of_the_period(
    client: Any, category: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = talk(category, ada)
    with transaction():
        db.session.execute(update(Topic).values(views_count=1000))
    assert count_scores() == 1  # of all time: nothing was noted for the others yet
    with transaction():
        db.session.execute(update(Topic).values(views_count=1100))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=1))
    assert count_scores() == 4  # of all time was counted already, and waits for tomorrow
    assert titles(client.get("/forum/top?period=day").text) == [topic.title]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("category=agora", ["Κλειστό", "Λυμένο", "Ανοιχτό"]),
        ("tag=Στέγη", ["Αλλού", "Ανοιχτό"]),
        ("tag=stegi&category=agora", ["Ανοιχτό"]),
        ("state=open", ["Αλλού", "Λυμένο", "Ανοιχτό"]),
        ("state=closed", ["Κλειστό"]),
        ("state=solved", ["Λυμένο"]),
        ("state=unanswered", ["Αλλού", "Ανοιχτό"]),
        ("state=archived", []),
        ("tag=άγνωστο", []),
    ],
)
def test_a_list_is_narrowed_by_category_tag_and_state(
    client: Any, category: Any, ada: Any, moderator: Any, words: str, found: list[str]
) -> None:
    with_tag = talk(category, ada, "Ανοιχτό")
    solved = talk(category, ada, "Λυμένο", replies=1)
    closed = talk(category, ada, "Κλειστό")
    elsewhere = talk(shelf("Άλλη"), ada, "Αλλού")
    done(actions.close_topic, closed, moderator)
    with transaction():
        for topic in (with_tag, elsewhere):
            actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
        db.session.execute(update(Topic).where(Topic.id == solved.id).values(answer_number=2))
    page = client.get(f"/forum/latest?{words}")
    assert titles(page.text) == found
    assert '<meta name="robots" content="noindex">' in page.text
    assert 'rel="nofollow"' in page.text


def test_a_filter_that_is_none_is_not_found(client: Any, category: Any, cafe: Any) -> None:
    for words in ("state=odd", "category=nowhere", "category=members", "after=x"):
        assert client.get(f"/forum/latest?{words}").status_code == 404
    assert client.get("/forum/c/agora/?state=odd").status_code == 404
    assert client.get("/forum/latest?state=&tag=&category=").status_code == 200


def test_the_same_filters_stand_in_a_category(client: Any, category: Any, ada: Any) -> None:
    marked, _plain = talk(category, ada, "Ένα"), talk(category, ada, "Δύο", replies=1)
    with transaction():
        actions.set_tags(db.session.merge(marked), "στέγη", db.session.merge(ada))
    assert titles(client.get("/forum/c/agora/?tag=stegi").text) == ["Ένα"]
    assert titles(client.get("/forum/c/agora/?state=unanswered").text) == ["Ένα"]
    assert titles(client.get("/forum/c/agora/").text) == ["Δύο", "Ένα"]


@pytest.mark.parametrize("address", ["/forum/latest", "/forum/unanswered", "/forum/top?period=all"])
def test_every_list_is_turned_page_by_page_and_back(
    client: Any, category: Any, ada: Any, address: str
) -> None:
    for n in range(45):
        talk(category, ada, f"Θέμα {n:02}", replies=int("top" in address))
    with transaction():
        db.session.execute(update(Topic).values(views_count=2000 - Topic.id))
    count_scores()
    seen = []
    for _ in range(3):
        text = client.get(address).text
        seen.append(titles(text))
        older = re.search(r'href="([^"]+)" rel="next"', text)
        address = older[1].replace("&amp;", "&") if older else address
    assert [len(page) for page in seen] == [20, 20, 5]
    assert len({title for page in seen for title in page}) == 45
    back = re.search(r'href="([^"]+)" rel="prev"', text)
    assert back
    assert titles(client.get(back[1].replace("&amp;", "&")).text) == seen[1]


@pytest.mark.parametrize("how", ["topic", "category", "parent", "tag"])
def test_what_is_muted_is_left_out_unless_it_is_asked_for(
    as_reader: Any, reader: Any, make: Any, category: Any, ada: Any, how: str
) -> None:
    quiet, other = talk(category, ada, "Σιωπή"), talk(shelf("Άλλη"), ada, "Άλλο")
    with transaction():
        actions.set_tags(db.session.merge(quiet), "στέγη", db.session.merge(ada))
    upper = make(Category, slug="upper", title_el="Πάνω")
    with transaction():
        db.session.merge(category).parent_id = upper.id
        if how == "topic":
            follow_topic(reader, db.session.merge(quiet), MUTED)
        else:
            thing = {"category": category.id, "parent": upper.id, "tag": 1}[how]
            follow_thing(reader, "tag" if how == "tag" else "category", thing, MUTED)
    for name in ("", "latest", "fresh", "unanswered"):
        assert titles(as_reader.get(f"/forum/{name}").text) == [other.title], name
    asked = {"topic": "", "tag": "/forum/tag/stegi"}.get(how, "/forum/latest?category=agora")
    if asked:
        assert titles(as_reader.get(asked).text) == [quiet.title]


@pytest.mark.parametrize("how", ["category", "tag"])
def test_what_one_follows_on_a_muted_shelf_is_shown(
    as_reader: Any, reader: Any, category: Any, ada: Any, how: str
) -> None:
    followed, other = talk(category, ada, "Το ακολουθώ"), talk(category, ada, "Άλλο")
    with transaction():
        for each in (followed, other):
            actions.set_tags(db.session.merge(each), "στέγη", db.session.merge(ada))
        follow_thing(reader, how, category.id if how == "category" else 1, MUTED)
        follow_topic(reader, db.session.merge(followed), TRACKING)
    for name in ("", "latest", "unread"):
        assert titles(as_reader.get(f"/forum/{name}").text) == [followed.title], name


@pytest.mark.parametrize("count", [1, 3, 25])
def test_every_list_costs_the_same_however_long_it_is(
    client: Any, as_reader: Any, category: Any, ada: Any, reader: Any,
    statements: Callable[[Any, str], int], count: int,
) -> None:  # fmt: skip
    for n in range(count):
        topic = talk(category, ada, f"Θέμα {n}")
        with transaction():
            actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
            follow_topic(reader, db.session.merge(topic), TRACKING)
    count_scores()
    for name in LISTS:
        assert statements(as_reader, f"/forum/{name}") == 4, name
        if name not in ("fresh", "unread"):
            assert statements(client, f"/forum/{name}?tag=stegi&state=open") == 2, name
    assert statements(client, "/forum/c/agora/") == 2
    assert statements(client, "/forum/tag/stegi") == 3
    assert statements(as_reader, "/forum/following") == 4
    assert statements(as_reader, "/forum/tags") == 3


def test_a_category_or_a_tag_is_marked_read_alone(
    as_reader: Any, reader: Any, category: Any, ada: Any
) -> None:
    here, there = talk(category, ada, "Εδώ", replies=2), talk(shelf("Άλλη"), ada, "Εκεί", replies=1)
    with transaction():
        actions.set_tags(db.session.merge(there), "στέγη", db.session.merge(ada))
    page = as_reader.post("/forum/reading", data={"category": "agora", "next": "/forum/c/agora/"})
    assert page.location == "/forum/c/agora/"
    assert (read_by(reader, here), read_by(reader, there)) == (3, None)
    as_reader.post("/forum/reading", data={"tag": "stegi"})
    assert read_by(reader, there) == 2
    assert as_reader.post("/forum/reading", data={"category": "nowhere"}).status_code == 404


def test_an_open_list_asks_what_moved(
    client: Any, as_reader: Any, category: Any, cafe: Any, ada: Any, reader: Any
) -> None:
    talk(category, ada)
    text = client.get("/forum/").text
    address = re.search(r'hx-get="(/forum/moved[^"]+)"', text)
    assert address
    ask = address[1].replace("&amp;", "&")
    assert client.get(ask, headers=HTMX).status_code == 204
    talk(cafe, ada, "Κρυφό")
    assert client.get(ask, headers=HTMX).status_code == 204
    talk(category, ada, "Νέο")
    assert "1 συζήτηση κινήθηκε" in client.get(ask, headers=HTMX).text
    assert "2 συζητήσεις κινήθηκαν" in as_reader.get(ask, headers=HTMX).text
    assert client.get("/forum/moved?since=x").status_code == 404


def test_a_jump_leads_to_a_number_or_a_day(
    client: Any, category: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = talk(category, ada, replies=24)
    start = clock.now() - timedelta(days=100)
    with transaction():
        for number in range(1, 26):
            at = start + timedelta(days=3 * number)
            here = Post.topic_id == topic.id, Post.number == number
            db.session.execute(update(Post).where(*here).values(created_at=at))
        db.session.execute(update(Topic).values(opened_at=start))
    text = client.get(topic.path).text
    assert f'action="{topic.path}at"' in text
    assert "at?date=" in text
    assert client.get(f"{topic.path}at?number=22").location == f"{topic.path}?page=2#post-22"
    day = clock.athens(start + timedelta(days=30)).date().isoformat()
    assert client.get(f"{topic.path}at?date={day}").location == f"{topic.path}#post-10"
    assert client.get(f"{topic.path}at?date=1990-01-01").location == f"{topic.path}#post-1"
    assert client.get(f"{topic.path}at?date=2090-01-01").location == f"{topic.path}?page=2#post-25"
    for odd in ("date=x", "number=x"):
        assert client.get(f"{topic.path}at?{odd}").status_code == 404


def test_a_short_topic_has_no_timeline(client: Any, topic: Any) -> None:
    assert f'action="{topic.path}at"' not in client.get(topic.path).text
    assert fresh(topic).highest_number == 1


@pytest.mark.parametrize(
    ("address", "index"),
    [
        ("/forum/latest", "ix_forum_topic_latest"),
        ("/forum/unanswered", "ix_forum_topic_waiting"),
        ("/forum/top", "ix_forum_topic_score_best"),
    ],
)
def test_a_list_walks_along_an_index_and_sorts_nothing(
    client: Any, category: Any, topic: Any, queries_run: list[str], address: str, index: str
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    count_scores()
    queries_run.clear()
    client.get(address)
    query = next(query for query in reversed(queries_run) if "FROM forum_topic" in query)
    plan = db.session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {query}", tuple([1] * query.count("?"))
    )
    steps = [row[3] for row in plan]
    assert any(index in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


def test_the_button_of_a_row_marks_it_read_as_the_page_shows_it(
    as_reader: Any, reader: Any, category: Any, ada: Any
) -> None:
    first, second = (talk(category, ada, title, replies=1) for title in ("Πρώτη", "Δεύτερη"))
    page = as_reader.get("/forum/c/agora/").text
    form = re.search(r'<form id="reads" method="post" hidden>(.*?)</form>', page, re.DOTALL)
    assert form
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[1]))
    buttons = dict(
        re.findall(r'form="reads" formaction="([^"]+)" name="number" value="(\d+)"', page)
    )
    assert sorted(buttons) == sorted([f"{first.path}reading", f"{second.path}reading"])
    there = f"{first.path}reading"
    answered = as_reader.post(there, data={**sent, "number": buttons[there]})
    assert (answered.status_code, answered.location.rstrip("?")) == (303, "/forum/c/agora/")
    assert (read_by(reader, first), read_by(reader, second)) == (2, None)
    again = as_reader.get("/forum/c/agora/").text
    assert re.findall(r'form="reads" formaction="([^"]+)"', again) == [f"{second.path}reading"]
