"""Letters: a row in the same transaction, sent by a job; without a mail server, into var/outbox."""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from sqlalchemy import JSON, select, update
from sqlalchemy.orm import Mapped, mapped_column

from kalo.kit import clock
from kalo.kit.db import Model, db, transaction
from kalo.kit.jobs import nudge, slow_job
from kalo.kit.locales import speaking

log = logging.getLogger("kalo.mail")
PATIENCE = timedelta(minutes=5)  # after which a letter whose sender died is taken up again
TRIES = 8
_refusals: list[Callable[[str], None]] = []


def hears_refusals(act: Callable[[str], None]) -> Callable[[str], None]:
    """Have a function told of each address that a mail server refused for good; it writes rows."""
    _refusals.append(act)
    return act


class _Whole(EmailPolicy):
    """Two lines of the head that the library breaks up badly, written whole.

    It makes encoded words of a long address, and of a long subject it loses or adds a space.
    """

    def fold(self, name: str, value: Any) -> str:
        if name.startswith("List-"):
            return f"{name}: {value}{self.linesep}"
        if name == "Subject":
            charset = "us-ascii" if str(value).isascii() else "utf-8"
            words = Header(str(value), charset, header_name=name)
            return f"{name}: {words.encode(linesep=self.linesep)}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.startswith("List-") or name == "Subject":
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class Letter(Model):
    """A letter that is owed until `sent_at`; its text is wiped once it has gone.

    Its Message-ID is made with the row. Between the server's yes and our note of it a crash may
    fall; the letter then goes once more under the same Message-ID, by which a receiver drops it.
    """

    __tablename__ = "kit_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    # More lines of its head, as [[name, value], …].
    headers: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    # An iCalendar object that goes along (RFC 6047), which names its own METHOD.
    calendar: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    # The mail server said that it will never take it for this address.
    refused_at: Mapped[datetime | None]


def write_letter(
    to: str,
    template: str,
    language: str,
    headers: Mapping[str, str] | None = None,
    calendar: bytes = b"",
    **context: Any,
) -> Letter:
    """Owe a letter made of `<template>_{subject,text,html}`, in the reader's language.

    `calendar` is an iCalendar object that goes along, read by calendars and saved as a file.
    """
    with speaking(language):
        subject = render_template(f"{template}_subject.txt", **context)
        text = render_template(f"{template}_text.txt", **context)
        html = render_template(f"{template}_html.html", **context)
    letter = Letter(
        message_id=make_msgid(domain=current_app.config["KALO"].calendar_domain),
        recipient=to,
        subject=re.sub(r"\s+", " ", subject).strip(),
        text=re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n",
        html=html,
        headers=[[name, value] for name, value in (headers or {}).items()],
        calendar=calendar.decode(),
        written_at=clock.now(),
        due_at=clock.now(),
    )
    db.session.add(letter)
    db.session.flush()
    nudge(deliver, letter.id)
    return letter


@slow_job
def deliver(letter_id: int) -> None:
    """Send one letter, if it is still owed; a failure is tried again later, ever more rarely."""
    with transaction():
        letter = _claim(letter_id)
        message = _message(letter) if letter else None
    if message is None:
        return
    try:
        _send(message, letter_id)
    except smtplib.SMTPRecipientsRefused as refusal:
        _settle(letter_id, sent=False, for_good=_is_for_good(refusal))
    except (OSError, smtplib.SMTPException):
        log.exception("a letter could not be sent", extra={"letter": letter_id})
        _settle(letter_id, sent=False)
    else:
        _settle(letter_id, sent=True)


def _is_for_good(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    """True where the server refused the address itself with a 5xx."""
    return all(code >= 500 for code, _words in refusal.recipients.values())


def _settle(letter_id: int, sent: bool, for_good: bool = False) -> None:
    """Write down how it went: gone, its text wiped; refused for good; or to be tried again."""
    with transaction():
        letter = db.session.get_one(Letter, letter_id)
        if sent or for_good:
            letter.text, letter.html, letter.headers = "", "", []
        if sent:
            letter.sent_at = clock.now()
        elif for_good:
            letter.refused_at = clock.now()
            for hear in _refusals:
                hear(letter.recipient)
        else:
            letter.due_at = clock.now() + timedelta(minutes=2**letter.tries)


def _claim(letter_id: int) -> Letter | None:
    """The letter, if it is owed and due; another worker will leave it alone for a while."""
    mine = (
        update(Letter)
        .where(Letter.id == letter_id, *_owed())
        .values(due_at=clock.now() + PATIENCE, tries=Letter.tries + 1)
        .returning(Letter.id)
    )
    if db.session.scalar(mine) is None:
        return None
    return db.session.get(Letter, letter_id, populate_existing=True)


def _owed() -> tuple[Any, ...]:
    """What makes a letter one that should have gone by now."""
    waits = Letter.sent_at.is_(None), Letter.refused_at.is_(None)
    return *waits, Letter.due_at <= clock.now(), Letter.tries < TRIES


def owed_letters() -> list[int]:
    """The letters that should have gone by now."""
    owed = select(Letter.id).where(*_owed())
    return list(db.session.scalars(owed.order_by(Letter.id).limit(100)))


def _send(message: EmailMessage, number: int) -> None:
    settings = current_app.config["KALO"]
    if settings.mail_url:
        _by_smtp(message, settings.mail_url)
    else:
        _into_outbox(message, settings.data / "outbox", number)


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=_Whole())
    message["From"], message["To"] = current_app.config["KALO"].mail_from, letter.recipient
    message["Subject"], message["Message-ID"] = letter.subject, letter.message_id
    message["Date"] = formatdate(letter.written_at.timestamp())
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers:
        message[name] = value
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        _add_calendar(message, letter.calendar)
    return message


def _add_calendar(message: EmailMessage, calendar: str) -> None:
    """As a part that calendars act upon (RFC 6047), and as a file for programs that do not."""
    method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    named = {"method": method[1]} if method else {}
    body = calendar.encode()
    message.add_alternative(body, "text", "calendar", params={**named, "charset": "utf-8"})
    message.add_attachment(body, "application", "ics", filename="event.ics")


def _by_smtp(message: EmailMessage, url: str) -> None:
    """Send through smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port."""
    parts = urlsplit(url)
    kind: Any = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=20) as server:
        if parts.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _into_outbox(message: EmailMessage, outbox: Path, number: int) -> None:
    outbox.mkdir(parents=True, exist_ok=True)
    path = outbox / f"{number:06d}.eml"
    path.write_bytes(message.as_bytes())
    log.info("no mail server is set: the letter lies in the outbox", extra={"file": path.name})
