"""One request, one transaction: kept when it went well, dropped when it did not."""

import re
import sqlite3
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, render_template, request
from psycopg.errors import (
    DeadlockDetected,
    LockNotAvailable,
    QueryCanceled,
    SerializationFailure,
)
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from kalo.accounts.models import Setting
from kalo.kit.db import after_commit, db, transaction
from kalo.kit.web import need
from tests.conftest import HTMX, Browser, build_house, moved_into


@pytest.fixture
def app(migrated: Path, postgres_address: str, tmp_path: Path) -> Iterator[Flask]:
    """An application of this test's own: it gets doors that no other has."""
    with moved_into(build_house(tmp_path, migrated, postgres_address), migrated) as app:
        yield app


def settings_kept() -> int:
    return db.session.scalar(select(func.count()).select_from(Setting)) or 0


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (303, 1), (403, 0), (422, 0)])
def test_a_request_keeps_its_work_only_if_it_went_well(
    app: Flask, client: Browser, status: int, kept: int
) -> None:
    said: list[str] = []

    @app.post("/try")
    def attempt() -> Any:
        need(True)
        db.session.add(Setting(key="x", value="y"))
        db.session.flush()
        after_commit(lambda: said.append("kept"))
        return "", status

    client.post("/try")

    assert settings_kept() == kept
    assert len(said) == kept


def test_a_write_that_never_asked_permission_fails_the_suite(app: Flask, client: Browser) -> None:
    @app.post("/careless")
    def careless() -> str:
        return ""

    with pytest.raises(AssertionError, match="careless never called need"):
        client.post("/careless")


def test_a_fault_drops_the_work_and_answers_with_a_page_that_gives_the_text_back(
    app: Flask, client: Browser
) -> None:
    @app.post("/broken")
    def broken() -> str:
        db.session.add(Setting(key="x", value="y"))
        db.session.flush()
        raise RuntimeError("a fault of ours")

    app.config["SHOW_FAULTS"] = True
    answer = client.post("/broken", data={"body": "Μια μεγάλη σκέψη που δεν πρέπει να χαθεί."})

    assert answer.status_code == 500
    assert "Μια μεγάλη σκέψη που δεν πρέπει να χαθεί." in answer.text
    assert "a fault of ours" not in answer.text
    assert settings_kept() == 0


@pytest.mark.parametrize(
    ("why", "status"),
    [
        (sqlite3.OperationalError("database is locked"), 503),
        (DeadlockDetected("deadlock detected"), 503),
        (SerializationFailure("could not serialize access"), 503),
        (LockNotAvailable("canceling statement due to lock timeout"), 503),
        (sqlite3.OperationalError("no such table: thing"), 500),
        (QueryCanceled("canceling statement due to user request"), 500),
    ],
)
def test_whoever_waited_in_vain_is_asked_to_try_again_and_given_the_text_back(
    app: Flask, client: Browser, why: Exception, status: int
) -> None:
    @app.post("/crowded")
    def crowded() -> str:
        raise OperationalError("UPDATE setting", {}, why)

    app.config["SHOW_FAULTS"] = True
    answer = client.post("/crowded", data={"body": "Μια μεγάλη σκέψη που δεν πρέπει να χαθεί."})

    assert answer.status_code == status
    assert "Μια μεγάλη σκέψη που δεν πρέπει να χαθεί." in answer.text
    assert ("Η πλατφόρμα έχει πολλή κίνηση" in answer.text) == (status == 503)


def test_a_guest_who_must_sign_in_is_led_there_and_back(app: Flask, client: Browser) -> None:
    @app.get("/inside")
    def inside() -> str:
        need(g.person is not None)
        return ""

    plain = client.get("/inside?x=1")
    swapped = client.get("/inside", headers=HTMX)

    assert (plain.status_code, plain.location) == (
        303,
        "/accounts/sign-in?next=/inside?x%3D1",
    )
    assert client.get("/en/inside").location == "/en/accounts/sign-in?next=/en/inside"
    assert (swapped.status_code, swapped.headers["HX-Redirect"][:17]) == (401, "/accounts/sign-in")


def test_english_is_the_same_address_with_a_prefix(app: Flask, client: Browser) -> None:
    @app.get("/where")
    def where() -> str:
        from flask import url_for

        from kalo.kit.web import language

        return f"{language()} {request.path} {url_for('where')}"

    assert client.get("/where").text == "el /where /where"
    assert client.get("/en/where").text == "en /where /en/where"
    assert client.get("/england").status_code == 404


