"""What is led: steps with their clock, the floor by a shown rule, video of another house."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.live import lay_guide
from tests.live.walks.conftest import HOUSE, Walk, at, is_live

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]


def test_steps_have_a_clock_are_made_longer_and_end_early(walk: Walk) -> None:
    lay_guide(walk.event, 10, 100)
    # The clock of this device is wrong by an hour.
    walk.takes.add_init_script("const real = Date.now; Date.now = () => real() + 3600000;")
    walk.enter()
    walk.leads.locator("#stage [data-act=guide_laid] button").click()
    begin = walk.leads.locator("#stage .onward")
    expect(begin).to_have_text(walk.say("Αρχή: Βήμα 1;", "Begin: Step 1?"))
    begin.click()
    for page in (walk.leads, walk.takes):
        expect(page.locator("#stage h2")).to_have_text(walk.say("Βήμα 1;", "Step 1?"))
        expect(page.locator("#stage .between small").first).to_have_text(
            walk.say("Βήμα 1 από 2", "Step 1 of 2")
        )
        expect(page.locator("#stage .clock")).to_have_text(re.compile(r"^(10:00|09:\d\d)$"))
        expect(page.locator("#stage .hours small")).to_have_text(walk.say("απομένουν", "left"))
    behind = walk.leads.locator("#stage [data-behind]")  # half an hour late, for their eyes alone
    expect(behind).to_have_text(
        re.compile(
            walk.say(
                r"\d+ λεπτά πίσω: όσα μένουν θέλουν περισσότερο χρόνο από όσον υπάρχει\.",
                r"\d+ minutes behind: what is left takes longer than there is time\.",
            )
        )
    )
    expect(walk.takes.locator("#stage [data-behind], #stage .leads")).to_have_count(0)
    expect(at(walk.leads, "guide")).to_contain_text("Γιατί 1;")  # the probes
    assert "Γιατί 1;" not in walk.takes.content()
    walk.leads.locator("#stage [data-act=step_extended] button").click()
    expect(walk.takes.locator("#stage .clock")).to_have_text(re.compile(r"^1[45]:\d\d$"))
    walk.leads.locator("#stage .onward").click()
    expect(walk.takes.locator("#stage h2")).to_have_text(walk.say("Βήμα 2;", "Step 2?"))
    walk.leads.locator("#stage [data-act=step_ended] button").click()
    expect(walk.takes.locator("#stage")).to_be_hidden()


def test_the_floor_goes_by_a_rule_and_its_reasons_are_shown(walk: Walk) -> None:
    walk.enter()
    laptop = walk.open_page(walk.nikos, {"viewport": walk.leads.viewport_size})
    laptop.goto(walk.room)
    is_live(laptop)
    at(laptop, "hands")
    at(walk.takes, "hands").locator(".asks [value=word]").click()
    for page in (walk.takes, laptop):
        expect(page.locator("#hands > li.own .why")).to_have_text(
            walk.say("πρώτη φορά που παίρνεις τον λόγο", "you speak for the first time")
        )
        expect(page.locator(".own-place")).to_have_text(
            walk.say("Ακολουθείς εσύ.", "You are next.")
        )
    walk.takes.reload()  # a hand outlives the page, and a line that is cut
    is_live(walk.takes)
    at(walk.leads, "hands")
    expect(walk.leads.locator("#hands > li .why")).to_have_text(
        walk.say("πρώτη φορά που παίρνει τον λόγο", "speaks for the first time")
    )
    manual(walk)
    walk.leads.locator("#hands .give").click()
    for page in (walk.takes, laptop):
        expect(page.locator("#live-alert")).to_have_text(
            walk.say("Έχεις τον λόγο.", "You have the floor.")
        )
    expect(walk.leads.locator("#floor .theirs")).to_have_text("Νίκος")
    assert walk.leads.locator("#live-alert").text_content() == ""
    laptop.get_by_role("button", name=walk.say("Τελείωσα", "I have finished")).click()
    expect(walk.leads.locator("#floor")).to_be_hidden()
    walk.leads.click("#airtime > summary")
    expect(walk.leads.locator("#airtime tbody th")).to_have_text(["Νίκος"])
    for page in (walk.takes, laptop):
        expect(page.locator("#airtime")).to_have_count(0)
    at(walk.takes, "hands").locator(".asks [value=word]").click()
    expect(walk.leads.locator("#hands > li .why")).to_have_text(
        walk.say("έχει μιλήσει 1 φορά", "has spoken 1 time")
    )


def manual(walk: Walk) -> None:
    """A change by hand is seen by all, with who and why."""
    walk.leads.locator("#hands details.menu > summary").click()
    walk.leads.locator("#hands details.menu [name=why]").fill("Το ζήτησε πρώτος")
    walk.leads.get_by_role("button", name=walk.say("Μπροστά", "To the front")).click()
    expect(walk.takes.locator("#manual")).to_contain_text(
        walk.say(
            "Νίκος: πέρασε μπροστά (Μαρία): «Το ζήτησε πρώτος»",
            "Νίκος: went to the front (Μαρία): «Το ζήτησε πρώτος»",
        )
    )
    expect(walk.takes.locator("#hands > li .why")).to_have_text(
        walk.say("μπροστά, με απόφαση της ομάδας", "put forward by the team")
    )


def stand_in_for_the_house(page: Page) -> list[str]:
    """What is asked of the other house is noted, and answered by us."""
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html; charset=utf-8", body="<p id=there>Η εικόνα</p>")

    page.context.route(f"https://{HOUSE}/**", answer)
    return asked


def test_video_of_another_house_comes_by_a_press_that_says_who_serves_it(walk: Walk) -> None:
    asked = [stand_in_for_the_house(page) for page in (walk.leads, walk.takes)]
    walk.enter()
    expect(walk.takes.locator("#video")).to_be_hidden()
    expect(walk.leads.locator("#head-video")).to_have_text(
        walk.say("Πρόσθεσε βίντεο", "Add a video")
    )
    walk.leads.click("#video-fold > summary")
    walk.leads.fill("#video-address", "http://meet.example.org/kalo")
    walk.leads.click("form[data-act=video_set] button")
    why = walk.say(
        "Γράψε μια διεύθυνση που αρχίζει με https://",
        "Write an address that begins with https://",
    )
    expect(walk.leads.locator("#link-state")).to_have_text(why)
    expect(walk.leads.locator("#video-address-error")).to_have_text(why)
    expect(walk.leads.locator("#video-address")).to_have_value("http://meet.example.org/kalo")
    walk.leads.fill("#video-address", f"https://{HOUSE}/kalo")
    walk.leads.click("form[data-act=video_set] button")
    expect(walk.takes.locator("#head-video")).to_have_text(
        walk.say(f"Βίντεο από {HOUSE}", f"Video from {HOUSE}")
    )
    walk.takes.click("#video-fold > summary")
    expect(walk.takes.locator("#video-means")).to_have_text(
        walk.say(
            f"Προέρχεται από το {HOUSE}, όχι από εμάς. Τίποτα δικό του δεν έχει φορτωθεί: μόλις "
            "το ανοίξεις, μαθαίνει τη διεύθυνση της συσκευής σου στο δίκτυο και μπορεί να βάλει "
            "cookies με τους δικούς του κανόνες. Η αίθουσα λειτουργεί και χωρίς αυτό.",
            f"{HOUSE} serves it, not we. Nothing of it has been loaded: once you open it, they "
            "learn the address of your device and may set cookies by their own rules. The room "
            "works without it too.",
        )
    )
    assert (asked, walk.takes.locator("iframe").count()) == ([[], []], 0)
    walk.takes.get_by_role("button", name=walk.say("Δείξε το εδώ", "Show it here")).click()
    picture = walk.takes.frame_locator(".screen iframe").locator("#there")
    expect(picture).to_have_text("Η εικόνα")
    expect(walk.takes.locator("#write-said")).to_be_attached()  # our panel is beside it
    assert (len(asked[0]), len(asked[1])) == (0, 1)
    walk.takes.get_by_role(
        "button", name=walk.say("Κλείσε το βίντεο", "Put the video away")
    ).click()
    expect(walk.takes.locator("iframe")).to_have_count(0)
    walk.leads.get_by_role(
        "button", name=walk.say("Αφαίρεσε το βίντεο", "Take the video away")
    ).click()
    expect(walk.takes.locator("#video")).to_be_hidden()
