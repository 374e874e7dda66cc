"""`python -m bench.study`: what learning costs as its log grows, and 120 people with one quiz.

    .venv/bin/python -m bench.study --events 10000 --events 2000000 --out bench/study.md

First each answer is asked for in this process, at each length of the log, on both databases.
Then, with the longest log, the platform is served as `kalo serve` serves it, beside the bare page.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask

from bench import crowd, learners
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
from bench.bulk import Cost, cost
from bench.load import Target
from bench.measure import Turns
from bench.servers import bare_page, platform
from kalo.accounts.models import Person
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
@of_a_room
@click.option("--people", default=120, help="How many hand in one quiz within ten seconds.")
def main(
    lengths: tuple[int, ...],
    databases: tuple[str, ...],
    seconds: float,
    rounds: int,
    people: int,
    out: Path | None,
) -> None:
    """Measure the growth, the served pages and the crowd; print or write the report."""
    grown = grow(databases, lengths, learners.fill, costs)
    served, crowded = serve(max(lengths), rounds, seconds, people)
    keep_report(report(grown, lengths, served, crowded), out)


def costs(app: Flask, _events: int) -> Iterator[tuple[str, Cost]]:
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
        with to_be_served(folder, port) as app:
            learners.fill(events)
            tokens = tokens_of([TRAINEE, learners.LEAD, *range(20, 20 + people)])
            busy = tokens_of(BUSY)
            with transaction():
                attempts = [_begin(person) for person in BUSY]
                waiting = [answered_attempt(20 + n) for n in range(people)]
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
            machine_line(),
        ]
    )


if __name__ == "__main__":
    main()
