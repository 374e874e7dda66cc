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
from tests.journeys.speaking import Speech
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
    open_page: Callable[..., Page], tmp_path: Path, say: Speech
) -> None:
    page = open_page(SMALL, accept_downloads=True)
    sign_in(page, say.either("eleni", "despoina"))
    page.goto(say.at(AT))
    page.get_by_label(say("What do you call your group?")).fill("Γειτονιά")
    page.get_by_label(say("Which legal form?")).select_option("worker-cooperative")
    expect(page.locator("#plan-application")).to_have_count(1)  # its steps are drawn
    page.get_by_label(say("In which municipality is the seat?")).select_option("petroupoli")
    page.get_by_role("button", name=say("Another founder")).click()
    page.locator("input[name^='people.'][name$='.name']").fill("Ελένη Παπαδοπούλου")
    assert faults(page) == []
    go_on(page)
    begin = clock.today() + timedelta(days=10)
    page.get_by_label(say("On which day do you begin?")).fill(begin.isoformat())
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
    expect(result).to_contain_text(say("%(done)s of %(all)s steps are done.", done=1, all=16))
    soon = say.either("η νωρίτερη δυνατή μέρα", "the earliest possible day")
    expect(result).to_contain_text(soon)  # the deadline comes too soon
    expect(result).to_contain_text(say("The name carries its category."))
    assert faults(page) == []
    text = " ".join(
        " ".join(
            each.extract_text() for each in PdfReader(take(page, "pdf", tmp_path)).pages
        ).split()
    )
    place, founders = say("the Municipality of Petroupoli"), say("Who founds it")
    for words in ("Γειτονιά", place, "Ελένη Παπαδοπούλου", "ΜΙΤΟΣ", founders):
        assert words in text, words
    calendar = icalendar.Calendar.from_ical(take(page, "calendar", tmp_path).read_bytes())
    days = {str(each["SUMMARY"]): each["DTSTART"].dt for each in calendar.walk("VEVENT")}
    assert days[say("All founders sign the statutes")] == begin + timedelta(days=3)
    assert len(days) == 16
    page.reload()  # what was answered stays on the device
    expect(page.locator("#f-who_sign")).to_have_value("Ελένη")
    page.get_by_role("button", name=say("Keep this")).click()
    page.locator("main form button.button").first.click()
    expect(page.locator("#days")).to_contain_text(
        say("These days stand in your own calendar, and we remind you some days before.")
    )
    page.goto(say.at("/events/mine"))
    mine = page.locator("section[aria-labelledby=mine-dates]")
    expect(mine).to_contain_text(say("All founders sign the statutes"))
    assert faults(page) == []
