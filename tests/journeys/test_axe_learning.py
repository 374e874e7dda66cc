"""Blocks in every state, one's own progress and receipts pass axe, in both languages."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import (
    AUDIO,
    DISCUSSION,
    FILE,
    QUESTION,
    QUIZ,
    TASK,
    TEXT,
    TOOL,
    VIDEO,
    WORKSHOP,
    Block,
    Lesson,
)
from tests.factories.learning import (
    make_block,
    make_lesson,
    make_module,
    make_path,
    make_programme,
)
from tests.factories.questions import ALL, RIGHT, WRONG
from tests.journeys.conftest import sign_in
from tests.journeys.inside import inside, make, person
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("axe-learning")]
OTHERS = (VIDEO, AUDIO, FILE, QUIZ, TASK, WORKSHOP, DISCUSSION, TOOL)
KINDS = sorted(set(ALL) - {"open"})


@dataclass
class Course:
    """A lesson with every block, and one with all that is asked."""

    programme: str
    blocks: str
    asked: str


@pytest.fixture(scope="module")
def course(platform: Platform) -> Iterator[Course]:
    """People in every state: who answered right, who answered wrong, who has finished."""
    with inside(platform):
        yield stand()


def stand() -> Course:
    programme = make_programme(make, 8, title_el="Κάθε είδος", title_en="Every kind")
    module = make_module(make, programme)
    lesson = make_lesson(make, module, 1, (TEXT, *OTHERS))
    asked = make_lesson(make, module, 2, (TEXT,))
    questions = {kind: ask(asked, kind) for kind in KINDS}
    make_path(make, [lesson, asked])
    for who, answers in (("nikos", RIGHT), ("despoina", WRONG)):
        for kind, block in questions.items():
            with transaction():
                loaded = db.session.get_one(Block, block)
                db.session.refresh(loaded, ["lesson"])
                actions.answer(person(who), loaded, Made(uuid.uuid4()), answers[kind])
    for done in (lesson.id, asked.id):
        with transaction():
            found = db.session.get_one(Lesson, done)
            actions.mark_done(person("nikos"), found, Made(uuid.uuid4()))
    with transaction():
        actions.enrol(person("despoina"), programme.id)
    at = f"/learning/{programme.slug}/"
    return Course(at, f"{at}{lesson.slug}/", f"{at}{asked.slug}/")


def ask(lesson: Lesson, kind: str) -> int:
    body = ALL[kind]
    said = {language: body[language] for language in ("el", "en") if language in body}
    made = {name: body[name] for name in ("kind", "points", "key")}
    block: Block = make_block(make, lesson, QUESTION, f"q-{kind}", said=said, made=made)
    return block.id


def folds(page: Page) -> None:
    """Everything that can be opened is open."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("who", ["", "nikos", "despoina"], ids=lambda who: who or "guest")
def test_axe_finds_nothing_in_lessons_and_programmes(
    open_page: Callable[..., Page], course: Course, who: str, prefix: str
) -> None:
    page = looked_at(open_page)
    if who:
        sign_in(page, who)
    wrong: list[str] = []
    for path in (course.blocks, course.asked, course.programme):
        answer: Any = page.goto(prefix + path)
        assert answer.status == 200
        folds(page)
        wrong += faults(page, prefix + path, EACH_ONCE)
    assert wrong == []


def test_axe_finds_nothing_on_ones_own_pages(
    open_page: Callable[..., Page], course: Course
) -> None:
    wrong: list[str] = []
    for who in ("nikos", "despoina", "katerina", "maria"):
        page = looked_at(open_page)
        sign_in(page, who)
        for prefix in ("", "/en"):
            page.goto(f"{prefix}/learning/mine/")
            wrong += faults(page, f"{prefix} mine of {who}", EACH_ONCE)
    page = looked_at(open_page)
    sign_in(page, "nikos")
    page.goto("/learning/mine/")
    code = page.locator("#receipts ~ ul .receipt").first.inner_text()[-8:]
    page = looked_at(open_page)
    sign_in(page, "maria")
    for asked in ("", "?code=00000000", f"?code={code}"):
        page.goto(f"/learning/receipts{asked}")
        wrong += faults(page, f"receipts{asked}", EACH_ONCE)
    expect(page.locator("#found")).to_contain_text("Νίκος")
    assert wrong == []


def test_axe_finds_nothing_while_answers_wait(
    open_page: Callable[..., Page], course: Course
) -> None:
    page = looked_at(open_page)
    sign_in(page, "iosif")
    page.goto(course.asked)
    wrong: list[str] = []
    send = page.locator("#q-short .actions button")
    page.fill("#q-short input[name=q-short]", "κοινσεπ")
    page.context.set_offline(True)
    send.click()
    line = page.locator("#acts > [data-saves]")
    expect(line).to_contain_text("Θα σταλεί όταν υπάρξει δίκτυο (1)")
    wrong += faults(page, "waiting", EACH_ONCE)
    page.context.set_offline(False)
    expect(line).to_have_text(re.compile("Αποθηκεύτηκε"))
    expect(page.locator("#q-short .verdict")).to_be_visible()
    wrong += faults(page, "kept", EACH_ONCE)
    page.locator("#q-numeric .actions button").click()
    expect(page.locator("#q-numeric [data-saves]")).to_contain_text("Διάλεξε")
    wrong += faults(page, "refused", EACH_ONCE)
    page.context.clear_cookies()
    page.fill("#q-short input[name=q-short]", "κάτι άλλο")
    send.click()
    expect(page.locator("[data-sign-in-here]")).to_be_visible()
    wrong += faults(page, "signed out", EACH_ONCE)
    assert wrong == []


def test_a_lesson_is_answered_and_finished_with_the_keyboard_alone(
    open_page: Callable[..., Page], course: Course
) -> None:
    page = open_page()
    sign_in(page, "eleni")
    page.goto(course.asked)
    for kind, key in (("single", "Space"), ("true-false", "Space")):
        page.locator(f"#q-{kind} input[type=radio]").first.focus()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        expect(page.locator(f"#q-{kind} .verdict")).to_be_visible()
        # What was renewed keeps the place: the next key goes on from there.
        here = page.evaluate("document.activeElement.closest('[data-part]')?.id")
        assert here == f"q-{kind}"
    page.locator("#finish form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{course.programme}**")
