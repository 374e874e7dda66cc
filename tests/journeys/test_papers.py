"""An agenda is planned, published and read; a guide, papers and minutes with it: in a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.looking import faults, looked_at

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("papers")]


def event_path(page: Page, slug: str, when: str = "") -> str:
    """Where an event of the sample stands."""
    page.goto(f"/events/{when}")
    found = re.search(rf'href="(/events/\d+-{slug}/)"', page.content())
    assert found, slug
    return found[1]


def conference(page: Page) -> str:
    return event_path(page, "koinonikos-antiktypos-stin-praxi")


def past(page: Page) -> str:
    return event_path(page, "apo-tin-idea-stin-omada", "?when=past")


def test_an_agenda_is_planned_and_published_without_scripts(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "maria")
    path = event_path(page, "to-katastatiko-choris-anchos")
    for title, minutes in (("Διαβάζουμε μαζί", "50"), ("Γράφουμε", "70")):
        page.goto(f"{path}agenda")
        if not page.get_by_label("Τίτλος στα ελληνικά").is_visible():
            page.get_by_text("Πρόσθεσε γραμμή", exact=True).first.click()
        page.get_by_label("Τίτλος στα ελληνικά").fill(title)
        page.get_by_label("Διάρκεια σε λεπτά").fill(minutes)
        page.get_by_role("button", name="Πρόσθεσε γραμμή").click()
    hours = page.locator(".agenda.desk > li > time")
    expect(hours).to_have_text(["18:00–18:50", "18:50–20:00"])

    up = page.get_by_role("button", name=re.compile(r"^Πάνω\s*: Γράφουμε"))
    up.focus()
    page.keyboard.press("Enter")
    titles = page.locator(".agenda.desk a.title")
    expect(titles).to_have_text(["Γράφουμε", "Διαβάζουμε μαζί"])
    expect(hours).to_have_text(["18:00–19:10", "19:10–20:00"])

    page.get_by_role("link", name="Δες τες και δημοσίευσε").click()
    expect(page.locator(".differences li")).to_have_count(2)
    page.get_by_role("button", name="Δημοσίευσε το πρόγραμμα").click()
    expect(page.locator(".flashes")).to_contain_text("Το πρόγραμμα δημοσιεύτηκε.")
    guest = open_page()
    guest.goto(path)
    expect(guest.locator(".agenda .agenda-line .strong")).to_have_text(
        ["Γράφουμε", "Διαβάζουμε μαζί"]
    )


def test_tracks_are_a_table_on_a_desk_and_a_list_by_hour_on_a_phone(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(DESKTOP)
    path = conference(page)
    page.goto(path)
    left, right = (
        page.locator(".agenda-table td", has_text=words).bounding_box()
        for words in ("Ένας δείκτης για τη φροντίδα", "Όσα δεν λένε οι αριθμοί")
    )
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"] + 1

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    left, right = (
        page.locator(".agenda-table td", has_text=words).bounding_box()
        for words in ("Ένας δείκτης για τη φροντίδα", "Όσα δεν λένε οι αριθμοί")
    )
    assert left
    assert right
    assert abs(left["x"] - right["x"]) < 1
    assert left["y"] + left["height"] <= right["y"]
    row = page.locator(".agenda-table tr", has_text="Όσα δεν λένε οι αριθμοί")
    expect(row.locator("th")).to_have_text("12:00")
    expect(row.locator(".track")).to_have_text(["Δείκτες", "Ιστορίες"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"/en{path}")
    english = page.locator(".agenda-table tr", has_text="What numbers do not say")
    expect(english.locator(".track")).to_have_text(["Indicators", "Stories"])


def test_a_recording_is_laid_out_for_those_with_a_seat(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sign_in(page, "maria")
    path = past(page)
    page.goto(f"{path}materials")
    page.get_by_text("Πρόσθεσε υλικό", exact=True).first.click()
    page.get_by_label("Τίτλος στα ελληνικά").fill("Η εγγραφή")
    page.get_by_label("Είδος").select_option("recording")
    page.get_by_label("Ή η διεύθυνση ενός συνδέσμου").fill("https://video.example.org/1")
    page.get_by_label("Όσα άτομα έχουν θέση").check()
    page.get_by_role("button", name="Πρόσθεσε υλικό").click()
    recording = page.locator("a.file", has_text="Η εγγραφή")
    expect(recording).to_contain_text("οδηγεί στο video.example.org")
    for who, count in (("nikos", 1), ("anna", 0)):
        page.context.clear_cookies()
        sign_in(page, who)
        page.goto(path)
        expect(recording).to_have_count(count)


def test_minutes_that_two_people_write_lose_nothing(open_page: Callable[..., Page]) -> None:
    one, other = open_page(), open_page()
    path = past(one)
    for page, who in ((one, "maria"), (other, "admin")):
        sign_in(page, who)
        page.goto(f"{path}report/minutes/el")
    one.get_by_label("Πρακτικά").fill("Της Μαρίας")
    one.get_by_role("button", name="Αποθήκευση").first.click()
    expect(one.locator(".flashes")).to_contain_text("Τα πρακτικά αποθηκεύτηκαν.")
    other.get_by_label("Πρακτικά").fill("Του Γιώργου")
    other.get_by_role("button", name="Αποθήκευση").first.click()
    expect(other.locator("textarea[readonly]")).to_have_value("Της Μαρίας")
    expect(other.get_by_label("Πρακτικά", exact=True)).to_have_value("Του Γιώργου")
    other.get_by_label("Πρακτικά", exact=True).fill("Των δύο")
    other.get_by_role("button", name="Αποθήκευση").first.click()
    guest = open_page()
    guest.goto(path)
    expect(guest.locator("section[aria-labelledby=report] .prose")).to_have_text("Των δύο")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing(open_page: Callable[..., Page], prefix: str) -> None:
    page = looked_at(open_page)
    sign_in(page, "maria")
    day, was = conference(page), past(page)
    group = event_path(page, "stegasi-kai-synergatismos")
    page.goto(f"{day}agenda")
    line = page.locator(".agenda.desk a.title").first.get_attribute("href")
    page.goto(f"{day}agenda/speakers")
    speaker = page.locator(".rows a.title").first.get_attribute("href")
    page.goto(f"{group}guide")
    step = page.locator(".guide .act").first.get_attribute("href")
    here = [
        *(day, was, f"{day}agenda", line, f"{day}agenda/speakers", speaker),
        *(f"{day}agenda/release", f"{day}agenda/changes", f"{day}materials", f"{group}guide"),
        *(step, f"{was}report", f"{was}report/minutes/el", f"{was}materials"),
    ]
    wrong: list[str] = []
    for each in here:
        page.goto(f"{prefix}{each}")
        wrong += faults(page, f"{prefix}{each}")
    assert wrong == []
