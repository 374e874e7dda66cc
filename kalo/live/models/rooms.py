"""The room of an event: its hours, and the count of its log."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kalo.events.models import Event
from kalo.kit.db import Model

STAYS_OPEN = timedelta(minutes=60)  # after the end, so that nobody is cut off in a sentence
SOON, OPEN, OVER, SHUT = "soon", "open", "over", "shut"


class Room(Model):
    """The room of an event; it counts the entries of its log and nothing else."""

    __tablename__ = "live_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), unique=True)
    last_seq: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
