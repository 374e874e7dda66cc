"""What protects a visitor: headers, cookies, limits; and logs that tell nobody's secrets."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from kalo.app import create_app
from kalo.kit.counting import Counts
from kalo.kit.logs import safe_path
from tests.conftest import Browser, settings_for


def test_every_page_carries_the_safety_headers(client: Browser) -> None:
    answer = client.get("/search")
    policy = answer.headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "object-src 'none'; base-uri 'none'; form-action 'self'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in answer.headers


def test_a_nonce_is_never_used_twice_and_every_script_carries_it(client: Browser) -> None:
    pages = [client.get("/search") for _ in range(2)]
    nonces = [p.headers["Content-Security-Policy"].split("'nonce-")[1][:22] for p in pages]

    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        assert page.text.count("<script") == page.text.count(f'nonce="{nonce}"></script>') > 0
        assert " style=" not in page.text


def test_behind_tls_the_browser_is_told_to_stay_there(migrated: Path, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, KALO_PUBLIC_URL="https://example.org"))
    answer = app.test_client().get("/healthz", base_url="https://example.org")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_too_many_questions_in_a_minute_are_asked_to_wait(client: Browser, limits_on: None) -> None:
    codes = [client.get("/search").status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]


@pytest.fixture
def lines(app: Flask) -> Iterator[list[dict[str, Any]]]:
    """What the house writes into its log, line by line."""
    house = logging.getLogger("kalo")
    written: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            for each in house.handlers[0].filters:
                each.filter(record)  # type: ignore[union-attr]
            written.append(json.loads(house.handlers[0].format(record)))

    keep, level = Keep(), house.level
    house.addHandler(keep)
    house.setLevel("INFO")
    yield written
    house.removeHandler(keep)
    house.setLevel(level)


def test_a_request_is_one_line_without_secrets_or_names(
    as_ada: Browser, lines: list[dict[str, Any]]
) -> None:
    answer = as_ada.get("/calendar/very-secret-token.ics?who=ada@example.org")

    said = [line for line in lines if line["message"] == "answered"]
    assert [line["path"] for line in said] == ["/calendar/….ics"]
    assert said[0]["request"] == answer.headers["X-Request-Id"]
    assert not {"very-secret-token", "ada", "Ada"} & set(json.dumps(said).replace('"', " ").split())
    assert "example.org" not in json.dumps(said)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/calendar/abc.ics", "/calendar/….ics"),
        ("/accounts/link/abc", "/accounts/link/…"),
        ("/accounts/confirm/abc", "/accounts/confirm/…"),
        ("/accounts/confirm-leaving/abc", "/accounts/confirm-leaving/…"),
        ("/accounts/reset/abc", "/accounts/reset/…"),
        ("/accounts/change-email-old/abc", "/accounts/change-email-old/…"),
        ("/forum/t/5-abc/", "/forum/t/5-abc/"),
    ],
)
def test_addresses_that_carry_a_token_are_written_without_it(path: str, written: str) -> None:
    assert safe_path(path) == written


def test_visitors_are_counted_in_their_minute_and_then_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("time.monotonic", lambda: now)
    counts = Counts()
    taken = [counts.acquire_entry("ada", 2, 60) for _ in range(3)]
    assert taken == [True, True, False]
    now += 59
    assert (counts.acquire_entry("ada", 2, 60), counts.acquire_entry("grace", 2, 60)) == (
        False,
        True,
    )
    assert counts.incr("fixed", 60) == 1
    now += 3
    assert counts.acquire_entry("ada", 2, 60)
    assert sorted(counts.events) == ["ada", "grace"]
    now += 61
    counts.acquire_entry("linus", 2, 60)
    assert (sorted(counts.events), dict(counts.storage)) == (["linus"], {})
