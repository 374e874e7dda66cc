"""The fixed data set in a folder of its own: made once, used again while nothing changed."""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from flask_migrate import stamp
from sqlalchemy import delete, insert

from bench import community, gatherings
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import import_programmes
from kalo.search.actions import rebuild
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
    start = time.monotonic()
    with app.app_context():
        db.create_all()
        stamp()
        _fill(community.size_at(scale), say)
        say("building the search index …")
        count = rebuild()
        with transaction():
            db.session.execute(delete(Owed))
        db.engine.dispose()
    (folder / LABEL).write_text(json.dumps(_made_of(scale)))
    say(f"{count:,} texts can be found; made in {time.monotonic() - start:.0f} s")


def _fill(size: community.Size, say: Callable[[str], None]) -> None:
    chance, now = Random(1), clock.now().replace(minute=0, second=0, microsecond=0)
    for load in (import_shelves, import_programmes):
        with transaction():
            load()
    with transaction():
        for model, rows in _tables(chance, size, now):
            say(f"{len(rows):,} rows of {model.__tablename__} …")
            _insert(model, rows)


def _tables(chance: Random, size: community.Size, now: Any) -> Iterator[tuple[type[Any], Any]]:
    yield from community.rows(chance, size, now)
    yield from gatherings.rows(chance, size, now)


def _insert(model: type[Any], rows: list[community.Row]) -> None:
    connection = db.session.connection()
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(model.__table__), rows[start : start + AT_ONCE])


def _made_of(scale: float) -> dict[str, Any]:
    """What a data set depends on: its scale, and every file that says how its rows look."""
    return {"scale": scale, "made by": _hash(path.read_bytes() for path in _sources())}


def _sources() -> Iterator[Path]:
    for own in ("words", "community", "gatherings", "data"):
        yield HERE / f"{own}.py"
    yield from sorted(KALO.glob("*/models.py"))
    yield from sorted((KALO / "kit" / "text").glob("*.py"))
    yield KALO / "search" / "index.py"
    yield from sorted(path for path in (HERE.parent / "content").rglob("*") if path.is_file())


def _hash(parts: Iterator[bytes]) -> str:
    whole = hashlib.blake2b(digest_size=8)
    for part in parts:
        whole.update(part)
    return whole.hexdigest()
