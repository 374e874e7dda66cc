"""The legal forms on a phone: from the first question to the paper; forms side by side; a fact
that an editor changes is what the tool says from then on.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import AXE, DESKTOP, PHONE, sign_in
from tests.journeys.speaking import Speech

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/legal-forms/"
AXE_RUNS = "async () => (await axe.run()).violations.map((v) => v.id + ' ' + v.nodes[0].html)"
SMALL = {"width": 360, "height": 740}


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(AXE_RUNS)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["too wide"] if wide else [])]


def go_on(page: Page) -> None:
    page.locator("[data-walk-to=on]:visible").click()


@pytest.mark.long
def test_from_the_first_question_to_the_paper(
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = open_page(SMALL, accept_downloads=True)
    page.goto(say.at(AT))
    page.get_by_label(say("Steady work for ourselves")).check()
    go_on(page)
    with page.expect_response("**/result"):
        page.get_by_label(say("How many people will found it?")).fill(say.either("πολλά", "many"))
    page.wait_for_timeout(200)
    go_on(page)  # what was not understood is said before anybody walks on
    expect(page.locator("#wrong")).to_be_focused()
    page.get_by_label(say("How many people will found it?")).fill("4")
    page.get_by_label(say("How many organisations will be members?")).fill("0")
    page.locator("input[name=municipality][value=none]").check()
    assert faults(page) == []
    go_on(page)
    page.get_by_label(say("All of them"), exact=True).check()
    go_on(page)
    page.locator("input[name=by_law][value=yes]").check()
    go_on(page)
    result = page.locator("#result")
    one, many = "%(num)s of %(all)s forms stays open", "%(num)s of %(all)s forms stay open"
    expect(result).to_contain_text(say.of(1, one, many, all=11))
    too_few = say("You would be %(there)s; it needs %(least)s founders.", there=4, least=5)
    expect(result).to_contain_text(too_few)
    assert faults(page) == []
    with page.expect_download() as taken:
        result.locator("button[formaction$='/export/pdf']").click()
    taken.value.save_as(tmp_path / "forms.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "forms.pdf").pages)
    seen = say.either("22 Νοεμβρίου 2026", "22 November 2026")
    for words in (say("Worker cooperative"), too_few, seen):
        assert words in " ".join(text.split())
    page.reload()  # what was answered stays on the device
    expect(page.locator("input[name=by_law][value=yes]")).to_be_checked()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_forms_stand_side_by_side_on_any_screen(
    open_page: Callable[..., Page], prefix: str
) -> None:
    page = open_page(SMALL, java_script_enabled=bool(prefix))
    page.goto(f"{prefix}{AT}comparison")
    page.locator(".forms-choice summary").click()
    page.locator("input[name=form][value=koispe]").check()
    page.locator(".forms-choice button").click()
    columns = page.locator(".forms-table tbody th:visible")
    expect(columns).to_have_count(3)
    boxes = [columns.nth(n).bounding_box() or {} for n in range(3)]
    assert len({round(box["y"]) for box in boxes}) == 1  # beside each other
    assert max(box["x"] + box["width"] for box in boxes) <= SMALL["width"]
    page.locator(".forms-table a[href='#koispe-members']").first.click()
    expect(page.locator("#koispe-members")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(columns).to_have_count(11)
    if prefix:
        assert faults(page) == []
        page.set_viewport_size(PHONE)
        assert faults(page) == []


def test_an_editor_changes_a_fact_and_the_tool_follows(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "admin")
    page.goto("/toolbox/facts/legal-forms/#koinsep-founders")
    assert faults(page) == []
    page.locator("#koinsep-founders .edit a").click()
    assert faults(page) == []
    page.get_by_label("Τιμή").fill("4")
    page.get_by_label("Η πρόταση στα ελληνικά").fill("Θέλει τουλάχιστον 4 ιδρυτικά μέλη.")
    page.get_by_role("button", name="Αποθήκευση").click()
    expect(page.get_by_text("Χρειάζεται.").first).to_be_visible()  # the reason
    page.get_by_label("Γιατί το αλλάζεις").fill("Ο νόμος άλλαξε")
    page.get_by_role("button", name="Αποθήκευση").click()
    expect(page.locator(".fact-past")).to_contain_text("Ο νόμος άλλαξε")
    assert faults(page) == []
    guest = open_page(PHONE)
    guest.goto(f"{AT}?persons=3&organisations=0&municipality=none")
    expect(guest.locator("#result")).to_contain_text("Είστε 3· θέλει 4 ιδρυτικά μέλη.")
    page.get_by_role("button", name="Ξαναπές αυτό").click()
    guest.reload()
    expect(guest.locator("#result")).to_contain_text("Είστε 3· θέλει 5 ιδρυτικά μέλη.")
