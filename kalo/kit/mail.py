"""Letters: a row in the same transaction, sent by a job; without a mail server, into var/outbox."""

import logging
import re
import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from kalo.kit import clock
from kalo.kit.db import Model, db, transaction
from kalo.kit.jobs import nudge, slow_job
from kalo.kit.locales import speaking

log = logging.getLogger("kalo.mail")
PATIENCE = timedelta(minutes=5)  # after which a letter whose sender died is taken up again
TRIES = 8


class Letter(Model):
    """A letter that is owed until `sent_at`; its text is wiped once it has gone."""

    __tablename__ = "kit_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)


def write_letter(to: str, template: str, language: str, **context: Any) -> Letter:
    """Owe a letter made of `<template>_{subject,text,html}`, in the reader's language."""
    with speaking(language):
        subject = render_template(f"{template}_subject.txt", **context)
        text = render_template(f"{template}_text.txt", **context)
        html = render_template(f"{template}_html.html", **context)
    letter = Letter(
        message_id=make_msgid(domain=current_app.config["KALO"].calendar_domain),
        recipient=to,
        subject=re.sub(r"\s+", " ", subject).strip(),
        text=text.strip() + "\n",
        html=html,
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
    except (OSError, smtplib.SMTPException):
        log.exception("a letter could not be sent", extra={"letter": letter_id})
        _settle(letter_id, sent=False)
    else:
        _settle(letter_id, sent=True)


def _settle(letter_id: int, sent: bool) -> None:
    """Write down how it went: gone, its text wiped; or to be tried again."""
    with transaction():
        letter = db.session.get_one(Letter, letter_id)
        if sent:
            letter.sent_at, letter.text, letter.html = clock.now(), "", ""
        else:
            letter.due_at = clock.now() + timedelta(minutes=2**letter.tries)


def _claim(letter_id: int) -> Letter | None:
    """The letter, if it is owed and due; another worker will leave it alone for a while."""
    mine = (
        update(Letter)
        .where(Letter.id == letter_id, Letter.sent_at.is_(None), Letter.due_at <= clock.now())
        .where(Letter.tries < TRIES)
        .values(due_at=clock.now() + PATIENCE, tries=Letter.tries + 1)
        .returning(Letter.id)
    )
    if db.session.scalar(mine) is None:
        return None
    return db.session.get(Letter, letter_id, populate_existing=True)


def owed_letters() -> list[int]:
    """The letters that should have gone by now."""
    owed = select(Letter.id).where(
        Letter.sent_at.is_(None), Letter.due_at <= clock.now(), Letter.tries < TRIES
    )
    return list(db.session.scalars(owed.order_by(Letter.id).limit(100)))


def _send(message: EmailMessage, number: int) -> None:
    settings = current_app.config["KALO"]
    if settings.mail_url:
        _by_smtp(message, settings.mail_url)
    else:
        _into_outbox(message, settings.data / "outbox", number)


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = current_app.config["KALO"].mail_from, letter.recipient
    message["Subject"], message["Message-ID"] = letter.subject, letter.message_id
    message["Date"] = formatdate(letter.written_at.timestamp())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


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
