"""The platform running for real, and real browsers that walk through it."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.speaking import Speech
from tests.services import ROOT, Platform, wait_for

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
PASSWORD = "dokimi-dokimi"
OFFLINE = ("Failed to load resource", "ERR_INTERNET_DISCONNECTED")  # what a test itself took away


@pytest.fixture(scope="session")
def standing(
    seeded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Platform]]:
    """standing("works"): the platform of a group of tests; that of the group before has ended."""
    now: dict[str, Platform] = {}

    def _of(group: str) -> Platform:
        if group not in now:
            _end()
            folder = tmp_path_factory.mktemp("running") / "data"
            shutil.copytree(seeded, folder)
            now[group] = Platform(folder)
            now[group].start()
        return now[group]

    def _end() -> None:
        while now:
            now.popitem()[1].stop()

    yield _of
    _end()


@pytest.fixture(scope="module")
def platform(request: pytest.FixtureRequest, standing: Callable[[str], Platform]) -> Platform:
    """The web server and the worker, on a copy of the sample community.

    Files of the same `xdist_group` follow one another on the same: a start costs as much as many
    pages.
    """
    mark = request.node.get_closest_marker("xdist_group")
    return standing(mark.args[0] if mark else request.node.name)


@pytest.fixture
def open_page(chromium: Browser, platform: Platform) -> Iterator[Callable[..., Page]]:
    """open_page(size, **context) is a page of a fresh visitor; what breaks in it fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def _open(size: dict[str, int] = PHONE, **more: Any) -> Page:
        context = chromium.new_context(viewport=size, base_url=platform.url, **more)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: blame(page, error))
        page.on("console", lambda said: note(page, said))
        return page

    def blame(page: Page, error: Any) -> None:
        if "Transition was" not in str(error):  # Chromium's own, of a page that is left at once
            faults.append(f"{page.url}: {error}")

    def note(page: Page, said: Any) -> None:
        if said.type == "error" and not any(words in said.text for words in OFFLINE):
            faults.append(f"{page.url}: {said.text}")

    yield _open
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=["el", "en"])
def say(request: pytest.FixtureRequest) -> Speech:
    """The walk goes in Greek, then in English."""
    return Speech(request.param)


def sign_in(page: Page, handle: str, prefix: str = "") -> None:
    """Sign in as one of the sample community, by the page's own form."""
    page.goto(f"{prefix}/accounts/sign-in")
    page.fill("input[name=email]", f"{handle}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button.button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def newest_letter(platform: Platform, to: str, saying: str = "") -> str:
    """The text of the newest letter to an address that says something, once it is delivered."""
    from email import message_from_bytes, policy

    found: list[str] = []

    def look() -> bool:
        for file in sorted((platform.data / "outbox").glob("*.eml"), reverse=True):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            if letter["To"] == to and saying in text:
                found.append(text)
                return True
        return False

    wait_for(look, f"a letter to {to}", 90)
    return found[0]


def link_in(letter: str) -> str:
    """The first address of the platform in a letter."""
    match = re.search(r"http://127\.0\.0\.1:\d+(/\S+)", letter)
    assert match, letter
    return match[1]
