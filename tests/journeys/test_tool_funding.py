"""The funding finder on a phone: from the first question to the file; a search that is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import PHONE, sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.journeys.speaking import Speech

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/funding/"
TEPIX = "private/hdb-microcredit-fund"


def look(page: Page, name: str) -> list[str]:
    """What is wrong here, at both sizes and in both themes; then the phone again."""
    wrong = faults(page, name, EACH_ONCE)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return wrong


def test_from_the_first_question_to_the_file(
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = looked_at(open_page)
    page.goto(say.at(AT))
    page.fill("#f-what", "Φούρνος και τρεις μήνες μισθοί")
    page.fill("#f-amount", say.either("20.000", "20,000"))
    page.get_by_label(say("Loan"), exact=True).check()
    _on(page)
    page.get_by_label(say("A new body")).check()
    page.select_option("#f-legal", "koinsep")
    _on(page)
    chosen = page.locator(f"input[name=chosen][value='{TEPIX}']")
    expect(page.locator("#finds")).not_to_contain_text(
        say.either("Ίδρυμα Ωνάση", "Onassis Foundation")
    )  # a grant: drawn again
    chosen.check()
    assert look(page, "finds") == []
    _on(page)
    page.locator("input[name=have][value=plan]").check()
    page.get_by_role("button", name=say("Another paper")).click()
    page.locator("input[name$='.paper']").fill("Άδεια χώρου")
    _on(page)
    expect(page.locator("#result")).to_contain_text("Άδεια χώρου")
    fund = say.either("Ταμείο Μικροπιστώσεων ΤΕΠΙΧ ΙΙΙ", "TEPIX III")
    expect(page.locator("#result")).to_contain_text(fund)
    with page.expect_download() as taken:
        page.locator("#result button[formaction$='/export/pdf']").click()
    taken.value.save_as(tmp_path / "plan.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "plan.pdf").pages)
    for words in ("Φούρνος και τρεις μήνες μισθοί", fund, "Άδεια χώρου"):
        assert words in " ".join(text.split())
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-what")).to_have_value("Φούρνος και τρεις μήνες μισθοί")


def _on(page: Page) -> None:
    page.locator("[data-walk-to=on]:visible").click()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_directory_filters_compares_and_keeps_a_search(
    open_page: Callable[..., Page], prefix: str
) -> None:
    page = looked_at(open_page)
    wrong: list[str] = []
    sign_in(page, "anna", prefix)
    page.goto(f"{prefix}{AT}directory/")
    page.locator("details.finder summary").click()
    page.select_option("#look-family", "private")
    page.locator("input[name=form][value=loan]").check()
    page.locator("details.finder button").click()
    expect(page.locator("a.chip")).to_have_count(2)
    wrong += look(page, "directory")
    page.fill("#keep input[name=name]", f"Δάνεια{prefix}")
    page.locator("#keep form button").click()
    expect(page.get_by_role("link", name=f"Δάνεια{prefix}")).to_be_visible()
    wrong += look(page, "searches")
    page.goto(f"{prefix}{AT}directory/?family=private&form=loan")
    for name in (TEPIX, "private/bank-of-karditsa"):
        page.locator(f"input[name=entry][value='{name}']").check()
    page.locator("form[action$=compare] button").click()
    expect(page.locator("table.side")).to_be_visible()
    wrong += look(page, "comparison")
    page.locator("ol.numbered a").first.click()
    expect(page.locator("dl.facts")).to_be_visible()
    wrong += look(page, "entry")
    assert wrong == []
