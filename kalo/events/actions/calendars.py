"""The secret addresses of personal calendars: made, replaced, taken back, and who fetched what."""

import secrets
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update

from kalo.accounts.login import hash_of
from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.models import PERSONAL, CalendarToken, FeedFetch
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused

NOTED_EVERY = timedelta(hours=1)
MOST_ADDRESSES = 12


def make_address(
    person: Person, label: str = "", alarm_minutes: int = 0, shows_titles: bool = False
) -> str:
    """A new secret address, for one device or program; answered once, kept as a hash."""
    _lock(person)
    others = queries.addresses_of(person)
    if len(others) >= MOST_ADDRESSES:
        raise Refused(_("You have %(n)s addresses. Take one back first.", n=len(others)))
    _refuse_taken(label, others)
    return _write(
        person_id=person.id, label=label, alarm_minutes=alarm_minutes, shows_titles=shows_titles
    )


def change_address(
    token: CalendarToken, person: Person, label: str, alarm_minutes: int, shows_titles: bool
) -> None:
    """Another name, another alarm, titles or none; the address itself stays."""
    _lock(person)
    others = [each for each in queries.addresses_of(person) if each.id != token.id]
    _refuse_taken(label, others)
    before = update(CalendarToken).where(
        CalendarToken.person_id == person.id,
        CalendarToken.label == token.label,
        CalendarToken.retired_at.is_not(None),
    )
    db.session.execute(before.values(label=label))  # those it replaced go by its name
    token.label, token.alarm_minutes, token.shows_titles = label, alarm_minutes, shows_titles
    db.session.flush()


def renew_address(token: CalendarToken, person: Person, leaked: bool = False) -> str:
    """A new secret in the place of another, which says so for a while; leaked, it says nothing."""
    _lock(person)
    db.session.refresh(token, ["retired_at"])
    if token.retired_at is not None:
        raise Refused(_("This address was replaced already."))
    token.retired_at = clock.now()
    db.session.flush()
    if leaked:
        db.session.execute(_line_of(token, update(CalendarToken)).values(leaked=True))
    return _write(
        person_id=person.id,
        label=token.label,
        feed=token.feed,
        alarm_minutes=token.alarm_minutes,
        shows_titles=token.shows_titles,
    )


def take_back_address(token: CalendarToken) -> None:
    """From now on there is nothing there, nor at those that it had replaced."""
    db.session.execute(_line_of(token, delete(CalendarToken)))


def note_fetch(token_id: int, client: str, entries: int) -> None:
    """Remember when a calendar was fetched, by what, and how much; once an hour is enough."""
    at = clock.now()
    stale = or_(
        CalendarToken.last_used_at.is_(None),
        CalendarToken.last_used_at < at - NOTED_EVERY,
        CalendarToken.last_client != client,
        CalendarToken.last_entries.is_distinct_from(entries),
    )
    known = update(CalendarToken).where(CalendarToken.id == token_id, stale)
    db.session.execute(known.values(last_used_at=at, last_client=client, last_entries=entries))


def note_public_fetch(feed: str, client: str, times: int) -> None:
    """Add up how often a family of programs fetched a public feed, and when it last did."""
    row = {"feed": feed, "client": client, "times": times, "last_at": clock.now()}
    again = {"times": FeedFetch.times + times, "last_at": row["last_at"]}
    upsert(FeedFetch, [row], key=("feed", "client"), again=again)


def _lock(person: Person) -> None:
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())


def _refuse_taken(label: str, others: list[CalendarToken]) -> None:
    if label in {each.label for each in others}:
        raise Refused(_("You have an address of that name. Give this one another."))


def _write(**values: Any) -> str:
    secret = secrets.token_urlsafe(24)
    fresh = CalendarToken(
        **{"feed": PERSONAL, **values}, token_hash=hash_of(secret), made_at=clock.now()
    )
    db.session.add(fresh)
    db.session.flush()
    return secret


def _line_of(token: CalendarToken, statement: Any) -> Any:
    """An address and those before it, which have its name."""
    return statement.where(
        CalendarToken.person_id == token.person_id,
        CalendarToken.feed == token.feed,
        CalendarToken.label == token.label,
    ).execution_options(synchronize_session=False)
