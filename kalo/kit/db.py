"""The database: one session per request, committed once, by the kit alone.

SQLite under greenlets needs care (docs/decisions/0003-server-and-sqlite.md): whoever writes waits
for a lock that greenlets can wait for, then begins with BEGIN IMMEDIATE; readers wait for nobody.
"""

import functools
import importlib
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask import Flask, abort
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, Select, TypeDecorator, event
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, registry

PATIENCE = 15.0  # seconds that a writer waits for another process before it gives up
_writing: ContextVar[bool] = ContextVar("writing", default=False)
_write_lock = threading.Lock()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True
    _remembered: ClassVar[Any] = None

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """SQLite gives words: what is shown again and again is read from them once."""
        read = super().result_processor(dialect, coltype)
        if dialect.name != "sqlite":
            return read
        if UtcDateTime._remembered is None:  # one memory for all columns
            UtcDateTime._remembered = functools.lru_cache(2000)(read)  # type: ignore[arg-type]
        return UtcDateTime._remembered


class Model(DeclarativeBase):
    """What every table is; names of constraints are fixed so that migrations can find them."""

    registry = registry(
        type_annotation_map={datetime: UtcDateTime},
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


db = SQLAlchemy(model_class=Model)


class Migrations:
    """What flask-migrate looks for in an application; its library is loaded when it looks.

    A web server and a worker never do, and do without its ten megabytes.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        chosen = Migrate(directory="migrations", render_as_batch=True, compare_type=True)
        chosen.init_app(self._app, db)
        return getattr(self._app.extensions["migrate"], name)


def init_db(app: Flask) -> None:
    """Bind the database to the application and teach the engine how to begin."""
    # What people wrote, and what they sign in with, belongs into no log of a statement that failed.
    # A connection is asked before it is used: PostgreSQL may have been away since.
    chosen = {"hide_parameters": not app.config["KALO"].testing}
    if not app.config["KALO"].sqlite:
        chosen["pool_pre_ping"] = True
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = chosen
    db.init_app(app)
    app.extensions["migrate"] = Migrations(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, safe=not app.config["KALO"].testing)
        else:
            event.listen(db.engine, "begin", _begin_postgres)


def _begin_postgres(connection: Any) -> None:
    """Who only reads sees one moment, as on SQLite: a page and its versions belong together."""
    import psycopg  # loaded by now: not where the database is SQLite

    level = None if _writing.get() else psycopg.IsolationLevel.REPEATABLE_READ
    connection.connection.dbapi_connection.isolation_level = level


def _prepare_sqlite(engine: Engine, safe: bool) -> None:
    opening = functools.partial(_open_sqlite, level="FULL" if safe else "OFF")
    event.listen(engine, "connect", opening)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "checkin", _release_write_lock)


def _open_sqlite(connection: Any, _record: Any, level: str) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={level}",
        "foreign_keys=ON",
        "busy_timeout=1000",
        "cache_size=-2000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    raw = connection.connection.dbapi_connection
    if not _writing.get():
        raw.execute("BEGIN")
        return
    record = connection.connection._connection_record
    # A connection that begins again before it was given back still holds the lock.
    if not record.info.get("holds_write_lock") and not _write_lock.acquire(timeout=PATIENCE):
        raise TimeoutError("database is locked: another writer of this process does not end")
    record.info["holds_write_lock"] = True
    try:
        _begin_immediate(raw)
    except BaseException:
        _release_write_lock(None, record)
        raise


def _begin_immediate(raw: Any) -> None:
    """Wait for other processes without stopping the greenlets of this one."""
    give_up = time.monotonic() + PATIENCE
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except Exception as error:
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.005)
    finally:
        raw.execute("PRAGMA busy_timeout=1000")


def _release_write_lock(_connection: Any, record: Any) -> None:
    if record.info.pop("holds_write_lock", False):
        _write_lock.release()


def begin_writing() -> None:
    """From here on this request or job writes; ends whatever it was reading before."""
    db.session.rollback()
    _writing.set(True)


def begin_reading() -> None:
    """From here on this request only reads, and waits for nobody."""
    db.session.rollback()
    _writing.set(False)


def commit() -> None:
    """Keep the work; then nudge the jobs that it promised."""
    promised = db.session.info.pop("after_commit", [])
    if _writing.get():  # who only read has nothing to keep; the session ends with the request
        _keep()
    for nudge in promised:
        nudge()


def _keep() -> None:
    try:
        for work, words in db.session.info.pop("before_commit", {}).items():
            work(words)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def after_commit(nudge: Callable[[], None]) -> None:
    """Call `nudge` once the work is safe; never, if it is dropped. It must not raise."""
    db.session.info.setdefault("after_commit", []).append(nudge)


def before_commit(work: Callable[[Collection[str]], None], *words: str) -> None:
    """Do `work` as the last of this change, once, with all words that were said for it."""
    db.session.info.setdefault("before_commit", {}).setdefault(work, set()).update(words)


def drop() -> None:
    """Forget the work and what it promised."""
    db.session.info.pop("before_commit", None)
    db.session.info.pop("after_commit", None)
    db.session.rollback()


@contextmanager
def transaction() -> Iterator[None]:
    """One whole change outside a request: kept at the end, dropped by an exception."""
    token = _writing.set(True)
    db.session.rollback()
    try:
        yield
        commit()
    except BaseException:
        drop()
        raise
    finally:
        _writing.reset(token)


def upsert(
    model: type[Model],
    rows: Sequence[Mapping[str, Any]],
    key: tuple[str, ...],
    again: Mapping[str, Any] | None = None,
) -> None:
    """Insert all rows in one statement; where the key is taken, set `again`, or leave the old."""
    if not rows:
        return
    insert = _insert(model).values(list(rows))
    if again:
        insert = insert.on_conflict_do_update(index_elements=key, set_=dict(again))
    else:
        insert = insert.on_conflict_do_nothing(index_elements=key)
    db.session.execute(insert)


def insert_new(model: type[Model], row: Mapping[str, Any], key: tuple[str, ...]) -> Any:
    """Insert a row, in one statement, and answer it; None where the key was taken."""
    insert = _insert(model).values(**row).on_conflict_do_nothing(index_elements=key)
    return db.session.scalar(insert.returning(model))


def _insert(model: type[Model]) -> Any:
    # Not at the top: the dialect that is not in use costs megabytes.
    dialect: Any = importlib.import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}")
    return dialect.insert(model)


def get_or_404(query: Select[Any], values: Mapping[str, Any] | None = None) -> Any:
    """The one row (or object) of a query; 404 where there is none."""
    found = db.session.execute(query, values).unique().one_or_none()
    if found is None:
        abort(404)
    return found[0] if len(found) == 1 else found


def hold(row: Model, columns: Sequence[str] | None = None) -> None:
    """Lock a row, or some columns of it, as it is now; 404 where it was taken away meanwhile."""
    try:
        db.session.refresh(row, columns, with_for_update=True)
    except InvalidRequestError:
        if row in db.session:  # PostgreSQL waited for whoever took it away
            abort(404)
        raise


def rows_of(query: Any, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """The rows of a question of columns, past the ORM: on hot pages that costs the most.

    Worth it for a query that is built once and asked with `values`.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        session.flush()
    return session.connection().execute(query, values).all()
