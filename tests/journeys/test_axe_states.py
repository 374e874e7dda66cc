"""Every state of the forum and of its moderation passes axe: open menus, refused forms."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit.db import db
from tests.journeys.conftest import sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.journeys.states import bring_about
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("axe-states")]
AREA = "#reply-form textarea"
PUBLISH = "main form .actions button.button:not(.quiet)"


@pytest.fixture(scope="module")
def paths(platform: Platform) -> Iterator[dict[str, str]]:
    """Where each state stands."""
    app = create_app(read_settings(platform.environ))
    with app.app_context():
        yield bring_about()
        db.session.remove()
        db.engine.dispose()


def menu(name: str) -> Callable[[Page], None]:
    """Open a menu."""
    return lambda page: page.locator(f"{name} > summary").last.click()


def similar(page: Page) -> None:
    """What resembles the title is shown, and a poll of dates is asked for."""
    page.locator("input[name=title]").press_sequentially("Πώς κρατάμε τα βιβλία")
    page.locator("#topic-form details.fold > summary").first.click()
    page.locator(".poll-fields select").first.select_option("date")
    expect(page.locator("#similar li").first).to_be_visible()


def names(page: Page) -> None:
    page.locator(AREA).press_sequentially("Τι λες, @despo")
    expect(page.get_by_role("option").first).to_be_visible()


def tools(page: Page) -> None:
    page.locator("#reply-form .more > summary").click()


def preview(page: Page) -> None:
    page.locator(AREA).fill("Μια **λίστα**\n\n- ένα\n- δύο")
    page.locator("[data-previews]").click()
    expect(page.locator("[data-preview] li").first).to_be_visible()


def refused(page: Page) -> None:
    """The form comes back with what is missing."""
    page.locator(PUBLISH).last.click()
    expect(page.locator(".error").first).to_be_visible()


def conflict(page: Page) -> None:
    """Somebody else saves first."""
    area = page.locator("main textarea[name=body]")
    page.evaluate("""async () => { const sent = new FormData(document.querySelector("main form"));
        sent.set("body", sent.get("body") + " Κι αυτό."); const body = new URLSearchParams(sent);
        await fetch(location.href, { method: "POST", body }); }""")
    area.fill("Άλλα λόγια")
    page.locator(PUBLISH).last.click()
    expect(page.locator(".diff").first).to_be_visible()


def folds(page: Page) -> None:
    """Whatever is folded is unfolded."""
    page.evaluate(
        "document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)"
    )


POST_2 = "#post-2 footer details.menu"
State = tuple[str, str, Callable[[Page], None] | None]
STATES: dict[str, list[State]] = {
    "": [
        ("rich", "", folds),
        ("long", "?page=2", folds),
        ("several", "", None),
        ("closed", "", menu(".topic-head details.menu")),
        ("report", "&reason=illegal", refused),
        ("rich", "print", None),
    ],
    "nikos": [
        ("rich", "", menu(POST_2)),
        ("rich", "", menu("#post-6 footer details.menu:first-of-type")),
        ("rich", "2/bookmark", None),
        ("rich", "2/reactions", None),
        ("rich", "2/replies", None),
        ("rich", "3/history", None),
        ("rich", "3/edit", conflict),
        ("dates", "", names),
        ("dates", "poll/voters", None),
        ("polled", "", tools),
        ("slow", "", preview),
        ("old", "", refused),
        ("archived", "", None),
        ("came", "", None),
        ("waiting", "", folds),
        ("empty", "", None),
        ("ruling", "", None),
        ("/forum/new", "", similar),
        ("/forum/bookmarks", "", menu("main li details.menu")),
        ("/moderation/ignored", "", None),
        ("/moderation/mine", "", folds),
    ],
    "despoina": [
        ("receipt", "", None),
        ("report", "", None),
        ("/forum/bookmarks", "", None),
        ("/writing/drafts", "", None),
        ("several", "", None),
    ],
    "anna": [
        ("rich", "", menu(POST_2)),
        ("rich", "", menu(".topic-head details.menu")),
        ("rich", "2/author", None),
        ("rich", "arrange?post=2", refused),
        ("slow", "settings", None),
        ("slow", "merger", None),
        ("gone", "", None),
        ("left", "", None),
        ("case", "", refused),
        ("appealed", "", folds),
        ("/moderation/", "", None),
        ("/moderation/words", "", None),
        ("/forum/tag/vivlia/edit", "", None),
    ],
}


@pytest.mark.parametrize("who", STATES, ids=lambda who: who or "guest")
def test_axe_finds_nothing_in_any_state(
    open_page: Callable[..., Page], paths: dict[str, str], who: str
) -> None:
    page = looked_at(open_page)
    if who:
        sign_in(page, who)
    wrong: list[str] = []
    for name, more, bring in STATES[who]:
        answer: Any = page.goto(paths.get(name, name) + more)
        assert answer.status == 200, f"{name}{more}: {answer.status}"
        if bring:
            bring(page)
        wrong += faults(page, f"{name}{more} {bring.__name__ if bring else ''}", EACH_ONCE)
    assert wrong == []
