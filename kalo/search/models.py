"""What the index still owes: a row per thing that changed, until it has been indexed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.kit.db import Model


class Owed(Model):
    """A thing (`kind:id`) whose entry in the index is older than the thing itself."""

    __tablename__ = "search_owed"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    since: Mapped[datetime]
