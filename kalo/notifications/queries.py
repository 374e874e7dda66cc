"""The questions about news."""

from typing import Any

from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.notifications.models import Notification

SHOWN = 50


def unread_count(person: Person) -> int:
    """How many subjects have news for this person."""
    unread = select(func.count()).where(
        Notification.person_id == person.id, Notification.read_at.is_(None)
    )
    return db.session.scalar(unread) or 0


def news_of(person: Person) -> list[Any]:
    """The newest fifty, unread first."""
    return list(
        db.session.scalars(
            select(Notification)
            .where(Notification.person_id == person.id)
            .order_by(Notification.read_at.is_not(None), Notification.at.desc())
            .limit(SHOWN)
        )
    )


def get_news(news_id: int, person: Person | None) -> Notification | None:
    """One of this person's own; None for anything else."""
    if person is None:
        return None
    return db.session.scalar(
        select(Notification).where(Notification.id == news_id, Notification.person_id == person.id)
    )
