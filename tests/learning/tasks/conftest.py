"""A task with a rubric, learners and facilitators, and ways to do what they do."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.learning.models import TASK, Block
from kalo.notifications.jobs import write_owed_letters
from tests.conftest import Browser
from tests.factories.learning import (
    make_block,
    make_lesson,
    make_module,
    make_path,
    make_programme,
    new_act,
)
from tests.learning.conftest import Course
from tests.learning.quizzes.conftest import hour, quiz  # noqa: F401 (fixtures, for the desk)

SAID = {
    "el": {
        "title": "Αιτιολογημένη επιλογή μορφής",
        "about": "<p>Διάλεξε μορφή και πες γιατί.</p>",
        "rubric": [
            {
                "key": "reasons",
                "title": "Επιχειρήματα",
                "levels": [
                    {"key": "few", "title": "Λίγα", "about": "Ένα ή κανένα."},
                    {"key": "good", "title": "Καλά", "about": "Δύο ή τρία."},
                ],
            },
            {
                "key": "sources",
                "title": "Πηγές",
                "levels": [
                    {"key": "none", "title": "Καμία", "about": ""},
                    {"key": "named", "title": "Με πηγές", "about": ""},
                ],
            },
        ],
    },
    "en": {
        "title": "A reasoned choice",
        "about": "<p>Choose a form and say why.</p>",
        "rubric": [
            {
                "key": "reasons",
                "title": "Reasons",
                "levels": [
                    {"key": "few", "title": "Few", "about": "One or none."},
                    {"key": "good", "title": "Good", "about": "Two or three."},
                ],
            },
            {
                "key": "sources",
                "title": "Sources",
                "levels": [
                    {"key": "none", "title": "None", "about": ""},
                    {"key": "named", "title": "Named", "about": ""},
                ],
            },
        ],
    },
}
MADE = {
    "rubric": [
        {
            "key": "reasons",
            "levels": [{"key": "few", "points": 1}, {"key": "good", "points": 3}],
        },
        {
            "key": "sources",
            "levels": [{"key": "none", "points": 0}, {"key": "named", "points": 2}],
        },
    ],
    "files": True,
    "accepted": True,
    "words": 400,
}
WORDS = "# Σκοπός\n\nΔιαλέγουμε **ΚοινΣΕπ**."


@dataclass
class Task:
    """A task in the lesson of a programme, and its doors."""

    block: Block
    block_id: int  # plain, for tests with threads
    programme_id: int

    def at(self, door: str = "") -> str:
        return f"/learning/work/{self.block_id}/{door}"


def make_task(make: Callable[..., Any], number: int = 1, **made: Any) -> Task:
    programme = make_programme(make, number)
    lesson = make_lesson(make, make_module(make, programme), 1, blocks=())
    block = make_block(make, lesson, TASK, "task", said=SAID, made={**MADE, **made})
    return Task(block, block.id, programme.id)


@pytest.fixture
def task(make: Callable[..., Any]) -> Task:
    return make_task(make)


@pytest.fixture
def way(make: Callable[..., Any], course: Course) -> Task:
    """A task in the first of three lessons, to be accepted; two modules, of two and of one."""
    first = course.lessons[0]
    block = make_block(make, first, TASK, "task", said=SAID, made=MADE)
    rule = {"all": [{"read": first.id}, {"accepted": block.id}]}
    make_path(make, course.lessons[:3], lesson_1=rule)
    return Task(block, block.id, course.programme.id)


@pytest.fixture
def fay(make_person: Callable[..., Person]) -> Person:
    """A facilitator."""
    return make_person("Fay", roles={"facilitator"})


@pytest.fixture
def frank(make_person: Callable[..., Person]) -> Person:
    """Another facilitator."""
    return make_person("Frank", roles={"facilitator"})


@pytest.fixture
def as_fay(as_person: Callable[..., Browser], fay: Person) -> Browser:
    return as_person(fay)


@dataclass
class Post:
    """A letter as it left."""

    to: str
    subject: str
    text: str


@pytest.fixture
def letters_go(
    app: Flask, monkeypatch: pytest.MonkeyPatch, work: Callable[[], int]
) -> Callable[[], list[Post]]:
    """letters_go() lets three minutes pass, and answers the letters that went by then."""

    def _go() -> list[Post]:
        then = clock.now() + timedelta(minutes=3)
        with monkeypatch.context() as later:
            later.setattr(clock, "now", lambda: then)
            write_owed_letters()
            work()
        outbox = app.config["KALO"].data / "outbox"
        return [_opened(file) for file in sorted(outbox.glob("*.eml"))]

    return _go


def _opened(file: Path) -> Post:
    letter: Any = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Post(letter["To"], letter["Subject"], letter.get_body(("plain",)).get_content())


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def main(answer: Any, status: int = 200) -> str:
    html = page(answer, status)
    return html[html.index('<main id="main"') : html.index("</main>")]


def a_file(name: str = "σχέδιο.pdf") -> tuple[Any, str]:
    """A small document, as a form sends it."""
    return io.BytesIO(b"%PDF-1.4 plan"), name


def hand_in(browser: Browser, task: Task, body: str = WORDS, act: str = "", **more: Any) -> Any:
    sent = {"body": body, "act": act or new_act(), "revision": "0", **more}
    return browser.post(task.at("versions"), data=sent)


def judge(browser: Browser, number: int, decision: str = "accept", **more: Any) -> Any:
    """Say the word on the version with this number in the database."""
    sent = {"decision": decision, "revision": "0", "words": "Μπράβο", **more}
    return browser.post(f"/learning/marking/works/{number}/verdict", data=sent)
