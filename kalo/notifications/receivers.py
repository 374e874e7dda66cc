"""What notifications do when a room speaks, or a mail server refuses."""

from typing import Any

from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.mail import hears_refusals
from kalo.notifications.actions import begin_wishes, note_refusal
from kalo.notifications.models import LetterNote, Notification, Preference

hears_refusals(note_refusal)


@signals.person_joined.connect
def set_the_weekly_day(person: Person, **_: Any) -> None:
    """A new member's first weekly letter has its day."""
    begin_wishes([person.id])


@signals.person_left.connect
def forget_news(person: Person, **_: Any) -> None:
    """Whoever leaves takes along their news, their wishes and what we noted of their letters."""
    for table in (Notification, Preference, LetterNote):
        db.session.execute(delete(table).where(table.person_id == person.id))
