"""kill -9 in the middle of writing: what was answered as saved is there, nothing is half done."""

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from kalo.app import create_app
from kalo.forum.models import Post, Topic
from kalo.kit.db import db
from kalo.search.models import Owed
from tests.conftest import settings_for
from tests.journeys.conftest import PASSWORD
from tests.services import Platform

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("kill")]


class Writer:
    """Somebody who answers in a topic as fast as the server lets them, and keeps count."""

    def __init__(self, platform: Platform, handle: str) -> None:
        self.url, self.saved = platform.url, list[str]()
        self.web = requests.Session()
        self.web.headers["X-Forwarded-For"] = "127.0.0.1"
        page = self.web.get(f"{self.url}/accounts/sign-in").text
        typed = {"email": f"{handle}@example.org", "password": PASSWORD, "csrf_token": token(page)}
        form = re.search(r'<form method="post" action="([^"]+)"[^>]*>', page)
        assert form
        self.web.post(self.url + form[1], data=typed)

    def write(self, topic: str, stop: threading.Event) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            words = f"λόγος {id(self)} {number}"
            try:
                self._reply(topic, words)
            except (requests.RequestException, AssertionError, TypeError):
                time.sleep(0.05)  # the server is away; what it did not answer is not counted

    def _reply(self, topic: str, words: str) -> None:
        page = self.web.get(topic, timeout=5).text
        once = re.search(r'name="once"[^>]*value="([^"]+)"', page)
        assert once
        typed = {"body": words, "once": once[1], "csrf_token": token(page)}
        answer = self.web.post(f"{topic}posts", data=typed, timeout=5, allow_redirects=False)
        if answer.status_code == 303:
            self.saved.append(words)


def token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def topic_of(platform: Platform) -> str:
    page = requests.get(f"{platform.url}/forum/", timeout=10).text
    found = re.search(r'href="(/forum/t/\d+-[\w-]+/)"', page)
    assert found
    return platform.url + found[1]


@pytest.fixture
def crowd(platform: Platform) -> list[Writer]:
    return [Writer(platform, handle) for handle in ("despoina", "nikos", "maria", "giorgos")]


def asked(data: Path, question: Callable[[], Any]) -> Any:
    """Ask the database of a platform that is not running."""
    app = create_app(settings_for(data))
    with app.app_context():
        answer = question()
        db.session.remove()
        db.engine.dispose()
    return answer


def test_what_was_answered_as_saved_survives(platform: Platform, crowd: list[Writer]) -> None:
    topic, stop = topic_of(platform), threading.Event()
    writers = [threading.Thread(target=each.write, args=(topic, stop)) for each in crowd]
    for each in writers:
        each.start()
    for _round in range(3):
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
    assert asked(platform.data, numbers_without_gap) == []
    platform.start()
    deadline = time.monotonic() + 90  # the sweep comes each minute
    while asked(platform.data, owed) and time.monotonic() < deadline:
        time.sleep(1)
    assert asked(platform.data, owed) == 0
    page = requests.get(f"{platform.url}/search", params={"q": "λόγος"}, timeout=10).text
    assert topic.removeprefix(platform.url) in page


def numbers_without_gap() -> list[int]:
    """Topics whose posts are not numbered 1, 2, 3 … or whose counters say something else."""
    counted = (
        select(Topic.id)
        .join(Post, Post.topic_id == Topic.id)
        .group_by(Topic.id, Topic.highest_number)
        .having((func.max(Post.number) != func.count()) | (func.count() != Topic.highest_number))
    )
    return list(db.session.scalars(counted))


def owed() -> int:
    return db.session.scalar(select(func.count()).select_from(Owed)) or 0
