"""Letters: owed in the transaction, sent by the worker, never twice, never lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db, drop, transaction
from kalo.kit.mail import Letter, deliver, owed_letters, write_letter
from tests.services import free_port


@pytest.fixture
def write(app: Flask, tmp_path: Path) -> Callable[[], int]:
    """write() owes a letter and answers its number."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "hello_subject.txt").write_text("Καλημέρα {{ name }}\n")
    (folder / "hello_text.txt").write_text("Γεια σου, {{ name }}.")
    (folder / "hello_html.html").write_text("<p>Γεια σου, {{ name }}.</p>")
    app.jinja_loader.searchpath.append(str(folder))  # type: ignore[union-attr]

    def _write() -> int:
        with transaction():
            return write_letter("anna@example.org", "hello", "el", name="Άννα").id

    return _write


class Postbox:
    """Keeps what a real SMTP server was handed."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    """A real SMTP server on this machine, set as the platform's."""
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["KALO"]
    app.config["KALO"] = type(settings)(
        **{**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"}
    )
    yield box
    server.stop()


def test_without_a_mail_server_a_letter_lands_in_the_outbox(
    app: Flask, write: Callable[[], int], work: Callable[[], int]
) -> None:
    number = write()
    work()

    file = app.config["KALO"].data / "outbox" / f"{number:06d}.eml"
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (letter["To"], letter["Subject"]) == ("anna@example.org", "Καλημέρα Άννα")
    assert letter.get_body(("plain",)).get_content() == "Γεια σου, Άννα.\n"  # type: ignore[union-attr]
    assert letter.get_body(("html",)).get_content() == "<p>Γεια σου, Άννα.</p>\n"  # type: ignore[union-attr]


def test_a_letter_goes_once_by_smtp_however_often_it_is_nudged(
    postbox: Postbox, write: Callable[[], int], work: Callable[[], int]
) -> None:
    number = write()
    work()
    deliver(number)

    assert [letter["Subject"] for letter in postbox.letters] == ["Καλημέρα Άννα"]
    row = db.session.scalars(select(Letter)).one()
    assert (row.text, row.html) == ("", "")
    assert row.sent_at is not None


def test_a_letter_whose_server_is_away_is_tried_again_later(
    app: Flask, write: Callable[[], int], work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.config["KALO"]
    nobody = f"smtp://127.0.0.1:{free_port()}"
    app.config["KALO"] = type(settings)(**{**vars(settings), "mail_url": nobody})
    number = write()
    work()

    assert owed_letters() == []
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert owed_letters() == [number]


def test_two_workers_send_a_letter_once(
    app: Flask, postbox: Postbox, write: Callable[[], int]
) -> None:
    number = write()
    db.session.rollback()

    def send() -> None:
        with app.app_context():
            deliver(number)

    both = [threading.Thread(target=send) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(postbox.letters) == 1


def test_a_letter_of_a_dropped_change_is_not_owed(app: Flask, write: Callable[[], int]) -> None:
    with transaction():
        write_letter("anna@example.org", "hello", "el", name="Άννα")
        drop()

    assert db.session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize(
    "name",
    [
        "Άννα",
        "Υπενθύμιση: Εργαστήριο για το καταστατικό, Πέμ 3 Δεκεμβρίου, 18:00",
        "Reminder: First steps of a social business plan, Wed 2 December, 19:00",
        "λόγος " * 40,
        "a word " * 40,
    ],
)
def test_a_long_subject_arrives_as_it_was_written(
    app: Flask, postbox: Postbox, write: Callable[..., int], work: Callable[[], int], name: str
) -> None:
    with transaction():
        db.session.get_one(Letter, write()).subject = name.strip()
    work()
    assert [letter["Subject"] for letter in postbox.letters] == [name.strip()]
