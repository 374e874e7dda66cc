"""Slow work of accounts: files that nobody shows any more."""

from sqlalchemy import exists, select

from kalo.accounts.models import Person
from kalo.kit import files
from kalo.kit.db import db
from kalo.kit.jobs import slow_job


@slow_job
def drop_file(name: str) -> None:
    """Remove a picture from the store, unless it is somebody's picture after all."""
    shown = db.session.scalar(select(exists().where(Person.picture == name)))
    db.session.rollback()
    if not shown:
        files.remove(name)
