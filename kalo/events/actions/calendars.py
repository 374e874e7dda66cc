"""The secret addresses of personal calendars: made, replaced, taken back, and who fetched them."""

import secrets
from datetime import timedelta

from sqlalchemy import Update, delete, or_, select, update

from kalo.accounts.login import hash_of
from kalo.accounts.models import Person
from kalo.events.models import PERSONAL, CalendarToken
from kalo.kit import clock
from kalo.kit.db import db

NOTED_EVERY = timedelta(hours=1)


def make_address(person: Person) -> str:
    """A new secret for a person's calendar, answered once; the one before it says to renew."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    at, secret = clock.now(), secrets.token_urlsafe(24)
    in_use = _of(person).where(CalendarToken.retired_at.is_(None))
    db.session.execute(in_use.values(retired_at=at))
    fresh = CalendarToken(
        person_id=person.id, token_hash=hash_of(secret), feed=PERSONAL, made_at=at
    )
    db.session.add(fresh)
    db.session.flush()
    return secret


def retire_address(person: Person) -> None:
    """Take every address of a person's calendar back; from now on there is nothing there."""
    theirs = delete(CalendarToken).where(
        CalendarToken.person_id == person.id, CalendarToken.feed == PERSONAL
    )
    db.session.execute(theirs)


def note_fetch(token_id: int, client: str) -> None:
    """Remember when a calendar was fetched and by what; once an hour is enough."""
    at = clock.now()
    stale = or_(
        CalendarToken.last_used_at.is_(None),
        CalendarToken.last_used_at < at - NOTED_EVERY,
        CalendarToken.last_client != client,
    )
    db.session.execute(
        update(CalendarToken)
        .where(CalendarToken.id == token_id, stale)
        .values(last_used_at=at, last_client=client)
    )


def _of(person: Person) -> Update:
    return update(CalendarToken).where(
        CalendarToken.person_id == person.id, CalendarToken.feed == PERSONAL
    )
