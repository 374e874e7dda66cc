"""How migrations reach the database: through the application's own engine."""

from typing import Any

from alembic import context
from sqlalchemy import TypeDecorator, text

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


def run() -> None:
    """Migrate within one transaction; on PostgreSQL, wait for nobody longer than a few seconds."""
    with db.engine.connect() as connection:
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
        connection.commit()


run()
