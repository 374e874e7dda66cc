"""The directory on a phone: found, asked for, let in, edited, offered, matched, written to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.network import make_organisation
from tests.journeys.conftest import PHONE, link_in, newest_letter, sign_in
from tests.journeys.inside import inside, person
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("network")]
KIPOS = "/network/kipos-allilengyis/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def member(open_page: Callable[..., Page], handle: str) -> Page:
    page = open_page(PHONE)
    sign_in(page, handle)
    return page


@pytest.mark.long
def test_from_an_empty_directory_to_an_answer(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    despoina, eleni = member(open_page, "despoina"), member(open_page, "eleni")
    _ask_for_a_page(despoina)
    _list_it(eleni)
    with inside(platform):
        make_organisation("Κουζίνα", person("nikos"), place="ilion", email="kouzina@example.org")
    _seek(despoina)
    anna = member(open_page, "anna")
    _find_and_claim(anna)
    guest = open_page(PHONE)
    guest.goto(link_in(newest_letter(platform, "kouzina@example.org")))
    press(guest, "Ναι")
    _edit_and_offer(anna)
    _hear_and_write(despoina)
    _answer(anna)
    despoina.reload()
    expect(despoina.get_by_text("Ναι, ελάτε στις έξι.")).to_be_visible()


def _ask_for_a_page(page: Page) -> None:
    page.goto("/network/")
    expect(page.get_by_text("Δεν υπάρχει ακόμη φορέας εδώ")).to_be_visible()
    page.get_by_role("link", name="Πρόσθεσε τον φορέα σου").first.click()
    page.get_by_label("Όνομα στα ελληνικά").fill("Κήπος Αλληλεγγύης")
    page.get_by_label("Νομική μορφή").select_option("koinsep")
    page.get_by_label("Δήμος").select_option("peristeri")
    page.get_by_label("Με λίγα λόγια, στα ελληνικά").fill("Φροντίζουμε κήπους.")
    page.get_by_label("Ποιος είναι ο ρόλος σου εκεί;").fill("Είμαι στη διοίκηση.")
    page.get_by_label("Πληροί τα κριτήρια ένταξης").check()
    press(page, "Αποστολή")
    page.wait_for_url(f"**{KIPOS}")
    expect(page.get_by_text("Περιμένει έλεγχο")).to_be_visible()


def _list_it(page: Page) -> None:
    page.goto("/network/desk/")
    page.get_by_role("link", name="Κήπος Αλληλεγγύης").click()
    press(page, "Ναι, να μπει στον κατάλογο")
    expect(page.locator("#main").get_by_text("Μπήκε στον κατάλογο.")).to_be_visible()


def _seek(page: Page) -> None:
    page.goto(f"{KIPOS}calls/new")
    page.get_by_label("Τι είδους").select_option("space")
    page.get_by_label("Σε μία γραμμή").fill("Ζητάμε αποθήκη για εργαλεία")
    press(page, "Δημοσίευση")
    expect(page.get_by_role("heading", name="Ζητάμε αποθήκη")).to_be_visible()


def _find_and_claim(page: Page) -> None:
    page.goto("/network/map/")
    page.locator(".places a", has_text="Ίλιον").click()
    page.get_by_role("link", name="Κουζίνα").click()
    page.get_by_role("link", name="Αυτός είναι ο φορέας μου").click()
    page.get_by_label("Ποιος είναι ο ρόλος σου εκεί;").fill("Μαγειρεύω εδώ.")
    press(page, "Στείλε το αίτημα")
    expect(page.locator("#main").get_by_text("Ένα e-mail πηγαίνει")).to_be_visible()


def _edit_and_offer(page: Page) -> None:
    page.goto("/network/mine/")
    page.get_by_role("link", name="Άλλαξε τη σελίδα").click()
    page.get_by_label("Τρόφιμα και εστίαση").check()
    press(page, "Αποθήκευση")
    expect(page.locator("#main").get_by_text("Αποθηκεύτηκε.")).to_be_visible()
    page.goto("/network/kouzina/calls/new?kind=offer")
    page.get_by_label("Τι είδους").select_option("space")
    page.get_by_label("Σε μία γραμμή").fill("Έχουμε αποθήκη")
    press(page, "Δημοσίευση")
    expect(page.get_by_role("heading", name="Αυτά ταιριάζουν")).to_be_visible()
    expect(page.get_by_role("link", name="Ζητάμε αποθήκη για εργαλεία")).to_be_visible()


def _hear_and_write(page: Page) -> None:
    page.goto("/accounts/news/")
    page.get_by_text("Κάτι ταιριάζει: «Έχουμε αποθήκη»").first.click()
    page.get_by_role("link", name="Απάντησε").click()
    page.get_by_label("Το μήνυμά σου").fill("Μπορούμε να τη δούμε;")
    press(page, "Αποστολή")
    expect(page.get_by_text("Μπορούμε να τη δούμε;").last).to_be_visible()
    assert "@example.org" not in page.content()


def _answer(page: Page) -> None:
    page.goto("/network/messages/")
    page.get_by_role("link", name="Έχουμε αποθήκη").click()
    page.get_by_label("Η απάντησή σου").fill("Ναι, ελάτε στις έξι.")
    press(page, "Αποστολή")
    expect(page.get_by_text("Ναι, ελάτε στις έξι.").last).to_be_visible()


def test_without_scripts_it_is_found_and_the_map_leads_on(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    with inside(platform):
        make_organisation("Ποδήλατα", place="chaidari", sectors=frozenset({"reuse"}))
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/en/network/")
    page.get_by_label("Name, work or word").fill("ποδηλατο")
    press(page, "Search")
    expect(page.get_by_role("link", name="Ποδήλατα")).to_be_visible()
    page.goto("/en/network/map/?sector=reuse")
    page.locator(".places a", has_text="Chaidari").click()
    expect(page.get_by_text("1 organisation")).to_be_visible()


@pytest.mark.long
def test_what_a_guest_wrote_is_there_once_they_have_signed_in(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    with inside(platform):
        make_organisation("Αλυσίδα", person("nikos"))
    page = open_page(PHONE)
    page.goto("/network/alysida/")
    page.get_by_role("link", name="Γράψε τους").click()
    page.get_by_label("Το μήνυμά σου").fill("Λόγια που δεν χάνονται")
    page.get_by_label("Τι αφορά").fill("Ένα ποδήλατο")
    page.keyboard.press("Enter")  # leads on to the sign-in, with nothing in the address
    page.wait_for_url("**/accounts/sign-in?next=/network/alysida/message")
    sign_in(page, "anna")
    page.goto("/network/alysida/message")
    expect(page.get_by_label("Το μήνυμά σου")).to_have_value("Λόγια που δεν χάνονται")
    press(page, "Αποστολή")
    expect(page.get_by_text("Λόγια που δεν χάνονται")).to_be_visible()
    page.goto("/network/alysida/message")
    expect(page.get_by_label("Το μήνυμά σου")).to_have_value("")


@pytest.mark.long
def test_every_state_passes_axe(open_page: Callable[..., Page], platform: Platform) -> None:
    with inside(platform):
        mine = make_organisation(
            "Εργαστήριο",
            person("nikos"),
            sectors=frozenset({"crafts"}),
            services=frozenset({"work"}),
            needs=frozenset({"space"}),
            about_el="Λόγια",
            website="https://example.org/",
        )
    page = looked_at(open_page)
    wrong: list[str] = []
    for path in ("", "map/", "calls/", "unions/", "?q=zzzz", "letters/nothing", "ergastirio/"):
        page.goto(f"/network/{path}")
        wrong += faults(page, path, EACH_ONCE)
    sign_in(page, "nikos")
    own = ("", "edit", "people", "marks", "history", "calls/new")
    for path in ("/network/new", "/network/mine/", *(f"{mine.path}{each}" for each in own)):
        page.goto(path)
        wrong += faults(page, path, EACH_ONCE)
    page.goto(f"{mine.path}calls/new")
    press(page, "Δημοσίευση")
    wrong += faults(page, "a call with errors", EACH_ONCE)
    assert wrong == []
