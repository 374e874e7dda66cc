"""What all tools share, in a browser: answers stay on the device, two people save at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/founding/"
NAME = "#tool-form [name=name]"
SEAT = "#tool-form [name=municipality]"


def test_a_guest_s_answers_stay_until_a_member_takes_them_over(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    page.goto(AT)
    expect(page.locator(".step:visible")).to_have_count(1)  # one step at a time
    page.fill(NAME, "Η ομάδα της γειτονιάς")
    expect(page.locator("#keeping [data-on-device]")).to_be_visible()
    page.reload()
    expect(page.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")
    page.locator("[data-walk-to=on]:visible").click()
    expect(page.locator(".step:visible")).to_have_attribute("id", "step-plan")
    page.reload()  # opens where one was
    expect(page.locator(".step:visible")).to_have_attribute("id", "step-plan")
    page.go_back()  # to the step before, not out of the tool
    expect(page.locator(".step:visible")).not_to_have_attribute("id", "step-plan")
    expect(page.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")
    page.emulate_media(media="print")  # on paper the result stands, whatever step is open
    expect(page.locator("#result")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator("#result")).to_be_hidden()
    page.locator("#keeping button").first.click()
    page.locator("form[data-keeps] button.button").first.click()
    expect(page.locator("#own-link")).to_have_value(page.url.partition("?")[0])
    secret = page.url.partition("?")[0]
    sign_in(page, "katerina")
    page.goto(secret)
    page.locator("form[action$='/owner'] button").click()
    page.wait_for_url("**/toolbox/works/*/")
    assert page.goto(secret).status == 404  # type: ignore[union-attr]
    page.goto(AT)
    expect(page.locator(NAME)).to_have_value("")  # what was kept has left the device


def test_two_people_save_the_same_answer_and_nothing_is_lost(
    open_page: Callable[..., Page],
) -> None:
    first, second = open_page(DESKTOP), open_page(PHONE)
    first.goto(AT)
    expect(first.locator(".step:visible, #result:visible")).to_have_count(2)  # side by side
    first.fill(NAME, "Στην αρχή")
    first.locator("#keeping button").first.click()
    first.locator("form[data-keeps] button.button").first.click()
    second.goto(first.url.partition("?")[0])
    first.fill(NAME, "Όπως το λέει η πρώτη")
    first.locator("[data-saves-work]").click()
    expect(first.locator(".work-line")).to_contain_text("2")
    second.fill(NAME, "Όπως το λέει ο δεύτερος")
    second.locator("[data-saves-work]").click()
    texts = second.locator("#conflicts")
    expect(texts).to_contain_text("Όπως το λέει η πρώτη")
    expect(texts).to_contain_text("Όπως το λέει ο δεύτερος")
    expect(second.locator(NAME)).to_have_value("Όπως το λέει ο δεύτερος")
    expect(texts).to_be_focused()
    texts.locator("button[name=_theirs]").first.click()
    expect(second.locator(NAME)).to_have_value("Όπως το λέει η πρώτη")
    expect(second.locator(NAME)).to_be_focused()
    expect(second.locator(NAME)).to_be_in_viewport()
    second.fill(NAME, "Όπως το είπαν μαζί")
    second.locator("[data-saves-work]").click()
    expect(second.locator(".work-line")).to_contain_text("3")
    first.reload()
    expect(first.locator(NAME)).to_have_value("Όπως το είπαν μαζί")


@pytest.mark.long
def test_no_file_link_or_other_page_takes_what_waits_on_the_device(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(DESKTOP)
    page.goto(AT)
    page.fill(NAME, "Η ομάδα μας")
    expect(page.locator("#keeping [data-on-device]")).to_be_visible()

    # Another page of the same tool, opened before this one wrote: both keep what is theirs.
    other = page.context.new_page()
    other.goto(AT)
    expect(other.locator(NAME)).to_have_value("Η ομάδα μας")
    other.select_option(SEAT, "ilion")
    expect(other.locator("#keeping [data-on-device]")).to_be_visible()
    other.wait_for_timeout(400)
    page.fill(NAME, "Η ομάδα της γειτονιάς")
    page.wait_for_timeout(400)
    other.reload()
    expect(other.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")
    expect(other.locator(SEAT)).to_have_value("ilion")
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(SEAT)).to_have_value("ilion")

    # A file stands in the form; what waited can be brought back, and the file's words then wait.
    file = tmp_path / "plan.json"
    file.write_text('{"name": "Από το αρχείο"}')
    page.locator("details.fold summary").last.click()
    page.set_input_files("#tool-file", file)
    page.locator("form[action$='/opening'] button").click()
    expect(page.locator(NAME)).to_have_value("Από το αρχείο")
    page.locator("[data-bring-before]").click()
    expect(page.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")
    page.locator("[data-bring-before]").click()
    expect(page.locator(NAME)).to_have_value("Από το αρχείο")
    page.locator("[data-bring-before]").click()
    expect(page.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")

    # Whoever sends a link decides nothing about the device.
    secret = page.evaluate(KEEP_ANOTHER)
    page.goto(f"{secret}?kept=founding")
    expect(page.locator(NAME)).to_have_value("")
    page.fill(NAME, "Δεν σώθηκε ακόμη")
    expect(page.locator("#keeping [data-on-device]")).to_be_visible()
    page.wait_for_timeout(400)
    page.goto(AT)
    expect(page.locator(NAME)).to_have_value("Η ομάδα της γειτονιάς")

    # What a guest typed into a work is there when they have signed in.
    sign_in(page, "katerina")
    page.goto(secret)
    expect(page.locator(NAME)).to_have_value("Δεν σώθηκε ακόμη")


KEEP_ANOTHER = """async () => {
  const send = (to, body) => fetch(to, { method: "POST", body });
  const asked = await send("/toolbox/tools/founding/keeping", new URLSearchParams());
  const page = new DOMParser().parseFromString(await asked.text(), "text/html");
  const form = page.querySelector("form[data-keeps]");
  const said = new URLSearchParams(new FormData(form));
  said.set("title", "Ένα άλλο");
  const kept = await send(form.getAttribute("action"), said);
  return kept.url.split("?")[0];
}"""
