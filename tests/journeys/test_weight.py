"""What a lesson and a tool weigh on a phone: all that comes over the network at the first view."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from kalo.toolbox.tools import TOOLS
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
MOST = 150 * 1024
MOST_OF_A_TOOL = 100 * 1024
LESSONS = ("what-is-sse", "principles", "related-terms", "myths-and-facts")


def weigh(page: Page, path: str) -> dict[str, int]:
    """The bytes of each answer as they travel, when the page is opened for the first time."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    names: dict[str, str] = {}
    bytes_: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["response"]["url"]

    def add(event: dict[str, Any]) -> None:
        name = names.get(event["requestId"], "?")
        bytes_[name] = bytes_.get(name, 0) + int(event["encodedDataLength"])

    line.on("Network.responseReceived", note)
    line.on("Network.loadingFinished", add)
    page.goto(path, wait_until="networkidle")
    line.detach()
    return bytes_


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("signed_in", [False, True], ids=["guest", "learner"])
def test_a_text_lesson_weighs_at_most_150_kilobytes(
    open_page: Callable[..., Page], prefix: str, signed_in: bool
) -> None:
    page = open_page()
    if signed_in:
        sign_in(page, "despoina")
    for lesson in LESSONS:
        weight = weigh(page, f"{prefix}/learning/sse-basics/{lesson}/")
        script = "/learning-" if signed_in else "/reading-"
        assert any(script in name and name.endswith(".js") for name in weight)
        assert sum(weight.values()) <= MOST, weight


@pytest.mark.long
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", sorted(TOOLS))
def test_a_tool_and_its_example_weigh_at_most_100_kilobytes(
    open_page: Callable[..., Page], prefix: str, slug: str
) -> None:
    page = open_page()
    for part in ("", "example"):
        weight = weigh(page, f"{prefix}/toolbox/tools/{slug}/{part}")
        assert any("/toolbox-" in name and name.endswith(".js") for name in weight)
        assert sum(weight.values()) <= MOST_OF_A_TOOL, weight
