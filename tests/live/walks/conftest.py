"""The room in two real browsers at once, in each language, on each device.

One platform serves all walks, and each walk has a room of its own. First whoever leads sits at a
desk and whoever takes part holds a phone, then the other way round.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events.models import Event
from kalo.forum.models import Category
from kalo.kit import clock
from kalo.kit.db import begin_reading, db, transaction
from tests.factories.events import seat
from tests.factories.live import gathering_now
from tests.services import Platform, answers, wait_for

HOUSE = "meet.example.org"  # may be shown in a frame
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
PREFIX = {"el": "", "en": "/en"}
PATIENT = 20_000  # milliseconds; the machine may be busy
expect.set_options(timeout=PATIENT)
# A phone may be wider than its screen in no state of the room.
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Walk:
    """A room, whoever leads in one browser, whoever takes part in another."""

    url: str
    language: str
    event: Event
    maria: Person  # leads
    nikos: Person  # has a seat
    open_page: Callable[..., Page]
    leads: Page = field(init=False)
    takes: Page = field(init=False)

    def say(self, greek: str, english: str) -> str:
        """What stands there in the language of this walk."""
        return greek if self.language == "el" else english

    @property
    def room(self) -> str:
        """Its address."""
        return f"{self.url}{PREFIX[self.language]}/live/{self.event.id}/"

    def enter(self) -> None:
        """Both are in."""
        for page in (self.leads, self.takes):
            page.goto(self.room)
            is_live(page)


def is_live(page: Page) -> None:
    """The page has its direct line."""
    expect(page.locator("#link-state")).to_have_attribute("data-state", "live", timeout=PATIENT)


def at(page: Page, name: str) -> Locator:
    """A part of the room, chosen where it lies behind a tab; those are away while one types."""
    page.evaluate("() => document.activeElement.blur()")
    tab = page.locator(f"#tab-{name}")
    if tab.is_visible() and tab.get_attribute("aria-selected") == "false":
        tab.click()
    return page.locator(f"#panel-{name}")


def write(page: Page, kind: str, text: str) -> None:
    """Write something in the part where such things are written, and send it."""
    form = page.locator(f"form[data-act={kind}]").first
    at(page, form.evaluate("form => form.closest('[data-pane]').dataset.part"))
    form.locator("[name=text]").fill(text)
    form.locator("button:not([type=button])").first.click()


@pytest.fixture(scope="session")
def hall(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The platform of all walks."""
    folder = tmp_path_factory.mktemp("walks") / "data"
    folder.mkdir()
    shutil.copy(migrated, folder / "kalo.db")
    running = Platform(folder, KALO_SECRET_KEY="only-for-tests", KALO_VIDEO_HOSTS=HOUSE)
    running.web = running._spawn("serve")
    try:
        wait_for(lambda: answers(running.url), "the web server", 90)
        yield running
    finally:
        running.kill("web")


@pytest.fixture(scope="session")
def people(hall: Platform) -> dict[str, Person]:
    """Who walks; and a shelf of the forum."""
    with standing_in(hall):
        with transaction():
            made = [_person("maria", "Μαρία"), _person("nikos", "Νίκος")]
            shelf = Category(slug="mathisi", position=1, title_el="Μάθηση", title_en="Learning")
            db.session.add_all([*made, shelf])
        for person in made:
            db.session.refresh(person)
        db.session.expunge_all()
        return {person.handle: person for person in made}


def _person(handle: str, name: str) -> Person:
    known = {"joined_at": clock.now(), "confirmed_at": clock.now(), "trust": 1}
    return Person(handle=handle, name=name, email=f"{handle}@example.org", **known)


@contextmanager
def standing_in(hall: Platform) -> Iterator[Flask]:
    """An application on the data of the platform that runs."""
    app = create_app(read_settings(hall.environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(
    params=[(language, leads) for language in PREFIX for leads in ("desk", "phone")],
    ids=lambda how: f"{how[0]}-leads-at-{how[1]}",
)
def walk(
    request: Any, hall: Platform, people: dict[str, Person], chromium: Browser
) -> Iterator[Walk]:
    language, leads = request.param
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(person: Person | None, device: dict[str, Any]) -> Page:
        context = chromium.new_context(**device, reduced_motion="reduce", accept_downloads=True)
        context.set_default_timeout(PATIENT)
        contexts.append(context)
        if person:
            context.add_cookies([{"name": "kalo", "value": _cookie(app, person), "url": hall.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    with standing_in(hall) as app:
        maria, nikos = people["maria"], people["nikos"]
        uid = re.sub(r"\W", "-", request.node.name)
        event = gathering_now(facilitator_id=maria.id, uid=uid)
        seat(event, nikos)
        made = Walk(hall.url, language, event, maria, nikos, open_page)
        sizes = (DESK, PHONE) if leads == "desk" else (PHONE, DESK)
        made.leads, made.takes = open_page(maria, sizes[0]), open_page(nikos, sizes[1])
        begin_reading()  # whatever is looked up from here on holds nobody up
        yield made
        wide = {page.url: page.evaluate(TOO_WIDE) for page in (made.leads, made.takes)}
        for context in contexts:
            context.close()
    assert faults == []
    assert [url for url, more in wide.items() if more > 0] == []


def _cookie(app: Flask, person: Person) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    with transaction():
        token = open_sign_in(db.session.get_one(Person, person.id))
    return str(signer.dumps({TOKEN: token}))
