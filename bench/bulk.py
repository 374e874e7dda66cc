"""An empty database of either kind for measuring growth: rows in bulk, what a thing costs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Column, event, text
from sqlalchemy.types import JSON, Boolean, DateTime, Integer

from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit.db import db
from kalo.kit.safety import limiter
from tests.services import postgres

TIMES = 11
Cost = tuple[int, float]


@contextmanager
def house(database: str) -> Iterator[Flask]:
    """An application on an empty database of this kind."""
    with TemporaryDirectory() as folder, _address(database) as address:
        chosen = {"KALO_DATA": folder, "KALO_DATABASE_URL": address, "KALO_LOG_LEVEL": "ERROR"}
        app = create_app(read_settings(chosen))
        app.config["WTF_CSRF_ENABLED"] = False
        app.extensions["kalo_visits"].ticking = True  # no clock: the house is soon taken down
        app.extensions["kalo_pages"].on = limiter.enabled = False
        with app.app_context():
            db.create_all()
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def _address(database: str) -> Iterator[str]:
    if database == "sqlite":
        yield ""
        return
    with postgres() as address:
        yield address


def at(seconds: str) -> str:
    """A moment so many seconds after a year ago, in the words of this database."""
    if db.engine.dialect.name == "sqlite":
        return f"datetime('now', '-1 year', '+' || ({seconds}) || ' seconds')"
    return f"now() - interval '1 year' + ({seconds}) * interval '1 second'"


def series(model: Any, count: int, said: dict[str, str]) -> None:
    """So many rows in one statement; `i` counts them."""
    columns = model.__table__.columns
    values = {c.name: said.get(c.name) or _usual(c) for c in columns}
    if "id" in columns:
        values["id"] = said.get("id", "i")
    chosen = {name: value for name, value in values.items() if value}
    start = f"WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < {count})"
    names, given = ", ".join(f'"{name}"' for name in chosen), ", ".join(chosen.values())
    insert = f"INSERT INTO {model.__tablename__} ({names}) {start} SELECT {given} FROM s"
    db.session.connection().exec_driver_sql(insert.replace("%", _percent()))


def settle() -> None:
    """After filling: the planner knows the tables, and nothing of the filling is still to do.

    PostgreSQL cleans and writes out behind its answers; on two cores that doubles what they take.
    """
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        return
    with db.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text("VACUUM (ANALYZE)"))
        alone.execute(text("CHECKPOINT"))


def _percent() -> str:
    return "%" if db.engine.dialect.name == "sqlite" else "%%"


def _usual(column: Column[Any]) -> str:
    """What a column that must have something has usually; nothing for one that need not."""
    if column.nullable:
        return ""
    if isinstance(column.type, Boolean):
        return "false"
    if isinstance(column.type, Integer):
        return "0"
    if isinstance(column.type, JSON):
        return "'{}'" if "dict" in str(column.default) else "'[]'"
    return at("0") if isinstance(column.type, DateTime) else "''"


def cost(ask: Callable[[], object], times: int = TIMES) -> Cost:
    """Statements of the last time, milliseconds in the middle."""
    run: list[Any] = []

    def note(*_args: Any) -> None:
        run.append(None)

    event.listen(db.engine, "before_cursor_execute", note)
    took = []
    for _time in range(times):
        run.clear()
        db.session.rollback()
        start = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - start))
    event.remove(db.engine, "before_cursor_execute", note)
    return len(run), median(took)
