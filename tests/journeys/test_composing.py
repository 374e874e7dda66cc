"""Writing in a real browser: pictures, names, drafts on two devices, and all without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.writing import picture
from tests.journeys.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
AREA = "#reply-form textarea"
PASTE = """([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/jpeg"}));
  const area = document.querySelector("#reply-form textarea");
  area.focus();
  const more = {clipboardData: data, bubbles: true, cancelable: true};
  area.dispatchEvent(new ClipboardEvent("paste", more));
}"""


def open_topic(page: Page, handle: str = "nikos", prefix: str = "") -> str:
    """Sign in, and go to where the newest discussion is answered."""
    sign_in(page, handle, prefix)
    page.goto(f"{prefix}/forum/")
    page.locator("a.title[href*='/forum/t/']").first.click()
    page.locator(AREA).scroll_into_view_if_needed()
    return page.url


@pytest.mark.parametrize(
    "size",
    [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.long)],
)
def test_a_pasted_picture_a_name_and_a_table_are_published(
    open_page: Callable[..., Page], size: Any
) -> None:
    page = open_page(size)
    open_topic(page)
    area = page.locator(AREA)
    area.fill("Δείτε την αυλή.")
    page.evaluate(PASTE, ["avli.jpg", list(picture(size=(900, 600)))])
    expect(area).to_have_value(re.compile(r"!\[τι δείχνει η εικόνα\]\(/files/w/[0-9a-f]+\.webp\)"))
    page.get_by_label("Τι δείχνει η εικόνα;").fill("Η αυλή του στεκιού")
    expect(area).to_have_value(re.compile(r"!\[Η αυλή του στεκιού\]"))
    area.press("Control+End")
    area.type("\n\nΤι λες, @despo")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    area.press("ArrowDown")
    area.press("ArrowUp")
    area.press("Enter")
    expect(area).to_have_value(re.compile(r"Τι λες, @despoina $"))
    expect(page.get_by_role("listbox")).to_have_count(0)
    area.press("Control+Enter")
    last = page.locator(".post").last
    expect(last.locator("img[alt='Η αυλή του στεκιού']")).to_be_visible()
    expect(last.locator("a.mention")).to_have_count(1)
    loaded = "img => img.complete && img.naturalWidth > 0"
    last.locator(".body img").scroll_into_view_if_needed()
    page.wait_for_function(f"({loaded})(document.querySelectorAll('.post .body img')[0])")


@pytest.mark.long
def test_a_reply_whose_form_was_open_too_long_is_sent_all_the_same(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    open_topic(page)
    page.locator(AREA).fill("Έμεινε ανοιχτή από χθες.")
    page.evaluate("""() => {
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = "παλιό";
    }""")
    with page.expect_response(lambda answer: answer.status == 400):
        page.locator(AREA).press("Control+Enter")
    expect(page.locator(".post").last.locator(".body")).to_have_text("Έμεινε ανοιχτή από χθες.")
    expect(page.locator(AREA)).to_have_value("")


@pytest.mark.long
def test_a_picture_without_words_is_worth_a_hint_once(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    open_topic(page, "maria")
    area = page.locator(AREA)
    area.fill("Χωρίς λόγια")
    page.evaluate(PASTE, ["a.jpg", list(picture(size=(300, 200)))])
    expect(area).to_have_value(re.compile(r"/files/w/"))
    before = page.locator(".post").count()
    page.locator("#reply-form .actions .button").first.click()
    anyway = page.get_by_role("button", name="Δημοσίευση έτσι κι αλλιώς")
    expect(anyway).to_be_visible()
    anyway.click()
    expect(page.locator(".post")).to_have_count(before + 1)
    expect(page.locator(".post").last.locator("img")).to_have_attribute("alt", "")


@pytest.mark.long
def test_a_draft_goes_on_on_a_second_device(open_page: Callable[..., Page]) -> None:
    one, two = open_page(DESKTOP), open_page(PHONE)
    address = open_topic(one, "giorgos")
    with one.expect_response("**/writing/drafts") as saved:
        one.locator(AREA).fill("Μια σκέψη που άρχισε στον υπολογιστή")
    assert saved.value.status == 200
    sign_in(two, "giorgos")
    two.goto(address)
    two.locator(AREA).scroll_into_view_if_needed()
    expect(two.locator(AREA)).to_have_value("Μια σκέψη που άρχισε στον υπολογιστή")
    expect(two.locator("#reply-form [data-saves]")).to_contain_text("Από το πρόχειρό σου")
    with two.expect_response("**/writing/drafts") as saved:
        two.locator(AREA).fill("Μια σκέψη που συνεχίστηκε στο κινητό")
    assert saved.value.status == 200
    with one.expect_response("**/writing/drafts") as late:
        one.locator(AREA).fill("Μια σκέψη που έμεινε πίσω")
    assert late.value.status == 409
    one.get_by_role("button", name="Πάρε αυτό").click()
    expect(one.locator(AREA)).to_have_value("Μια σκέψη που συνεχίστηκε στο κινητό")
    two.locator("#reply-form .actions .button").first.click()
    expect(two.locator(".post").last).to_contain_text("συνεχίστηκε στο κινητό")
    two.goto("/writing/drafts")
    expect(two.locator("main")).not_to_contain_text("Μια σκέψη")


@pytest.mark.long
def test_chosen_words_are_quoted_with_a_link_back(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    open_topic(page)
    page.evaluate(
        """() => { const p = document.querySelector(".post .body p");
        getSelection().selectAllChildren(p); }"""
    )
    page.locator(".quote-chosen").click()
    expect(page.locator(AREA)).to_have_value(re.compile(r"^> \[.+ #\d+\]\(/forum/t/.+\)\n> \S"))


@pytest.mark.long
def test_the_keys_and_the_tools_type_as_a_hand_would(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    open_topic(page, "iosif")  # of whom no other test leaves a draft that might come meanwhile
    area = page.locator(AREA)
    area.fill("λέξη")
    area.select_text()
    area.press("Control+b")
    expect(area).to_have_value("**λέξη**")
    area.press("Control+z")
    expect(area).to_have_value("λέξη")
    area.select_text()
    area.press("Control+k")
    expect(area).to_have_value("[λέξη](https://)")
    area.fill("")
    page.locator("#reply-form .more > summary").click()
    page.get_by_role("button", name="Λίστα εργασιών").click()
    expect(area).to_have_value("- [ ] ")
    page.locator("#reply-form .more > summary").click()
    page.get_by_role("button", name="👍").click()
    expect(area).to_have_value("- [ ] 👍")
    page.locator("[data-previews]").click()
    expect(page.locator("[data-preview] .task")).to_contain_text("☐ 👍")


def test_without_scripts_a_file_is_attached_and_a_draft_kept(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    open_topic(page, "maria")
    area = page.locator(AREA)
    area.fill("Με το χέρι")
    page.locator("[data-plain-files] summary").click()
    page.set_input_files(
        "input[name=attachment]",
        [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(600, 400))}],
    )
    page.fill("input[name=attachment_alt]", "Το τραπέζι")
    page.get_by_role("button", name="Επισύναψη").click()
    expect(area).to_have_value(re.compile(r"^Με το χέρι\n\n!\[Το τραπέζι\]\(/files/w/"))
    expect(page.locator("[data-preview] img[alt='Το τραπέζι']")).to_be_visible()
    page.get_by_role("button", name="Αποθήκευση ως πρόχειρο").click()
    page.get_by_role("link", name="Συνέχεια").first.click()
    expect(area).to_have_value(re.compile(r"^Με το χέρι\n\n!\[Το τραπέζι\]"))
    page.get_by_role("button", name="Δημοσίευση").first.click()
    expect(page.locator(".post").last.locator("img[alt='Το τραπέζι']")).to_be_visible()
