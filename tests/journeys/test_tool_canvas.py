"""The canvas on a phone, from the first note to the poster; several people at once; keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.journeys.speaking import Speech

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/canvas/"
SOON = 15_000  # it saves itself after four seconds; a guest's page asks every ten
AT_ONCE = 9_000  # a member's line looks every two


def notes(page: Page, block: str) -> list[str]:
    return page.locator(f'.block[data-block="{block}"] .note .words').all_text_contents()


def add(page: Page, block: str, *texts: str) -> None:
    page.locator(f"#add-{block}").focus()
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def turn(page: Page) -> None:
    page.locator(".canvas-turns [data-turn='1']").click()


def test_from_the_first_note_to_the_poster(
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = open_page(PHONE, accept_downloads=True)
    page.goto(say.at(AT))
    page.get_by_label(say("What is your idea called?")).fill("Ο Τροχός")
    expect(page.locator("#canvas-step-people")).to_be_visible()
    expect(page.locator("#canvas-step-value")).to_be_hidden()
    add(page, "beneficiaries", "Έξι άνεργοι της γειτονιάς", "Τρεις νέες μητέρες")
    add(page, "customers", "Γείτονες")
    page.locator(".note .face").first.click()
    page.locator(".note.open [data-turns][value=seen]").check()
    page.locator(".note.open [data-deed=down]").click()
    page.locator(".note.open [data-deed=close]").click()
    assert notes(page, "beneficiaries") == ["Τρεις νέες μητέρες", "Έξι άνεργοι της γειτονιάς"]
    turn(page)
    expect(page.locator("#canvas-step-value")).to_be_focused()
    add(page, "social-value", "Δουλειά με μισθό")
    page.locator("#canvas-step-value .note .face").click()
    page.locator(".note.open [data-tests]").click()
    how = page.get_by_label(say("How will you test it?"))
    expect(how).to_be_focused()
    how.fill("Δύο Σάββατα στη λαϊκή")
    expect(page.get_by_label(say("What do you assume?"))).to_have_value("Δουλειά με μισθό")
    kinds = "%(filled)s of %(blocks)s blocks, %(num)s note"
    line = say.of(4, kinds, f"{kinds}s", filled=3, blocks=14)
    expect(page.locator("#canvas-line")).to_have_text(line)
    measure = say("No measure of impact yet: which figure would show the change?")
    expect(page.locator("#result")).to_contain_text(measure)
    page.locator("#add-customer-value").fill("Φθηνά ποδήλατα")  # and no Enter
    with page.expect_download() as taken:
        page.locator("button[formaction$='/export/poster']").click()
    taken.value.save_as(tmp_path / "poster.pdf")
    text = " ".join(
        "".join(p.extract_text() for p in PdfReader(tmp_path / "poster.pdf").pages).split()
    )
    added = ("Ο Τροχός", "Τρεις νέες μητέρες", "✓ Έξι άνεργοι", "Φθηνά ποδήλατα")
    for words in (*added, "Δύο Σάββατα στη λαϊκή"):
        assert words in text
    line = say.of(5, kinds, f"{kinds}s", filled=4, blocks=14)
    page.reload()  # what was written stays on the device
    expect(page.locator("#canvas-line")).to_have_text(line)
    expect(page.get_by_label(say("How will you test it?"))).to_have_value("Δύο Σάββατα στη λαϊκή")
    expect(page.locator("#canvas-step-value")).to_be_visible()  # and so does the step
    page.go_back()
    expect(page.locator("#canvas-step-people")).to_be_visible()


def test_by_keys_alone_and_whatever_was_done_is_undone(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    page.goto(f"/en{AT}")
    add(page, "costs", "Rent", "Pay", "Parts")
    page.locator('.block[data-block="costs"] .face').first.focus()
    keys = page.keyboard
    keys.press("ArrowDown")
    keys.press("Alt+ArrowUp")
    assert notes(page, "costs") == ["Pay", "Rent", "Parts"]
    keys.press("3")
    keys.press("Alt+ArrowRight")
    assert (notes(page, "costs"), notes(page, "surplus")) == (["Rent", "Parts"], ["Pay"])
    expect(page.locator(":focus")).to_contain_text("Pay")
    keys.press("Delete")
    expect(page.locator("#canvas-undo")).to_contain_text("Taken away: “Pay”")
    for _change in range(4):
        keys.press("Control+z")
    assert notes(page, "costs") == ["Rent", "Pay", "Parts"]
    keys.press("Control+Shift+z")
    assert notes(page, "costs") == ["Pay", "Rent", "Parts"]


def test_a_press_that_draws_the_sheet_again_loses_no_line(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.goto(f"/en{AT}")
    page.locator("#add-beneficiaries").fill("Six neighbours")
    page.get_by_role("button", name="Another hypothesis").click()
    expect(page.get_by_label("What do you assume?")).to_be_visible()
    assert notes(page, "beneficiaries") == ["Six neighbours"]


def test_several_write_at_once_and_see_each_other(open_page: Callable[..., Page]) -> None:
    mine, theirs = open_page(DESKTOP), open_page(PHONE)
    sign_in(mine, "eleni")
    mine.goto(AT)
    add(mine, "costs", "Ενοίκιο")
    mine.locator("#keeping button").first.click()
    mine.locator("input[name=title]").fill("Μαζί")
    mine.locator("main form .button").first.click()
    mine.wait_for_url("**/toolbox/works/**")
    mine.locator("#sharing summary").first.click()
    mine.locator("#sharing [name=can][value=edit]").check()
    mine.locator("#sharing form .button").first.click()
    link = mine.locator("#made-link").input_value()
    mine.goto(mine.url.split("links")[0])
    theirs.goto(link)
    assert notes(theirs, "costs") == ["Ενοίκιο"]
    theirs.locator(".canvas-ways [data-way=wall]").click()
    add(theirs, "revenue", "Συνδρομές")
    add(mine, "costs", "Μισθοί")
    there = mine.locator('.block[data-block="revenue"] .note .words')
    expect(there).to_have_text("Συνδρομές", timeout=AT_ONCE)
    add(theirs, "partners", "Ο δήμος")
    there = theirs.locator('.block[data-block="costs"] .note .words')
    expect(there).to_have_text(["Ενοίκιο", "Μισθοί"], timeout=SOON)


@pytest.mark.long
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_sheet_passes_axe_in_every_state(open_page: Callable[..., Page], prefix: str) -> None:
    page = looked_at(open_page)
    page.goto(f"{prefix}{AT}")
    found = faults(page, "empty", EACH_ONCE)
    page.goto(f"{prefix}{AT}example")
    for way in ("walk", "wall"):
        page.locator(f".canvas-ways [data-way={way}]").click()
        found += faults(page, way)
    page.locator("#canvas .face").first.click()
    found += faults(page, "open note", EACH_ONCE)
    page.locator(".note.open [data-deed=remove]").click()
    found += faults(page, "removed note", EACH_ONCE)
    assert found == []
