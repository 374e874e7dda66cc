"""What the benches of rooms share: asking as somebody, asking servers in turns, tables of it."""

import os
import platform as machine
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import click
from flask import Flask
from flask_migrate import stamp

from bench.bulk import Cost, house
from bench.load import Target
from bench.measure import BARE, Turns, turn
from bench.servers import Part, bare_page, environ_for, platform
from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.services import free_port

Pages = Iterable[tuple[str, str, bool]]  # what, where, and whether one is signed in


@dataclass(frozen=True)
class Found:
    """What one kind of answer cost on one database with so many rows."""

    what: str
    database: str
    length: int
    statements: int
    ms: float


def of_a_room(command: Callable[..., None]) -> Callable[..., None]:
    """What every bench of a room lets one choose."""
    for option in (
        click.option("--out", type=click.Path(path_type=Path), help="Where the report goes."),
        click.option("--rounds", default=4, help="How many rounds; medians are reported."),
        click.option("--seconds", default=3.0, help="How long each page is asked for in a round."),
        click.option("--on", "databases", multiple=True, default=("sqlite", "postgresql")),
    ):
        command = option(command)
    return command


def grow(
    databases: Iterable[str],
    lengths: Iterable[int],
    fill: Callable[[int], None],
    costs: Callable[[Flask, int], Iterable[tuple[str, Cost]]],
) -> list[Found]:
    """Each database, filled to each length and asked."""
    return [
        found
        for database in databases
        for length in lengths
        for found in _grown(database, length, fill, costs)
    ]


def _grown(database: str, length: int, fill: Any, costs: Any) -> list[Found]:
    began = time.monotonic()
    with house(database) as app:
        fill(length)
        click.echo(f"· {database}, {length:,} rows, filled in {time.monotonic() - began:.0f} s")
        return [Found(what, database, length, *each) for what, each in costs(app, length)]


@contextmanager
def to_be_served(folder: Path, port: int) -> Iterator[Flask]:
    """The application of a platform that will be served from this folder, to fill it before."""
    environ = {**environ_for(folder, port), "KALO_SAMPLE": "0"}
    app = create_app(read_settings({**environ, "KALO_LOG_LEVEL": "WARNING"}))
    with app.app_context():
        db.create_all()
        stamp()
        yield app
        db.session.remove()
        db.engine.dispose()


def keep_report(said: str, out: Path | None) -> None:
    """Print what was found, and write it where that is wished."""
    click.echo(said)
    if out:
        out.write_text(said)


def machine_line() -> str:
    """On what it was measured, and when."""
    return (
        f"\n{os.cpu_count()} cores, {machine.system()} {machine.release()}, Python"
        f" {machine.python_version()}, {clock.today():%Y-%m-%d}.\n"
    )


def browser_of(app: Flask, person: int) -> Any:
    """A browser in which this person is signed in."""
    browser = app.test_client()
    with transaction():
        token = open_sign_in(db.session.get_one(Person, person))
    with browser.session_transaction() as session:
        session[TOKEN] = token
    return browser


def get(browser: Any, path: str) -> None:
    """Ask for a page that must be there."""
    answer = browser.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status}"


def tokens_of(ids: Iterable[int]) -> list[str]:
    """Sign-ins of these people."""
    with transaction():
        return [open_sign_in(db.session.get_one(Person, id)) for id in ids]


def cookie_of(app: Flask, token: str) -> str:
    """What a browser with this sign-in sends."""
    browser = app.test_client()
    with browser.session_transaction() as session:
        session[TOKEN] = token
    cookie = browser.get_cookie("kalo")
    assert cookie is not None
    return f"kalo={cookie.value}"


def ask_in_turns(
    web: Part, bare: Part, targets: dict[str, Target], rounds: int, seconds: float
) -> dict[str, Turns]:
    """Each in short turns, the bare page before every one."""
    found = {name: Turns() for name in (BARE, *targets)}
    for target in targets.values():
        turn(Turns(), web, target, 0.5)
    for _round in range(rounds):
        for name, target in targets.items():
            floor = turn(found[BARE], bare, Target(bare.port, "/", {}), seconds / 4)
            burst = turn(found[name], web, target, seconds)
            found[BARE].ratios.append(1.0)
            found[name].ratios.append(burst.rate / floor.rate)
    return found


def serve_to_guests(
    fill: Callable[[int], None], size: int, pages: Pages, rounds: int, seconds: float
) -> dict[str, Turns]:
    """The pages that guests see, on SQLite as they are served, with the bare page beside them."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with to_be_served(folder, port):
            fill(size)
        targets = {
            what: Target(port, quote(path, safe="/?&=+"), {})
            for what, path, signed_in in pages
            if not signed_in
        }
        with platform(folder, port) as (web, _worker, _started), bare_page(folder, 77_000) as bare:
            return ask_in_turns(web, bare, targets, rounds, seconds)


def report_of_a_list(
    title: str, module: str, grown: list[Found], unit: str, served: dict[str, Turns]
) -> str:
    """What a list costs as it grows, and served at its longest, as Markdown."""
    sizes = tuple(dict.fromkeys(each.length for each in grown))
    return "\n".join(
        [
            f"# {title}\n",
            f"Made by `python -m {module}`; every run writes it anew. No test asserts a time.\n",
            "## As the directory grows\n",
            "Statements and milliseconds of one answer in one process, the median of eleven.\n",
            *grown_lines(grown, sizes, unit),
            f"\n## Served, with {max(sizes):,} {unit}\n",
            "One gunicorn process with gevent, SQLite, 16 connections, beside the bare page.\n",
            *served_lines(served),
            machine_line(),
        ]
    )


def grown_lines(found: list[Found], lengths: tuple[int, ...], unit: str) -> Iterator[str]:
    """A table of what grew and what did not."""
    heads = " | ".join(f"{length:,} {unit}: SQL | ms" for length in lengths)
    yield f"| what | database | {heads} |"
    yield "| --- | --- |" + " ---: | ---: |" * len(lengths)
    for what, database in dict.fromkeys((each.what, each.database) for each in found):
        mine = [e for e in found if (e.what, e.database) == (what, database)]
        cells = " | ".join(f"{each.statements} | {each.ms:.1f}" for each in mine)
        yield f"| {what} | {database} | {cells} |"


def served_lines(found: dict[str, Turns]) -> Iterator[str]:
    """A table of what was served."""
    yield "| what | req/s | p50 ms | p99 ms | CPU ms | × bare | wrong |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, each in found.items():
        numbers = f"{each.rate:,.0f} | {each.p50:.1f} | {each.p99:.1f} | {each.cpu_ms:.2f}"
        yield f"| {name} | {numbers} | {each.ratio:.2f} | {each.wrong} |"
