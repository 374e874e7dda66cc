"""Polls with several people at once: a storm over real lines, and two real browsers."""

from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit.db import db
from kalo.live.folds.polls import Polls
from tests.factories.live import done, gathering_now, key, state_of
from tests.live.test_in_browser import PHONE, page_of, room, state_is
from tests.live.test_real_sockets import happens, phone_of

__all__ = ["page_of", "phone_of", "room"]


def test_a_storm_of_votes_is_told_a_few_times_and_with_counts_alone(
    app: Any, phone_of: Any, ada: Person, grace: Person, make_person: Any
) -> None:
    event = gathering_now(facilitator_id=ada.id, capacity=None)
    people = [make_person(f"Person {letter}") for letter in "abcdefgh"]
    poll = done("poll_made", ada, event, "Ναι;", sort="single", options="α\nβ", at_once=True)
    watcher = phone_of(grace, event).connect()
    watcher.join()
    phones = [phone_of(person, event).connect() for person in people]
    for phone in phones:
        phone.join()
    began = monotonic()
    for number in range(12):
        for phone in phones:
            words = {"kind": "poll_answered", "once": key(), "about": poll, "choices": [number % 2]}
            phone.client.emit("act", {"event": event.id, **words})
    happens(lambda: last(watcher).get("seq") == 1 + 12 * 8)
    took = monotonic() - began
    told = watcher.told()
    assert set(told) == {f"tally-{poll}"}
    assert len(told) <= 2 + 2 * took
    (tally,) = (html for _name, html in last(watcher)["pieces"])
    assert ("8 απαντήσεις" in tally, "<form" in tally, "Person" in tally) == (True, False, False)
    db.session.rollback()
    answers = state_of(event).of(Polls).made[poll].answers
    assert [answer.choices for answer in answers.values()] == [[1]] * 8


def last(phone: Any) -> Any:
    """The latest news; empty before there is any, though others may have come meanwhile."""
    return next((said for what, said in reversed(phone.heard) if what == "news"), {})


def tab(page: Page, name: str) -> None:
    page.locator(f"#tab-{name}").click()


@pytest.mark.browser
def test_a_ranking_and_a_hidden_quiz_between_a_desk_and_a_phone(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    adas, graces = page_of(ada), page_of(grace, PHONE)
    for page in (adas, graces):
        state_is(page, "live")
    tab(graces, "polls")
    adas.click("#make-poll > summary")
    adas.fill("#poll-text", "Τι πρώτα;")
    adas.select_option("#poll-sort", "ranking")
    expect(adas.locator("#poll-scale")).to_be_hidden()
    adas.fill("#poll-options", "Χώρος\nΧρήματα\nΧρόνος")
    adas.click("#make-poll button[name=at_once]")
    third = graces.get_by_role("button", name="Πιο πάνω: Χρόνος")
    third.focus()
    graces.keyboard.press("Enter")
    graces.keyboard.press("Enter")
    expect(graces.locator(".ranks li .words")).to_have_text(["Χρόνος", "Χώρος", "Χρήματα"])
    graces.get_by_role("button", name="Στείλε την απάντησή μου").click()
    expect(graces.locator(".ballot .sent")).to_be_visible()
    expect(adas.locator(".results tbody th .words")).to_have_text(["Χρόνος", "Χώρος", "Χρήματα"])
    adas.click("#make-poll > summary")
    adas.fill("#poll-text", "Ποιος νόμος;")
    adas.select_option("#poll-sort", "single")
    adas.fill("#poll-options", "4019\n*4430")
    adas.click("#make-poll button[name=at_once]")
    quiz = graces.locator(".poll", has_text="Ποιος νόμος;")
    quiz.get_by_label("4430").check()
    adas.locator(".poll", has_text="Ποιος νόμος;").get_by_label("4019").check()
    adas.locator(".poll", has_text="Ποιος νόμος;").locator(".ballot .button").click()
    expect(quiz.locator(".tally")).to_contain_text("1 απάντηση")
    expect(quiz.get_by_label("4430")).to_be_checked()  # news did not touch what is being chosen
    quiz.locator(".ballot .button").click()
    expect(quiz.locator(".tally")).to_contain_text("2 απαντήσεις")
    expect(quiz.locator(".results")).to_have_count(0)
    adas.locator(".poll", has_text="Ποιος νόμος;").get_by_role("button", name="Να κλείσει").click()
    expect(quiz.locator(".verdict")).to_have_text("Απάντησες σωστά.")
    expect(quiz.locator("[data-right] .yours")).to_be_visible()
    expect(graces.locator(".poll").first).to_contain_text("Τι πρώτα;")  # what goes on comes first


@pytest.mark.browser
def test_what_is_refused_comes_back_into_its_form(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    cloud = done("poll_made", ada, room, "Λέξεις;", sort="cloud", at_once=True)
    page = page_of(ada)
    state_is(page, "live")
    ballot = page.locator(f"#poll-{cloud} .ballot")
    ballot.locator("input[name=text]").fill("ένα, δύο, τρία, τέσσερα")
    ballot.locator(".button").click()
    expect(ballot.locator(".error")).to_contain_text("με κόμματα ανάμεσα")
    expect(ballot.locator("input[name=text]")).to_have_value("ένα, δύο, τρία, τέσσερα")
    expect(ballot.locator(".sent")).to_be_hidden()
    page.click("#make-poll > summary")
    page.fill("#poll-text", "Ποια μέρα;")
    page.fill("#poll-options", "Μόνο μία")
    page.click("#make-poll button[name=at_once]")
    expect(page.locator("#make-poll .error")).to_contain_text("Γράψε 2 ως 12 επιλογές")
    expect(page.locator("#poll-options")).to_have_value("Μόνο μία")
    page.fill("#poll-options", "Μόνο μία\nΚι άλλη")
    page.click("#make-poll button[name=at_once]")
    expect(page.locator(".poll h3")).to_have_text(["Ποια μέρα;", "Λέξεις;"])
    expect(page.locator("#outbox li")).to_have_count(0)
