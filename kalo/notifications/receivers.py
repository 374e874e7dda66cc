"""What notifications do when a room speaks."""

from typing import Any

from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.notifications.models import Notification


@signals.person_left.connect
def forget_news(person: Person, **_: Any) -> None:
    """Whoever leaves takes their news along."""
    db.session.execute(delete(Notification).where(Notification.person_id == person.id))
