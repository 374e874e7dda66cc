"""`python -m bench.toolbox`: what a tool's page and a save cost, with 100 and 20,000 works.

    .venv/bin/python -m bench.toolbox --out bench/toolbox.md

First each answer is asked for in this process, at each number of works, on both databases; the work
that is saved has 200 rows, and a hundred versions already. Then, with the larger number, the pages
are served as `kalo serve` serves them, beside the bare page.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import click
from flask import Flask
from sqlalchemy import insert

from bench.asking import (
    Found,
    ask_in_turns,
    browser_of,
    cookie_of,
    get,
    grow,
    grown_lines,
    keep_report,
    machine_line,
    of_a_room,
    served_lines,
    to_be_served,
    tokens_of,
)
from bench.bulk import Cost, cost, settle
from bench.load import Target
from bench.measure import Turns
from bench.servers import bare_page, platform
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.once import fresh_key
from kalo.toolbox.actions.works import Author, keep_work, save_work
from kalo.toolbox.fields import Answers, Rows
from kalo.toolbox.models import Version, Work
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from tests.services import free_port

OWNER, PEOPLE, ROWS, VERSIONS = 1, 200, 200, 100
FEW, SHORT = 3, 2  # rows of a work as most are, and its number
SAVES = 100
FORM = "application/x-www-form-urlencoded"
LONG = "/toolbox/works/1/"
CSRF = re.compile(rb'name="csrf_token" value="([^"]+)"')


@click.command()
@click.option("--works", "lengths", multiple=True, type=int, default=(100, 20_000))
@click.option("--tool", "slug", default="canvas", help="The tool that is asked for.")
@of_a_room
def main(
    lengths: tuple[int, ...],
    slug: str,
    databases: tuple[str, ...],
    seconds: float,
    rounds: int,
    out: Path | None,
) -> None:
    """Measure the growth and the served pages; print or write the report."""
    tool = TOOLS[slug]
    grown = grow(databases, lengths, partial(fill, tool), partial(costs, tool))
    served = serve(tool, max(lengths), rounds, seconds)
    keep_report(report(tool, grown, lengths, served), out)


def fill(tool: Tool, works: int) -> None:
    """People with so many works, of which the first is long and was often saved."""
    now = clock.now()
    known = {"joined_at": now, "confirmed_at": now, "trust": 1}
    with transaction():
        people = [{"handle": f"p{n}", "name": f"Άτομο {n}", **known} for n in range(PEOPLE)]
        db.session.execute(insert(Person), people)
        owner = db.session.get_one(Person, OWNER)
        first = keep_work(tool.slug, "Το έργο", answers_of(tool), Author(owner), "first").work
        for n in range(VERSIONS):
            save_work(first, answers_of(tool, n), first.revision, Author(owner), fresh_key())
    row = {"tool": tool.slug, "title": "Έργο", "group_can": "edit", "revision": 1}
    row |= {"answers": answers_of(tool, few=True), "made_at": now, "changed_at": now}
    owners = {SHORT: OWNER}
    more = [
        {**row, "id": n, "owner_id": owners.get(n, n % PEOPLE + 1)} for n in range(2, works + 1)
    ]
    version = {"number": 1, "kind": "kept", "by_name": "", "changes": {}, "made_at": now}
    saves = [{**version, "work_id": each["id"], "client_id": f"c{each['id']}"} for each in more]
    with transaction():
        db.session.execute(insert(Work), more)
        db.session.execute(insert(Version), saves)
    settle()


def answers_of(tool: Tool, turn: int = 0, few: bool = False) -> Answers:
    """Something said to each question, with many rows where there are any."""
    said: Answers = {}
    for name, field in tool.fields.items():
        if isinstance(field, Rows):
            many = FEW if few else min(ROWS, field.limit)
            said[name] = [_row(field, n, turn) for n in range(many)]
        elif field.shape in ("text", "long"):
            said[name] = f"Κάτι που γράφτηκε, {turn}"
    return said


def _row(rows: Rows, number: int, turn: int) -> dict[str, Any]:
    words = {
        name: f"Γραμμή {number}, {turn if number == 0 else 0}"
        for name, field in rows.fields.items()
        if field.shape in ("text", "long")
    }
    chosen = {
        name: field.options[number % len(field.options)][0]
        for name, field in rows.fields.items()
        if field.shape == "choice"
    }
    return {"id": f"r{number}", **words, **chosen}


def pages_of(tool: Tool) -> tuple[tuple[str, str, bool], ...]:
    """What is asked for: a name, an address, whether as its owner."""
    return (
        ("the tool, guest", tool.path, False),
        ("the tool, member", tool.path, True),
        ("its example, guest", f"{tool.path}example", False),
        ("one's works", "/toolbox/works/", True),
        (f"a work of {FEW} rows", f"/toolbox/works/{SHORT}/", True),
        (f"a work of {ROWS} rows", LONG, True),
        (f"its history of {VERSIONS} versions", f"{LONG}history", True),
        ("its first version", f"{LONG}history/1", True),
        ("its answers", f"{LONG}answers.json", True),
    )


def costs(tool: Tool, app: Flask, _works: int) -> Iterator[tuple[str, Cost]]:
    """Each kind of answer, with its statements and its milliseconds."""
    guest, owner = app.test_client(), browser_of(app, OWNER)
    for what, path, owns in pages_of(tool):
        yield what, cost(partial(get, owner if owns else guest, path))
    form = form_of(tool)
    yield "the result, while typing", cost(partial(_post, guest, f"{tool.path}result", form, 200))
    yield f"a save of {ROWS} rows", cost(_saving(owner, form))


def form_of(tool: Tool) -> dict[str, str]:
    """What the form of the long work says."""
    said: dict[str, str] = {}
    for name, value in answers_of(tool).items():
        if isinstance(value, list):
            pairs = [(f"{name}.{row['id']}.{k}", v) for row in value for k, v in row.items()]
            said |= {path: str(v) for path, v in pairs if not path.endswith(".id")}
        else:
            said[name] = str(value)
    return said


def _post(browser: Any, path: str, form: dict[str, str], expected: int) -> None:
    answer = browser.post(path, data=form)
    assert answer.status_code == expected, answer.text[:500]


def _saving(owner: Any, form: dict[str, str]) -> Callable[[], None]:
    return lambda: _post(owner, LONG, _changed(form), 303)


def _changed(form: dict[str, str]) -> dict[str, str]:
    """A save with one answer changed, of the newest revision."""
    row = next(path for path in form if path.endswith((".what", ".text", ".name", ".words")))
    return {**form, row: fresh_key(), "_revision": "999999999", "once": fresh_key()}


@dataclass(frozen=True)
class Page:
    """An answer of a server: its body and what its head says."""

    said: bytes
    headers: Message


@dataclass
class Served:
    """What was served: pages under load, and saves one after the other, each after a bare page."""

    pages: dict[str, Turns]
    saves: list[float]  # milliseconds
    bare: list[float]


def serve(tool: Tool, works: int, rounds: int, seconds: float) -> Served:
    """The pages and a save on SQLite as they are served, with the bare page beside them."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with to_be_served(folder, port) as app:
            fill(tool, works)
            token = tokens_of([OWNER])[0]
        cookie = {"Cookie": cookie_of(app, token)}
        targets = {
            what: Target(port, path, cookie if owns else {}) for what, path, owns in pages_of(tool)
        }
        with platform(folder, port) as (web, _worker, _started), bare_page(folder, 77_000) as bare:
            pages = ask_in_turns(web, bare, targets, rounds, seconds)
            return Served(pages, *save_in_turns(port, bare.port, cookie, form_of(tool)))


