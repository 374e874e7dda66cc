"""How far people have read, and what they are shown of it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalo.forum import actions
from kalo.forum.queries import get_post
from kalo.kit import clock
from tests.conftest import HTMX
from tests.factories.forum import answer, done, read_by, talk


@pytest.fixture
def reader(make_person: Any) -> Any:
    """Somebody who has been here for a week."""
    return make_person("Rhea", joined_at=clock.now() - timedelta(days=7))


def told(text: str) -> list[str]:
    return re.findall(r'<span class="fresh">([^<]+)</span>', text)


def where(text: str) -> str:
    found = re.search(r'<a class="title" href="([^"]+)"', text)
    assert found
    return found[1]


def test_a_guest_is_told_of_nothing_new(client: Any, topic: Any) -> None:
    text = client.get("/forum/").text
    assert told(text) == []
    assert where(text) == topic.path
    assert "Όλα διαβασμένα" not in text


def test_what_one_never_opened_is_new(as_person: Any, reader: Any, topic: Any) -> None:
    text = as_person(reader).get("/forum/").text
    assert told(text) == ["Νέα για εσένα"]
    assert where(text) == topic.path


def test_what_stood_before_one_came_is_not(as_person: Any, grace: Any, topic: Any) -> None:
    newcomer = grace
    assert newcomer.joined_at < topic.last_post_at  # she came first here; now the other way round
    from kalo.kit.db import transaction
    from tests.factories.forum import fresh

    with transaction():
        fresh(newcomer).joined_at = clock.now() + timedelta(seconds=1)
    assert told(as_person(newcomer).get("/forum/").text) == []


def test_reading_goes_on_at_the_first_unread_post(
    as_person: Any, reader: Any, ada: Any, topic: Any
) -> None:
    browser = as_person(reader)
    assert browser.post(f"{topic.path}reading", data={"number": "1"}).location == topic.path
    assert told(browser.get("/forum/").text) == []
    answer(topic, ada)
    answer(topic, ada)
    text = browser.get("/forum/").text
    assert told(text) == ["2 νέες"]
    assert where(text) == f"{topic.path}2"
    page = browser.get(topic.path).text
    assert page.index('id="post-1"') < page.index('id="new"') < page.index('id="post-2"')


def test_the_page_itself_marks_nothing(as_person: Any, reader: Any, topic: Any) -> None:
    browser = as_person(reader)
    page = browser.get(topic.path).text
    assert read_by(reader, topic) is None
    assert f'action="{topic.path}reading"' in page


def test_the_script_of_the_page_gets_no_page_back(as_person: Any, reader: Any, topic: Any) -> None:
    sent = {"number": "1"}
    page = as_person(reader).post(f"{topic.path}reading", data=sent, headers=HTMX)
    assert (page.status_code, page.text) == (204, "")
    assert read_by(reader, topic) == 1


@pytest.mark.parametrize(
    ("sent", "kept"), [(["3", "2"], 3), (["99"], 4), (["-5"], 0), (["x"], 4), ([None], 4)]
)
def test_a_mark_only_goes_up_and_never_past_the_end(
    as_person: Any, reader: Any, category: Any, ada: Any, sent: list[str | None], kept: int
) -> None:
    topic = talk(category, ada, replies=3)
    for number in sent:
        data = {"number": number} if number else {}
        as_person(reader).post(f"{topic.path}reading", data=data)
    assert read_by(reader, topic) == kept


def test_everything_can_be_marked_read(
    as_person: Any, reader: Any, category: Any, ada: Any
) -> None:
    read, unread = talk(category, ada, "Μισό", replies=3), talk(category, ada, "Καθόλου")
    browser = as_person(reader)
    browser.post(f"{read.path}reading", data={"number": "2"})
    assert len(told(browser.get("/forum/").text)) == 2

    assert browser.post("/forum/reading").location == "/forum/"

    assert told(browser.get("/forum/").text) == []
    answer(read, ada)
    answer(unread, ada)
    text = browser.get("/forum/").text
    assert sorted(told(text)) == ["1 νέα", "Νέα για εσένα"]
    jumps = re.findall(r'<a class="title" href="(/forum/t/[^"]+)"', text)
    assert sorted(jumps) == sorted([f"{read.path}5", f"{unread.path}2"])


def test_a_reply_that_was_taken_away_is_no_news(
    as_person: Any, reader: Any, ada: Any, topic: Any
) -> None:
    browser = as_person(reader)
    browser.post(f"{topic.path}reading", data={"number": "1"})
    answer(topic, ada)
    done(actions.delete_post, get_post(topic, 2), topic, ada)
    assert told(browser.get("/forum/").text) == []


def test_marking_leads_back_to_the_list_and_nowhere_else(
    as_person: Any, reader: Any, topic: Any
) -> None:
    browser = as_person(reader)
    for wanted, led in (("/forum/?after=1~1", "/forum/?after=1~1"), ("//evil.example", topic.path)):
        page = browser.post(f"{topic.path}reading", data={"next": wanted})
        assert page.location == led


def test_guests_mark_nothing(client: Any, topic: Any) -> None:
    assert client.post(f"{topic.path}reading").status_code == 401
    assert client.post("/forum/reading").status_code == 401


def test_an_open_page_asks_for_what_is_new(
    client: Any, ada: Any, topic: Any, queries_run: list[str]
) -> None:
    page, address = topic.path, f"{topic.path}posts?after=1"
    assert 'name="after" value="1"' in client.get(page).text
    queries_run.clear()
    nothing = client.get(address, headers=HTMX)
    assert (nothing.status_code, nothing.text, len(queries_run)) == (204, "", 1)

    answer(topic, ada, "Πρώτο νέο")
    answer(topic, ada, "Δεύτερο νέο")
    queries_run.clear()
    text = client.get(address, headers=HTMX).text
    assert len(queries_run) == 2
    assert "2 νέες απαντήσεις" in text
    assert text.index("Πρώτο νέο") < text.index("Δεύτερο νέο")
    assert 'name="after" value="3"' in text
    assert "<h1" not in text
    assert client.get(f"{page}posts?after=x").status_code == 404


def test_only_the_last_page_asks(client: Any, category: Any, ada: Any) -> None:
    topic = talk(category, ada, replies=20)
    assert 'id="newer"' not in client.get(topic.path).text
    assert 'id="newer"' in client.get(f"{topic.path}?page=2").text
