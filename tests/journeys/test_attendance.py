"""A facilitator notes on a phone who came, over a failing network; the learner has the step."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import sign_in
from tests.journeys.looking import faults, looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("attendance")]
LESSON = "/learning/sse-basics/where-to-get-help/"


def workshop(page: Page) -> str:
    """The past workshop of the sample."""
    page.goto("/events/?when=past")
    found = re.search(r'href="(/events/\d+-rota-ti-nomiko-[\w-]+/)"', page.content())
    assert found
    return found[1]


def box(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("checkbox", name=name)


@pytest.mark.long
def test_boxes_are_kept_as_they_are_turned_and_the_learner_has_the_step(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    sign_in(page, "admin")
    page.goto(workshop(page))
    page.get_by_role("link", name="Παρουσίες").click()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 2 από 4")
    expect(page.get_by_role("button", name="Αποθήκευση")).to_be_hidden()

    box(page, "Ελένη Δήμου").check()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 3 από 4")
    expect(page.locator("#say")).to_have_text("Ήταν εδώ 3 από 4")
    expect(box(page, "Ελένη Δήμου")).to_be_focused()
    expect(box(page, "Ελένη Δήμου")).to_have_accessible_description(re.compile("^Ήταν εδώ."))

    page.context.set_offline(True)
    box(page, "Ιωσήφ Χατζής").click()
    expect(box(page, "Ιωσήφ Χατζής")).not_to_be_checked()
    page.context.set_offline(False)
    box(page, "Ιωσήφ Χατζής").check()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 4 από 4")
    box(page, "Ιωσήφ Χατζής").uncheck()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 3 από 4")
    page.reload()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 3 από 4")
    expect(box(page, "Ελένη Δήμου")).to_be_checked()

    learner = open_page()
    sign_in(learner, "eleni")
    learner.goto(LESSON)
    expect(learner.get_by_text("Ήσουν στο εργαστήριο· αυτό το βήμα έγινε.")).to_be_visible()


@pytest.mark.long
def test_without_scripts_it_is_one_form(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "admin")
    page.goto(workshop(page) + "attendance")
    box(page, "Ιωσήφ Χατζής").check()
    page.get_by_role("button", name="Αποθήκευση").click()
    expect(box(page, "Ιωσήφ Χατζής")).to_be_checked()
    page.get_by_role("button", name="Ήταν όλα τα άτομα εδώ").click()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 4 από 4")


@pytest.mark.long
@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=pytest.mark.long)])
def test_axe_finds_nothing(open_page: Callable[..., Page], prefix: str) -> None:
    page = looked_at(open_page)
    path = workshop(page)
    sign_in(page, "admin")
    wrong: list[str] = []
    page.goto(f"{prefix}/events/")
    coming = re.search(r'href="((?:/en)?/events/\d+-rota-ti-nomiko/)"', page.content())
    assert coming
    for here in (f"{prefix}{path}attendance", f"{coming[1]}attendance", f"{prefix}{path}"):
        page.goto(here)
        wrong += faults(page, here)
    page.context.clear_cookies()
    for who in ("nikos", "iosif"):  # who was there, and who may still come
        sign_in(page, who)
        page.goto(f"{prefix}{LESSON}")
        wrong += [each for each in faults(page, f"{who} {LESSON}") if "workshop" in each]
        page.context.clear_cookies()
    assert wrong == []
