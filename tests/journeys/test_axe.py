"""Every kind of page passes axe, at both sizes, in both themes, for guests and for members."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import sign_in
from tests.journeys.looking import EACH_ONCE, VIEWS, faults, looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

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
    "/toolbox/tools/procurement/example",
    "/toolbox/tools/canvas/example",
    "/toolbox/facts/legal-forms/",
    "/toolbox/tools/funding/directory/",
    "/network/",
    "/library/statistics/",
    "/participation/",
    "/site/about/",
    "/search?q=koinsep",
    "/search?q=zzzz",
    "/people/maria",
    "/accounts/sign-up",
    "/accounts/sign-in",
    "/accounts/reset",
    "/certificates/check",
    "/certificates/K7Q2-M9XT-4HPD/",
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
    "/events/mine",
    "/certificates/",
    "/certificates/for/programme:1",
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
    "/events/planning/",
    "/events/planning/office-hours",
    "/events/planning/venues",
    "/events/planning/venues/1",
    "/events/planning/venues/1/rooms/1",
    "/events/planning/series",
    "/events/planning/series/1",
    "/events/planning/themes",
    "/events/planning/themes/1",
    "/events/venues/aithousa-ekdiloseon-peristeriou-deigma/",
)


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


def certificate_pages(page: Page) -> list[str]:
    """The certificate of whoever is signed in, and the name on it."""
    page.goto("/certificates/")
    link = re.search(r'href="(/certificates/(?:[A-Z0-9]{4}-?){3}/)"', page.content())
    assert link
    return [link[1], f"/en{link[1]}", f"{link[1]}name"]


@pytest.mark.parametrize(
    ("who", "paths"),
    [("", FOR_ALL), ("nikos", FOR_MEMBERS), ("admin", FOR_STAFF)],
    ids=["guest", "member", "staff"],
)
@pytest.mark.parametrize(
    "views",
    [
        pytest.param(EACH_ONCE, id="each once"),
        pytest.param(VIEWS, id="all", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing(
    open_page: Callable[..., Page], who: str, paths: tuple[str, ...], views: Sequence[Any]
) -> None:
    page = looked_at(open_page)
    if who:
        sign_in(page, who)
    wrong: list[str] = []
    for path in (*paths, *(deep_pages(page) if who != "nikos" else certificate_pages(page))):
        page.goto(path)
        wrong += faults(page, path, views)
    assert wrong == []
