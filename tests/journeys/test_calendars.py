"""Somebody subscribes on a phone, looks what the calendar sees, and takes an address back."""

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("calendars")]
PAGE, SEEN = "/events/subscribe", "/events/subscribe/seen"


def fetch(address: str, agent: str) -> bytes:
    asked = urllib.request.Request(address, headers={"User-Agent": agent})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return bytes(answer.read())


def is_gone(address: str) -> bool:
    try:
        fetch(address, "Thunderbird/128")
    except urllib.error.HTTPError as error:
        error.close()
        return error.code == 404
    return False


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    page.locator("main details").evaluate_all("all => all.forEach(fold => { fold.open = true })")


def make_address(page: Page, label: str) -> str:
    """Fill the form in; answers the address as the page shows it."""
    fold = page.locator("#mine details")
    if not fold.evaluate("fold => fold.open"):
        fold.locator("summary").click()
    page.get_by_label("Συσκευή ή πρόγραμμα").fill(label)
    page.get_by_label("15 λεπτά πριν").check()
    page.get_by_role("button", name="Φτιάξε τη διεύθυνση").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Αυτή είναι η μυστική σου διεύθυνση")
    return page.get_by_label("Ή αντίγραψε τη διεύθυνση").input_value()


def test_an_address_is_made_copied_fetched_seen_and_taken_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, "eleni")
    page.goto(PAGE)
    address = make_address(page, "Το κινητό μου")
    page.get_by_role("button", name="Αντιγραφή").click()
    expect(page.get_by_role("button", name="Αντιγράφηκε")).to_be_visible()
    expect(page.locator("#say")).to_have_text("Αντιγράφηκε")
    assert page.evaluate("navigator.clipboard.readText()") == address
    webcal = page.get_by_role("link", name="Apple (iPhone, Mac)").get_attribute("href")
    assert webcal == address.replace("http://", "webcal://")

    body = fetch(address, "iOS/17.4 (21E219) dataaccessd/1.0")
    assert b"TRIGGER:-PT15M" in body
    count = body.count(b"BEGIN:VEVENT")
    page.get_by_role("link", name="Έτοιμο").click()
    page.get_by_role("link", name="Τι βλέπει το ημερολόγιό σου").first.click()
    panel = page.get_by_role("region", name="Το κινητό μου")
    for _time in range(20):  # the worker notes who fetched it
        page.reload()
        if panel.get_by_text("Apple").count():
            break
        page.wait_for_timeout(300)
    expect(panel.get_by_text("Apple")).to_be_visible()
    expect(panel.get_by_text(f"{count} εγγραφές", exact=True)).to_be_visible()
    panel.get_by_text(f"{count} εγγραφές που παίρνει τώρα").click()
    expect(panel.get_by_text("Συνάντηση").first).to_be_visible()

    panel.get_by_role("link", name="Άλλαξε αυτή τη διεύθυνση").click()
    page.get_by_role("button", name="Κατάργηση της διεύθυνσης").click()
    expect(page.get_by_role("link", name="Το κινητό μου")).to_have_count(0)
    assert is_gone(address)


def test_without_scripts_the_address_stands_in_a_field(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "nikos")
    page.goto(PAGE)
    address = make_address(page, "Δουλειά")
    expect(page.get_by_role("button", name="Αντιγραφή")).to_be_hidden()
    assert fetch(address, "Thunderbird/128").startswith(b"BEGIN:VCALENDAR")
    page.get_by_role("link", name="Έτοιμο").click()
    page.get_by_role("link", name="Δουλειά").click()
    page.get_by_role("button", name="Την ξέρει και κάποιο άλλο άτομο").click()
    assert page.get_by_label("Ή αντίγραψε τη διεύθυνση").input_value() != address
    assert is_gone(address)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing(open_page: Callable[..., Page], prefix: str) -> None:
    page = looked_at(open_page)
    wrong: list[str] = []
    for path in (PAGE, SEEN):
        page.goto(prefix + path)
        wrong += faults(page, f"guest {path}")
    sign_in(page, "iosif", prefix)
    page.goto(prefix + PAGE)
    wrong += faults(page, "with the form")
    unfold(page)
    page.get_by_label("Συσκευή ή πρόγραμμα" if not prefix else "Device or program").fill(
        f"Α{prefix}"
    )
    page.locator("#mine form button.button").click()
    page.wait_for_selector("#way-mine")
    wrong += faults(page, "made", EACH_ONCE)
    for path in (PAGE, SEEN):
        page.goto(prefix + path)
        page.locator("main details").evaluate_all(
            "folds => folds.map(fold => { fold.open = true })"
        )
        wrong += faults(page, f"member {path}")
    page.goto(prefix + PAGE)
    page.locator("#mine .rows a.title").first.click()
    wrong += faults(page, "address")
    page.locator("main form input[name=label]").fill("")
    page.locator("main form button.button").first.click()
    wrong += faults(page, "refused", EACH_ONCE)
    assert wrong == []
