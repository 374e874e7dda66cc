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
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from flask_migrate import stamp

from bench import crowd, learners
from bench.asking import (
    Found,
    ask_in_turns,
    browser_of,
    cookie_of,
    get,
    grown_lines,
    served_lines,
    tokens_of,
)
from bench.bulk import Cost, cost, house
from bench.load import Target
from bench.measure import Turns
from bench.servers import bare_page, environ_for, platform
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
    trainee, lead = browser_of(app, TRAINEE), browser_of(app, learners.LEAD)
    for what, path, leads in PAGES:
        yield what, cost(partial(get, lead if leads else trainee, path))
    yield "an answer in a lesson", cost(partial(_act, trainee, answer_in_lesson()))
    with transaction():
        attempt = _begin(TRAINEE)
    yield "an answer in a quiz", cost(partial(_act, trainee, answer_in_quiz(attempt)))
    yield "handing in a quiz of 8", cost(_hand_in)


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
            tokens = tokens_of([TRAINEE, learners.LEAD, *range(20, 20 + people)])
            busy = tokens_of(BUSY)
            with transaction():
                attempts = [_begin(person) for person in BUSY]
                waiting = [answered_attempt(20 + n) for n in range(people)]
            db.session.remove()
            db.engine.dispose()
        targets = _targets(app, port, tokens, (busy, attempts))
        with platform(folder, port) as (web, _worker, _started), bare_page(folder, 77_000) as bare:
            found = ask_in_turns(web, bare, targets(), rounds, seconds)
            cookies = [cookie_of(app, token) for token in tokens[2:]]
            crowded = crowd.press(web, ACTS, cookies, waiting)
        return found, crowded


def _targets(
    app: Flask, port: int, tokens: list[str], busy: tuple[list[str], list[uuid.UUID]]
) -> Callable[[], dict[str, Target]]:
    trainee, lead = (cookie_of(app, token) for token in tokens[:2])

    def made() -> dict[str, Target]:
        pages = {
            what: Target(port, path, {"Cookie": lead if leads else trainee})
            for what, path, leads in PAGES
        }
        keys = [crowd.keys(port, cookie_of(app, token)) for token in busy[0]]
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
            *grown_lines(grown, lengths, "acts"),
            f"\n## Served, with {max(lengths):,} acts in the log\n",
            "One gunicorn process with gevent, SQLite, 16 connections, beside the bare page.\n",
            *served_lines(served),
            f"\n## {crowded.people} people hand in one quiz within ten seconds\n",
            crowded.words,
            f"\n{os.cpu_count()} cores, {machine.system()} {machine.release()}, Python"
            f" {machine.python_version()}, {clock.today():%Y-%m-%d}.\n",
        ]
    )


if __name__ == "__main__":
    main()
