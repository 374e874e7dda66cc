"""`python -m bench.live`: a live room of up to 2,000 people, beside a bare Socket.IO server.

.venv/bin/python -m bench.live --out bench/live.md
.venv/bin/python -m bench.live --people 100 --people 500

Both are asked by the same clients (bench/node/crowd.mjs) in the same run, one after the other.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, insert, select

from bench.live_report import write
from bench.servers import Part, environ_for, platform, running
from kalo.accounts.login import TOKEN, hash_of
from kalo.accounts.models import Person, SignIn
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events.models import PUBLISHED, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live import actions, queries
from kalo.live.models import Entry
from kalo.live.views.news import shared_news
from tests.services import free_port, wait_for

NODE = Path(__file__).parent / "node"
PIECE = "{text}"
SAID = "Συμφωνώ, ας το γράψουμε στο καταστατικό."
REST = 2500  # milliseconds between joining and talking, and before counting
FILES = 20_000  # connections that a process may hold


@dataclass(frozen=True)
class Deed:
    """What a crowd does: so many messages, a gap apart; or one vote each within some seconds."""

    name: str
    messages: int = 0
    gap: int = 0  # milliseconds
    storm: float = 0.0  # seconds


DEEDS = (
    Deed("1 message a second", messages=20, gap=1000),
    Deed("10 messages a second", messages=100, gap=100),
    Deed("everybody votes within 5 s", storm=5.0),
)


@dataclass
class Met:
    """What a crowd met at one server; times in milliseconds, memory in MB."""

    people: int
    deed: str
    joined: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)
    cpu_ms: float = 0.0  # processor time of the server while it lasted
    memory: float = 0.0
    empty: float = 0.0  # memory before anybody came in


@click.command()
@click.option("--people", multiple=True, type=int, default=(100, 500, 1000, 2000))
@click.option("--deed", "deeds", multiple=True, type=int, default=(1, 2, 3), help="Which of these.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the report goes.")
def main(people: tuple[int, ...], deeds: tuple[int, ...], out: Path | None) -> None:
    """Measure a room of each size, and write the report."""
    _many_files()
    node, load = _packages(), os.getloadavg()[0]
    ours, bare, wrong = [], [], []
    with TemporaryDirectory() as folder:
        here = Path(folder)
        for count in people:
            for deed in (DEEDS[number - 1] for number in deeds):
                click.echo(f"· {count} people, {deed.name}")
                met, votes = _ours(here / f"{count}-{uuid.uuid4().hex[:6]}", node, count, deed)
                ours.append(met)
                if deed.storm and votes != count - 1:
                    wrong.append(f"{count} people: {votes} votes of {count - 1}")
                if not deed.storm:
                    bare.append(_bare(here, node, count, deed))
    words = write(ours, bare, wrong, load)
    click.echo(words)
    if out:
        out.write_text(words)


def _many_files() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))


def _packages() -> Path:
    """The folder in which Node finds what it needs, made where it is missing."""
    lock = (NODE / "package-lock.json").read_bytes()
    name = hashlib.blake2b(lock, digest_size=6).hexdigest()
    folder = Path(gettempdir()) / f"kalo-bench-node-{name}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(NODE, folder, ignore=shutil.ignore_patterns("node_modules"))
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(install, cwd=folder, check=True)
        (folder / "ready").touch()
    for script in NODE.glob("*.mjs"):
        shutil.copy(script, folder)
    return folder


def _ours(folder: Path, node: Path, count: int, deed: Deed) -> tuple[Met, int]:
    """The platform's room with so many people; and the votes that stand in its log."""
    folder.mkdir()
    port = free_port()
    app = create_app(read_settings({**environ_for(folder, port), "KALO_LOG_LEVEL": "ERROR"}))
    with app.app_context():
        upgrade()
        event_id, cookies = _people(app, count)
        db.session.remove()
    with platform(folder, port) as (web, _worker, _started):
        met = _meet(node, web, port, cookies, event_id, deed)
    with app.app_context():
        voted = select(func.count()).select_from(Entry).where(Entry.kind == "voted")
        votes = db.session.scalar(voted) or 0
        db.engine.dispose()
    return met, votes


