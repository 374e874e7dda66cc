"""What guests see has versions: a number for each scope, raised with every change of it.

A scope is a word: `topic:17`, `category:3`, `forum`, `people`. Whatever changes what a guest sees
calls `bump`; a page that says what it `shows` may be kept until one of these numbers moves, in
every process (docs/decisions/0011-kept-pages.md).
"""

from collections.abc import Collection
from typing import Any

from flask import g, has_request_context
from sqlalchemy import BigInteger, Engine, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from kalo.kit.db import Model, before_commit, db, upsert


class Version(Model):
    """How often a scope has changed; a scope that has no row never did."""

    __tablename__ = "kit_version"

    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


def bump(*scopes: str) -> None:
    """Guests see these in another way, once this change is committed.

    Written as the last words of the change, in one order: so nobody waits long, or in a circle.
    """
    before_commit(_write, *scopes)


def _write(scopes: Collection[str]) -> None:
    rows = [{"scope": scope, "n": 1} for scope in sorted(scopes)]
    upsert(Version, rows, key=("scope",), again={"n": Version.n + 1})


def shows(*scopes: str) -> None:
    """A view says what all of its page depends on; a guest's page may be kept as long as that."""
    if has_request_context() and g.get("person") is None:
        g.setdefault("shown", set()).update(scopes)


def shown() -> frozenset[str]:
    """What the page of this request has said it shows; nothing where it may not be kept."""
    if g.get("person") is not None:
        return frozenset()
    return frozenset(g.get("shown", ()))


def sum_of(scopes: Collection[str]) -> int:
    """The versions of some scopes as one number: as they only grow, any change makes it larger.

    Asked in the transaction that reads the page, so both are of one moment.
    """
    return int(db.session.scalar(summed(scopes)) or 0)


def summed(scopes: Collection[str]) -> Select[int]:
    """The same as a question, to be asked together with others."""
    total = select(func.coalesce(func.sum(Version.n), 0))
    return total.where(Version.scope.in_(sorted(scopes)))


def sum_now(engine: Engine, scopes: tuple[str, ...]) -> int:
    """The same at this very moment, in one statement: for whoever is in haste."""
    lite = engine.dialect.name == "sqlite"
    marks = ",".join(("?" if lite else "%s",) * len(scopes))
    connection = engine.raw_connection()
    try:
        raw: Any = connection.dbapi_connection
        if not lite:
            raw.autocommit = True
        cursor = raw.cursor()
        cursor.execute(f"SELECT SUM(n) FROM kit_version WHERE scope IN ({marks})", scopes)
        found = cursor.fetchone()[0]
        cursor.close()
        if not lite:
            raw.autocommit = False
        return int(found or 0)
    finally:
        connection.close()
