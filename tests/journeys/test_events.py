"""An event from its plan to its certificates, and a seat from the list to the door."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from kalo.app import create_app
from kalo.config import read_settings
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.jobs import run
from kalo.kit.mail import Letter
from tests.journeys.conftest import DESKTOP, PHONE, newest_letter, sign_in
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("events")]


def wall(**away: float) -> str:
    """An hour in Athens that is so far away, as a form takes it."""
    return f"{clock.athens(clock.now() + timedelta(**away)):%Y-%m-%dT%H:%M}"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def plan(page: Page, title: str, days: float, seats: int) -> str:
    """Plan a workshop, announce it; answers its address."""
    page.goto("/events/new?kind=workshop")
    page.get_by_label("Τίτλος στα ελληνικά").fill(title)
    page.get_by_label("Αρχίζει").fill(wall(days=days))
    page.get_by_label("Τελειώνει").fill(wall(days=days, hours=2))
    page.get_by_role("spinbutton", name="Θέσεις (προαιρετικό)").fill(str(seats))
    press(page, "Αποθήκευση του προσχεδίου")
    expect(page.get_by_text("Προσχέδιο").first).to_be_visible()
    press(page, "Ανακοίνωση")
    expect(page.get_by_text("Ανοιχτές θέσεις").first).to_be_visible()
    return page.url.partition("#")[0]


def move(page: Page, event: str, start: str, end: str) -> None:
    """Give an event other hours, over whatever stands in the way."""
    page.goto(f"{event}edit")
    page.get_by_label("Αρχίζει").fill(start)
    page.get_by_label("Τελειώνει").fill(end)
    press(page, "Αποθήκευση των αλλαγών")
    knows = page.get_by_label("Το ξέρω")
    expect(knows.or_(page.get_by_role("link", name="Επεξεργασία")).first).to_be_visible()
    if knows.count():
        knows.check()
        press(page, "Αποθήκευση των αλλαγών")
        expect(page.get_by_role("link", name="Επεξεργασία")).to_be_visible()


def open_news(page: Page, words: str) -> None:
    """Go where the news with these words leads, as soon as it is there."""
    told = page.locator(".news .title-button", has_text=words).first
    for _look in range(40):
        page.goto("/accounts/news/")
        if told.count():
            break
        page.wait_for_timeout(300)
    told.click()


@pytest.mark.long
def test_plan_publish_change_hold_hand_out_certificates(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    maria, katerina = open_page(DESKTOP), open_page(PHONE)
    sign_in(maria, "maria")
    sign_in(katerina, "katerina")

    event = plan(maria, "Πώς μοιράζουμε τη δουλειά", days=40, seats=5)
    katerina.goto(event)
    press(katerina, "Κρατώ θέση")
    expect(katerina.get_by_text("Έχεις θέση.")).to_be_visible()

    move(maria, event, wall(hours=20), wall(hours=22))  # so near that it is told at night too
    open_news(katerina, "νέα ώρα ή νέος χώρος")
    expect(katerina.get_by_text("Νέα ώρα").first).to_be_visible()
    letter = newest_letter(platform, "katerina@example.org", saying="/events/coming/")
    asked = re.search(r"/events/coming/\S+", letter)
    assert asked
    katerina.goto(asked[0])
    press(katerina, "Ναι, έρχομαι")
    expect(katerina.locator("main")).to_contain_text("Σε περιμένουμε")

    move(maria, event, wall(minutes=-90), wall(minutes=90))
    maria.goto(f"{event}attendance")
    press(maria, "Ήταν όλα τα άτομα εδώ")
    expect(maria.locator("#present")).to_have_text("Ήταν εδώ 1 από 1")
    move(maria, event, wall(minutes=-120), wall(minutes=-1))
    maria.goto(f"{event}report")
    expect(maria.get_by_role("heading", name="Απολογισμός").first).to_be_visible()

    maria.locator("a[href$='/minutes/el']").click()
    maria.locator("textarea").first.fill("Μοιράσαμε τη δουλειά σε **τρεις** ομάδες.")
    press(maria, "Αποθήκευση")
    expect(maria.get_by_text("Μοιράσαμε τη δουλειά")).to_be_visible()
    press(maria, "Δημοσίευσε τον απολογισμό")
    expect(maria.locator("#report")).to_be_visible()

    katerina.goto(event)
    expect(katerina.get_by_text("Ήσουν εκεί· έχει σημειωθεί.")).to_be_visible()
    katerina.get_by_role("link", name="Πάρε τη βεβαίωσή σου").click()
    press(katerina, "Έκδοση της βεβαίωσης")
    katerina.wait_for_url(re.compile(r"/certificates/[A-Z0-9-]{14}/$"))
    expect(katerina.locator("main")).to_contain_text("Πώς μοιράζουμε τη δουλειά")


def reminded(
    platform: Platform, event: str, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, str]]:
    """Whom the platform's own job writes to about an event, at a moment that comes, and what."""
    app = create_app(read_settings({**platform.environ, "KALO_LOG_LEVEL": "ERROR"}))
    number = int(re.search(r"/events/(\d+)-", event)[1])  # type: ignore[index]
    with monkeypatch.context() as moment, app.app_context():
        moment.setattr(clock, "now", lambda: at)
        run(app, "kalo.events.jobs.remind", number)
        fresh = select(Letter.recipient, Letter.subject).where(Letter.written_at == at)
        found = [(row[0], row[1]) for row in db.session.execute(fresh)]
        db.session.remove()
        db.engine.dispose()
    return found


