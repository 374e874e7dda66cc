"""A task from the first word to the last: over a failing network, in two windows, by keys alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("works")]
LESSON = "/learning/sse-basics/my-map/"
AREA = "textarea[name=body]"
SAVES = "form[data-work] [data-saves]"
PAGE_SAVES = "#acts > [data-saves]"
OUT = "Η σύνδεσή σου έληξε."
NOTHING = "Δεν υπάρχει ακόμη κάτι να παραδώσεις. Γράψε κάτι ή πρόσθεσε ένα αρχείο."
HELD = "Κρατήθηκε σε αυτή τη συσκευή. Σύνδεση"
TEXT = "## Η ιδέα\n\nΈνα πλυντήριο ρούχων στη γειτονιά."


def open_work(page: Page, handle: str) -> None:
    """Sign in and open one's work from the lesson."""
    sign_in(page, handle)
    page.goto(LESSON)
    page.locator(".task .actions a").click()
    expect(page.locator(AREA)).to_be_visible()


def window(page: Page) -> Page:
    """The same page in another window of the same person."""
    context: BrowserContext = page.context
    other = context.new_page()
    other.goto(page.url)
    return other


@pytest.mark.long
def test_a_draft_keeps_itself_and_is_there_on_the_other_device(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    open_work(page, "eleni")
    page.locator(AREA).fill(TEXT)
    expect(page.locator("[data-words]")).to_contain_text("7 λέξεις")
    expect(page.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)
    other = open_page(DESKTOP)
    open_work(other, "eleni")
    expect(other.locator(AREA)).to_have_value(TEXT)


def test_two_windows_show_both_texts_and_overwrite_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    open_work(page, "iosif")
    other = window(page)
    page.locator(AREA).fill("από το πρώτο παράθυρο")
    expect(page.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)
    other.locator(AREA).fill("από το δεύτερο παράθυρο")
    both = other.locator("[data-both]")
    expect(both).to_be_visible(timeout=8000)
    expect(both.locator("textarea")).to_have_value("από το πρώτο παράθυρο")
    expect(other.locator(AREA)).to_have_value("από το δεύτερο παράθυρο")
    both.get_by_role("button", name="Κράτα αυτό που είναι εδώ").click()
    expect(other.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)
    page.reload()
    expect(page.locator(AREA)).to_have_value("από το δεύτερο παράθυρο")


@pytest.mark.long
def test_what_is_typed_without_a_network_survives_the_tab(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    open_work(page, "despoina")
    context, address = page.context, page.url
    context.set_offline(True)
    page.locator(AREA).fill("γραμμένο στο τρένο")
    page.wait_for_timeout(2500)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator(AREA)).to_have_value("γραμμένο στο τρένο")
    again.locator(AREA).press("End")
    again.locator(AREA).type(" και στο σπίτι")
    expect(again.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)


def test_handed_in_over_a_failing_network_it_arrives_once(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    open_work(page, "despoina")
    page.locator(AREA).fill(f"{TEXT}\n\n")
    page.route("**/learning/acts", lambda route: route.abort())
    page.route("**/draft", lambda route: route.abort())
    hand_in = page.locator("[data-hands-in]")
    hand_in.click()
    hand_in.click()
    expect(page.locator("#acts [data-saves]")).to_contain_text("όταν υπάρξει δίκτυο (1)")
    page.unroute("**/learning/acts")
    page.unroute("**/draft")
    page.reload()
    expect(page.locator("#acts [data-saves]")).to_contain_text("Αποθηκεύτηκε", timeout=15000)
    page.reload()
    expect(page.locator(".work-state")).to_contain_text("Η εκδοχή 1 παραδόθηκε")
    expect(page.locator("[data-both]")).to_have_count(0)  # empty lines are no other text
    expect(page.locator("aside ol > li")).to_have_count(1)
    page.locator("aside ol a.title").click()
    expect(page.locator(".handed-in")).to_contain_text("Ένα πλυντήριο ρούχων")


def sign_in_here(page: Page, handle: str) -> None:
    """By the form that has come up in the page."""
    page.fill("#again-email", f"{handle}@example.org")
    page.fill("#again-password", PASSWORD)
    page.locator("[data-sign-in-here] button").click()
    expect(page.locator("[data-sign-in-here]")).to_be_hidden()


@pytest.mark.long
def test_a_sign_in_that_runs_out_while_writing_is_renewed_in_place(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    open_work(page, "giorgos")
    address = page.url
    page.context.clear_cookies()
    page.locator(AREA).fill("Η πρώτη πρόταση.")
    expect(page.locator("[data-sign-in-here]")).to_be_visible(timeout=8000)
    expect(page.locator(SAVES)).to_have_text(HELD)
    expect(page.locator(f"{SAVES} a")).to_have_attribute("href", "#acts")
    expect(page.locator(PAGE_SAVES)).to_contain_text(OUT)
    said = page.locator("main").inner_text()
    assert (said.count(OUT), "Δεν αποθηκεύτηκε" in said) == (1, False)

    page.locator(AREA).press("End")
    page.locator(AREA).type(" Και μια δεύτερη.")  # what goes on being typed waits too
    page.wait_for_timeout(2500)
    expect(page.locator(SAVES)).to_have_text(HELD)
    sign_in_here(page, "giorgos")
    expect(page.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)
    expect(page.locator(PAGE_SAVES)).to_have_text("")
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator(AREA)).to_have_value("Η πρώτη πρόταση. Και μια δεύτερη.")


@pytest.mark.long
def test_whoever_signed_in_elsewhere_meanwhile_is_asked_nothing(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(DESKTOP)
    open_work(page, "maria")
    page.context.clear_cookies()
    sign_in(page.context.new_page(), "maria")
    page.locator(AREA).fill("με το παλιό κλειδί της σελίδας")
    expect(page.locator(SAVES)).to_contain_text("Αποθηκεύτηκε", timeout=8000)
    expect(page.locator("[data-sign-in-here]")).to_be_hidden()


@pytest.mark.long
def test_another_account_is_given_nothing_of_what_was_typed(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    open_work(page, "giorgos")
    page.context.clear_cookies()
    page.locator(AREA).fill("αυτό είναι του Γιώργου")
    expect(page.locator("[data-sign-in-here]")).to_be_visible(timeout=8000)
    page.fill("#again-email", "admin@example.org")
    page.fill("#again-password", PASSWORD)
    page.locator("[data-sign-in-here] button").click()
    expect(page.locator("[data-sign-in-here] [role=alert]")).to_contain_text("άλλος λογαριασμός")
    page.locator(AREA).fill("αυτό είναι ακόμη του Γιώργου")
    page.wait_for_timeout(2500)
    theirs = page.context.new_page()
    theirs.goto(page.url)
    expect(theirs.locator(AREA)).to_have_value("")
    expect(page.locator(AREA)).to_have_value("αυτό είναι ακόμη του Γιώργου")


@pytest.mark.long
def test_handed_in_after_the_sign_in_ran_out_it_arrives_once_one_is_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    open_work(page, "maria")
    page.locator(AREA).fill(TEXT)
    page.context.clear_cookies()
    page.locator("[data-hands-in]").click()
    expect(page.locator("[data-sign-in-here]")).to_be_visible()
    expect(page.locator(SAVES)).to_have_text(HELD)
    expect(page.locator("form[data-work]")).not_to_have_attribute("aria-busy", "true")
    assert page.locator("main").inner_text().count(OUT) == 1
    sign_in_here(page, "maria")
    expect(page.locator(".work-state")).to_contain_text("Η εκδοχή 1 παραδόθηκε")
    expect(page.locator("aside ol > li")).to_have_count(1)


@pytest.mark.long
def test_a_refusal_is_said_once_and_the_button_rests(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    open_work(page, "admin")
    page.locator("[data-hands-in]").click()
    expect(page.locator(SAVES)).to_have_text(NOTHING)
    expect(page.locator(PAGE_SAVES)).to_have_text("")
    assert page.locator("main").inner_text().count(NOTHING) == 1
    expect(page.locator("form[data-work]")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.long
def test_a_refusal_that_comes_after_another_button_was_pressed_finds_its_form(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    open_work(page, "admin")
    held: list[Any] = []
    page.route("**/learning/acts", lambda route: held.append(route))
    page.locator("[data-hands-in]").click()
    expect(page.locator("form[data-work]")).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Αποθήκευση πρόχειρου").click()
    held.pop().continue_()
    expect(page.locator(SAVES)).to_have_text(NOTHING)
    expect(page.locator("form[data-work]")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.long
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["greek", "english"])
def test_on_a_phone_one_writes_within_a_screen_and_a_half(
    open_page: Callable[..., Page], prefix: str
) -> None:
    page = open_page(PHONE)
    sign_in(page, "nikos")
    page.goto(f"{prefix}{LESSON}")
    page.goto(page.locator(".task .actions a").get_attribute("href") or "")
    criteria = page.locator("main details.criteria")
    expect(criteria.locator("dl")).to_be_hidden()
    for area in page.locator(AREA).all():
        place = area.bounding_box()
        assert place
        assert place["y"] < PHONE["height"] * 1.5
    criteria.locator("summary").click()
    expect(criteria.locator("dt")).to_have_count(4)
    expect(criteria.locator("dl")).to_be_visible()


def test_without_scripts_it_is_written_previewed_and_handed_in(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    open_work(page, "katerina")
    page.locator(AREA).fill(TEXT)
    page.get_by_role("button", name="Προεπισκόπηση").click()
    expect(page.locator("[data-preview] h4")).to_have_text("Η ιδέα")
    page.locator("input[type=file]").set_input_files(
        {"name": "σχέδιο.txt", "mimeType": "text/plain", "buffer": "σχέδιο".encode()}
    )
    page.get_by_role("button", name="Αποθήκευση πρόχειρου").click()
    expect(page.locator(".files a.title")).to_contain_text("σχέδιο.txt")
    page.get_by_role("button", name="Παράδοση").click()
    expect(page.locator("main")).to_contain_text("Παραδόθηκε η εκδοχή 1.")
    page.locator("aside ol a.title").click()
    expect(page.locator(".handed-in")).to_contain_text("σχέδιο.txt")


@pytest.mark.long
def test_marking_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    another = open_page(PHONE)
    open_work(another, "anna")
    another.locator(AREA).fill(TEXT)
    another.locator("[data-hands-in]").click()
    expect(another.locator(".work-state")).to_contain_text("Η εκδοχή 1 παραδόθηκε")
    page = open_page(DESKTOP)
    sign_in(page, "maria")
    page.goto("/learning/marking/")
    rows = page.locator("[data-queue] a.title")
    waiting = rows.count()
    assert waiting >= 2
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#word")).to_be_visible()
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    groups = page.locator("#word [data-levels]")
    for _group in range(groups.count() - 1):
        page.keyboard.press("2")
    page.keyboard.press("2")  # the decision: back for another version
    expect(page.locator("#word textarea")).to_be_focused()
    page.keyboard.type("Λείπει η 1 ερώτηση που μένει, jk.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator("main")).to_contain_text("Το μαθαίνει: Νίκος Παππάς.")
    page.goto("/learning/marking/")
    expect(rows).to_have_count(waiting - 1)
    read_by_the_learner(open_page(PHONE))


def read_by_the_learner(page: Page) -> None:
    """The word stands where the work is, and the work can be taken along."""
    open_work(page, "nikos")
    expect(page.locator(".verdict").first).to_contain_text("Λείπει η 1 ερώτηση που μένει, jk.")
    expect(page.locator(".verdict").first).to_contain_text("Επιστράφηκε για νέα εκδοχή")
    page.goto("/learning/mine/work/")
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^PDF")).first.click()
    assert coming.value.suggested_filename.endswith(".pdf")


@pytest.mark.long
def test_single_keys_can_be_switched_off(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "maria")
    page.goto("/learning/marking/")
    page.get_by_label("Τα μονά πλήκτρα λειτουργούν").uncheck()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    expect(page.get_by_label("Τα μονά πλήκτρα λειτουργούν")).not_to_be_checked()
