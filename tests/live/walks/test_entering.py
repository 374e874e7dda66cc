"""The way in: the lobby, the check of the line, guests, roles, removal; and the line itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from kalo.events.actions.seats.guests import guest_token
from kalo.events.models import Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.live import done
from tests.live.walks.conftest import Walk, at, is_live, write

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]


def test_the_lobby_waits_checks_the_line_and_lets_in(walk: Walk) -> None:
    done("lobby_opened", walk.maria, walk.event)
    walk.leads.goto(walk.room)
    is_live(walk.leads)
    walk.takes.goto(walk.room)
    expect(walk.takes.locator("h1")).to_have_text(
        walk.say("Είσαι στον προθάλαμο", "You are in the lobby")
    )
    seen = walk.say(
        "Η ομάδα συντονισμού αφήνει ένα ένα τα άτομα να περάσουν. Βλέπει ότι είσαι εδώ.",
        "Those who lead let people in one by one. They see that you are here.",
    )
    expect(walk.takes.locator("#lobby-words")).to_have_text(seen)
    expect(walk.takes.locator("#knock")).to_have_count(0)
    lobby = at(walk.leads, "people").locator("#lobby")
    expect(lobby).to_contain_text(walk.say("1 άτομο περιμένει", "1 person waits"))
    checks_the_line(walk, walk.takes)
    walk.takes.click("main .actions a.button:not(.quiet)")
    expect(walk.takes.locator("#lobby-words")).to_have_text(seen)
    lobby.locator("li button").click()
    is_live(walk.takes)  # by itself
    expect(walk.takes.locator("#present-words")).to_have_text(
        walk.say("2 άτομα εδώ", "2 people here")
    )
    expect(lobby.locator("li")).to_have_count(0)
    walk.leads.click("#leading > summary")
    walk.leads.get_by_role(
        "button", name=walk.say("Κλείνω τον προθάλαμο", "Close the lobby")
    ).click()
    expect(
        walk.leads.get_by_role("button", name=walk.say("Ανοίγω προθάλαμο", "Open a lobby"))
    ).to_be_visible()


def checks_the_line(walk: Walk, page: Page) -> None:
    """What works on this device, in words."""
    page.get_by_role("link", name=walk.say("Έλεγχος σύνδεσης", "Check the connection")).click()
    for name, words in {
        "answer": walk.say(r"Ο διακομιστής απαντά σε \d+ ms.*", r"The server answers in \d+ ms.*"),
        "socket": walk.say(r"Γίνεται απευθείας σύνδεση: .*", r"A direct line is possible: .*"),
        "clock": walk.say(
            r"Το ρολόι της συσκευής είναι σωστό\.", r"The clock of this device is right\."
        ),
        "store": walk.say(r"Ό,τι γράφεις φυλάσσεται εδώ .*", r"What you write is kept here .*"),
    }.items():
        said = page.locator(f"[data-check={name}] [role=status]")
        expect(said).to_have_text(re.compile(words))


def test_a_guest_comes_in_by_their_letter_and_is_heard(walk: Walk) -> None:
    with transaction():
        moment = clock.now()
        facts = {"guest_name": "Ελένη Π.", "guest_email": "eleni@example.org"}
        letter = Registration(event_id=walk.event.id, made_at=moment, changed_at=moment, **facts)
        db.session.add(letter)
        db.session.flush()
        token = guest_token(letter)
    walk.leads.goto(walk.room)
    is_live(walk.leads)
    guest = walk.open_page(None, {"viewport": walk.takes.viewport_size})
    guest.goto(f"{walk.room}guest/{token}")
    expect(guest.locator("h1")).to_have_text(walk.say("Είσοδος στην αίθουσα", "Come into the room"))
    expect(guest.locator("#guest-name")).to_have_value("")
    guest.fill("#guest-name", "   ")
    guest.get_by_role("button", name=walk.say("Μπαίνω", "Come in")).click()
    expect(guest.locator("#guest-name-error")).to_have_text(
        walk.say("Γράψε πώς σε λένε εδώ.", "Write how you are called here.")
    )
    checks_the_line(walk, guest)
    guest.goto(f"{walk.room}guest/{token}")
    guest.fill("#guest-name", "Ελένη")
    guest.get_by_role("button", name=walk.say("Μπαίνω", "Come in")).click()
    is_live(guest)
    write(guest, "said", "Με ακούς;")
    expect(walk.leads.locator("#lines .words")).to_have_text(["Με ακούς;"])
    expect(walk.leads.locator("#lines .from b")).to_have_text("Ελένη")
    here = at(walk.leads, "people").locator("#people > li", has_text="Ελένη")
    expect(here.locator(".lead")).to_have_text(walk.say("χωρίς λογαριασμό", "guest"))
    write(walk.leads, "said", "Σε ακούω")
    expect(guest.locator("#lines .words")).to_have_text(["Με ακούς;", "Σε ακούω"])
    at(guest, "hands").locator(".asks [value=word]").click()
    expect(walk.leads.locator("#hands b")).to_have_text("Ελένη")


def test_a_role_is_given_somebody_is_put_out_with_a_reason_and_let_back(walk: Walk) -> None:
    walk.enter()
    write_decisions = walk.takes.locator("#write-decided")
    expect(write_decisions).to_have_count(0)
    name = f"#about-{walk.nikos.id}"
    at(walk.leads, "people").locator(f"{name} > summary").click()
    walk.leads.select_option(f"#role-{walk.nikos.id}", "note-taker")
    walk.leads.click(f"{name} [data-act=role_given] button")
    expect(write_decisions).to_have_count(1)  # the page was made anew, by itself
    is_live(walk.takes)
    here = walk.leads.locator("#people > li", has_text="Νίκος")
    expect(here.locator(".lead").first).to_have_text(walk.say("κρατά σημειώσεις", "takes notes"))
    at(walk.takes, "minutes")
    write(walk.takes, "decided", "Κάθε Τρίτη")
    expect(walk.leads.locator("#decisions .words")).to_have_text("Κάθε Τρίτη")
    at(walk.leads, "people")
    if not walk.leads.locator(f"#reason-{walk.nikos.id}").is_visible():
        walk.leads.click(f"{name} > summary")
    walk.leads.fill(f"#reason-{walk.nikos.id}", "διάλειμμα")
    walk.leads.click(f"{name} [data-act=removed] button")
    expect(walk.takes.locator("main .lede")).to_have_text(
        walk.say("Έγραψαν: «διάλειμμα»", "They wrote: “διάλειμμα”")
    )
    walk.leads.click("#removed summary")
    walk.leads.get_by_role("button", name=walk.say("Επιστροφή στην αίθουσα", "Let back in")).click()
    expect(walk.leads.locator("#removed")).to_have_count(0)
    walk.takes.reload()
    is_live(walk.takes)


def test_the_line_says_how_it_is_and_what_waits_is_sent(walk: Walk) -> None:
    walk.enter()
    state = walk.takes.locator("#link-state")
    walk.takes.context.set_offline(True)
    walk.takes.evaluate("dispatchEvent(new Event('offline'))")
    offline = walk.say(
        "Η συσκευή δεν έχει δίκτυο. Ό,τι γράφεις φυλάσσεται εδώ και θα σταλεί μόλις επανέλθει.",
        "This device has no network. What you write is kept here and sent when it is back.",
    )
    expect(state).to_have_text(offline)
    at(walk.takes, "talk")
    write(walk.takes, "said", "χωρίς δίκτυο")
    waiting = walk.say("Περιμένουν να σταλούν:", "Waiting to be sent:")
    expect(state).to_have_text(f"{offline} {waiting} 1")
    expect(walk.takes.locator("#outbox .from")).to_have_text(
        walk.say("περιμένει να σταλεί", "waiting to be sent")
    )
    expect(walk.leads.locator("#lines li")).to_have_count(0)
    walk.takes.context.set_offline(False)
    expect(state).to_have_text(
        walk.say("Η σύνδεση επανήλθε. Δεν χάθηκε τίποτα.", "Connected again. Nothing was lost.")
    )
    for page in (walk.leads, walk.takes):
        expect(page.locator("#lines .words")).to_have_text(["χωρίς δίκτυο"])
    expect(walk.takes.locator("#outbox li")).to_have_count(0)
    no_socket(walk)


def no_socket(walk: Walk) -> None:
    """Where no direct line comes through, the page asks by itself and says so."""
    page = walk.takes
    page.route_web_socket("**/socket.io/**", lambda line: line.close())
    page.reload()
    expect(page.locator("#link-state")).to_have_text(
        walk.say(
            "Εδώ δεν υπάρχει άμεση γραμμή: τα νέα έρχονται κάθε λίγα δευτερόλεπτα.",
            "No direct line here: news comes every few seconds.",
        )
    )
    write(walk.leads, "said", "και έτσι")
    expect(page.locator("#lines .words")).to_have_text(["χωρίς δίκτυο", "και έτσι"])
