"""A procurement on a phone: from the first question to the route, the clauses and the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.speaking import Speech
from tests.journeys.test_tool_founding import take
from tests.journeys.test_tool_legal_forms import SMALL, faults, go_on

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/procurement/"


def test_a_procurement_from_the_first_question_to_the_file(
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = open_page(SMALL, accept_downloads=True)
    page.goto(say.at(AT))
    page.get_by_label(say("What the procurement is called")).fill("Καθαρισμός παιδικών σταθμών")
    page.get_by_label(say("Who buys")).select_option("ilion")
    page.get_by_label(say("Services"), exact=True).check()
    page.get_by_label(say("Estimated value without VAT")).fill(say.either("58.000", "58,000"))
    page.get_by_label(say("Day of the notice")).fill("2027-03-01")
    page.get_by_label(say("CPV code")).fill("90910000")
    page.get_by_label(say("The social aim in two sentences")).fill("Σταθερή δουλειά για επτά.")
    assert faults(page) == []
    go_on(page)
    page.get_by_label(say("An integration KoinSEp")).check()
    assert faults(page) == []
    go_on(page)
    first = page.locator("#f-check_aim")
    first.get_by_label(say("It is done")).check()
    page.locator("#f-note_aim").fill("Στην εισήγηση της Ελένης")
    assert faults(page) == []
    for _phase in ("before", "route", "documents", "after"):
        go_on(page)
    page.locator("input[name=clauses][value=performance]").check()
    page.get_by_label(say("Share of working hours")).fill(say.either("62,5", "62.5"))
    assert faults(page) == []
    go_on(page)
    result = page.locator("#result")
    expect(result).to_contain_text(say("Reserved contract (article 20 of Law 4412/2016)"))
    within = "up to %(limit)s: direct award only for some services and ICT works, check"
    expect(result).to_contain_text(say(within, limit=say.either("60.000", "60,000")))
    expect(result).to_contain_text(say("%(done)s of %(all)s are done.", done=1, all=21))
    assert faults(page) == []
    paper = Document(str(take(page, "docx", tmp_path)))
    text = "\n".join(each.text for each in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for words in (
        "Καθαρισμός παιδικών σταθμών",
        say("Municipality of Ilion"),
        "Στην εισήγηση της Ελένης",
        say.either("62,5%", "62.5%"),
    ):
        assert words in text, words
    assert {"90910000", say.either("216.000\u00a0€", "€216,000")} <= set(cells)
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-note_aim")).to_have_value("Στην εισήγηση της Ελένης")
