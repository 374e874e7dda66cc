"""Guests' pages are kept as they were sent: cheaper, and in nothing else another answer."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import brotli
import pytest

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from kalo.kit.db import transaction
from kalo.kit.page_cache import PageCache
from kalo.kit.safety import limiter
from kalo.kit.versions import bump
from tests.conftest import HTMX, Browser
from tests.factories.forum import shelf, talk

OWN = {"X-Request-Id", "Date"}


@pytest.fixture
def category(app: Any) -> Category:
    return shelf()


@pytest.fixture
def topic(category: Category, ada: Person) -> Topic:
    """Three days old: what is younger than a minute is said in seconds, and kept as long."""
    before = clock.now() - timedelta(days=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: before)
        return talk(category, ada, replies=2)


@pytest.fixture
def path(topic: Topic, pages_kept: PageCache, client: Browser) -> str:
    """The address of a page that is kept."""
    assert client.get(topic.path).status_code == 200
    return topic.path


def test_a_kept_page_costs_one_statement(
    client: Browser, path: str, pages_kept: PageCache, queries_run: list[str]
) -> None:
    queries_run.clear()
    asked = pages_kept.asked
    assert client.get(path).status_code == 200
    assert queries_run == []  # the session asks nothing; the versions are asked past it
    assert pages_kept.asked == asked + 1


def test_a_kept_page_is_the_page_to_the_byte(
    client: Browser, topic: Topic, pages_kept: PageCache
) -> None:
    first, second = client.get(topic.path), client.get(topic.path)
    assert len(pages_kept.kept) == 1
    assert first.data == second.data
    headers = [[h for h in answer.headers if h[0] not in OWN] for answer in (first, second)]
    assert sorted(headers[0]) == sorted(headers[1])
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


def test_body_and_policy_of_a_kept_page_have_one_nonce(client: Browser, path: str) -> None:
    page = client.get(path)
    nonce = page.headers["Content-Security-Policy"].split("'nonce-")[1][:22]
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts
    assert [script for script in scripts if f'nonce="{nonce}"' not in script] == []


def test_a_change_makes_a_new_page_with_a_new_nonce(
    client: Browser, topic: Topic, path: str
) -> None:
    before = client.get(path)
    with transaction():
        bump(topic.tag)
    after = client.get(path)
    policies = {answer.headers["Content-Security-Policy"] for answer in (before, after)}
    assert len(policies) == 2
    assert before.headers["ETag"] == after.headers["ETag"]


def test_what_the_browser_has_is_answered_with_304(client: Browser, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" not in again.headers
    assert again.headers["ETag"] == tag


@pytest.mark.parametrize(
    ("accepted", "coding", "open_it"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip;q=0.8", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_kept_page_is_compressed_as_the_browser_likes(
    client: Browser, path: str, accepted: str, coding: str | None, open_it: Callable[..., bytes]
) -> None:
    plain = client.get(path)
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert open_it(answer.data) == plain.data
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_who_is_signed_in_is_never_given_a_kept_page(
    as_ada: Browser, client: Browser, path: str, pages_kept: PageCache
) -> None:
    assert 'data-person="ada"' in as_ada.get(path).text
    assert 'data-person=""' in client.get(path).text
    assert len(pages_kept.kept) == 1


def test_languages_themes_and_fragments_are_kept_apart(
    client: Browser, path: str, pages_kept: PageCache
) -> None:
    client.set_cookie("theme", "dark")
    dark = client.get(path)
    client.delete_cookie("theme")
    assert 'data-theme="dark"' in dark.text
    assert 'data-theme="dark"' not in client.get(path).text
    assert '<html lang="en"' in client.get(f"/en{path}").text
    assert '<html lang="el"' in client.get(path).text
    client.get(path, headers=HTMX)
    assert len(pages_kept.kept) == 4


@pytest.mark.parametrize("query", ["?utm_source=x", "?page=1&page=2&x=1", f"?q={'a' * 500}"])
def test_strange_arguments_fill_no_memory(
    client: Browser, path: str, pages_kept: PageCache, query: str
) -> None:
    assert client.get(path + query).status_code == 200
    assert len(pages_kept.kept) == 1


def test_reading_gives_a_guest_no_cookie(
    app: Any, client: Browser, topic: Topic, pages_kept: PageCache
) -> None:
    """Otherwise it would be made anew for everyone who comes back."""
    app.config["WTF_CSRF_ENABLED"] = True
    for address in (topic.path, "/forum/", "/forum/c/agora/", "/forum/latest", "/search?q=α"):
        assert client.get(address).headers.getlist("Set-Cookie") == []
    assert len(pages_kept.kept) == 5


def test_pages_of_error_and_pages_with_a_form_are_not_kept(
    client: Browser, pages_kept: PageCache
) -> None:
    assert client.get("/forum/t/999-x/").status_code == 404
    assert client.get("/accounts/sign-in").status_code == 200
    assert len(pages_kept.kept) == 0


def test_words_of_time_make_a_page_old(
    client: Browser, path: str, pages_kept: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, now = client.get(path).text, clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=2))
    after = client.get(path).text
    assert ("πριν από 5 ημέρες" in before, "πριν από 5 ημέρες" in after) == (False, True)


def test_no_more_is_kept_than_there_is_room(
    client: Browser, topic: Topic, pages_kept: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(topic.path)
    one = next(iter(pages_kept.kept.values())).size
    monkeypatch.setattr("kalo.kit.page_cache.MOST", one + one // 2)
    client.get("/forum/")
    client.get(topic.path)
    assert len(pages_kept.kept) == 1
    assert pages_kept.size == sum(kept.size for kept in pages_kept.kept.values())


def test_a_limit_counts_kept_pages_too(
    client: Browser, pages_kept: PageCache, limits_on: None
) -> None:
    codes = [client.get("/search?q=τίποτε").status_code for _ in range(62)]
    assert codes == [200] * 60 + [429] * 2
    assert len(pages_kept.kept) == 1
    limiter.reset()
    assert client.get("/search?q=τίποτε").status_code == 200


def test_a_kept_page_is_a_line_in_the_log(
    client: Browser, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    import logging

    log = logging.getLogger("kalo")
    level = log.level
    log.setLevel("INFO")
    with caplog.at_level("INFO", "kalo"):
        answer = client.get(path)
    log.setLevel(level)
    said = [record for record in caplog.records if record.message == "answered"]
    assert [(r.path, r.status, r.request) for r in said] == [  # type: ignore[attr-defined]
        (path, 200, answer.headers["X-Request-Id"])
    ]


def test_two_applications_on_one_database_tell_each_other(
    app: Any, client: Browser, category: Category, topic: Topic, grace: Person, pages_kept: Any
) -> None:
    """The other one writes; this one, which keeps the page, shows it at once."""
    from kalo.app import create_app

    other = create_app(app.config["KALO"])
    neighbour: PageCache = other.extensions["kalo_pages"]
    neighbour.on = True
    guest, category_page = other.test_client(), f"/forum/c/{category.slug}/"
    for address in (topic.path, category_page):
        assert "Καινούρια λόγια" not in client.get(address).text
        assert guest.get(address).status_code == 200
    with transaction():
        actions.post_reply(topic, grace, "Καινούρια λόγια")
    for each in (client, guest):
        assert "Καινούρια λόγια" in each.get(topic.path).text
        assert re.search("Grace", each.get(category_page).text)
    with other.app_context():
        from kalo.kit.db import db

        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def category_page(topic: Topic) -> str:
    category: Category = topic.category
    return f"/forum/c/{category.slug}/"
