"""What is asked of the platform: addresses, who asks, and what one answer costs in statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from bench.community import LONG_TOPIC, MEMBER
from bench.words import SOUGHT
from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.pages import window_of
from kalo.learning.models import Lesson, Programme

POSTS_ON_A_PAGE = 20
COMMON = "συνεταιρισμός"


@dataclass(frozen=True)
class Page:
    """Something to measure; `again` asks with the ETag of the answer before."""

    name: str
    path: str
    member: bool = False
    again: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """A page after one visit in this process: what to send, and what the answer was."""

    page: Page
    headers: dict[str, str]
    status: int
    size: int
    statements: int


def pages() -> list[Page]:
    """Everything that is measured, in the order of the report; needs an application context."""
    topic = db.session.get_one(Topic, LONG_TOPIC)
    category = db.session.get_one(Category, topic.category_id)
    last = f"{topic.path}?page={window_of(topic.highest_number, POSTS_ON_A_PAGE)}"
    shelf = f"/forum/c/{category.slug}/"
    return [
        Page("home, guest", "/"),
        Page("home, member", "/", member=True),
        Page("category, guest", shelf),
        Page("category, member", shelf, member=True),
        Page("topic, first page, guest", topic.path),
        Page("topic, first page, member", topic.path, member=True),
        Page("topic, last page, guest", last),
        Page("topic, last page, member", last, member=True),
        Page("topic, first page, guest, Brotli", topic.path, headers={"Accept-Encoding": "br"}),
        Page("lesson, guest", _lesson()),
        Page("event, guest", _event()),
        Page("feed of all events", "/events/calendar.ics"),
        Page("feed of all events, 304", "/events/calendar.ics", again=True),
        Page("search, a word with 20 hits, guest", f"/search?q={quote(SOUGHT)}"),
        Page("search, a word with 20 hits, member", f"/search?q={quote(SOUGHT)}", member=True),
        Page("search, a word that is everywhere", f"/search?q={quote(COMMON)}"),
    ]


def _lesson() -> str:
    first = select(Programme.slug, Lesson.slug).join(Lesson.programme).where(Lesson.has_text)
    programme, slug = db.session.execute(first.order_by(Lesson.id).limit(1)).one()
    return f"/learning/{programme}/{slug}/"


def _event() -> str:
    comes = select(Event).where(Event.starts_at > clock.now()).order_by(Event.starts_at, Event.id)
    return db.session.scalars(comes.limit(1)).one().path


def visit(app: Flask, page: Page, token: str) -> Seen:
    """See a page twice, as a browser that comes back; count the statements of the second time."""
    browser = app.test_client()
    if page.member:
        with browser.session_transaction() as session:
            session[TOKEN] = token
    first = _ask(browser, page.path, page.headers)
    headers = dict(page.headers)
    if page.again:
        headers["If-None-Match"] = first.headers["ETag"]
    cache = app.extensions["kalo_pages"]
    with _statements(app) as run:
        asked = cache.asked
        answer = _ask(browser, page.path, headers)
        asked = cache.asked - asked
    if cookie := browser.get_cookie("kalo"):
        headers["Cookie"] = f"kalo={cookie.value}"
    return Seen(page, headers, answer.status_code, len(answer.data), len(run) + asked)


def _ask(browser: FlaskClient, path: str, headers: dict[str, str]) -> Any:
    answer = browser.get(path, headers=headers)
    if answer.status_code not in {200, 304}:
        raise SystemExit(f"{path} answers {answer.status}; there is nothing to measure.")
    return answer


@contextmanager
def _statements(app: Flask) -> Iterator[list[str]]:
    run: list[str] = []

    def note(*args: Any) -> None:
        run.append(args[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def sign_in(app: Flask) -> str:
    """A fresh sign-in of the measured member; answers its token."""
    with app.app_context(), transaction():
        return open_sign_in(db.session.get_one(Person, MEMBER), "bench")
