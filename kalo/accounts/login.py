"""Who is asking: the cookie's token, looked up once per request."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin
from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update

from kalo import signals
from kalo.accounts.models import Person, SignIn
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.jobs import job, nudge

LASTS = timedelta(days=60)  # without a visit
FILES = {"static", "accounts.show_file"}  # the same for everybody
TOKEN = "_user_id"  # the key under which Flask-Login keeps what identifies a visitor
login = LoginManager()


class Visitor(UserMixin):
    """A signed-in person on one device, as Flask-Login wants it."""

    def __init__(self, person: Person, token: str) -> None:
        self.person = person
        self.token = token

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.token


def hash_of(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_sign_in(person: Person, device: str = "") -> str:
    """Sign a person in on a device; answers the token for its cookie."""
    token, at = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        SignIn(
            token_hash=hash_of(token), person_id=person.id, at=at, seen_at=at, device=device[:80]
        )
    )
    db.session.flush()
    signals.person_visited.send(person.id)
    return token


def not_suspended(at: Any = None) -> ColumnElement[bool]:
    """Who may come in, as a condition: `Person.is_suspended` says the same of one."""
    until = Person.suspended_until <= (clock.now() if at is None else at)
    return or_(Person.suspended_at.is_(None), until)


class Device(NamedTuple):
    """A sign-in as a page needs it: a row of its own costs more than all of this."""

    person: Person
    id: int
    seen_at: datetime


# Built once: every page of a member asks it.
_LET_IN = (
    SignIn.seen_at > bindparam("since"),
    Person.erased_at.is_(None),
    not_suspended(bindparam("at")),
)
SIGNED_IN = (
    select(Person, SignIn.id, SignIn.seen_at)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(SignIn.token_hash == bindparam("token_hash"), *_LET_IN)
)
_ALL_SIGNED_IN = (
    select(SignIn.token_hash, Person)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(SignIn.token_hash.in_(bindparam("hashes", expanding=True)), *_LET_IN)
)


def signed_in_as(token: str) -> Device | None:
    """The sign-in that a token stands for; None once it is over."""
    at = clock.now()
    asked = {"token_hash": hash_of(token), "since": at - LASTS, "at": at}
    found = db.session.execute(SIGNED_IN, asked).one_or_none()
    return Device(*found) if found else None


def people_of(tokens: Collection[str]) -> dict[str, Person]:
    """Who carries these tokens, in one statement; whoever is let in by `signed_in_as`, that is."""
    at, hashes = clock.now(), {hash_of(token): token for token in tokens}
    asked = {"hashes": list(hashes), "since": at - LASTS, "at": at}
    return {hashes[known]: person for known, person in db.session.execute(_ALL_SIGNED_IN, asked)}


@login.user_loader
def load_visitor(token: str) -> Visitor | None:
    """Flask-Login asks who carries this token."""
    sign_in = signed_in_as(token)
    if sign_in is None:
        return None
    g.sign_in = sign_in
    return Visitor(sign_in.person, token)


def load_person() -> None:
    """Set `g.person` before each request; a guest costs no question to the database."""
    g.person = None
    if request.endpoint not in FILES and TOKEN in session:
        visitor = load_visitor(session[TOKEN])
        g.person = visitor.person if visitor else None
        if visitor and clock.athens(g.sign_in.seen_at).date() < clock.today():  # once a day
            nudge(note_visit, g.sign_in.id)  # not here: most visits only read
            session.modified = True  # the cookie lasts as long again


def enter(person: Person, device: str = "") -> None:
    """Sign a person in on this device, with a fresh session: nothing of the guest's is kept."""
    session.clear()
    session[TOKEN] = open_sign_in(person, device)
    session.permanent = True
    g.person = person


def leave() -> None:
    """Sign out on this device."""
    token = session.pop(TOKEN, "")
    db.session.execute(delete(SignIn).where(SignIn.token_hash == hash_of(token)))
    session.clear()
    g.person = None


def leave_everywhere(person: Person, but: int | None = None) -> None:
    """Sign a person out on every device, or on every other than sign-in `but`."""
    others = delete(SignIn).where(SignIn.person_id == person.id)
    db.session.execute(others.where(SignIn.id != but) if but else others)


@job
def note_visit(sign_in_id: int) -> None:
    """Remember that a device was used."""
    seen = update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now())
    if whose := db.session.scalar(seen.returning(SignIn.person_id)):
        signals.person_visited.send(whose)


def init_login(app: Flask) -> None:
    """Bind Flask-Login and ask who is there before every request."""
    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # once a day is enough
    app.config["REMEMBER_COOKIE_DURATION"] = LASTS
    login.init_app(app, add_context_processor=False)  # templates know `person`; it asks once
    app.before_request(load_person)
