"""The keyboard alone: from post to post, in the composer, and through the menus."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
AREA = "#reply-form textarea"
HERE = "document.activeElement.id"
TOP = "document.activeElement.getBoundingClientRect().top"


@pytest.fixture
def topic(open_page: Callable[..., Page]) -> Page:
    """A long discussion, as a member reads it from its beginning."""
    page = open_page(DESKTOP)
    sign_in(page, "giorgos")
    page.goto("/forum/c/synergasies/")
    title = page.locator("a.title", has_text="Κοινή αποθήκη").first
    address = re.sub(r"/\d*$", "/", str(title.get_attribute("href")))
    page.goto(f"{address}1")
    expect(page.locator("#post-1")).to_be_visible()
    return page


@pytest.fixture
def writing(open_page: Callable[..., Page]) -> Page:
    """A discussion with its composer."""
    page = open_page(DESKTOP)
    sign_in(page, "giorgos")
    page.goto("/forum/c/mathisi/")
    page.locator("a.title").first.click()
    expect(page.locator(AREA)).to_be_visible()
    return page


def test_j_and_k_walk_from_post_to_post_while_the_focus_is_among_them(topic: Page) -> None:
    topic.evaluate("document.activeElement.blur()")
    topic.keyboard.press("j")
    assert topic.evaluate("document.activeElement.tagName") == "BODY"

    topic.locator("#post-1 a").first.focus()
    topic.evaluate("scrollTo(0, 0)")
    walked = []
    for key in ("j", "j", "j", "k"):
        topic.keyboard.press(key)
        walked.append(topic.evaluate(HERE))
    assert walked == ["post-1", "post-2", "post-3", "post-2"]
    assert 60 < topic.evaluate(TOP) < 100
    ring = "getComputedStyle(document.activeElement).boxShadow"
    assert topic.evaluate(ring) != "none"

    topic.keyboard.press("Control+j")
    assert topic.evaluate(HERE) == "post-2"


@pytest.mark.long
def test_letters_are_letters_where_somebody_types(writing: Page) -> None:
    area = writing.locator(AREA)
    area.focus()
    writing.keyboard.type("jk?")
    expect(area).to_have_value("jk?")
    expect(area).to_be_focused()


@pytest.mark.long
def test_the_keys_of_the_composer_mark_what_is_selected(writing: Page) -> None:
    area = writing.locator(AREA)
    for key, written in (
        ("b", "**λέξη**"),
        ("i", "_λέξη_"),
        ("k", "[λέξη](https://)"),
    ):
        area.fill("λέξη")
        area.press("Control+a")
        area.press(f"Control+{key}")
        expect(area).to_have_value(written)
    expect(area).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(topic: Page) -> None:
    menu = topic.locator("#post-2 footer details.menu").last
    summary = menu.locator("summary")
    summary.focus()
    topic.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    topic.keyboard.press("Tab")
    assert menu.evaluate("menu => menu.contains(document.activeElement)")
    topic.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_the_keys_stand_on_the_page_about_accessibility(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    for path in ("/site/accessibility/", "/en/site/accessibility/"):
        page.goto(path)
        keys = page.locator("main code").all_inner_texts()
        assert keys[:2] == ["j", "k"]
        assert keys[2:8] == ["Ctrl", "B", "I", "K", "Ctrl", "Enter"]
