"""Posts kept for later, and being reminded of them exactly once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum import actions
from kalo.forum.jobs import tell_reminders
from kalo.forum.models import Bookmark, Category
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.notifications.models import Notification
from tests.conftest import HTMX
from tests.factories.forum import answer, done, talk

NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # 12:00 in Athens, a Monday


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Any:
    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(NOON)
    return at


def kept(person: Any) -> list[tuple[str, str | None]]:
    mine = select(Bookmark.note, Bookmark.remind_at).where(Bookmark.person_id == person.id)
    return [(note, at.isoformat() if at else None) for note, at in db.session.execute(mine)]


def reminders(person: Any) -> list[str]:
    mine = Notification.person_id == person.id, Notification.kind == "forum.reminder"
    return list(db.session.scalars(select(Notification.path).where(*mine)))


def test_a_post_is_kept_from_its_menu(as_person: Any, grace: Any, topic: Any) -> None:
    browser, url = as_person(grace), f"{topic.path}1/bookmark"
    assert f'formaction="{url}"' in browser.get(topic.path).text
    page = browser.post(url)
    assert (page.status_code, page.location) == (303, f"{topic.path}#post-1")
    assert kept(grace) == [("", None)]
    assert f'href="{url}"' in browser.get(topic.path).text
    assert browser.post(url).status_code == 303
    assert kept(grace) == [("", None)]


def test_htmx_gets_the_line_of_the_menu(as_person: Any, grace: Any, topic: Any) -> None:
    page = as_person(grace).post(f"{topic.path}1/bookmark", headers=HTMX)
    assert page.status_code == 200
    assert 'id="keep-1"' in page.text
    assert "Φυλάχτηκε" in page.text


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ({"remind": ""}, None),
        ({"remind": "tomorrow"}, "2026-11-24T07:00:00+00:00"),
        ({"remind": "week"}, "2026-11-30T07:00:00+00:00"),
        ({"remind": "date", "date": "2027-04-01"}, "2027-04-01T06:00:00+00:00"),
    ],
)
def test_a_note_and_a_reminder(
    noon: Any, as_person: Any, grace: Any, topic: Any, sent: dict[str, str], at: str | None
) -> None:
    browser, url = as_person(grace), f"{topic.path}1/bookmark"
    page = browser.post(url, data={"note": "Για το  καταστατικό", **sent})
    assert page.status_code == 303
    assert kept(grace) == [("Για το καταστατικό", at)]
    assert 'value="Για το καταστατικό"' in browser.get(url).text
    browser.post(url)  # kept again from the menu: what was noted stays
    assert kept(grace) == [("Για το καταστατικό", at)]
    text = browser.get("/forum/bookmarks").text
    assert "Για το καταστατικό" in text
    assert topic.title in text
    assert browser.post(f"{url}/undo").location == "/forum/bookmarks"
    assert kept(grace) == []


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"remind": "date"}, "Διάλεξε μια ημέρα."),
        ({"remind": "date", "date": "2026-11-23"}, "Αυτή η ημέρα έχει περάσει."),
        ({"remind": "never"}, ""),
        ({"note": "α" * 201}, "Έχει πάνω από 200 χαρακτήρες."),
    ],
)
def test_what_does_not_fit_comes_back(
    noon: Any, as_person: Any, grace: Any, topic: Any, sent: dict[str, str], error: str
) -> None:
    page = as_person(grace).post(f"{topic.path}1/bookmark", data={"note": "Λόγια", **sent})
    assert page.status_code == 422
    assert error in page.text
    assert sent.get("note", "Λόγια") in page.text
    assert kept(grace) == []


def test_a_reminder_is_told_once(noon: Any, as_person: Any, grace: Any, topic: Any) -> None:
    as_person(grace).post(f"{topic.path}1/bookmark", data={"note": "", "remind": "tomorrow"})
    assert (tell_reminders(), reminders(grace)) == (0, [])
    noon(NOON + timedelta(days=1))
    assert (tell_reminders(), tell_reminders()) == (1, 0)
    assert reminders(grace) == [f"{topic.path}1"]
    assert kept(grace) == [("", None)]


@pytest.mark.parametrize("how", ["category", "topic", "post"])
def test_nobody_is_reminded_of_what_they_may_no_longer_see(
    noon: Any, as_person: Any, grace: Any, moderator: Any, category: Any, ada: Any, how: str
) -> None:
    topic = talk(category, ada, replies=1)
    as_person(grace).post(f"{topic.path}2/bookmark", data={"note": "", "remind": "tomorrow"})
    if how == "category":
        with transaction():
            db.session.get_one(Category, category.id).see = "staff"
    elif how == "topic":
        done(actions.delete_topic, topic, moderator)
    else:
        from kalo.forum.queries import get_post

        done(actions.delete_post, get_post(topic, 2), topic, moderator)
    noon(NOON + timedelta(days=1))
    assert (tell_reminders(), reminders(grace)) == (0, [])
    assert kept(grace) == [("", None)]
    assert topic.title not in as_person(grace).get("/forum/bookmarks").text


def test_only_ones_own(
    client: Any, as_person: Any, grace: Any, mallory: Any, topic: Any, cafe: Any, ada: Any
) -> None:
    as_person(grace).post(f"{topic.path}1/bookmark", data={"note": "Ιδιωτικό"})
    for path in ("/forum/bookmarks", topic.path, f"{topic.path}1/bookmark"):
        assert "Ιδιωτικό" not in as_person(mallory).get(path).text
    as_person(mallory).post(f"{topic.path}1/bookmark/undo")
    assert kept(grace) == [("Ιδιωτικό", None)]
    assert client.post(f"{topic.path}1/bookmark").status_code == 401
    assert client.post(f"{talk(cafe, ada, 'Κρυφό').path}1/bookmark").status_code == 404
    assert as_person(grace).post(f"{topic.path}9/bookmark").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    as_person: Any, grace: Any, topic: Any, ada: Any, statements: Any, count: int
) -> None:
    browser = as_person(grace)
    for n in range(count):
        answer(topic, ada)
        browser.post(f"{topic.path}{n + 1}/bookmark")
    assert statements(browser, "/forum/bookmarks") == 3
