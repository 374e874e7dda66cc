"""Leaving: what is personal goes, what was said to others stays, signed "former member"."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from kalo import signals
from kalo.accounts import queries
from kalo.accounts.actions.joining import ERASED
from kalo.accounts.actions.letters import HOURS, link_to, make_token, use_token, write_to
from kalo.accounts.jobs import drop_file
from kalo.accounts.login import LASTS
from kalo.accounts.models import Membership, Newcomer, Person, SignIn, Token
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.jobs import nudge
from kalo.kit.mail import Letter
from kalo.kit.web import Refused

PERSONAL: dict[str, Any] = {
    "name": "",
    "email": None,
    "password_hash": None,
    "confirmed_at": None,
    "suspended_at": None,
    "suspended_until": None,
    "suspended_why": "",
    "silenced_until": None,
    "picture": None,
    "about": "",
    "about_html": "",
    "organisation": "",
    "speaks": frozenset(),
    "roles": frozenset(),
    "language": "el",
    "theme": "auto",
    "letters": False,
}


def ask_to_leave(person: Person) -> None:
    """For who has no password: a letter with the link that erases."""
    token = make_token("leave", person_id=person.id)
    link = link_to("accounts.show_last_step", person.language, token=token)
    hours = HOURS["leave"]
    write_to(person.email or "", "leave", person.language, name=person.name, link=link, hours=hours)


def leave_by_link(token: str) -> bool:
    """Erase whom this link is for; False where it was used or has run out."""
    used = use_token(token, "leave")
    if used is None or used.person is None:
        return False
    erase(used.person)
    return True


def erase(person: Person) -> None:
    """Let go of all that is personal, in every room; cannot be undone."""
    if "administrator" in person.roles and queries.count_administrators() == 1:
        raise Refused(
            _("You are the only administrator. Make somebody else an administrator first.")
        )
    signals.person_left.send(person)
    if person.picture:
        nudge(drop_file, person.picture)
    _forget_rows(person)
    for field, nothing in PERSONAL.items():
        setattr(person, field, nothing)
    person.handle, person.erased_at = f"{ERASED}{person.id}", clock.now()
    db.session.flush()
    signals.thing_changed.send(f"person:{person.id}")


def _forget_rows(person: Person) -> None:
    for table in (SignIn, Token, Membership):
        db.session.execute(delete(table).where(table.person_id == person.id))
    db.session.execute(delete(Newcomer).where(Newcomer.email == person.email))
    db.session.execute(delete(Letter).where(Letter.recipient == person.email))


def forget_expired() -> None:
    """Sweep up links that ran out, askings nobody confirmed, devices not seen for long."""
    now = clock.now()
    db.session.execute(delete(Token).where(Token.expires_at < now - timedelta(days=1)))
    db.session.execute(delete(Newcomer).where(Newcomer.at < now - timedelta(days=7)))
    db.session.execute(delete(SignIn).where(SignIn.seen_at < now - LASTS))
