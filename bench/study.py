"""`python -m bench.study`: what learning costs as its log grows, and 120 people with one quiz.

    .venv/bin/python -m bench.study --events 10000 --events 2000000 --out bench/study.md

First each answer is asked for in this process, at each length of the log, on both databases.
Then, with the longest log, the platform is served as `kalo serve` serves it, beside the bare page.
"""

import json
import os
import platform as machine
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from flask_migrate import stamp

from bench import crowd, learners
from bench.bulk import Cost, cost, house
from bench.load import Target
from bench.measure import BARE, Turns, turn
from bench.servers import Part, bare_page, environ_for, platform
from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions.quizzes import hand_in, save_answer, start
from kalo.learning.models import Block
from tests.services import free_port

TRAINEE = 7
BUSY = range(200, 280)  # take turns at sending acts: nobody sends 240 in a minute
ACTS = "/learning/acts"
PAGES = (
    ("progress of a trainee", "/learning/mine/", False),
    ("programme of a trainee", "/learning/bench-1/", False),
    ("lesson of a trainee", "/learning/bench-1/lesson-5/", False),
    ("board of a cohort of 120", "/learning/cohorts/1/board", True),
)


@dataclass(frozen=True)
class Found:
    """What one kind of answer cost on one database with a log of one length."""

    what: str
    database: str
    events: int
    statements: int
    ms: float


@click.command()
@click.option("--events", "lengths", multiple=True, type=int, default=(10_000, 2_000_000))
@click.option("--on", "databases", multiple=True, default=("sqlite", "postgresql"))
@click.option("--seconds", default=3.0, help="How long each page is asked for in a round.")
@click.option("--rounds", default=4, help="How many rounds; medians are reported.")
@click.option("--people", default=120, help="How many hand in one quiz within ten seconds.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the report goes.")
def main(
    lengths: tuple[int, ...],
    databases: tuple[str, ...],
    seconds: float,
    rounds: int,
    people: int,
    out: Path | None,
) -> None:
    """Measure the growth, the served pages and the crowd; print or write the report."""
    grown = [each for name in databases for n in lengths for each in measure(name, n)]
    served, crowded = serve(max(lengths), rounds, seconds, people)
    said = report(grown, lengths, served, crowded)
    click.echo(said)
    if out:
        out.write_text(said)


def measure(database: str, events: int) -> list[Found]:
    """Fill a database with so long a log, and ask it."""
    began = time.monotonic()
    with house(database) as app:
        learners.fill(events)
        click.echo(f"· {database}, {events:,} events, filled in {time.monotonic() - began:.0f} s")
        return [Found(what, database, events, *each) for what, each in costs(app)]


def costs(app: Flask) -> Iterator[tuple[str, Cost]]:
    """Each kind of answer, with its statements and its milliseconds."""
    trainee, lead = _browser(app, TRAINEE), _browser(app, learners.LEAD)
    for what, path, leads in PAGES:
        yield what, cost(partial(_get, lead if leads else trainee, path))
    yield "an answer in a lesson", cost(partial(_act, trainee, answer_in_lesson()))
    with transaction():
        attempt = _begin(TRAINEE)
    yield "an answer in a quiz", cost(partial(_act, trainee, answer_in_quiz(attempt)))
    yield "handing in a quiz of 8", cost(_hand_in)


def _browser(app: Flask, person: int) -> Any:
    browser = app.test_client()
    with transaction():
        token = open_sign_in(db.session.get_one(Person, person))
    with browser.session_transaction() as session:
        session[TOKEN] = token
    return browser


def _get(browser: Any, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status}"


def answer_in_lesson() -> dict[str, Any]:
    """A question of a lesson is answered."""
    block = 4 * (5 - 1) + 2
    return {"id": "{id}", "kind": "answered", "block": block, "value": {"answer": "b"}}


def answer_in_quiz(attempt: uuid.UUID) -> dict[str, Any]:
    """The first question of an attempt is answered."""
    value = {"revision": 1, "answer": "b"}
    return {"id": "{id}", "kind": "quiz-answer", "attempt": str(attempt), "slot": 1, "value": value}


def posted(act: dict[str, Any], person: int = TRAINEE) -> str:
    """What somebody's browser sends of one act; `{id}` is another one every time."""
    acts = [{**act, "made_at": clock.now().isoformat(), "seq": 1}]
    return json.dumps({"person": person, "acts": acts})


def _act(browser: Any, act: dict[str, Any]) -> None:
    sent = posted(act).replace("{id}", learners.new_id())
    answer = browser.post(ACTS, data=sent, content_type="application/json")
    assert answer.status_code == 200, answer.text
    assert len(answer.json["kept"]) == 1, answer.text


def _begin(person: int) -> uuid.UUID:
    quiz = db.session.get_one(Block, learners.quiz_of(1))
    return start(db.session.get_one(Person, person), quiz).id


def _hand_in() -> None:
    """Begun, all answered and handed in; the page of it comes later."""
    with transaction():
        person = db.session.get_one(Person, TRAINEE)
        hand_in(person, _begin(TRAINEE), uuid.uuid4())


