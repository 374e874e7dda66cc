"""Nothing that a learner does is lost: no network, closed tabs, two tabs, an expired sign-in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import BlockProgress, LearningEvent, Lesson, LessonProgress
from tests.journeys.conftest import PASSWORD, sign_in
from tests.journeys.test_kill import asked
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
LESSON = "/learning/sse-basics/related-terms/"
QUIZ = "/learning/sse-basics/module-quiz/"
OTHER = "/learning/sse-basics/myths-and-facts/"
WAITS = "Θα σταλεί όταν υπάρξει δίκτυο ({})"
SAVED = re.compile(r"Αποθηκεύτηκε \d\d:\d\d · κωδικός [0-9a-f]{8}")


def line(page: Page) -> Any:
    """Where the page says how saving goes."""
    return page.locator("#acts > [data-saves]")


def answer(page: Page, number: int) -> None:
    """Choose an option of the question of the page and send it."""
    page.locator(".check input[type=radio]").nth(number).check()
    page.locator(".check .actions button").click()


def shown(page: Page) -> int:
    """Which option the page shows as chosen."""
    chosen = page.locator(".check input[type=radio]")
    return next(n for n in range(chosen.count()) if chosen.nth(n).is_checked())


def left(page: Page) -> list[str]:
    """What the device still holds."""
    kept: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => /^learning:\\d+:/.test(key))"
    )
    return kept


def log_of(platform: Platform, handle: str) -> list[tuple[str, Any]]:
    """What somebody did, in the order of the browser's count."""

    def look() -> list[tuple[str, Any]]:
        mine = select(LearningEvent).join(Person, Person.id == LearningEvent.person_id)
        acts = db.session.scalars(mine.where(Person.handle == handle).order_by(LearningEvent.seq))
        return [(act.kind, act.answer) for act in acts if act.seq is not None]

    return asked(platform.data, look)  # type: ignore[no-any-return]


@pytest.mark.long
def test_what_is_done_without_a_network_is_sent_when_the_tab_is_opened_again(
    platform: Platform, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, "eleni")
    context: BrowserContext = page.context
    page.goto(LESSON)
    answer(page, 1)
    expect(line(page)).to_have_text(SAVED)
    expect(page.locator(".check .verdict")).to_be_visible()

    context.set_offline(True)
    answer(page, 2)
    expect(line(page)).to_have_text(WAITS.format(1))
    expect(page.locator(".check .verdict")).to_be_hidden()
    page.locator(".check .actions button").click()  # a second tap is no second answer
    answer(page, 0)
    expect(line(page)).to_have_text(WAITS.format(2))
    page.locator("#finish form button").click()
    expect(line(page)).to_have_text(WAITS.format(3))
    assert len(left(page)) == 3
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(LESSON)
    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("#finish .verdict")).to_be_visible()
    assert shown(page) == 0
    assert left(page) == []
    page.reload()
    assert shown(page) == 0
    done = [act for act in log_of(platform, "eleni") if act[0] != "opened"]
    assert [kind for kind, _answer in done[-4:]] == ["answered", "answered", "answered", "done"]
    assert len({said for _kind, said in done[-4:-1]}) == 3