def _people(app: Flask, count: int) -> tuple[int, list[str]]:
    """An event that goes on with everybody in it, the first leading; their cookies."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    now, tokens = clock.now(), [uuid.uuid4().hex for _ in range(count)]
    ids = range(1, count + 1)
    known = {"joined_at": now, "confirmed_at": now, "trust": 2}
    people = [
        {"id": n, "handle": f"p{n}", "name": f"Μέλος {n}", "email": f"p{n}@example.org", **known}
        for n in ids
    ]
    signed = [
        {"token_hash": hash_of(token), "person_id": n, "at": now, "seen_at": now, "device": ""}
        for n, token in zip(ids, tokens, strict=True)
    ]
    with transaction():
        db.session.execute(insert(Person), people)
        db.session.execute(insert(SignIn), signed)
        event = _event(count)
        db.session.add(event)
        db.session.flush()
        made = dict.fromkeys(("made_at", "taken_at", "changed_at"), now)
        seats = [{"event_id": event.id, "person_id": n, **made} for n in ids]
        db.session.execute(insert(Registration), seats)
        event_id = event.id
    return event_id, [f"kalo={signer.dumps({TOKEN: token})}" for token in tokens]


def _event(count: int) -> Event:
    start = clock.athens(clock.now() - timedelta(minutes=10)).replace(microsecond=0)
    end, now = start + timedelta(hours=2), clock.now()
    return Event(
        uid="bench-live@ekalo.example",
        kind="conference",
        mode="online",
        state=PUBLISHED,
        slug="aithousa",
        title_el="Ημερίδα",
        has_room=True,
        capacity=count,
        seats_taken=count,
        facilitator_id=1,
        start_wall=start.replace(tzinfo=None),
        end_wall=end.replace(tzinfo=None),
        starts_at=start,
        ends_at=end,
        **dict.fromkeys(("ical_stamp", "created_at", "changed_at", "published_at"), now),
    )


def _bare(folder: Path, node: Path, count: int, deed: Deed) -> Met:
    """A bare server of Node with as many people; what it passes on is as long as ours."""
    port = free_port()
    environ = {**os.environ, "BENCH_PIECE": _piece_like_ours(folder)}
    command = ["node", "bare.mjs", str(port)]
    with running(command, environ, folder / "bare.log", node) as process:
        wait_for(lambda: _listens(port), "the bare server")
        return _meet(node, Part(process, port), port, [""] * count, 1, deed)


def _listens(port: int) -> bool:
    import socket

    with socket.create_connection(("127.0.0.1", port), 0.2):
        return True


def _piece_like_ours(folder: Path) -> str:
    """A message as our room writes it, with a place for the text."""
    own = folder / "piece"
    if not own.exists():
        own.mkdir()
        app = create_app(read_settings({**environ_for(own, 1), "KALO_LOG_LEVEL": "ERROR"}))
        with app.test_request_context():
            upgrade()
            event_id, _cookies = _people(app, 2)
            with transaction():
                door = queries.door_of(
                    db.session.get_one(Event, event_id), db.session.get(Person, 2)
                )
                actions.act(door, "said", {"text": SAID}, uuid.uuid4().hex)
            door = queries.door_of(db.session.get_one(Event, event_id), db.session.get(Person, 2))
            news = shared_news(door, door.role or "", 0)
            (own / "piece").write_text(news["pieces"][-1][1].replace(SAID, PIECE))
            db.session.remove()
            db.engine.dispose()
    return (own / "piece").read_text()


def _meet(node: Path, server: Part, port: int, cookies: list[str], event: int, deed: Deed) -> Met:
    """Let the crowd in and do its deed; measure the server meanwhile."""
    plan = {
        "url": f"http://127.0.0.1:{port}",
        "cookies": cookies,
        "event": event,
        "messages": deed.messages,
        "gap": deed.gap,
        "storm": deed.storm,
        "rest": REST,
    }
    met = Met(len(cookies), deed.name, empty=server.memory())
    with _crowd(node, plan) as said:
        met.joined = next(said)["joined"]
        next(said)
        met.memory, before = server.memory(), server.cpu_seconds()
        met.facts = next(said)
        met.cpu_ms = 1000 * (server.cpu_seconds() - before)
        met.memory = max(met.memory, server.memory())
    return met


@contextmanager
def _crowd(node: Path, plan: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    """The clients in a process of their own; what they say, line by line."""
    command = ["node", "crowd.mjs"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=node, text=True, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(json.dumps(plan))
        process.stdin.close()
        yield (json.loads(line) for line in process.stdout)
    time.sleep(0.5)


if __name__ == "__main__":
    main()
