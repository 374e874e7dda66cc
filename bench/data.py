"""The fixed data set in a folder of its own: made once, used again while nothing changed."""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from flask_migrate import stamp
from sqlalchemy import delete, insert
from sqlalchemy.schema import CreateIndex, CreateTable

from bench import community, gatherings
from kalo.app import PACKAGES
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import import_programmes
from kalo.search.actions import pay, rebuild
from kalo.search.models import Owed
from kalo.shelves.actions import import_shelves

HERE = Path(__file__).parent
KALO = HERE.parent / "kalo"
LABEL = "bench.json"  # lies in every data folder that is ours to throw away
AT_ONCE = 2000


def claim(folder: Path, scale: float) -> bool:
    """Make the folder ours, before an application puts files there; True if all lies there."""
    label = folder / LABEL
    if folder.exists() and any(folder.iterdir()) and not label.exists():
        sys.exit(f"{folder} holds something else than a data set of the bench; choose another.")
    if label.exists() and json.loads(label.read_text()) == _made_of(scale):
        return True
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    label.write_text("{}")
    return False


def build(app: Flask, folder: Path, scale: float, say: Callable[[str], None]) -> None:
    """Fill the claimed folder; the label is written last, so half a data set is never used."""
    start, made_of = time.monotonic(), _made_of(scale)
    with app.app_context():
        db.create_all()
        stamp()
        _fill(community.size_at(scale), say)
        say("building the search index, which takes longest …")
        count = rebuild()
        with transaction():
            db.session.execute(delete(Owed))
        db.engine.dispose()
    (folder / LABEL).write_text(json.dumps(made_of))
    say(f"{count:,} texts can be found; made in {time.monotonic() - start:.0f} s")


def freshen(app: Flask) -> None:
    """Bring the platform's own content up to date in a data set that was made before."""
    with app.app_context():
        _lay_content()
        pay()
        db.session.rollback()


def _fill(size: community.Size, say: Callable[[str], None]) -> None:
    chance, now = Random(1), clock.now().replace(minute=0, second=0, microsecond=0)
    _lay_content()
    with transaction():
        for model, rows in _tables(chance, size, now):
            say(f"{len(rows):,} rows of {model.__tablename__} …")
            _insert(model, rows)


def _lay_content() -> None:
    for load in (import_shelves, import_programmes):
        with transaction():
            load()


def _tables(chance: Random, size: community.Size, now: Any) -> Iterator[tuple[type[Any], Any]]:
    yield from community.rows(chance, size, now)
    yield from gatherings.rows(chance, size, now)


def _insert(model: type[Any], rows: list[community.Row]) -> None:
    connection = db.session.connection()
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(model.__table__), rows[start : start + AT_ONCE])


def _made_of(scale: float) -> dict[str, Any]:
    """What a data set depends on: its scale, the tables, and how its rows and its index look."""
    return {"scale": scale, "tables": _hash(_tables_as_sql()), "made by": _hash(_sources())}


def _tables_as_sql() -> Iterator[bytes]:
    for package in PACKAGES:
        if find_spec(f"kalo.{package}.models"):  # a file or a folder
            import_module(f"kalo.{package}.models")
    for kept_by_the_kit in ("kalo.kit.once", "kalo.kit.mail"):
        import_module(kept_by_the_kit)
    for table in db.metadata.sorted_tables:
        yield str(CreateTable(table)).encode()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index)).encode()


def _sources() -> Iterator[bytes]:
    own = [HERE / f"{name}.py" for name in ("words", "community", "gatherings")]
    shapes = [*sorted((KALO / "kit" / "text").glob("*.py")), KALO / "search" / "index.py"]
    for path in own + shapes:
        yield path.read_bytes()


def _hash(parts: Iterator[bytes]) -> str:
    whole = hashlib.blake2b(digest_size=8)
    for part in parts:
        whole.update(part)
    return whole.hexdigest()
