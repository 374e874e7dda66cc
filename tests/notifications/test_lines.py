"""The line of a page hears that something it shows has moved on, and of nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import Person
from kalo.forum.actions import delete_topic
from kalo.forum.models import Topic
from kalo.kit import shown
from kalo.kit import sockets as kit_sockets
from kalo.kit.db import db, transaction
from kalo.kit.sockets import socketio
from kalo.notifications import sockets
from kalo.notifications.actions import mark_read, notify
from kalo.notifications.models import Kind, kinds
from tests.factories.forum import answer, done, shelf, talk


class Line:
    """A page's line; each event has its own context, as on the server."""

    def __init__(self, app: Flask, browser: Any) -> None:
        self.app = app
        with app.app_context():
            self.client = SocketIOTestClient(
                app, socketio, namespace=shown.LINES, flask_test_client=browser
            )

    @property
    def is_open(self) -> bool:
        return bool(self.client.is_connected(shown.LINES))

    def show(self, said: Any) -> Any:
        db.session.rollback()
        with self.app.app_context():
            return self.client.emit("show", said, callback=True, namespace=shown.LINES)

    def hears(self) -> list[str]:
        db.session.rollback()
        shown.look(self.app)
        news = self.client.get_received(shown.LINES)
        assert {each["name"] for each in news} <= {"moved"}
        return [each["args"][0]["what"] for each in news]

    def close(self) -> None:
        with self.app.app_context():
            self.client.disconnect(shown.LINES)


@pytest.fixture
def line_of(app: Flask, as_person: Any) -> Iterator[Callable[..., Line]]:
    lines: list[Line] = []

    def _line(person: Person | None) -> Line:
        lines.append(Line(app, as_person(person)))
        return lines[-1]

    yield _line
    for line in lines:
        if line.is_open:
            line.close()
    assert (dict(shown._seen_by), shown._stand) == ({}, {})
    sockets.flood._left.clear()


@pytest.fixture
def tell() -> Iterator[Callable[[Person], None]]:
    kind = Kind("test.line", "Something happens", "%(what)s")

    def _tell(person: Person) -> None:
        with transaction():
            notify([person.id], kind, "test:1", "Κάτι", "/forum/", None)

    yield _tell
    del kinds["test.line"]


NEWS = {"what": "news", "id": 0}


def test_who_is_not_signed_in_has_no_line(line_of: Any, grace: Person) -> None:
    assert (line_of(None).is_open, line_of(grace).is_open) == (False, True)


def test_the_bell_is_told_of_news_and_of_reading_it_elsewhere_once_each(
    line_of: Any, tell: Any, ada: Person, grace: Person
) -> None:
    hers, others = line_of(ada), line_of(grace)
    assert (hers.show(NEWS), others.show(NEWS)) == ({"shown": True}, {"shown": True})
    assert hers.hears() == []
    tell(ada)
    assert (hers.hears(), hers.hears(), others.hears()) == (["news"], [], [])
    done(mark_read, ada)
    assert (hers.hears(), others.hears()) == (["news"], [])


def test_nobody_hears_of_anothers_bell(line_of: Any, tell: Any, ada: Person, grace: Person) -> None:
    line = line_of(grace)
    assert line.show({"what": "news", "id": ada.id}) == {"shown": True}
    tell(ada)
    assert line.hears() == []
    tell(grace)
    assert line.hears() == ["news"]


def test_a_topic_that_is_read_hears_of_a_new_post_only(
    line_of: Any, ada: Person, grace: Person
) -> None:
    topic, other = talk(shelf(), ada), talk(shelf("Άλλο"), ada)
    line = line_of(grace)
    assert line.show({"what": "topic", "id": topic.id}) == {"shown": True}
    answer(other, ada)
    assert line.hears() == []
    answer(topic, ada)
    assert (line.hears(), line.hears()) == (["topic"], [])


def test_what_may_not_be_seen_is_not_shown(
    line_of: Any, ada: Person, grace: Person, moderator: Person
) -> None:
    gone = talk(shelf(), ada)
    done(delete_topic, gone, moderator)
    line = line_of(grace)
    assert line.show({"what": "topic", "id": gone.id}) == {"shown": False}
    assert line.show({"what": "topic", "id": 999_999}) == {"shown": False}


@pytest.mark.parametrize(
    "said",
    [
        None,
        "news",
        [],
        {},
        {"what": "news"},
        {"what": "news", "id": "1"},
        {"what": "news", "id": True},
        {"what": "news", "id": -1},
        {"what": "topic", "id": 2**31},
        {"what": "passwords", "id": 1},
        {"what": ["news"], "id": 1},
    ],
)
def test_what_makes_no_sense_is_not_shown(line_of: Any, grace: Person, said: Any) -> None:
    assert line_of(grace).show(said) == {"shown": False}


def test_a_page_shows_a_few_things_and_asks_a_few_times(
    line_of: Any, ada: Person, grace: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit_sockets, "monotonic", lambda: 1000.0)  # no bucket fills up meanwhile
    category = shelf()
    topics: list[Topic] = [talk(category, ada, f"Θέμα {number}") for number in range(5)]
    line = line_of(grace)
    answers = [line.show({"what": "topic", "id": topic.id}) for topic in topics]
    assert [each["shown"] for each in answers] == [True, True, True, True, False]
    assert [line.show(NEWS) for _ in range(16)][-1] == {"refused": "", "wait": 0.5}


def test_who_is_signed_out_shows_nothing_more(line_of: Any, tell: Any, grace: Person) -> None:
    line = line_of(grace)
    done(leave_everywhere, grace)
    assert line.show(NEWS) == {"shown": False}
    tell(grace)
    assert line.hears() == []


def test_looking_costs_one_statement_a_kind_however_many_look(
    line_of: Any, queries_run: list[str], ada: Person, grace: Person, moderator: Person
) -> None:
    topic = talk(shelf(), ada)

    def statements(people: list[Person]) -> int:
        lines = [line_of(person) for person in people]
        for line in lines:
            line.show(NEWS)
            line.show({"what": "topic", "id": topic.id})
        db.session.rollback()
        queries_run.clear()
        shown.look(lines[0].app)
        count = len(queries_run)
        for line in lines:
            line.close()
        return count

    assert statements([ada]) == statements([ada, grace, moderator]) == 2


def test_a_database_that_is_away_does_not_end_the_looking(
    app: Flask, line_of: Any, grace: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = line_of(grace)
    line.show(NEWS)
    rounds: list[float] = []

    def rest(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 4:
            line.close()

    def away(_app: Flask) -> None:
        raise ConnectionError

    monkeypatch.setattr(socketio, "sleep", rest)
    monkeypatch.setattr(shown, "look", away)
    shown._look_out(app)
    assert rounds == [shown.EVERY, shown.REST, shown.EVERY, shown.REST]
