"""What all tools share, in a browser: answers stay on the device, two people save at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("works")]
AT = "/toolbox/tools/founding/"
NAME = "#tool-form [name=name]"


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
    texts.locator("button[name=_theirs]").first.click()
    expect(second.locator(NAME)).to_have_value("Όπως το λέει η πρώτη")
    second.fill(NAME, "Όπως το είπαν μαζί")
    second.locator("[data-saves-work]").click()
    expect(second.locator(".work-line")).to_contain_text("3")
    first.reload()
    expect(first.locator(NAME)).to_have_value("Όπως το είπαν μαζί")
