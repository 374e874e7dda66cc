"""A person is named by the beginning of a name, by keys or by hand; without scripts, plainly."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.test_planning import day_of_conference

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("planning")]


def roles_page(page: Page) -> None:
    sign_in(page, "maria")
    path, _day = day_of_conference(page)
    page.goto(f"{path}roles")


def test_a_role_is_given_with_keys_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    roles_page(page)
    field = page.get_by_role("combobox", name="Ποιο άτομο")
    field.press_sequentially("δεσπ")
    options = page.locator("#who-names [role=option]")
    expect(options).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", "who-names-0")
    field.press("Enter")
    expect(field).to_have_value("@despoina")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.wait_for_timeout(400)
    expect(options).to_have_count(0)
    page.select_option("select[name=role]", "observer")
    page.get_by_role("button", name="Δώσε τον ρόλο").click()
    expect(page.locator(".flashes")).to_contain_text("Παρατηρεί")
    expect(page.locator("main")).to_contain_text("@despoina")


def test_a_name_is_chosen_by_hand_and_escape_leaves_what_was_typed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PHONE)
    roles_page(page)
    field = page.locator("[name=who]")
    field.press_sequentially("νικ")
    options = page.locator("#who-names [role=option]")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("νικ")
    field.press_sequentially("ο")
    options.filter(has_text="@nikos").click()
    expect(field).to_have_value("@nikos")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_it_is_a_plain_field(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    roles_page(page)
    field = page.locator("[name=who]")
    assert field.get_attribute("role") is None
    field.fill("Ελένη")
    page.select_option("select[name=role]", "check-in")
    page.get_by_role("button", name="Δώσε τον ρόλο").click()
    expect(page.locator("main")).to_contain_text(re.compile("@eleni|Κανένα μέλος"))
