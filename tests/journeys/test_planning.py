"""Planning in a browser: what stands in the way, copies by a rule, roles; keys, or no scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.looking import faults, looked_at

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("planning")]

CONFERENCE = "Κοινωνικός αντίκτυπος στην πράξη"
HALL = "Κεντρική αίθουσα"


def day_of_conference(page: Page) -> tuple[str, str]:
    """Where the sample's day conference stands, and its day."""
    page.goto("/events/?kind=day-conference")
    page.get_by_role("link", name=CONFERENCE).first.click()
    page.wait_for_url(re.compile(r"/events/\d+-"))
    path = re.sub(r"https?://[^/]+", "", page.url)
    page.goto(f"{path}edit")
    return path, page.input_value("[name=start_wall]")[:10]


def write(page: Page, day: str, title: str) -> None:
    """A workshop in the same hall, at the same hours, for more people than the hall holds."""
    page.goto("/events/new?kind=workshop")
    page.fill("[name=title_el]", title)
    page.fill("[name=start_wall]", f"{day}T11:00")
    page.fill("[name=end_wall]", f"{day}T13:00")
    options = page.locator("[name=hall] option")
    value = options.filter(has_text=HALL).get_attribute("value")
    page.select_option("[name=hall]", value)
    page.fill("[name=capacity]", "200")
    page.locator("main form").last.get_by_role("button", name="Αποθήκευση").last.click()


@pytest.mark.parametrize(
    ("size", "scripts"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "no scripts"]
)
def test_plan_knowingly_copy_by_a_rule_and_give_a_role(
    open_page: Callable[..., Page], size: dict[str, int], scripts: bool
) -> None:
    page = open_page(size, java_script_enabled=scripts)
    sign_in(page, "maria")
    title = f"Εργαστήρι {'με' if scripts else 'δίχως'}"
    _path, day = day_of_conference(page)
    write(page, day, title)
    check = page.locator("#check")
    expect(check).to_contain_text(f"«{CONFERENCE}»")
    expect(check).to_contain_text("χωρά 150, λιγότερα από τις 200 θέσεις")
    check.get_by_label("Το ξέρω, αποθήκευσε").check()
    check.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    page.get_by_role("link", name="Αντιγραφή").click()
    page.get_by_label("Ξανά και ξανά, τόσες φορές").check()
    page.fill("[name=times]", "4")
    page.select_option("[name=series_id]", "-1")
    page.get_by_role("button", name="Δείξε τις ημερομηνίες").click()
    boxes = page.locator("#check").get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    boxes.nth(2).uncheck()
    page.get_by_role("button", name="Φτιάξε αυτά τα προσχέδια").click()
    expect(page.get_by_role("link", name=title, exact=True)).to_have_count(4)

    page.get_by_role("link", name=title, exact=True).last.click()
    page.get_by_role("link", name="Ρόλοι").click()
    page.fill("[name=who]", "Νίκος Παππάς")
    page.select_option("[name=role]", "check-in")
    page.get_by_role("button", name="Δώσε τον ρόλο").click()
    expect(page.locator("main")).to_contain_text("@nikos")


def test_a_conflict_is_accepted_with_keys_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "maria")
    _path, day = day_of_conference(page)
    write(page, day, "Με πλήκτρα")
    expect(page.locator("#check")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "knows":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Με πλήκτρα")


def test_axe_finds_nothing_while_somebody_plans(open_page: Callable[..., Page]) -> None:
    page = looked_at(open_page)
    sign_in(page, "maria")
    path, day = day_of_conference(page)
    wrong: list[str] = []
    for part in ("edit", "roles", "copy"):
        page.goto(f"{path}{part}")
        wrong += faults(page, part)
    page.get_by_role("button", name="Δείξε τις ημερομηνίες").click()
    expect(page.locator("#check")).to_be_visible()
    wrong += faults(page, "dates")
    write(page, day, "Για έλεγχο")
    expect(page.locator("#check")).to_be_visible()
    wrong += faults(page, "conflicts")
    assert wrong == []
