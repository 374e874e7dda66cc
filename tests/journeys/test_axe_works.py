"""Every state of a work and of the desk passes axe, in both languages."""

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from kalo.kit.db import db, transaction
from kalo.learning.actions import quizzes, tasks
from kalo.learning.actions.progress import Made
from kalo.learning.actions.verdicts import Word, judge
from kalo.learning.models import Attempt, Block, Submission, Work
from kalo.learning.queries.attempts import slots_of
from kalo.learning.queries.quizzes import get_quiz
from kalo.learning.queries.tasks import get_submission, get_task
from tests.factories.learning import make_lesson, make_module, make_programme
from tests.factories.questions import RIGHT, make_bank, make_quiz
from tests.journeys.conftest import sign_in
from tests.journeys.inside import inside, make, person
from tests.journeys.looking import faults, looked_at
from tests.learning.tasks.conftest import MADE, SAID
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("axe-works")]
RICH = """# Σκοπός

Διαλέγουμε **ΚοινΣΕπ** και [ένα παράδειγμα](https://example.org/) με μακριά διεύθυνση.

- [x] Το καταστατικό
- [ ] Το βιβλίο μελών

| Μήνας | Έσοδα | Έξοδα | Ό,τι περισσεύει |
| --- | --- | --- | --- |
| Ιανουάριος | 1.200 € | 950 € | 250 € |

> Μια παράθεση.
"""
LEVELS = {"reasons": "good", "sources": "named"}


@dataclass
class Desk:
    """Where each state stands."""

    work: str
    lesson: str
    waiting: str
    judged: str
    answer: str


@pytest.fixture(scope="module")
def desk(platform: Platform) -> Iterator[Desk]:
    """Works in every state, and an open answer that waits."""
    with inside(platform):
        yield stand()


def stand() -> Desk:
    programme = make_programme(make, 9, title_el="Εργασίες για δοκιμή", title_en="Works to try")
    lesson = make_lesson(make, make_module(make, programme), blocks=("text",))
    facts = {"key": f"{lesson.key}/task", "lesson_id": lesson.id, "position": 2, "version": "v1"}
    block = make(Block, kind="task", said=SAID, made=MADE, **facts).id
    make_bank(make, programme)
    quiz = make_quiz(make, lesson, "quiz").id
    for who in ("nikos", "despoina", "iosif"):
        hand_in(who, block)
    say("despoina", Word(False, "Λείπουν **οι πηγές**.", {"reasons": "few"}))
    say("iosif", Word(False, "Λείπει κάτι.", LEVELS))
    say("iosif", Word(True, "Τώρα το είδα.", LEVELS), 1)
    with transaction():
        tasks.save_draft(person("giorgos"), get_task(block, None), "Μια αρχή.", 0)
    attempt, number = take("despoina", quiz)
    return Desk(
        f"/learning/work/{block}/",
        f"/learning/{programme.slug}/{lesson.slug}/",
        f"/learning/marking/works/{version_of('nikos').id}/",
        f"/learning/marking/works/{version_of('iosif').id}/",
        f"/learning/marking/answers/{attempt}/{number}/",
    )


def hand_in(who: str, block: int) -> None:
    with transaction():
        task, by = get_task(block, None), person(who)
        file = FileStorage(io.BytesIO(b"%PDF-1.4 plan"), "καταστατικό με μακρύ όνομα.pdf")
        tasks.add_file(tasks.begin_work(by, task), tasks.keep_beside(file))
        tasks.hand_in(by, task, RICH, Made(uuid.uuid4()))


def version_of(who: str) -> Submission:
    mine = select(Submission).join(Submission.work).where(Work.person_id == person(who).id)
    return db.session.scalars(mine.order_by(Submission.id.desc()).limit(1)).one()


def say(who: str, word: Word, revision: int = 0) -> None:
    with transaction():
        by = person("maria")
        judge(get_submission(version_of(who).id, by), by, word, revision)


def take(who: str, quiz: int) -> tuple[Any, int]:
    with transaction():
        attempt = quizzes.start(person(who), get_quiz(quiz)).id
    with transaction():
        asked = slots_of(db.session.get_one(Attempt, attempt))
        numbers = {slot.version.body["kind"]: slot.slot for slot in asked}
    for kind, given in {**RIGHT, "open": "Για να αποφασίζουμε μαζί."}.items():
        with transaction():
            quizzes.save_answer(person(who), attempt, numbers[kind], given, 1, uuid.uuid4())
    with transaction():
        quizzes.hand_in(person(who), attempt, uuid.uuid4())
    return attempt, numbers["open"]


def folds(page: Page) -> None:
    """Whatever is folded is unfolded."""
    page.evaluate(
        "document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)"
    )


def preview(page: Page) -> None:
    page.locator("[data-looks]").click()
    expect(page.locator("[data-preview] h3").first).to_be_visible()


def empty(page: Page) -> None:
    """Nothing to hand in: the form comes back."""
    page.locator("textarea[name=body]").fill("")
    page.evaluate("document.querySelector('form[data-work]').removeAttribute('data-act')")
    page.evaluate("document.querySelector('form[data-work]').submit()")
    expect(page.locator(".notice.alarm").first).to_be_visible()


def both(page: Page) -> None:
    """Two texts to choose from."""
    page.evaluate("""async () => { const form = document.querySelector("form[data-work]");
        const sent = new URLSearchParams(new FormData(form)); sent.set("body", "Από αλλού.");
        sent.delete("files");
        await fetch(form.dataset.drafts, { method: "POST", body: sent }); }""")
    page.locator("textarea[name=body]").fill("Από εδώ.")
    expect(page.locator("[data-both]")).to_be_visible(timeout=8000)


def refused(page: Page) -> None:
    page.locator("#word button.button").click()
    expect(page.locator(".error").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # else the bar covers the crumbs by half


State = tuple[str, Callable[[Page], None] | None]
STATES: dict[str, list[State]] = {
    "": [("lesson", folds)],
    "nikos": [
        ("work", folds),
        ("work", preview),
        ("lesson", folds),
        ("/learning/mine/work/", None),
    ],
    "despoina": [("work", folds), ("lesson", folds), ("work+versions/1/", folds)],
    "iosif": [("work", folds), ("/en+work", folds)],
    "giorgos": [("work", both)],
    "katerina": [("work", folds), ("work", empty), ("/learning/mine/work/", None)],
    "maria": [
        ("/learning/marking/", None),
        ("waiting", folds),
        ("waiting", refused),
        ("judged", folds),
        ("answer", folds),
        ("answer", refused),
        ("/en+waiting", folds),
    ],
}


def address(desk: Desk, name: str) -> str:
    return "".join(getattr(desk, part, part) for part in name.split("+"))


@pytest.mark.parametrize("who", STATES, ids=lambda who: who or "guest")
def test_axe_finds_nothing_in_any_state_of_a_work(
    open_page: Callable[..., Page], desk: Desk, who: str
) -> None:
    page = looked_at(open_page)
    if who:
        sign_in(page, who)
    wrong: list[str] = []
    for name, bring in STATES[who]:
        answer: Any = page.goto(address(desk, name))
        assert answer.status == 200, f"{name}: {answer.status}"
        if bring:
            bring(page)
        wrong += faults(page, f"{name} {bring.__name__ if bring else ''}")
    assert wrong == []
