"""Being told: the bell counts while the page is open, and leads to what is new."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AXE, DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("letters")]

BROKEN = """async () => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']});
  return found.violations.map((each) => each.id + ' ' + each.nodes[0].target);
}"""


def test_the_bell_counts_without_a_reload_and_leads_to_the_post(
    open_page: Callable[..., Page],
) -> None:
    reader, writer = open_page(PHONE), open_page(DESKTOP)
    sign_in(reader, "maria")
    sign_in(writer, "nikos")
    reader.goto("/accounts/news/")
    reader.get_by_role("button", name="Όλα διαβασμένα").click()
    with reader.expect_websocket() as line:
        reader.goto("/library/")
    expect(reader.locator("#bell")).to_have_attribute("data-count", "0")
    assert "/socket.io/" in line.value.url

    writer.goto("/forum/")
    writer.locator("a.title").first.click()
    writer.locator("textarea[name=body]").last.fill("Τι λες κι εσύ, @maria;")
    writer.locator("form:has(textarea[name=body]) button.button:not(.quiet)").last.click()
    expect(writer.get_by_text("Τι λες κι εσύ").first).to_be_visible()

    # Long before the minute's round: a hint came over the line.
    expect(reader.locator("#bell .badge")).to_have_text("1", timeout=20_000)
    expect(reader.locator("#say")).to_have_text("1 νέα ειδοποίηση")

    reader.locator("#bell").click()
    reader.locator(".news .title-button").first.click()
    expect(reader).to_have_url(re.compile(r"/forum/t/"))
    expect(reader.get_by_text("Τι λες κι εσύ").first).to_be_visible()


@pytest.mark.long
def test_a_reply_shows_below_while_the_topic_is_read(open_page: Callable[..., Page]) -> None:
    reader, writer = open_page(PHONE), open_page(DESKTOP)
    sign_in(reader, "maria")
    sign_in(writer, "nikos")
    writer.goto("/forum/")
    writer.locator("a.title").first.click()
    with reader.expect_websocket() as line:
        reader.goto(writer.url)
    line.value.wait_for_event("framereceived", lambda frame: "shown" in str(frame))
    reader.wait_for_timeout(1500)  # both things are shown by now
    writer.locator("textarea[name=body]").last.fill("Γράφω όσο διαβάζεις.")
    writer.locator("form:has(textarea[name=body]) button.button:not(.quiet)").last.click()
    expect(writer.get_by_text("Γράφω όσο διαβάζεις").first).to_be_visible()
    expect(reader.locator(".below")).to_have_count(1, timeout=10_000)  # a round takes twenty


@pytest.mark.long
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_news_pass_axe(
    open_page: Callable[..., Page], size: dict[str, int], scheme: str
) -> None:
    page = open_page(size, color_scheme=scheme, bypass_csp=True)
    sign_in(page, "maria")
    for path in ("/accounts/news/", "/accounts/news/?only=unread", "/accounts/preferences/news"):
        page.goto(path)
        page.add_script_tag(path=AXE)
        assert page.evaluate(BROKEN) == []