def test_find_register_wait_be_offered_accept_subscribe_be_reminded_check_in(
    open_page: Callable[..., Page], platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria, iosif, anna = open_page(DESKTOP), open_page(PHONE), open_page(PHONE)
    for page, handle in ((maria, "maria"), (iosif, "iosif"), (anna, "anna")):
        sign_in(page, handle)
    title = "Μια θέση για δύο"
    event = plan(maria, title, days=50, seats=1)
    iosif.goto(event)
    press(iosif, "Κρατώ θέση")
    expect(iosif.get_by_text("Έχεις θέση.")).to_be_visible()

    anna.goto("/events/?kind=workshop")
    anna.get_by_role("link", name=title).first.click()
    press(anna, "Μπες στη λίστα αναμονής")
    expect(anna.get_by_text("Στη σειρά έχεις τον αριθμό 1")).to_be_visible()
    press(iosif, "Δίνω πίσω τη θέση μου")
    expect(iosif.get_by_text("Έδωσες πίσω τη θέση σου.").first).to_be_visible()

    open_news(anna, "Μια θέση στη δράση «Μια θέση για δύο»")
    press(anna, "Ναι, θα έρθω")
    expect(anna.get_by_text("Έχεις θέση.")).to_be_visible()
    ticket = str(anna.get_by_role("link", name="Το εισιτήριό σου").get_attribute("href"))

    anna.goto("/events/subscribe")
    press(anna, "Φτιάξε τη διεύθυνση")
    address = anna.locator("input[readonly][value*='/calendar/']").first.input_value()
    feed = anna.request.get(address).text()
    assert feed.count("BEGIN:VEVENT") >= 1
    assert title in feed.replace("\r\n ", "")

    start = clock.athens(clock.now() + timedelta(days=50)).replace(hour=12, minute=0)
    move(maria, event, f"{start:%Y-%m-%dT%H:%M}", f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    [(to, subject)] = reminded(platform, event, start - timedelta(hours=47), monkeypatch)
    assert to == "anna@example.org"
    assert subject.startswith(f"Υπενθύμιση: {title}, ")

    move(maria, event, wall(minutes=-5), wall(minutes=115))
    maria.goto(f"{event}door")
    maria.get_by_label("Κωδικός του εισιτηρίου").fill(ticket.rpartition("/")[2])
    press(maria, "Σημείωσε παρουσία")
    expect(maria.locator("#present")).to_have_text("Ήταν εδώ 1 από 1")  # on her phone, at once
    expect(maria.get_by_text("Όλα έχουν φυλαχτεί")).to_be_visible()
    anna.goto(event)
    expect(anna.get_by_text("Ήσουν εκεί· έχει σημειωθεί.")).to_be_visible()


def broken_hours(page: Page) -> int:
    """How many hours such as "18:00–20:00" stand on two lines, at any width of a phone."""
    count = "all => all.filter(each => each.getClientRects().length > 1).length"
    found = 0
    for width in range(300, 440, 10):
        page.set_viewport_size({"width": width, "height": 800})
        found += page.eval_on_selector_all(".unbroken", count)
    return found


@pytest.mark.long
def test_hours_stay_on_one_line_on_every_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(bypass_csp=True)
    for path in ("/events/", "/events/?view=week", "/en/events/?when=past"):
        page.goto(path)
        assert page.locator(".unbroken").count() > 0
        assert broken_hours(page) == 0
    page.goto("/events/?when=past")
    page.add_style_tag(content=".unbroken { white-space: normal; }")
    assert broken_hours(page) > 0


SAYS = "document.activeElement.innerText.trim()"
RING = """getComputedStyle(document.activeElement).boxShadow !== 'none'
  || getComputedStyle(document.activeElement).outlineStyle !== 'none'"""


def go_by_keys(page: Page, name: str, most: int = 120) -> None:
    """Tab until what has the focus says this, and is seen to have it; then Enter."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(SAYS) == name:
            assert page.evaluate(RING), f"no ring around {name}"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {name} on {page.url}")


@pytest.mark.long
def test_with_keys_alone_one_announces_takes_a_seat_gives_it_back_and_notes_who_is_here(
    open_page: Callable[..., Page],
) -> None:
    admin, katerina, draft = open_page(DESKTOP), open_page(PHONE), "Δίκτυα και συνεργασίες"
    sign_in(admin, "admin")
    admin.goto("/events/")
    go_by_keys(admin, draft)
    admin.wait_for_url(re.compile(r"/events/\d+-"))
    go_by_keys(admin, "Ανακοίνωση")
    expect(admin.get_by_text("Ανοιχτές θέσεις").first).to_be_visible()

    sign_in(katerina, "katerina")
    katerina.goto("/events/")
    go_by_keys(katerina, draft)
    katerina.wait_for_url(re.compile(r"/events/\d+-"))
    go_by_keys(katerina, "Κρατώ θέση")
    expect(katerina.get_by_text("Έχεις θέση.")).to_be_visible()
    go_by_keys(katerina, "Δίνω πίσω τη θέση μου")
    expect(katerina.get_by_text("Έδωσες πίσω τη θέση σου.").first).to_be_visible()

    admin.goto("/events/")
    go_by_keys(admin, "Κοινωνικές ρήτρες στις δημόσιες συμβάσεις")
    admin.wait_for_url(re.compile(r"/events/\d+-"))
    go_by_keys(admin, "Υποδοχή στην είσοδο")
    expect(admin.locator("#present")).to_have_text("Ήταν εδώ 0 από 5")
    go_by_keys(admin, "Παρουσία")
    expect(admin.locator("#present")).to_have_text("Ήταν εδώ 1 από 5")
    pressed = "document.activeElement.getAttribute('aria-pressed')"
    admin.wait_for_function(f"() => {pressed} === 'true'")
