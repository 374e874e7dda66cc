"""What a screen reader is told of the room, and how one goes about it with keys alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.live.walks.conftest import Walk, at, is_live, write

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]

# Everything that is ever spoken: the polite voice, and the one that interrupts.
LISTEN = """() => {
  window.heard = { say: [], "live-alert": [] };
  for (const id in heard) {
    const place = document.getElementById(id);
    const note = () => { if (place.textContent) heard[id].push(place.textContent); };
    new MutationObserver(note).observe(place, { childList: true, subtree: true });
  }
}"""
# Regions that speak by themselves; refusals beside their own form answer whoever pressed it.
REGIONS = """() => {
  const polite = "[aria-live='polite'], [role='status'], output";
  const all = document.querySelectorAll(`${polite}, [aria-live='assertive'], [role='alert']`);
  return [...all].filter(each => !each.matches(".error")).map(each => each.id);
}"""


def heard(page: Page) -> Any:
    return page.evaluate("() => window.heard")


def test_one_voice_sums_up_and_only_two_things_interrupt(walk: Walk) -> None:
    walk.enter()
    assert sorted(walk.takes.evaluate(REGIONS)) == ["live-alert", "say"]
    walk.takes.evaluate(LISTEN)
    for number in range(3):
        write(walk.leads, "said", f"γραμμή {number}")
    at(walk.leads, "questions")
    write(walk.leads, "asked", "Πότε;")
    expect(walk.takes.locator("#lines li")).to_have_count(3)
    expect(walk.takes.locator("#questions li")).to_have_count(1)
    assert heard(walk.takes) == {"say": [], "live-alert": []}  # not line by line
    summary = walk.say("3 νέα μηνύματα, 1 νέα ερώτηση", "3 new messages, 1 new question")
    expect(walk.takes.locator("#say")).to_have_text(summary, timeout=15_000)
    at(walk.takes, "hands").locator(".asks [value=word]").click()
    at(walk.leads, "hands").locator("#hands .give").click()
    turn, ended = (
        walk.say("Έχεις τον λόγο.", "You have the floor."),
        walk.say("Η συνάντηση τελείωσε.", "The session has ended."),
    )
    expect(walk.takes.locator("#live-alert")).to_have_text(turn)
    walk.leads.click("#leading > summary")
    walk.leads.click("[data-act=closed] button")
    expect(walk.takes.locator("#live-alert")).to_have_text(ended)
    expect(walk.takes.locator("#live-head .tag")).to_have_text(
        walk.say("Η αίθουσα είναι κλειστή", "The room is closed"), use_inner_text=True
    )
    expect(walk.takes.locator("#live-head .hours")).to_be_hidden()
    expect(walk.leads.locator("[data-act=closed] button")).to_be_hidden()
    walk.leads.click("[data-act=opened] button")
    expect(walk.takes.locator("#say")).to_have_text(
        walk.say("Η συνάντηση συνεχίζεται.", "The session goes on.")
    )
    assert heard(walk.takes)["live-alert"] == [turn, ended]
    assert heard(walk.takes)["say"][0] == summary


def test_letters_lead_to_the_parts_until_they_are_turned_off(walk: Walk) -> None:
    walk.enter()
    page = walk.takes
    for letter, part in {"q": "questions", "h": "hands", "v": "polls", "p": "people"}.items():
        page.keyboard.press(letter)
        expect(page.locator(f"#panel-{part}")).to_be_in_viewport()
        page.evaluate("() => document.activeElement.blur()")
    page.dispatch_event("body", "keydown", {"key": ";", "code": "KeyQ", "bubbles": True})
    expect(page.locator("#write-asked")).to_be_focused()  # a Greek keyboard writes something else
    page.keyboard.type("tq")  # typed, not obeyed
    expect(page.locator("#write-asked")).to_have_value("tq")
    page.locator("#own > summary").press("Enter")
    switch = page.get_by_role(
        "button",
        name=walk.say(
            "Τα πλήκτρα γραμμάτων οδηγούν στα μέρη της αίθουσας",
            "Single letters lead to the parts of the room",
        ),
    )
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("q")
    expect(switch).to_be_focused()
    page.reload()  # kept on this device
    is_live(page)
    page.keyboard.press("q")
    expect(page.locator("#write-asked")).not_to_be_focused()


def test_the_whole_is_done_with_keys_alone(walk: Walk) -> None:
    walk.enter()
    page = walk.takes
    page.keyboard.press("q")
    page.keyboard.type("Με πλήκτρα;")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(walk.leads.locator("#questions .words")).to_have_text("Με πλήκτρα;")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("h")
    expect(page.locator(".asks [value=word]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(walk.leads.locator("#hands b")).to_have_text("Νίκος")
    give = walk.leads.locator("#hands .give")
    at(walk.leads, "hands")
    give.press("Enter")
    expect(page.locator("#live-alert")).to_have_text(
        walk.say("Έχεις τον λόγο.", "You have the floor.")
    )
    page.locator(".end-turn button").press("Enter")
    expect(walk.leads.locator("#floor")).to_be_hidden()
