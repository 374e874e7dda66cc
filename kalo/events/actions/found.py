"""Events are found by the names of what they belong to: under another name they are found anew."""

from typing import Any

from sqlalchemy import select

from kalo.events.models import DRAFT, Event
from kalo.kit.db import db
from kalo.search.actions import owe


def find_anew(column: Any, number: int) -> None:
    """Owe the index the announced events that point there, whatever they are: past ones too."""
    there = select(Event.id).where(column == number, Event.state != DRAFT)
    owe(*(f"event:{event_id}" for event_id in db.session.scalars(there)))
