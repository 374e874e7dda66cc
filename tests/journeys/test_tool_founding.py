"""The founding guide on a phone: from the first question to the paper, the calendar and a work."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kalo.kit import clock
from tests.journeys.conftest import sign_in
from tests.journeys.test_tool_legal_forms import SMALL, faults, go_on

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/founding/"


def take(page: Page, kind: str, where: Path) -> Path:
    """Take the result along as a file."""
    with page.expect_download() as taken:
        page.locator(f"#result button[formaction$='/export/{kind}']").click()
    taken.value.save_as(where / kind)
    return where / kind


def test_a_plan_from_the_first_question_to_the_calendar(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(SMALL, accept_downloads=True)
    sign_in(page, "eleni")
    page.goto(AT)
    page.get_by_label("Πώς λέτε την ομάδα σας;").fill("Γειτονιά")
    page.get_by_label("Ποια νομική μορφή;").select_option("worker-cooperative")
    expect(page.locator("#plan-application")).to_have_count(1)  # its steps are drawn
    page.get_by_label("Σε ποιον δήμο θα είναι η έδρα;").select_option("petroupoli")
    page.get_by_role("button", name="Ένα ιδρυτικό μέλος ακόμη").click()
    page.locator("input[name^='people.'][name$='.name']").fill("Ελένη Παπαδοπούλου")
    assert faults(page) == []
    go_on(page)
    begin = clock.today() + timedelta(days=10)
    page.get_by_label("Ποια μέρα ξεκινάτε;").fill(begin.isoformat())
    page.locator("#f-done_team").check()
    page.locator("#plan-sign summary").click()
    page.locator("#f-who_sign").fill("Ελένη")
    page.locator("#f-by_sign").fill((begin + timedelta(days=3)).isoformat())
    assert faults(page) == []
    go_on(page)
    page.locator("#f-legal_name").fill("Γειτονιά Συνεταιρισμός Εργαζομένων")
    page.locator("#f-art_name").check()
    assert faults(page) == []
    go_on(page)
    result = page.locator("#result")
    expect(result).to_contain_text("Έγιναν 1 από 16 βήματα.")
    expect(result).to_contain_text("η νωρίτερη δυνατή μέρα")  # the deadline comes too soon
    expect(result).to_contain_text("Η επωνυμία φέρει την κατηγορία.")
    assert faults(page) == []
    text = " ".join(
        " ".join(
            each.extract_text() for each in PdfReader(take(page, "pdf", tmp_path)).pages
        ).split()
    )
    for words in ("Γειτονιά", "Δήμος Πετρούπολης", "Ελένη Παπαδοπούλου", "ΜΙΤΟΣ", "Ιδρυτικά μέλη"):
        assert words in text, words
    calendar = icalendar.Calendar.from_ical(take(page, "calendar", tmp_path).read_bytes())
    days = {str(each["SUMMARY"]): each["DTSTART"].dt for each in calendar.walk("VEVENT")}
    assert days["Όλα τα ιδρυτικά μέλη υπογράφουν το καταστατικό"] == begin + timedelta(days=3)
    assert len(days) == 16
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-who_sign")).to_have_value("Ελένη")
    page.get_by_role("button", name="Κράτησέ το").click()
    page.locator("main form button.button").first.click()
    expect(page.locator("#days")).to_contain_text("βρίσκονται στο ημερολόγιό σου")
    page.goto("/events/mine")
    mine = page.locator("section[aria-labelledby=mine-dates]")
    expect(mine).to_contain_text("Όλα τα ιδρυτικά μέλη υπογράφουν το καταστατικό")
    assert faults(page) == []
