"""Social impact on a phone: from the first question to the paper, then kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kalo.toolbox.tools.impact.questionnaires import AXES
from tests.journeys.conftest import PHONE, sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.journeys.speaking import Speech

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/impact/"


def look(page: Page, name: str) -> list[str]:
    """What is wrong here, at both sizes and in both themes; then the phone again."""
    wrong = faults(page, name, EACH_ONCE)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return wrong


def on(page: Page) -> None:
    page.locator("[data-walk-to=on]:visible").click()


def row(page: Page, rows: str, field: str) -> str:
    """The input of the last row of a list."""
    return f"#f-{rows} > .row-of:last-of-type [name$='.{field}']"


def test_from_the_first_question_to_the_paper(
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = looked_at(open_page)
    sign_in(page, say.either("maria", "nikos"))
    page.goto(say.at(AT))
    page.locator("input[name=kind][value=collective]").check()
    expect(page.locator("#f-before_work_pay")).to_have_count(1)  # its own statements are drawn
    page.fill("#f-name", "Το πλυντήριο της γειτονιάς")
    assert look(page, "body") == []
    on(page)
    for number, axis in enumerate(AXES):
        for at, statement in enumerate(axis.asked_of("collective")):
            points = page.locator(f"#f-{statement.name('before')} .im-points label")
            points.nth((number + at) % 5).click()
        if number == 1:
            assert look(page, "axis") == []
        on(page)
    page.fill("#f-goal", "Θέλουμε δέκα άνθρωποι να έχουν σταθερό εισόδημα ως τον Μάιο.")
    for link, text in (("activities", "Πλένουμε και σιδερώνουμε"), ("outcomes", "Έχουν μισθό")):
        page.get_by_role("button", name=say("Another box")).click()
        expect(page.locator("#f-boxes > .row-of")).to_have_count(1 if link == "activities" else 2)
        page.select_option(row(page, "boxes", "link"), link)
        page.fill(row(page, "boxes", "text"), text)
    assert look(page, "goals") == []
    on(page)
    page.get_by_role("button", name=say("Another side")).click()
    page.fill(row(page, "people", "who"), "Οικογένειες")
    on(page)
    retention = page.locator("button[value='card retention']")
    page.locator("details", has=retention).last.locator("summary").click()
    retention.click()
    page.fill(row(page, "indicators", "baseline"), "50")
    page.fill(row(page, "indicators", "target"), "80")
    page.fill(row(page, "indicators", "actual"), say.either("65,5", "65.5"))
    assert look(page, "measuring") == []
    on(page)
    page.fill("#f-inputs", say.either("60.000", "60,000"))
    page.get_by_role("button", name=say("Another outcome")).click()
    numbers = {
        "name": "Εισόδημα",
        "quantity": "10",
        "value": say.either("5.000", "5,000"),
        "deadweight": "20",
    }
    numbers |= {"displacement": "5", "attribution": "25", "drop_off": "10", "years": "3"}
    for name, value in numbers.items():
        page.fill(row(page, "outcomes", name), value)
    assert look(page, "value") == []
    on(page)
    page.fill("#f-story_who", "Δεκαέξι άνθρωποι που πλένουν και σιδερώνουν.")
    on(page)
    result = page.locator("#result")
    expect(result.locator(".impact-radar")).to_be_visible()
    expect(result.locator(".impact-theory")).to_be_visible()
    expect(result).to_contain_text(say.either("72.302,13", "72,302.13"))
    alone = say.either("φορέων δεν συγκρίνονται", "different bodies are not comparable")
    expect(result).to_contain_text(alone)
    with page.expect_download() as taken:
        result.locator("button[formaction$='/export/pdf']").click()
    taken.value.save_as(tmp_path / "impact.pdf")
    assert look(page, "result") == []
    expect(result.locator(".impact-radar")).to_be_visible()  # wide and narrow again: still here
    pages = PdfReader(tmp_path / "impact.pdf").pages
    text = " ".join(" ".join(each.extract_text() for each in pages).split())
    numbers_said = say.either("1,205", "1.205"), say.either("65,5", "65.5")
    for words in ("Το πλυντήριο της γειτονιάς", "Έχουν μισθό", "Οικογένειες", *numbers_said):
        assert words in text, words
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-name")).to_have_value("Το πλυντήριο της γειτονιάς")
    page.get_by_role("button", name=say("Keep this")).click()
    page.locator("main form button.button").first.click()
    page.wait_for_url(re.compile("/toolbox/works/"))
    page.goto(page.url.partition("?")[0])
    page.get_by_role(
        "link", name=say.either("Άφησε τους βαθμούς σας", "Let your scores count")
    ).click()
    expect(page.locator(".im-scores dd")).to_have_count(len(AXES))
    assert look(page, "comparison") == []


def test_an_address_leads_to_its_step_and_the_bank_opens_by_keys(
    open_page: Callable[..., Page], say: Speech
) -> None:
    page = open_page()
    page.goto(say.at(f"{AT}example#step-measuring"))
    expect(page.locator("#step-measuring")).to_be_focused()
    expect(page.locator(".walk-steps [aria-current]")).to_be_in_viewport(ratio=1)
    page.locator("button[value=bank]").press("Enter")
    expect(page.locator(".im-bank > summary")).to_be_focused()
    expect(page.locator(".walk-steps [aria-current]")).to_be_in_viewport(ratio=1)
    kinds = page.locator("input[name=kind]")
    page.goto(say.at(AT))
    kinds.first.focus()
    for _press in range(2):  # what is asked is drawn anew, and the keys stay where they are
        before = page.locator("#f-kind").element_handle()
        page.keyboard.press("ArrowDown")
        page.wait_for_function("old => !old.isConnected", arg=before)
    expect(kinds.nth(2)).to_be_focused()
    expect(kinds.nth(2)).to_be_checked()
