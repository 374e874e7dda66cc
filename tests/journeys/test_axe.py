"""Every kind of page passes axe, at both sizes, in both themes, for guests and for members."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import AXE, DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("axe")]

FOR_ALL = (
    "/",
    "/en/",
    "/forum/",
    "/forum/c/idrysi-koinsep/",
    "/forum/top",
    "/forum/unanswered",
    "/forum/tags",
    "/learning/",
    "/learning/sse-basics/",
    "/learning/sse-basics/what-is-sse/",
    "/events/",
    "/events/?view=month",
    "/events/subscribe",
    "/toolbox/",
    "/toolbox/legal-forms/",
    "/library/statistics/",
    "/participation/",
    "/site/about/",
    "/search?q=koinsep",
    "/search?q=zzzz",
    "/people/maria",
    "/accounts/sign-up",
    "/accounts/sign-in",
    "/accounts/reset",
    "/no-such-page",
)
FOR_MEMBERS = (
    "/",
    "/forum/new",
    "/accounts/me/",
    "/accounts/me/preferences",
    "/accounts/me/security",
    "/accounts/me/email",
    "/accounts/me/data",
    "/accounts/me/leaving",
    "/accounts/groups/",
    "/accounts/news/",
    "/accounts/preferences/news",
    "/forum/unread",
    "/forum/bookmarks",
    "/forum/following",
    "/writing/drafts",
    "/moderation/mine",
    "/moderation/ignored",
    "/moderation/report?subject=post:1",
    "/learning/sse-basics/what-is-sse/",
)
FOR_STAFF = (
    "/accounts/admin/people",
    "/accounts/admin/groups",
    "/accounts/admin/settings",
    "/accounts/admin/log",
    "/accounts/admin/letters",
    "/moderation/",
    "/moderation/numbers",
    "/moderation/people",
    "/moderation/trust",
    "/moderation/words",
    "/forum/categories/",
    "/forum/categories/new",
    "/events/new",
)
# Both sizes and both themes: places depend on the one, colours on the other.
VIEWS = [(PHONE, "light"), (DESKTOP, "dark")]
NAMES = [f"{size['width']}-{scheme}" for size, scheme in VIEWS]


def faults(page: Page, path: str) -> list[str]:
    """What axe and the eye of a phone find wrong on a page."""
    page.goto(path)
    page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: Any = page.evaluate(
        f"axe.run({{runOnly: {json.dumps(rules)}}}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))"
    )
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{path} {each}" for each in found] + ([f"{path} scrolls sideways"] if wide > 0 else [])


def deep_pages(page: Page) -> list[str]:
    """A topic, an event and a live room of the sample, found by their links."""
    found = []
    for room, pattern in (
        ("/forum/", r"/forum/t/\d+-[\w-]+/"),
        ("/events/", r"/events/\d+-[\w-]+/"),
    ):
        page.goto(room)
        link = re.search(rf'href="({pattern})"', page.content())
        assert link, room
        found.append(link[1])
    page.goto("/")
    room_now = re.search(r'href="(/live/\d+/)"', page.content())
    assert room_now
    return [*found, room_now[1]]


@pytest.mark.parametrize(("size", "scheme"), VIEWS, ids=NAMES)
def test_axe_finds_nothing(
    open_page: Callable[..., Page], size: dict[str, int], scheme: str
) -> None:
    wrong: list[str] = []
    for who, paths in ((None, FOR_ALL), ("nikos", FOR_MEMBERS), ("admin", FOR_STAFF)):
        page = open_page(size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        if who:
            sign_in(page, who)
        for path in (*paths, *(deep_pages(page) if who != "nikos" else ())):
            wrong += [f"{who or 'guest'} {each}" for each in faults(page, path)]
    assert wrong == []
