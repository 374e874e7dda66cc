"""A procurement on a phone: from the first question to the route, the clauses and the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.test_tool_founding import take
from tests.journeys.test_tool_legal_forms import SMALL, faults, go_on

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/procurement/"


def test_a_procurement_from_the_first_question_to_the_file(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(SMALL, accept_downloads=True)
    page.goto(AT)
    page.get_by_label("Πώς λέγεται η προμήθεια").fill("Καθαρισμός παιδικών σταθμών")
    page.get_by_label("Ποιος αγοράζει").select_option("ilion")
    page.get_by_label("Υπηρεσίες", exact=True).check()
    page.get_by_label("Εκτιμώμενη αξία χωρίς ΦΠΑ").fill("58.000")
    page.get_by_label("Μέρα της διακήρυξης").fill("2027-03-01")
    page.get_by_label("Κωδικός CPV").fill("90910000")
    page.get_by_label("Ο κοινωνικός σκοπός σε δύο προτάσεις").fill("Σταθερή δουλειά για επτά.")
    assert faults(page) == []
    go_on(page)
    page.get_by_label("ΚοινΣΕπ Ένταξης").check()
    assert faults(page) == []
    go_on(page)
    first = page.locator("#f-check_aim")
    first.get_by_label("Έγινε").check()
    page.locator("#f-note_aim").fill("Στην εισήγηση της Ελένης")
    assert faults(page) == []
    for _phase in ("before", "route", "documents", "after"):
        go_on(page)
    page.get_by_label("Όρος εκτέλεσης: ώρες εργασίας").check()
    page.get_by_label("Ποσοστό των ωρών εργασίας").fill("62,5")
    assert faults(page) == []
    go_on(page)
    result = page.locator("#result")
    expect(result).to_contain_text("Σύμβαση κατ’ αποκλειστικότητα (άρθρο 20 ν. 4412/2016)")
    expect(result).to_contain_text(
        "πάνω από 30.000: απευθείας ανάθεση μόνο για ορισμένες υπηρεσίες"
    )
    expect(result).to_contain_text("Έγιναν 1 από 21.")
    assert faults(page) == []
    paper = Document(str(take(page, "docx", tmp_path)))
    text = "\n".join(each.text for each in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for words in (
        "Καθαρισμός παιδικών σταθμών",
        "Δήμος Ιλίου",
        "Στην εισήγηση της Ελένης",
        "62,5 %",
    ):
        assert words in text, words
    assert {"90910000", "216.000 €"} <= set(cells)
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-note_aim")).to_have_value("Στην εισήγηση της Ελένης")
