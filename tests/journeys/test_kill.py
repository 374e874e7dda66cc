"""kill -9 in the middle of writing: what was answered as saved is there, nothing is half done."""

import re
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.forum.models import REACTIONS, Post, Reaction, Topic
from kalo.kit.db import db
from kalo.search.models import Owed
from kalo.writing.models import Draft
from tests.conftest import settings_for
from tests.journeys.conftest import PASSWORD
from tests.services import Platform

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("kill")]


class Member:
    """Somebody who does something over and over, as fast as the server lets them."""

    def __init__(self, platform: Platform, handle: str) -> None:
        self.url, self.handle = platform.url, handle
        self.web = requests.Session()
        self.web.headers["X-Forwarded-For"] = "127.0.0.1"
        page = self.web.get(f"{self.url}/accounts/sign-in").text
        typed = {"email": f"{handle}@example.org", "password": PASSWORD, "csrf_token": token(page)}
        form = re.search(r'<form method="post" action="([^"]+)"[^>]*>', page)
        assert form
        self.web.post(self.url + form[1], data=typed)

    def go_on(self, topic: str, stop: threading.Event) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                self.act(topic, number)
            except (requests.RequestException, AssertionError, TypeError):
                time.sleep(0.05)  # the server is away; what it did not answer is not counted

    def act(self, topic: str, number: int) -> None:
        raise NotImplementedError

    def send(self, address: str, page: str, accept: str = "*/*", **typed: str) -> Any:
        typed["csrf_token"] = token(page)
        head = {"Accept": accept}
        return self.web.post(address, typed, headers=head, timeout=5, allow_redirects=False)


class Writer(Member):
    """Answers, and keeps count of what was answered as saved."""

    def __init__(self, platform: Platform, handle: str) -> None:
        super().__init__(platform, handle)
        self.saved = list[str]()

    def act(self, topic: str, number: int) -> None:
        words = f"λόγος {id(self)} {number}"
        page = self.web.get(topic, timeout=5).text
        once = re.search(r'name="once"[^>]*value="([^"]+)"', page)
        assert once
        if self.send(f"{topic}posts", page, body=words, once=once[1]).status_code == 303:
            self.saved.append(words)


class Reader(Member):
    """Reacts to one post after the other; `given` is what was answered as counted."""

    def __init__(self, platform: Platform, handle: str) -> None:
        super().__init__(platform, handle)
        self.given = dict[int, str]()

    def act(self, topic: str, number: int) -> None:
        page, after = self.web.get(topic, timeout=5).text, max(self.given, default=0) + 1
        for each in (after, after + 1):  # one of two may be their own
            kind = REACTIONS[number % len(REACTIONS)]
            if self.send(f"{topic}{each}/reaction", page, kind=kind).status_code == 303:
                self.given[each] = kind


class Thinker(Member):
    """Goes on with a draft; `seq` is the last that was answered as kept."""

    seq = 0

    def act(self, topic: str, number: int) -> None:
        page = self.web.get(f"{self.url}/forum/new", timeout=5).text
        words = {"draft": "new-topic", "draft_path": "/forum/new", "title": "Σχέδιο"}
        words |= {"draft_seq": str(number), "body": f"σχέδιο {number}"}
        kept = self.send(f"{self.url}/writing/drafts", page, "application/json", **words)
        if kept.status_code == 200:
            self.seq = int(kept.json()["seq"])
        time.sleep(0.2)


def token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def topic_of(platform: Platform) -> str:
    page = requests.get(f"{platform.url}/forum/c/chrimatodotisi/", timeout=10).text
    found = re.search(r'href="(/forum/t/\d+-[\w-]+/)"', page)
    assert found
    return platform.url + found[1]


def asked(data: Path, question: Callable[[], Any]) -> Any:
    """Ask the database of a platform that is not running."""
    app = create_app(settings_for(data))
    with app.app_context():
        answer = question()
        db.session.remove()
        db.engine.dispose()
    return answer


def test_what_was_answered_as_saved_survives(platform: Platform) -> None:
    topic, stop = topic_of(platform), threading.Event()
    crowd = [Writer(platform, handle) for handle in ("despoina", "nikos")]
    reader, thinker = Reader(platform, "maria"), Thinker(platform, "giorgos")
    everybody = (*crowd, reader, thinker)
    writers = [threading.Thread(target=each.go_on, args=(topic, stop)) for each in everybody]
    for each in writers:
        each.start()
    for _round in range(2):
        time.sleep(2)
        platform.kill("web")
        platform.kill("worker")
        platform.start()
    time.sleep(1)
    stop.set()
    for each in writers:
        each.join()
    platform.kill("web")
    platform.kill("worker")

    saved = [words for writer in crowd for words in writer.saved]
    assert saved
    kept = asked(platform.data, lambda: db.session.scalars(select(Post.source)).all())
    assert [words for words in saved if kept.count(words) != 1] == []
    assert asked(platform.data, numbers_with_a_gap) == []
    assert reader.given
    counted = asked(platform.data, lambda: reactions_of(reader.handle))
    assert {number: counted.get(number) for number in reader.given} == reader.given
    assert thinker.seq > 0
    seq, body = asked(platform.data, lambda: draft_of(thinker.handle))
    assert (seq >= thinker.seq, body) == (True, f"σχέδιο {seq}")
    platform.start()
    deadline = time.monotonic() + 90  # the sweep comes each minute
    while owed(platform.data) and time.monotonic() < deadline:
        time.sleep(1)
    assert owed(platform.data) == 0
    page = requests.get(f"{platform.url}/search", params={"q": "λόγος"}, timeout=10).text
    assert topic.removeprefix(platform.url) in page


def numbers_with_a_gap() -> list[int]:
    """Topics that were written to whose numbers or counters are not whole."""
    count = (func.max(Post.number) != func.count()) | (func.count() != Topic.highest_number)
    told = func.max(Post.number) != Topic.last_number
    counted = (
        select(Topic.id)
        .join(Post, Post.topic_id == Topic.id)
        .where(Topic.id.in_(select(Post.topic_id).where(Post.source.startswith("λόγος "))))
        .group_by(Topic.id, Topic.highest_number, Topic.last_number)
        .having(count | told)
    )
    return list(db.session.scalars(counted))


def reactions_of(handle: str) -> dict[int, str]:
    """How somebody reacted to the posts of the topic that was written to, by number."""
    rows = select(Post.number, Reaction.kind).join(Reaction, Reaction.post_id == Post.id)
    rows = rows.join(Person, Person.id == Reaction.person_id).where(Person.handle == handle)
    here = select(Post.topic_id).where(Post.source.startswith("λόγος "))
    found = db.session.execute(rows.where(Post.topic_id.in_(here)))
    return {row.number: row.kind for row in found}


def draft_of(handle: str) -> tuple[int, str]:
    """The draft that somebody goes on with."""
    mine = select(Draft.seq, Draft.body).join(Person, Person.id == Draft.person_id)
    row = db.session.execute(mine.where(Person.handle == handle, Draft.key == "new-topic")).one()
    return row.seq, row.body


def owed(data: Path) -> int:
    """What the index has not heard of yet; asked often, so without an application."""
    with closing(sqlite3.connect(data / "kalo.db")) as database:
        return int(database.execute(f"SELECT COUNT(*) FROM {Owed.__tablename__}").fetchone()[0])