def test_a_page_has_an_etag_that_the_nonce_does_not_change(client: Browser) -> None:
    first = client.get("/search")
    again = client.get("/search", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Security-Policy"].startswith("default-src 'self'; script-src 'no")
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" not in again.headers


def test_a_members_page_is_not_sent_twice_either(app: Flask, as_ada: Browser) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    first = as_ada.get("/accounts/news/")
    assert "csrf_token" in first.text
    again = as_ada.get("/accounts/news/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_form_whose_time_is_over_leads_back_to_its_page(app: Flask, as_ada: Browser) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    there, back = "/learning/sse-basics/principles/", "Πίσω στη σελίδα"

    def refused(referrer: str, **typed: str) -> str:
        answer = as_ada.post("/forum/new", data=typed, headers={"Referer": referrer})
        assert answer.status_code == 400
        return answer.text

    secret = refused(f"http://localhost{there}", password="μυστικό-μου")
    assert f'<a class="button" href="{there}">{back}</a>' in secret
    assert "Άνοιξε ξανά τη σελίδα της" in secret
    assert "μυστικό-μου" not in secret
    foreign = refused(f"http://evil.example{there}", body="Μια σκέψη.")
    assert (back in foreign, "Στείλε ξανά" in foreign) == (False, False)
    assert ">Μια σκέψη.</textarea>" in foreign


def test_a_form_whose_time_is_over_is_sent_again_by_a_press(app: Flask, as_ada: Browser) -> None:
    @app.post("/said")
    def said() -> str:
        need(g.person is not None)
        return " ".join([g.person.name, *request.form.getlist("body")])

    app.config["WTF_CSRF_ENABLED"] = True
    typed = {"body": ["Ένα", "<Δύο>"], "csrf_token": "παλιό"}
    there = {"Referer": "http://localhost/forum/"}
    refused = as_ada.post("/en/said?x=1", data=typed, headers=there)

    assert refused.status_code == 400
    assert 'data-person="' in refused.text  # whose page it is
    form = refused.text.split('<section class="trouble"')[1].split("</form>")[0]
    assert re.findall(r'action="([^"]+)"', form) == ["/en/said?x=1"]
    again = [
        (name, unescape(text))
        for name, text in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    ]
    assert as_ada.post("/en/said?x=1", data=MultiDict(again)).text == "Ada Ένα <Δύο>"


def test_a_strange_host_is_refused(client: Browser) -> None:
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz").status_code == 200


def test_many_writers_at_once_all_succeed(app: Flask) -> None:
    """Two hundred threads stand for two hundred people; none may fail, none may be lost."""
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with app.app_context(), transaction():
                db.session.add(Setting(key=f"k{number}", value="v"))
        except BaseException as error:
            failures.append(error)

    db.session.rollback()
    crowd = [threading.Thread(target=write, args=(n,)) for n in range(200)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()

    assert failures == []
    assert settings_kept() == 200


def test_a_form_with_errors_offers_the_other_language_of_its_page(
    app: Flask, client: Browser
) -> None:
    @app.post("/sent")
    def sent() -> Any:
        need(True)
        return render_template("kit/error.html", status=422, title="", sentence="", kept=[]), 422

    page = client.post("/sent", headers={"Referer": "http://localhost/en/forum/new"}).text

    assert 'href="/forum/new"' in page
    assert 'href="/en/forum/new"' in page


def test_words_of_the_query_cannot_reach_into_the_links_of_a_page(client: Browser) -> None:
    page = client.get("/events/?endpoint=x&_external=1&_scheme=javascript")
    assert page.status_code == 200
    assert "javascript:" not in page.text


@pytest.mark.parametrize(
    ("path", "current"),
    [
        *(("/forum/", ["Συζητήσεις"]), ("/toolbox/", ["Εργαλεία"]), ("/network/", ["Εργαλεία"])),
        *(("/en/network/map/", ["Toolbox"]), ("/live/9/", ["Δράσεις"]), ("/", [])),
    ],
)
def test_the_bar_says_in_which_room_one_is(client: Browser, path: str, current: list[str]) -> None:
    room = r'<a [^>]*data-hue="\w+"( aria-current="true")?>.*?<span class="long">([^<]+)'
    rooms = re.findall(room, client.get(path, follow_redirects=True).text)
    assert len(rooms) == 5
    assert [name for marked, name in rooms if marked] == current
