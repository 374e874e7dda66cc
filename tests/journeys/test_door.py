"""A phone at the door loses its network, its tab and its sign-in, and nobody is lost or doubled."""

import io
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import PASSWORD, PHONE, sign_in
from tests.journeys.looking import faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("door")]
HERE = "event_id = (SELECT id FROM events_event WHERE slug LIKE 'koinonikes-ritres-%')"
SAFE = "Όλα έχουν φυλαχτεί"


@pytest.fixture
def database(platform: Platform) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(platform.data / "kalo.db", timeout=20) as known:
        yield known


@pytest.fixture(autouse=True)
def nobody_noted_yet(database: sqlite3.Connection) -> None:
    nothing = "presence = '', excuse = '', attended_at = NULL, attended_by_id = NULL"
    database.execute("DELETE FROM events_attendance")
    database.execute(f"DELETE FROM events_registration WHERE {HERE} AND person_id IS NULL")
    database.execute(f"UPDATE events_registration SET {nothing} WHERE {HERE}")
    database.commit()


def door_of(page: Page) -> str:
    """The door of the workshop of the sample that is on now."""
    page.goto("/events/")
    found = re.search(r'href="(/events/\d+-koinonikes-ritres-[\w-]+/)"', page.content())
    assert found
    return f"{found[1]}door"


def at_the_door(open_page: Callable[..., Page], **more: object) -> Page:
    page = open_page(**more)
    sign_in(page, "admin")
    page.goto(door_of(page))
    return page


