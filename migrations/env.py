"""How migrations reach the database: through the application's own engine."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from alembic import context
from sqlalchemy import Connection, TypeDecorator, text

from kalo.kit.db import Model, db


def plain_type(kind: str, thing: Any, _context: Any) -> str | bool:
    """Types of ours are written as what they are in the database: a migration stands by itself."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    return f"sa.{thing.impl_instance!r}"


def leave_out_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """A migration that changes nothing is not written."""
    script = directives[0] if directives else None
    if script is not None and script.upgrade_ops.is_empty():
        directives[:] = []


@contextmanager
def unbound(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: what points at it must not fall with the old one.

    At the end everything must point somewhere again, or nothing of it is kept.
    """
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # heard only outside of a transaction
    try:
        yield
        if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows point at nothing: {lost[:5]}")
        connection.commit()
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Migrate within one transaction; on PostgreSQL, wait for nobody longer than a few seconds."""
    with db.engine.connect() as connection, ExitStack() as stack:
        if connection.dialect.name == "sqlite":
            stack.enter_context(unbound(connection))
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            render_item=plain_type,
            compare_type=True,
            compare_server_default=False,
            process_revision_directives=leave_out_empty,
        )
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET lock_timeout = '4s'"))
            connection.execute(text("SET statement_timeout = '60s'"))
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name != "sqlite":
            connection.commit()


run()
