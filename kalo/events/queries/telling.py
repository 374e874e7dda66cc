"""Who is still to be told of what: changes, reminders, questions, thanks, letters of staff."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from kalo.events.models import (
    HELD,
    PUBLISHED,
    Announcement,
    Event,
    Mailing,
    MailLine,
    Registration,
    Venue,
    VenueRoom,
)
from kalo.events.queries.mailings import open_question, people_in, seated
from kalo.events.walltime import LONGEST
from kalo.kit.db import db

WIDE = ("seat", "waiting", "offered", "asked", "invited")  # whom a new time or place concerns
AHEAD = timedelta(days=32)  # no reminder goes earlier
THANKED_WITHIN = timedelta(days=14)
SURE = timedelta(hours=1)  # a mark of presence can be put right that long before anybody thanks
ASKED_AGAIN_AFTER = timedelta(days=2)
LEFT_TO_ANSWER = timedelta(days=1)
AT_ONCE = 50  # events asked about in one statement


def untold(audience: Select[Any], key: str, size: int) -> list[Registration]:
    """Those of these people in whose name nothing stands under this key."""
    told = exists().where(MailLine.registration_id == Registration.id, MailLine.key == key)
    rows = audience.where(~told).limit(size).execution_options(populate_existing=True)
    return list(db.session.scalars(rows))


def owed_news(event_id: int) -> list[Announcement]:
    """What people are owed news of, in the order in which it happened."""
    owed = select(Announcement).where(
        Announcement.event_id == event_id, Announcement.told_at.is_(None)
    )
    return list(db.session.scalars(owed.order_by(Announcement.id)))


def keys_in_use(event_id: int, keys: Iterable[str]) -> set[str]:
    """Under which of these keys somebody was written to already."""
    used = select(MailLine.key).where(MailLine.event_id == event_id, MailLine.key.in_(list(keys)))
    return set(db.session.scalars(used.distinct()))


def event_to_remind_of(event_id: int) -> Event | None:
    """An event that is held, with who leads it."""
    held = select(Event).where(Event.id == event_id, Event.state.in_(HELD))
    return db.session.scalar(held.options(joinedload(Event.facilitator)))


def coming_soon(at: datetime) -> list[tuple[int, datetime, list[int], datetime | None]]:
    """What is about to begin: its number, when, its reminders, and when it was moved last."""
    soon = select(Event.id, Event.starts_at, Event.reminders, Event.moved_at).where(
        Event.state == PUBLISHED, Event.starts_at > at, Event.starts_at < at + AHEAD
    )
    rows = db.session.execute(soon.order_by(Event.starts_at, Event.id))
    return [(row[0], row[1], list(row[2] or []), row[3]) for row in rows]


def with_somebody_to_remind(due: list[tuple[int, str, datetime]]) -> list[int]:
    """Of these events, with the key of a reminder and since when it is due, those that owe it."""
    found: list[int] = []
    for start in range(0, len(due), AT_ONCE):
        wanted = or_(*(_owes_reminder(*each) for each in due[start : start + AT_ONCE]))
        asked = select(Registration.event_id).where(seated, wanted).distinct()
        found += db.session.scalars(asked.order_by(Registration.event_id))
    return found


def _owes_reminder(event_id: int, key: str, since: datetime) -> ColumnElement[bool]:
    told = exists().where(MailLine.registration_id == Registration.id, MailLine.key == key)
    return and_(Registration.event_id == event_id, Registration.taken_at <= since, ~told)


def to_be_reminded(event: Event, since: datetime) -> Select[Any]:
    """Those with a seat who have had it since before this reminder was due."""
    return people_in(event.id, ["seat"]).where(Registration.taken_at <= since)


def with_open_questions(at: datetime) -> list[int]:
    """Moved events with somebody who was asked a while ago whether they come, and did not say."""
    told = exists().where(
        MailLine.registration_id == Registration.id,
        MailLine.news == "coming",
        MailLine.made_at >= Registration.asked_again_at,
    )
    asked = (
        select(Event.id)
        .join(Registration, Registration.event_id == Event.id)
        .where(Event.state == PUBLISHED, Event.starts_at > at + LEFT_TO_ANSWER)
        .where(Event.moved_at.is_not(None), Event.moved_at <= at - ASKED_AGAIN_AFTER)
        .where(open_question, Registration.asked_again_at <= at - ASKED_AGAIN_AFTER, ~told)
    )
    return list(db.session.scalars(asked.distinct().order_by(Event.id)))


def to_be_asked_again(event: Event, at: datetime) -> Select[Any]:
    """Those with a seat who were asked whether they still come and did not say."""
    people = people_in(event.id, ["unanswered"])
    return people.where(Registration.asked_again_at <= at - ASKED_AGAIN_AFTER)


def with_somebody_to_thank(at: datetime) -> list[tuple[int, datetime]]:
    """What is over lately, and when it ended, with somebody who was there and was not thanked."""
    told = exists().where(MailLine.registration_id == Registration.id, MailLine.key == "thanks")
    over = (
        select(Event.id, Event.ends_at)
        .join(Registration, Registration.event_id == Event.id)
        .where(Event.state.in_(HELD), Event.starts_at > at - THANKED_WITHIN - LONGEST)
        .where(Event.ends_at > at - THANKED_WITHIN, Event.ends_at < at)
        .where(seated, Registration.attended_at <= at - SURE, ~told)
    )
    rows = db.session.execute(over.distinct().order_by(Event.id))
    return [(row[0], row[1]) for row in rows]


def to_be_thanked(event: Event, at: datetime) -> Select[Any]:
    """Those who were there, once that is sure."""
    return people_in(event.id, ["attended"]).where(Registration.attended_at <= at - SURE)


def places_named(
    venues: Iterable[int], rooms: Iterable[int]
) -> tuple[dict[int, Venue], dict[int, VenueRoom]]:
    """Venues and rooms by their numbers."""
    found = db.session.scalars(select(Venue).where(Venue.id.in_(list(venues))))
    inside = db.session.scalars(select(VenueRoom).where(VenueRoom.id.in_(list(rooms))))
    return {venue.id: venue for venue in found}, {room.id: room for room in inside}


def mailings_due(at: datetime) -> list[int]:
    """The letters of staff whose hour has come."""
    due = select(Mailing.id).where(Mailing.told_at.is_(None), Mailing.due_at <= at)
    return list(db.session.scalars(due.order_by(Mailing.id)))