def row(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator("[data-seat]", has=page.get_by_role("link", name=name))


def type_ticket(page: Page, name: str) -> None:
    code = row(page, name).get_attribute("data-ticket")
    assert code
    page.get_by_label("Κωδικός του εισιτηρίου").fill(code.replace("-", " ").lower())
    page.keyboard.press("Enter")


def mark(page: Page, name: str, word: str):  # type: ignore[no-untyped-def]
    return row(page, name).get_by_role("button", name=word)


def kept(database: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Every stretch that stands or was taken back: whose, which way, whether it stands."""
    asked = (
        "SELECT p.handle, a.way, a.undone_at IS NULL FROM events_attendance a"
        " JOIN events_registration r ON r.id = a.registration_id"
        " JOIN accounts_person p ON p.id = r.person_id ORDER BY p.handle, a.id"
    )
    return [tuple(found) for found in database.execute(asked)]


def line(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-door-line]")


def test_what_was_noted_without_a_network_outlives_the_tab(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    page = at_the_door(open_page)
    expect(line(page)).to_have_text(SAFE)
    page.context.set_offline(True)
    type_ticket(page, "Νίκος Παππάς")
    expect(page.locator("[data-door-said]")).to_have_text("Εδώ: Νίκος Παππάς")
    type_ticket(page, "Άννα Τσακίρη")
    type_ticket(page, "Νίκος Παππάς")
    expect(page.locator("[data-door-said]")).to_have_text("Έχει ήδη σημειωθεί: Νίκος Παππάς")
    mark(page, "Ελένη Δήμου", "Απουσία").click()
    expect(mark(page, "Ελένη Δήμου", "Απουσία")).to_be_focused()
    mark(page, "Γιώργος Μελάς", "Παρουσία").click()
    mark(page, "Γιώργος Μελάς", "Παρουσία").click()  # by mistake: taken back
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 2 από 5")
    expect(row(page, "Άννα Τσακίρη")).to_contain_text("περιμένει δίκτυο")
    expect(line(page)).to_contain_text("Περιμένουν δίκτυο σε αυτό το κινητό: 6")
    page.get_by_label("Κωδικός του εισιτηρίου").fill("δεν είναι")
    page.keyboard.press("Enter")
    expect(page.locator("[data-door-said]")).to_have_text("Αυτό δεν είναι εισιτήριο.")
    door, context = page.url, page.context
    page.close()
    assert kept(database) == []

    context.set_offline(False)
    again = context.new_page()
    again.goto(door)
    expect(line(again)).to_have_text(SAFE)
    expect(again.locator("#present")).to_have_text("Ήταν εδώ 2 από 5")
    expect(mark(again, "Ελένη Δήμου", "Απουσία")).to_have_attribute("aria-pressed", "true")
    assert kept(database) == [
        ("anna", "ticket", 1),
        ("giorgos", "list", 0),
        ("nikos", "ticket", 1),
    ]
    again.reload()
    expect(again.locator("#present")).to_have_text("Ήταν εδώ 2 από 5")


def test_the_page_opens_again_without_a_network_and_signing_out_forgets_it(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    page = at_the_door(open_page)
    expect(line(page)).to_have_text(SAFE)
    kept_here = """async () => {
      const kept = await (await caches.open("door")).keys();
      return kept.some(one => one.url === location.href) && kept.some(one => /qr-/.test(one.url));
    }"""
    page.wait_for_function(kept_here)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.reload()
    type_ticket(page, "Νίκος Παππάς")
    expect(line(page)).to_contain_text("Περιμένουν δίκτυο")
    page.reload()
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 1 από 5")
    page.context.set_offline(False)
    expect(line(page)).to_have_text(SAFE)
    assert kept(database) == [("nikos", "ticket", 1)]
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Αποσύνδεση").click()
    page.wait_for_url(lambda url: not url.endswith("/door"))
    assert page.evaluate("caches.has('door')") is False


def test_an_answer_that_is_lost_doubles_nothing(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    page = at_the_door(open_page)
    expect(line(page)).to_have_text(SAFE)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the server has it; the phone never hears
            route.abort()
        else:
            route.fallback()

    page.route("**/door/acts", lose)
    type_ticket(page, "Νίκος Παππάς")
    expect(line(page)).to_contain_text("Περιμένουν δίκτυο")
    assert lost == [200]
    expect(line(page)).to_have_text(SAFE)  # it came again by itself
    assert kept(database) == [("nikos", "ticket", 1)]


def test_two_phones_see_what_the_other_noted(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    first, second = at_the_door(open_page), at_the_door(open_page)
    for page in (first, second):
        expect(line(page)).to_have_text(SAFE)
        page.context.set_offline(True)
    for page, names in ((first, ("Νίκος", "Άννα")), (second, ("Άννα", "Ελένη"))):
        for name in names:
            type_ticket(page, name)
    mark(second, "Νίκος", "Απουσία").click()  # did not know that he is here
    first.context.set_offline(False)
    expect(line(first)).to_have_text(SAFE)
    second.context.set_offline(False)
    expect(line(second)).to_have_text(SAFE)
    expect(second.locator("#present")).to_have_text("Ήταν εδώ 3 από 5")
    expect(mark(second, "Νίκος", "Παρουσία")).to_have_attribute("aria-pressed", "true")
    expect(second.locator("[data-door-said]")).to_contain_text("σημειώθηκε παρουσία αλλού")
    type_ticket(first, "Άννα")
    expect(first.locator("#present")).to_have_text("Ήταν εδώ 3 από 5")
    assert kept(database) == [
        ("anna", "ticket", 1),
        ("eleni", "ticket", 1),
        ("nikos", "ticket", 1),
    ]


def test_a_sign_in_that_ran_out_keeps_all_and_says_so(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    page = at_the_door(open_page)
    expect(line(page)).to_have_text(SAFE)
    page.context.clear_cookies()
    type_ticket(page, "Νίκος Παππάς")
    expect(line(page)).to_contain_text("Έχεις αποσυνδεθεί. Περιμένουν 1 σε αυτό το κινητό")
    assert kept(database) == []
    page.get_by_role("link", name="Συνδέσου ξανά").click()
    page.fill("input[name=email]", "eleni@example.org")  # somebody else, who may nothing here
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button.button").first.click()
    page.wait_for_url("**/door")
    page.context.clear_cookies()
    sign_in(page, "admin")
    page.goto(door_of(page))
    expect(line(page)).to_have_text(SAFE)
    assert kept(database) == [("nikos", "ticket", 1)]


def test_somebody_added_elsewhere_appears_on_the_list(open_page: Callable[..., Page]) -> None:
    first, second = at_the_door(open_page), at_the_door(open_page)
    expect(line(first)).to_have_text(SAFE)
    second.get_by_role("link", name="Άτομο χωρίς θέση").click()
    second.get_by_label("Όνομα", exact=True).fill("Ρόζα Λαμπράκη")
    second.get_by_role("button", name="Να περάσει").click()
    expect(second.locator("#present")).to_have_text("Ήταν εδώ 1 από 6")
    type_ticket(first, "Νίκος Παππάς")
    expect(first.locator("#present")).to_have_text("Ήταν εδώ 2 από 6")
    first.get_by_label("Βρες ένα όνομα").fill("rwza lamprakh")
    expect(row(first, "Ρόζα Λαμπράκη")).to_be_visible()
    expect(row(first, "Νίκος Παππάς")).to_be_hidden()
    first.get_by_label("Βρες ένα όνομα").fill("νικος")
    expect(row(first, "Νίκος Παππάς")).to_be_visible()
    expect(row(first, "Ρόζα Λαμπράκη")).to_be_hidden()


def test_without_scripts_it_is_plain_forms(
    open_page: Callable[..., Page], database: sqlite3.Connection
) -> None:
    page = at_the_door(open_page, java_script_enabled=False)
    type_ticket(page, "Νίκος Παππάς")
    expect(page.locator(".flashes")).to_contain_text("Νίκος Παππάς: εδώ από")
    mark(page, "Ελένη Δήμου", "Απουσία").click()
    expect(page.locator(".flashes")).to_contain_text("Ελένη Δήμου: Απουσία")
    row(page, "Άννα Τσακίρη").get_by_role("link").click()
    page.get_by_label("Δικαιολογημένη απουσία").check()
    page.get_by_label(re.compile("Λόγος")).fill("ταξίδι")
    page.get_by_role("button", name="Αποθήκευση").click()
    expect(row(page, "Άννα Τσακίρη")).to_contain_text("Δικαιολογημένη απουσία: ταξίδι")
    mark(page, "Νίκος Παππάς", "Παρουσία").click()
    expect(row(page, "Νίκος Παππάς")).to_contain_text("Δεν έχει σημειωθεί")
    assert kept(database) == [("nikos", "ticket", 0)]


@pytest.fixture
def held_up(chromium: Browser, platform: Platform, tmp_path: Path) -> Iterator[Page]:
    """A phone whose camera sees the ticket of Nikos, and a browser that reads no codes itself."""
    with sqlite3.connect(platform.data / "kalo.db", timeout=20) as known:
        asked = (
            "SELECT ticket FROM events_registration r JOIN accounts_person p ON p.id = r.person_id"
            f" WHERE p.handle = 'nikos' AND {HERE}"
        )
        code = known.execute(asked).fetchone()[0]
    drawn = io.BytesIO()
    segno.make(f"{platform.url}/events/ticket/{code}", error="m").save(
        drawn, kind="png", scale=8, border=6
    )
    scene = Image.new("RGB", (640, 480), "white")
    scene.paste(Image.open(drawn).convert("RGB").resize((400, 400)), (120, 40))
    frame = io.BytesIO()
    scene.save(frame, "JPEG", quality=90)
    (tmp_path / "seen.mjpeg").write_bytes(frame.getvalue() * 3)
    camera = chromium.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=[
            *("--no-sandbox", "--use-fake-device-for-media-stream"),
            *("--use-fake-ui-for-media-stream",),
            f"--use-file-for-fake-video-capture={tmp_path / 'seen.mjpeg'}",
        ],
    )
    context = camera.new_context(viewport=PHONE, base_url=platform.url)  # type: ignore[arg-type]
    context.add_init_script("delete globalThis.BarcodeDetector")
    yield context.new_page()
    camera.close()


def test_the_camera_reads_a_ticket_also_without_a_network(
    held_up: Page, database: sqlite3.Connection
) -> None:
    page = held_up
    sign_in(page, "admin")
    page.goto(door_of(page))
    expect(line(page)).to_have_text(SAFE)
    page.get_by_role("button", name="Διάβασε με την κάμερα").click()
    expect(page.locator("[data-door-said]")).to_have_text("Εδώ: Νίκος Παππάς")
    expect(page.locator("#present")).to_have_text("Ήταν εδώ 1 από 5")
    expect(line(page)).to_have_text(SAFE)
    page.context.set_offline(True)
    page.wait_for_timeout(1500)  # it is still held there: read once
    page.get_by_role("button", name="Κλείσε την κάμερα").click()
    expect(page.get_by_role("button", name="Διάβασε με την κάμερα")).to_be_focused()
    assert kept(database) == [("nikos", "ticket", 1)]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing(open_page: Callable[..., Page], prefix: str) -> None:
    page = looked_at(open_page)
    sign_in(page, "admin")
    door = prefix + door_of(page)
    page.goto(door)
    ticket = page.locator("[data-seat]").first.get_attribute("data-ticket")
    page.locator("[data-mark=present]").first.click()
    page.locator("[data-mark=absent]").nth(1).click()
    page.locator("input[name=code]").fill("x")
    page.keyboard.press("Enter")
    wrong = faults(page, door)
    event = door.removesuffix("door")
    page.goto(f"{door}/code")
    page.locator("main form button").first.click()
    for here in (
        *(f"{door}/code", f"{door}/14", f"{door}/people", f"{event}here", f"{event}attendance"),
        f"{prefix}/events/ticket/{ticket}",
    ):
        page.goto(here)
        wrong += faults(page, here)
    page.context.clear_cookies()
    page.goto(f"{event}here")
    wrong += faults(page, "here of a guest")
    assert wrong == []
