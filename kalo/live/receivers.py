"""What the room does when another room speaks."""

from typing import Any

from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.live.models import Presence


@signals.person_left.connect
def forget_stays(person: Person, **_: Any) -> None:
    """When and where somebody was goes with them; what they said stays, by a former member."""
    db.session.execute(delete(Presence).where(Presence.person_id == person.id))
