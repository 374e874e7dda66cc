"""What the benches of rooms share: asking as somebody, asking servers in turns, tables of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask

from bench.load import Target
from bench.measure import BARE, Turns, turn
from bench.servers import Part
from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.kit.db import db, transaction


@dataclass(frozen=True)
class Found:
    """What one kind of answer cost on one database with so many rows."""

    what: str
    database: str
    length: int
    statements: int
    ms: float


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
