"""Words in real browsers that others' acts overtake: what is being written, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit.db import db, transaction
from tests.factories.live import done
from tests.live.test_in_browser import page_of, room, say, state_is

__all__ = ["page_of", "room"]
pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_words_that_others_acts_overtake_stay_in_sight(
    page_of: Any, room: Event, ada: Person, grace: Person, moderator: Person
) -> None:
    asked = done("asked", grace, room, "Πότε;")
    polls = [
        done("poll_made", ada, room, text, sort="text", at_once=True) for text in ("Γιατί;", "Πώς;")
    ]
    adas, moiras, graces = page_of(ada), page_of(moderator), page_of(grace)
    for page in (adas, moiras, graces):
        state_is(page, "live")
    # Somebody of the team writes an answer while another one marks the question.
    adas.click(f"#answering-{asked} > summary")
    adas.fill(f"#answer-{asked}", "Την Τρίτη στις έξι")
    moiras.locator(f"#question-{asked} [data-act=answered] .act").click()
    expect(adas.locator(f"#question-{asked}")).to_have_class("question answered")
    expect(adas.locator(f"#answer-{asked}")).to_have_value("Την Τρίτη στις έξι")
    expect(adas.locator(f"#answer-{asked}")).to_be_visible()
    # Two answers: one is being written, one waits for the line, and both polls close.
    writing, sent = (graces.locator(f"#poll-{poll}") for poll in polls)
    writing.locator("textarea").fill("Επειδή έτσι")
    graces.context.set_offline(True)
    graces.evaluate("window.dispatchEvent(new Event('offline'))")
    state_is(graces, "offline")
    sent.locator("textarea").fill("Μαζί")
    sent.locator(".ballot .button").click()
    expect(graces.locator("#outbox li .words")).to_have_text(["Μαζί"])
    for poll in polls:
        adas.locator(f"#poll-{poll} [data-act=poll_closed] button").click()
        expect(adas.locator(f"#poll-{poll}")).to_have_class("poll closed")
    graces.context.set_offline(False)
    expect(graces.locator("#outbox li .words")).to_have_text(["Μαζί"])
    expect(graces.locator("#outbox .wrong")).to_contain_text("Έχει κλείσει")
    expect(writing.locator("p.words")).to_have_text(
        "Είχες αρχίσει να γράφεις και δεν στάλθηκε: Επειδή έτσι"
    )
    graces.get_by_role("button", name="Απόρριψη").click()
    expect(graces.locator("#outbox li")).to_have_count(0)


def test_the_reason_of_a_press_that_came_too_late_is_not_lost(
    page_of: Any, room: Event, ada: Person, grace: Person, moderator: Person
) -> None:
    line = done("said", grace, room, "κάτι")
    adas, moiras = page_of(ada), page_of(moderator)
    for page in (adas, moiras):
        state_is(page, "live")
    adas.locator(f"#said-{line} .line-more").click()
    adas.fill("#why-hidden", "Δεν είναι εδώ ο τόπος")
    moiras.locator(f"#said-{line} .line-more").click()
    moiras.locator("#line-deeds [data-act=hidden] button").click()
    expect(moiras.locator(f"#said-{line}")).to_have_count(0)
    adas.locator("#line-deeds [data-act=hidden] button").click()
    expect(adas.locator("#outbox li .words")).to_have_text(["Δεν είναι εδώ ο τόπος"])
    expect(adas.locator("#outbox .wrong")).to_contain_text("Αυτό δεν υπάρχει πια στην αίθουσα.")


def test_what_the_server_cannot_do_is_set_aside_and_the_rest_goes_on(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    adas, graces = page_of(ada), page_of(grace, without_socket=True)
    state_is(graces, "polling")

    def breaks(route: Any) -> None:
        if "%CF%87" in (route.request.post_data or ""):  # a letter of the first word alone
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    graces.route("**/acts/*", breaks)
    say(graces, "χαλάει")
    say(graces, "πάει")
    expect(adas.locator("#lines li .words")).to_have_text(["πάει"], timeout=30_000)
    expect(graces.locator("#outbox li .words")).to_have_text(["χαλάει"])
    expect(graces.locator("#outbox .wrong")).to_contain_text("Κάτι χάλασε από τη δική μας πλευρά")
    graces.reload()
    expect(graces.locator("#outbox li .words")).to_have_text(["χαλάει"])
    graces.unroute("**/acts/*")
    graces.get_by_role("button", name="Στείλε ξανά").click()
    expect(adas.locator("#lines li .words")).to_have_text(["πάει", "χαλάει"])
    expect(graces.locator("#outbox li")).to_have_count(0)


@pytest.mark.parametrize("without_socket", [False, True])
def test_a_page_that_is_open_is_told_when_the_hour_ends_the_room(
    page_of: Any, room: Event, ada: Person, without_socket: bool
) -> None:
    page = page_of(ada, without_socket=without_socket)
    state_is(page, "polling" if without_socket else "live")
    expect(page.locator("#write-said")).to_be_visible()
    with transaction():
        event = db.session.get_one(Event, room.id)
        event.starts_at, event.ends_at = (
            at - timedelta(hours=3) for at in (event.starts_at, event.ends_at)
        )
    expect(page.locator("#live-words")).to_have_text("Η αίθουσα είναι κλειστή", timeout=60_000)
    expect(page.locator("#write-said")).to_have_count(0)
    expect(page.locator("#panel-talk")).to_contain_text("Η αίθουσα δεν δέχεται πια μηνύματα.")
    expect(page.locator("#live-alert")).to_have_text("Η συνάντηση τελείωσε.")


def test_an_answer_whose_key_is_a_number_is_taken_off(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    poll = done("poll_made", ada, room, "Γιατί;", sort="text", at_once=True)
    done("poll_answered", grace, room, about=poll, text="Δεν κάνει να φανεί")
    adas = page_of(ada)
    state_is(adas, "live")
    adas.locator(f"#tally-{poll} [data-act=poll_words_hidden] button").click()
    expect(adas.locator(f"#tally-{poll} .texts li")).to_have_count(0)
    expect(adas.locator(f"#tally-{poll}")).to_contain_text("1 απάντηση")
