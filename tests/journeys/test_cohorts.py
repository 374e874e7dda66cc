"""Those who lead and those who follow: a cohort made, a place given, the board, words to some."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from kalo.kit import clock
from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cohorts")]
LIST = "/learning/sse-basics/cohorts/"


def day(number: int) -> str:
    return (clock.today() + timedelta(days=number)).isoformat()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def sample(page: Page, name: str = "Φθινοπωρινό τμήμα") -> str:
    """Where the sample cohort stands."""
    page.goto(LIST)
    return str(page.get_by_role("link", name=name).get_attribute("href"))


@pytest.mark.long
def test_a_facilitator_leads_and_a_learner_follows(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    lead, learner = open_page(DESKTOP), open_page(PHONE)
    sign_in(lead, "maria")
    sign_in(learner, "anna")

    lead.goto(LIST)
    lead.get_by_role("link", name="Νέο τμήμα").click()
    lead.get_by_label("Όνομα στα ελληνικά").fill("Βραδινό τμήμα")
    lead.get_by_label("Αρχίζει στις").fill(day(0))
    lead.get_by_label("Τελειώνει στις").fill(day(60))
    lead.get_by_label("Θέσεις (προαιρετικό)").fill("5")
    press(lead, "Φτιάξε το τμήμα")
    expect(lead.get_by_role("heading", name="Βραδινό τμήμα")).to_be_visible()
    cohort = lead.url

    lead.get_by_role("link", name="Προθεσμίες").click()
    lead.get_by_label(re.compile("Όλη η ενότητα έως")).first.fill(day(6))
    press(lead, "Αποθήκευσε τις προθεσμίες")

    learner.goto(sample(learner))
    learner.get_by_text("Δεν περιμένω άλλο").first.click()
    press(learner, "Δεν περιμένω άλλο")
    learner.goto(cohort)
    press(learner, "Ζήτησε θέση")
    expect(learner.get_by_role("heading", name="Έχεις θέση")).to_be_visible()
    learner.get_by_role("link", name="Στο πρόγραμμα").click()
    expect(learner.get_by_text("σε 6 μέρες").first).to_be_visible()

    lead.goto(cohort)
    lead.get_by_role("link", name="Πίνακας").click()
    row = lead.get_by_role("row", name=re.compile("Άννα Τσακίρη"))
    expect(row).to_contain_text("0 %")
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Excel").click()
    download.value.save_as(tmp_path / "board.xlsx")
    assert load_workbook(tmp_path / "board.xlsx").active["A2"].value == "Άννα Τσακίρη"

    lead.get_by_role("link", name="Μήνυμα σε αυτό το άτομο").click()
    lead.get_by_label("Θέμα").fill("Καλή αρχή")
    lead.get_by_label("Τα λόγια σου").fill("Ξεκινάμε **αύριο**.")
    press(lead, "Δες το πριν φύγει")
    expect(lead.locator("#look strong")).to_have_text("αύριο")
    press(lead, "Στείλε το σε 1 άτομο")
    expect(lead.locator("main").get_by_text("Στάλθηκε.")).to_be_visible()
    learner.goto("/accounts/news/")
    learner.locator(".news .title-button", has_text="Καλή αρχή").click()
    expect(learner.locator("main .prose strong")).to_have_text("αύριο")

    lead.goto(cohort)
    lead.get_by_role("link", name="Πίνακας").click()
    lead.get_by_role("link", name="Άννα Τσακίρη").click()
    lead.get_by_role("link", name="Κανόνισε κάτι").click()
    lead.get_by_label(re.compile("Μέρες μετά")).fill("4")
    lead.get_by_label("Λόγος").fill("Νυχτερινή βάρδια")
    press(lead, "Κανόνισέ το")
    expect(lead.get_by_text("Λόγος: Νυχτερινή βάρδια")).to_be_visible()

    learner.goto("/learning/sse-basics/")
    expect(learner.get_by_text("σε 10 μέρες").first).to_be_visible()
    learner.get_by_text("Κάνε μια παύση").click()
    press(learner, "Παύση")
    expect(learner.get_by_text("Είσαι σε παύση.").first).to_be_visible()
    lead.reload()
    expect(lead.get_by_text("σε παύση").first).to_be_visible()
    press(learner, "Συνεχίζω")
    expect(learner.locator("main").get_by_text("Καλώς ήρθες πάλι.")).to_be_visible()


@pytest.mark.long
def test_a_place_that_comes_free_is_told(open_page: Callable[..., Page]) -> None:
    leaving, waiting = open_page(PHONE), open_page(PHONE)
    sign_in(leaving, "iosif")
    sign_in(waiting, "katerina")
    where = sample(waiting)
    waiting.goto(where)
    expect(waiting.get_by_role("heading", name=re.compile("Έχεις τον αριθμό"))).to_be_visible()
    leaving.goto(where)
    back = leaving.locator("form[action$='/place/undo']").first
    with leaving.expect_navigation():
        back.evaluate("form => form.requestSubmit()")
    expect(leaving.get_by_role("heading", name="Έχεις θέση")).to_be_hidden()
    told = waiting.locator(".news .title-button", has_text="Έχεις θέση στο τμήμα").first
    for _look in range(20):
        waiting.goto("/accounts/news/")
        if told.count():
            break
        waiting.wait_for_timeout(500)
    told.click()
    expect(waiting.get_by_role("heading", name="Έχεις θέση")).to_be_visible()


@pytest.mark.long
def test_without_scripts_every_form_works(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, "maria")
    page.goto(sample(page))
    page.get_by_role("link", name="Πίνακας").click()
    page.get_by_role("link", name="Έμειναν πίσω").click()
    page.get_by_role("link", name=re.compile("Μήνυμα σε")).click()
    page.get_by_label("Θέμα").fill("Χωρίς σενάρια")
    page.get_by_label("Τα λόγια σου").fill("Κείμενο")
    press(page, "Δες το πριν φύγει")
    page.get_by_role("button", name=re.compile("Στείλε το σε")).click()
    expect(page.get_by_role("link", name="Χωρίς σενάρια")).to_be_visible()


@pytest.mark.long
def test_axe_finds_nothing_on_the_pages_of_cohorts(open_page: Callable[..., Page]) -> None:
    page = looked_at(open_page)
    sign_in(page, "maria")
    where = sample(page)
    board = f"/learning/cohorts/{where.rstrip('/').rpartition('/')[2]}"
    wrong: list[str] = []
    for path in (
        *(LIST, f"{LIST}new", "/learning/cohorts/", where, f"{where}edit", f"{where}deadlines"),
        *(f"{board}/board", f"{board}/board?show=behind", f"{board}/people/nikos/"),
        *(f"{board}/people/nikos/{door}" for door in ("allowances", "completions", "removal")),
        *(f"{board}/messages/", f"{board}/messages/new", f"/en{board}/board"),
    ):
        page.goto(path)
        wrong += faults(page, path, EACH_ONCE)
    page.goto(f"{board}/messages/new")
    press(page, "Δες το πριν φύγει")
    wrong += faults(page, "a message without words", EACH_ONCE)
    page.goto(f"{board}/people/despoina/")
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    wrong += faults(page, "a story, all open", EACH_ONCE)
    other = looked_at(open_page)
    sign_in(other, "eleni")
    other.goto("/learning/sse-basics/")
    other.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    wrong += faults(other, "how it goes, all open", EACH_ONCE)
    other.goto("/learning/sse-basics/enrolment/pause")
    wrong += faults(other, "a pause", EACH_ONCE)
    assert wrong == []
