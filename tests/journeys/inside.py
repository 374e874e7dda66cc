"""Standing inside a platform that runs: its database, rows, the sample community."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit.db import db, transaction
from tests.services import Platform


@contextmanager
def inside(platform: Platform) -> Iterator[None]:
    """An application on the data of a platform that runs."""
    app = create_app(read_settings(platform.environ))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def make(model: Any, **values: Any) -> Any:
    """As the fixture of tests does."""
    with transaction():
        row = model(**values)
        db.session.add(row)
    db.session.refresh(row)
    return row


def person(handle: str) -> Person:
    """One of the sample community."""
    return db.session.scalars(select(Person).where(Person.handle == handle)).one()
