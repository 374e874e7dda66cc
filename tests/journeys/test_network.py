"""The directory on a phone: found, asked for, let in, edited, offered, matched, written to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from kalo.kit.db import db, transaction
from kalo.network.models import Organisation
from tests.factories.network import make_organisation
from tests.journeys.conftest import PHONE, link_in, newest_letter, sign_in
from tests.journeys.inside import inside, person
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.journeys.speaking import Speech
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("works")]
KIPOS = "/network/kipos-allilengyis/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def member(open_page: Callable[..., Page], handle: str) -> Page:
    page = open_page(PHONE)
    sign_in(page, handle)
    return page


@pytest.mark.long
def test_from_an_empty_directory_to_an_answer(
    open_page: Callable[..., Page], platform: Platform, say: Speech
) -> None:
    with inside(platform), transaction():  # what a walk in the other language left there
        db.session.execute(delete(Organisation))
    for letter in (platform.data / "outbox").glob("*.eml"):
        letter.unlink()
    despoina, eleni = member(open_page, "despoina"), member(open_page, "eleni")
    _ask_for_a_page(despoina, say)
    _list_it(eleni, say)
    with inside(platform):
        make_organisation("Κουζίνα", person("nikos"), place="ilion", email="kouzina@example.org")
    _seek(despoina, say)
    anna = member(open_page, "anna")
    _find_and_claim(anna, say)
    guest = open_page(PHONE)
    guest.goto(say.at(link_in(newest_letter(platform, "kouzina@example.org"))))
    press(guest, say("Yes"))
    _edit_and_offer(anna, say)
    _hear_and_write(despoina, say)
    _answer(anna, say)
    despoina.reload()
    expect(despoina.get_by_text("Ναι, ελάτε στις έξι.")).to_be_visible()


def _ask_for_a_page(page: Page, say: Speech) -> None:
    page.goto(say.at("/network/"))
    expect(page.get_by_text(say("No organisation stands here yet"))).to_be_visible()
    page.get_by_role("link", name=say("Add your organisation")).first.click()
    page.get_by_label(say("Name in Greek")).fill("Κήπος Αλληλεγγύης")
    page.get_by_label(say("Legal form")).select_option("koinsep")
    page.get_by_label(say("Municipality")).select_option("peristeri")
    page.get_by_label(say("In short, in Greek")).fill("Φροντίζουμε κήπους.")
    page.get_by_label(say("What are you there?")).fill("Είμαι στη διοίκηση.")
    page.get_by_label(say("It meets the criteria of inclusion")).check()
    press(page, say("Send"))
    page.wait_for_url(f"**{KIPOS}")
    expect(page.get_by_text(say("It waits for a look"))).to_be_visible()


def _list_it(page: Page, say: Speech) -> None:
    page.goto(say.at("/network/desk/"))
    page.get_by_role("link", name="Κήπος Αλληλεγγύης").click()
    press(page, say("Yes, list it"))
    expect(page.locator("#main").get_by_text(say("It stands in the directory."))).to_be_visible()


def _seek(page: Page, say: Speech) -> None:
    page.goto(say.at(f"{KIPOS}calls/new"))
    page.get_by_label(say("What kind of thing")).select_option("space")
    page.get_by_label(say("In one line")).fill("Ζητάμε αποθήκη για εργαλεία")
    press(page, say("Publish"))
    expect(page.get_by_role("heading", name="Ζητάμε αποθήκη")).to_be_visible()


def _find_and_claim(page: Page, say: Speech) -> None:
    page.goto(say.at("/network/map/"))
    page.locator(".places a", has_text=say("Ilion")).click()
    page.get_by_role("link", name="Κουζίνα").click()
    page.get_by_role("link", name=say("This is my organisation")).click()
    page.get_by_label(say("What are you there?")).fill("Μαγειρεύω εδώ.")
    press(page, say("Send the request"))
    expect(
        page.locator("#main").get_by_text(
            say("A letter is on its way to the organisation. You hear here what it says.")
        )
    ).to_be_visible()


def _edit_and_offer(page: Page, say: Speech) -> None:
    page.goto(say.at("/network/mine/"))
    page.get_by_role("link", name=say("Edit the page")).click()
    page.locator("input[value=food]").check()
    press(page, say("Save"))
    expect(page.locator("#main").get_by_text(say("Saved."))).to_be_visible()
    page.goto(say.at("/network/kouzina/calls/new?kind=offer"))
    page.get_by_label(say("What kind of thing")).select_option("space")
    page.get_by_label(say("In one line")).fill("Έχουμε αποθήκη")
    press(page, say("Publish"))
    expect(page.get_by_role("heading", name=say("This fits"))).to_be_visible()
    expect(page.get_by_role("link", name="Ζητάμε αποθήκη για εργαλεία")).to_be_visible()


def _hear_and_write(page: Page, say: Speech) -> None:
    page.goto(say.at("/accounts/news/"))
    page.get_by_text(say("Something fits: “%(what)s”", what="Έχουμε αποθήκη")).first.click()
    page.get_by_role("link", name=say("Answer it")).click()
    page.get_by_label(say("Your message")).fill("Μπορούμε να τη δούμε;")
    press(page, say("Send"))
    expect(page.get_by_text("Μπορούμε να τη δούμε;").last).to_be_visible()
    assert "@example.org" not in page.content()


def _answer(page: Page, say: Speech) -> None:
    page.goto(say.at("/network/messages/"))
    page.get_by_role("link", name="Έχουμε αποθήκη").click()
    page.get_by_label(say("Your answer")).fill("Ναι, ελάτε στις έξι.")
    press(page, say("Send"))
    expect(page.get_by_text("Ναι, ελάτε στις έξι.").last).to_be_visible()


@pytest.mark.long
def test_the_example_is_changed_looked_at_and_taken_home(
    open_page: Callable[..., Page], say: Speech
) -> None:
    page = open_page(PHONE)
    page.goto(say.at("/network/"))
    page.get_by_role("link", name=say("Play with an example")).click()
    for name in ("o-name_el", "o-name_en"):
        page.locator(f"[name={name}]").fill("Δικό μου")
    page.get_by_text(say("What it seeks or offers")).click()
    page.locator("[name=c-service]").select_option("transport")
    press(page, say("Show it"))
    expect(page.get_by_role("heading", level=1, name="Δικό μου")).to_be_visible()
    expect(page.get_by_text(say("This is an example"))).to_be_visible()
    with page.expect_download() as taken:
        press(page, "PDF")
    assert taken.value.suggested_filename == "example.pdf"
    page.goto(say.at("/network/example/"))
    expect(page.get_by_text("Δικό μου")).to_have_count(0)


@pytest.mark.long
def test_a_page_begun_by_a_guest_waits_for_them(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.goto("/network/new")
    page.get_by_label("Όνομα στα ελληνικά").fill("Λόγια που περιμένουν")
    sign_in(page, "giorgos")
    page.goto("/network/new")
    expect(page.get_by_label("Όνομα στα ελληνικά")).to_have_value("Λόγια που περιμένουν")


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
    everybody = ("", "map/", "calls/", "unions/", "?q=zzzz", "letters/nothing", "ergastirio/")
    for path in (*everybody, "example/", "new"):
        page.goto(f"/network/{path}")
        wrong += faults(page, path, EACH_ONCE)
    page.goto("/network/example/")
    page.get_by_label("Με λίγα λόγια, στα ελληνικά").fill("")
    press(page, "Δείξε το")
    wrong += faults(page, "the example with an error", EACH_ONCE)
    sign_in(page, "nikos")
    own = ("", "edit", "people", "marks", "history", "calls/new")
    for path in ("/network/new", "/network/mine/", *(f"{mine.path}{each}" for each in own)):
        page.goto(path)
        wrong += faults(page, path, EACH_ONCE)
    page.goto(f"{mine.path}calls/new")
    press(page, "Δημοσίευση")
    wrong += faults(page, "a call with errors", EACH_ONCE)
    assert wrong == []