def answered_attempt(person_id: int) -> uuid.UUID:
    """An attempt in which everything is answered; in the transaction of the caller."""
    person, attempt = db.session.get_one(Person, person_id), _begin(person_id)
    for slot in range(1, learners.DRAWN + 1):
        save_answer(person, attempt, slot, "b", 1, uuid.uuid4())
    return attempt


def serve(
    events: int, rounds: int, seconds: float, people: int
) -> tuple[dict[str, Turns], crowd.Crowd]:
    """The platform on SQLite as it is served, with the bare page beside it; then the crowd."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        environ = {**environ_for(folder, port), "KALO_SAMPLE": "0"}
        app = create_app(read_settings({**environ, "KALO_LOG_LEVEL": "WARNING"}))
        with app.app_context():
            db.create_all()
            stamp()
            learners.fill(events)
            tokens = _tokens([TRAINEE, learners.LEAD, *range(20, 20 + people)])
            busy = _tokens(BUSY)
            with transaction():
                attempts = [_begin(person) for person in BUSY]
                waiting = [answered_attempt(20 + n) for n in range(people)]
            db.session.remove()
            db.engine.dispose()
        targets = _targets(app, port, tokens, (busy, attempts))
        with platform(folder, port) as (web, _worker, _started), bare_page(folder, 77_000) as bare:
            found = _turns(web, bare, targets, rounds, seconds)
            cookies = [_cookie(app, token) for token in tokens[2:]]
            crowded = crowd.press(web, ACTS, cookies, waiting)
        return found, crowded


def _tokens(ids: Iterable[int]) -> list[str]:
    """Sign-ins of these people."""
    with transaction():
        return [open_sign_in(db.session.get_one(Person, id)) for id in ids]


def _cookie(app: Flask, token: str) -> str:
    browser = app.test_client()
    with browser.session_transaction() as session:
        session[TOKEN] = token
    cookie = browser.get_cookie("kalo")
    assert cookie is not None
    return f"kalo={cookie.value}"


def _targets(
    app: Flask, port: int, tokens: list[str], busy: tuple[list[str], list[uuid.UUID]]
) -> Callable[[], dict[str, Target]]:
    trainee, lead = (_cookie(app, token) for token in tokens[:2])

    def made() -> dict[str, Target]:
        pages = {
            what: Target(port, path, {"Cookie": lead if leads else trainee})
            for what, path, leads in PAGES
        }
        keys = [crowd.keys(port, _cookie(app, token)) for token in busy[0]]
        quizzes = dict(zip(BUSY, busy[1], strict=True))
        acts = {
            "an answer in a lesson": [posted(answer_in_lesson(), who) for who in BUSY],
            "an answer in a quiz": [posted(answer_in_quiz(quizzes[who]), who) for who in BUSY],
        }
        return pages | {
            what: Target(port, ACTS, {}, turns=tuple(zip(keys, bodies, strict=True)))
            for what, bodies in acts.items()
        }

    return made


def _turns(
    web: Part, bare: Part, made: Callable[[], dict[str, Target]], rounds: int, seconds: float
) -> dict[str, Turns]:
    targets = made()
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


def report(
    grown: list[Found],
    lengths: tuple[int, ...],
    served: dict[str, Turns],
    crowded: crowd.Crowd,
) -> str:
    """Everything that was found, as Markdown."""
    return "\n".join(
        [
            "# How fast learning answers\n",
            "Made by `python -m bench.study`; every run writes it anew. No test asserts a time.\n",
            f"{learners.PROGRAMMES} programmes, {learners.STEPS} lessons, {learners.TRAINEES}"
            f" trainees, a cohort of {learners.COHORT}.\n",
            "## As the log of acts grows\n",
            "Statements and milliseconds of one answer in one process, the median of eleven.\n",
            *_grown(grown, lengths),
            f"\n## Served, with {max(lengths):,} acts in the log\n",
            "One gunicorn process with gevent, SQLite, 16 connections, beside the bare page.\n",
            *_served(served),
            f"\n## {crowded.people} people hand in one quiz within ten seconds\n",
            crowded.words,
            f"\n{os.cpu_count()} cores, {machine.system()} {machine.release()}, Python"
            f" {machine.python_version()}, {clock.today():%Y-%m-%d}.\n",
        ]
    )


def _grown(found: list[Found], lengths: tuple[int, ...]) -> Iterator[str]:
    heads = " | ".join(f"{length:,} acts: SQL | ms" for length in lengths)
    yield f"| what | database | {heads} |"
    yield "| --- | --- |" + " ---: | ---: |" * len(lengths)
    for what, database in dict.fromkeys((each.what, each.database) for each in found):
        mine = [e for e in found if (e.what, e.database) == (what, database)]
        cells = " | ".join(f"{each.statements} | {each.ms:.1f}" for each in mine)
        yield f"| {what} | {database} | {cells} |"


def _served(found: dict[str, Turns]) -> Iterator[str]:
    yield "| what | req/s | p50 ms | p99 ms | CPU ms | × bare | wrong |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, each in found.items():
        numbers = f"{each.rate:,.0f} | {each.p50:.1f} | {each.p99:.1f} | {each.cpu_ms:.2f}"
        yield f"| {name} | {numbers} | {each.ratio:.2f} | {each.wrong} |"


if __name__ == "__main__":
    main()
