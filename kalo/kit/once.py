"""A form sent twice is done once: the second answer leads to what the first one made."""

import functools
import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import Response, g, make_response, redirect, request
from flask_wtf import FlaskForm
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import HiddenField

from kalo.kit import clock
from kalo.kit.db import Model, db, drop
from kalo.kit.web import wants_fragment

KEPT = timedelta(days=7)
OURS = {"once", "csrf_token"}
SECRET = "{secret}"  # stands for the secret of an address in what is remembered


class Submission(Model):
    """A form that has been dealt with, by the key it carried."""

    __tablename__ = "kit_submission"

    key: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class KeyedForm(FlaskForm):
    """A form with an idempotency key, made once when the form is shown."""

    once = HiddenField("", default=lambda: fresh_key())

    @property
    def seconds(self) -> float | None:
        """How long ago the form was shown, as its key says; None for a key of another make."""
        began = ((self.once.raw_data or [""])[0] or "").partition(".")[0]
        if not re.fullmatch(r"[0-9a-f]{8,12}", began):
            return None
        return clock.now().timestamp() - int(began, 16) / 1000


def fresh_key() -> str:
    """A key that nobody has: the moment in milliseconds, and chance."""
    return f"{int(clock.now().timestamp() * 1000):x}.{uuid.uuid4().hex}"


def page_key() -> str:
    """One key for the buttons of a page; they lead to addresses of different views."""
    if "page_key" not in g:
        g.page_key = fresh_key()
    return str(g.page_key)


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run a POST view at most once per form; a repeat is led to the address of the first answer.

    The same form with other words is another one: whoever goes back to a page, writes something
    else and sends it means that too.
    """

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        key = _key()
        if key is None:
            return view(*args, **kwargs)
        if address := _done_at(key):
            return _again(address)
        try:
            response = make_response(view(*args, **kwargs))
        except IntegrityError:  # the same form, at the same moment, already took what is unique
            drop()
            if address := _done_at(key):
                return _again(address)
            raise
        if response.status_code < 400:
            return _remember(key, response)
        if address := _done_at(key):  # refused because its twin, at the same moment, was faster
            drop()
            return _again(address)
        return response

    return guarded


def digest_of_form() -> str:
    """What a form says, in a few letters; without what the page itself needs."""
    said = [each for each in request.form.items(multi=True) if each[0] not in OURS]
    sent = [(name, file.filename) for name, file in request.files.items(multi=True)]
    return sha256(repr((said, sent)).encode()).hexdigest()[:12]


def _key() -> str | None:
    typed = request.form.get("once", "")
    if not 8 <= len(typed) <= 64:
        return None
    who = g.person.id if g.person else "guest"
    # The buttons of a page share a key: what each is about tells those of one view apart.
    about = sha256(repr(sorted((request.view_args or {}).items())).encode()).hexdigest()[:16]
    return f"{who}:{request.endpoint}:{typed}:{about}:{digest_of_form()}"


def _done_at(key: str) -> str | None:
    return db.session.scalar(select(Submission.address).where(Submission.key == key))


def _remember(key: str, response: Response) -> Response:
    address = response.location or response.headers.get("Content-Location") or request.path
    kept = address.replace(token, SECRET) if (token := _secret()) else address
    db.session.add(Submission(key=key, address=kept, at=clock.now()))
    try:
        db.session.flush()
    except IntegrityError:  # the same form arrived twice at the same moment; the other one won
        drop()
        return _again(_done_at(key) or address)
    return response


def _secret() -> str:
    """The secret in the address that the form was sent to, which is written down nowhere."""
    return str((request.view_args or {}).get("token", ""))


def _again(address: str) -> Response:
    address = address.replace(SECRET, _secret())
    g.asked_permission = True  # nothing is written: the first answer was allowed
    if not wants_fragment():
        return make_response(redirect(address, 303))
    response = make_response("", 200)
    response.headers["HX-Redirect"] = address
    return response


def forget_old_submissions() -> int:
    """Drop the keys of forms older than a week; answers how many."""
    old = delete(Submission).where(Submission.at < clock.now() - KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]