def save_in_turns(
    port: int, bare_port: int, cookie: dict[str, str], form: dict[str, str]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each save by one client, and of the bare page that it asks for before."""
    ours, bare = HTTPConnection("127.0.0.1", port), HTTPConnection("127.0.0.1", bare_port)
    with closing(ours), closing(bare):
        page = _answer(ours, 200, "GET", LONG, headers=cookie)
        token, session = CSRF.search(page.said), page.headers["Set-Cookie"]
        assert token is not None
        form = {**form, "csrf_token": token[1].decode()}
        heads = {"Cookie": session.split(";")[0], "Content-Type": FORM}
        saves, floor = [], []
        for _time in range(SAVES):
            floor.append(_taken(_answer, bare, 200, "GET", "/"))
            body = urlencode(_changed(form))
            saves.append(_taken(_answer, ours, 303, "POST", LONG, body, heads))
    return saves, floor


def _answer(line: HTTPConnection, expected: int, *asked: Any, **more: Any) -> Page:
    line.request(*asked, **more)
    answer = line.getresponse()
    said = answer.read()
    assert answer.status == expected, said.decode()
    return Page(said, answer.headers)


def _taken(call: Callable[..., Any], *given: Any) -> float:
    began = time.perf_counter()
    call(*given)
    return 1000 * (time.perf_counter() - began)


def report(tool: Tool, grown: list[Found], lengths: tuple[int, ...], served: Served) -> str:
    """Everything that was found, as Markdown."""
    return "\n".join(
        [
            "# How fast the toolbox answers\n",
            "Made by `python -m bench.toolbox`; each run writes it anew. No test asserts a time.\n",
            f"The tool is `{tool.slug}`; the long work has {ROWS} rows in each of its lists and"
            f" {VERSIONS} versions.\n",
            "## As works grow in number\n",
            "Statements and milliseconds of one answer in one process, the median of eleven.\n",
            *grown_lines(grown, lengths, "works"),
            f"\n## Served, with {max(lengths):,} works\n",
            "One gunicorn process with gevent, SQLite, 16 connections, beside the bare page.\n",
            *served_lines(served.pages),
            f"\n## {SAVES} saves of {ROWS} rows\n",
            "One client, one after the other, the bare page before each; a save is answered once it"
            " is kept.\n",
            *_saves_lines(served),
            machine_line(),
        ]
    )


def _saves_lines(served: Served) -> Iterator[str]:
    yield "| what | p50 ms | p95 ms | × bare p50 |"
    yield "| --- | ---: | ---: | ---: |"
    floor = median(served.bare)
    for what, taken in (("a save", served.saves), ("the bare page", served.bare)):
        middle, last = median(taken), quantiles(taken, n=20)[-1]
        yield f"| {what} | {middle:.1f} | {last:.1f} | {middle / floor:.1f} |"


if __name__ == "__main__":
    main()