def test_a_server_that_breaks_off_in_the_middle_loses_nothing(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_in(page, "iosif")
    page.goto(LESSON)
    sent: list[str] = []

    def break_off(route: Any) -> None:
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.abort()
        elif len(sent) == 2:
            route.fetch()  # the server has it, and its answer never comes
            route.abort()
        else:
            route.continue_()

    page.route("**/learning/acts", break_off)
    answer(page, 0)
    expect(line(page)).to_have_text(SAVED, timeout=20_000)
    assert len(sent) == 3
    assert left(page) == []
    page.goto(LESSON)
    assert shown(page) == 0


@pytest.mark.long
def test_two_tabs_end_in_the_same_state(platform: Platform, open_page: Callable[..., Page]) -> None:
    first = open_page()
    sign_in(first, "despoina")
    first.goto(OTHER)
    second = first.context.new_page()
    second.goto(OTHER)
    answer(first, 0)
    expect(line(first)).to_have_text(SAVED)
    answer(second, 1)
    expect(line(second)).to_have_text(SAVED)
    for page in (first, second):
        page.goto(OTHER)
        assert shown(page) == 1

    def look() -> int | None:
        mine = (
            select(BlockProgress.tries)
            .join(Person, Person.id == BlockProgress.person_id)
            .join(Lesson, Lesson.id == BlockProgress.lesson_id)
        )
        here = Person.handle == "despoina", Lesson.slug == "myths-and-facts"
        return db.session.scalar(mine.where(*here))

    assert asked(platform.data, look) == 2


def test_an_expired_sign_in_is_renewed_in_place(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, "eleni")
    page.goto(OTHER)
    page.context.clear_cookies()
    answer(page, 1)
    form = page.locator("[data-sign-in-here]")
    expect(form).to_be_visible()
    expect(line(page)).to_contain_text("Η σύνδεσή σου έληξε")
    assert len(left(page)) == 1
    page.fill("#again-email", "eleni@example.org")
    page.fill("#again-password", "kati-allo-allo")
    form.locator("button").click()
    expect(form.locator("[role=alert]")).to_contain_text("Δεν έγινε")
    page.fill("#again-password", PASSWORD)
    form.locator("button").click()
    expect(line(page)).to_have_text(SAVED)
    expect(form).to_be_hidden()
    assert left(page) == []
    # The other forms of the page go on too.
    page.locator("#finish form button").click()
    page.wait_for_url("**/learning/sse-basics/**")


@pytest.mark.long
def test_whoever_signs_in_in_place_goes_on_as_was_asked(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, "katerina")
    page.goto(OTHER)
    page.context.clear_cookies()
    page.locator("#finish form button").click()
    form = page.locator("[data-sign-in-here]")
    expect(form).to_be_visible()
    expect(page.locator("#finish form")).not_to_have_attribute("aria-busy", "true")
    page.fill("#again-email", "katerina@example.org")
    page.fill("#again-password", PASSWORD)
    page.wait_for_timeout(8500)  # longer than one waits for a button
    form.locator("button").click()
    page.wait_for_url("**/module-quiz/")


@pytest.mark.long
def test_finishing_while_something_is_missing_says_what_and_leads_there(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_in(page, "katerina")
    page.goto(QUIZ)
    page.locator("#finish form button").click()
    told = page.locator("#finish .notice")
    expect(told).to_contain_text("Είπες ότι το τελείωσες.")
    expect(told).to_contain_text("το κουίζ «")
    expect(page.locator("#say")).to_contain_text("Λείπ")
    assert QUIZ in page.url
    link = told.get_by_role("link", name=re.compile("^το κουίζ"))
    there = (link.get_attribute("href") or "").rpartition("#")[2]
    link.click()
    expect(page.locator(f"#{there}")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("^Συνέχισε παρ' όλα αυτά")).click()
    page.wait_for_url("**/cooperatives-since-rochdale/")


@pytest.mark.long
def test_what_waits_belongs_to_who_did_it(
    platform: Platform, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, "maria")
    page.goto(LESSON)
    page.context.clear_cookies()
    answer(page, 2)
    expect(page.locator("[data-sign-in-here]")).to_be_visible()
    page.fill("#again-email", "nikos@example.org")
    page.fill("#again-password", PASSWORD)
    page.locator("[data-sign-in-here] button").click()
    expect(page.locator("[data-sign-in-here] [role=alert]")).to_contain_text("άλλος λογαριασμός")
    assert len(left(page)) == 1
    page.goto(LESSON)  # as nikos: maria's act stays where it is
    expect(page.locator("#acts")).to_be_attached()
    assert len(left(page)) == 1
    page.context.clear_cookies()
    sign_in(page, "maria")
    page.goto(LESSON)
    expect(line(page)).to_have_text(SAVED)
    assert left(page) == []
    assert ("answered", "c") in log_of(platform, "maria")


def test_without_scripts_the_same_forms_are_sent_plainly(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "giorgos")
    page.goto(LESSON)
    answer(page, 1)
    expect(page.locator(".check .saved")).to_contain_text("Αποθηκεύτηκε")
    page.locator("#finish form button").click()
    expect(page.locator("main")).to_contain_text("Ολοκληρώθηκε το")
    page.goto(QUIZ)
    page.locator("#finish form button").click()
    page.wait_for_url(f"**{QUIZ}#finish")
    expect(page.locator("#finish .notice")).to_contain_text("Λείπουν:")
    expect(page.get_by_role("link", name=re.compile("^Συνέχισε παρ' όλα αυτά"))).to_be_visible()


@pytest.mark.long
def test_progress_is_one_in_both_languages(
    platform: Platform, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, "anna")
    page.goto(LESSON)
    answer(page, 1)
    expect(line(page)).to_have_text(SAVED)
    page.goto(f"/en{LESSON}")
    assert shown(page) == 1
    page.locator("#finish form button").click()
    page.wait_for_url("**/en/learning/sse-basics/myths-and-facts/")
    expect(line(page)).to_contain_text("Saved")

    def look() -> int:
        mine = select(LessonProgress).join(Person, Person.id == LessonProgress.person_id)
        done = mine.where(Person.handle == "anna", LessonProgress.done_at.is_not(None))
        return len(db.session.scalars(done).all())

    assert asked(platform.data, look) == 1
