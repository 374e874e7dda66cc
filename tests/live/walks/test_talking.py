"""The talk: replies, signs, words that wait for a yes, a slow pace, words to the team."""

import re

import pytest
from playwright.sync_api import expect

from tests.live.walks.conftest import Walk, at, write

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]


def test_replies_and_signs_stand_with_what_they_are_about(walk: Walk) -> None:
    walk.enter()
    write(walk.takes, "said", "Πού είναι το καταστατικό;")
    line = walk.leads.locator("#lines > li")
    line.locator(".line-more").click()
    walk.leads.get_by_role("button", name=walk.say("Συμφωνώ", "I agree")).click()
    sign = walk.takes.locator("#lines .set-sign")
    expect(sign).to_have_text(walk.say("1 Συμφωνώ", "1 I agree"))
    sign.click()
    expect(walk.leads.locator("#lines .set-sign")).to_have_text(walk.say("2 Συμφωνώ", "2 I agree"))
    line.locator(".line-more").click()
    walk.leads.locator("[data-reply]").click()
    expect(walk.leads.locator("#write-said")).to_be_focused()
    write(walk.leads, "said", "Στη Βιβλιοθήκη")
    expect(walk.takes.locator("#lines .reply-to")).to_have_text("Νίκος Πού είναι το καταστατικό;")
    expect(walk.leads.locator("#replying")).to_be_hidden()
    expect(walk.takes.locator("#lines > li").last.locator(".lead")).to_have_text(
        walk.say("συντονίζει", "leads")
    )


def test_the_team_looks_first_slows_the_talk_and_answers_in_private(walk: Walk) -> None:
    walk.enter()
    team = at(walk.leads, "team")
    team.locator("[name=before]").check()
    team.locator("#talkways button").click()
    expect(walk.takes.locator("#talkset")).to_have_text(
        walk.say(
            "Τα μηνύματα εμφανίζονται αφού τα δει η ομάδα.",
            "Messages appear once the team has looked at them.",
        )
    )
    for text in ("Ας δούμε <i>αυτό</i>", "Και αυτό"):
        write(walk.takes, "said", text)
        expect(team.locator("#held")).to_contain_text(text)
    expect(walk.takes.locator("#own-lines .from").first).to_have_text(
        walk.say("περιμένει να το δει η ομάδα", "waits until the team has looked at it")
    )
    held = team.locator("#held > li")
    held.filter(has_text="Και").locator("[data-act=let_through] button").click()
    expect(walk.takes.locator("#lines .words")).to_have_text(["Και αυτό"])
    held.locator("[name=why]").fill("Λείπει η πηγή")
    held.locator("[data-act=sent_back] button").click()
    expect(walk.takes.locator("#own-lines .wrong")).to_have_text(
        walk.say(
            "Η ομάδα σου το επέστρεψε. Λείπει η πηγή",
            "The team gave this back to you. Λείπει η πηγή",
        )
    )
    walk.takes.get_by_text(
        walk.say("Διόρθωσε και ξαναστείλε", "Change it and send it again")
    ).click()
    expect(walk.takes.locator("#write-said")).to_have_value("Ας δούμε <i>αυτό</i>")
    slowly(walk)
    in_private(walk)


def slowly(walk: Walk) -> None:
    team = at(walk.leads, "team")
    team.locator("[name=before]").uncheck()
    team.locator("#slow").select_option("60")
    team.locator("#talkways button").click()
    expect(walk.takes.locator("#talkset")).to_have_text(
        walk.say(
            "Γράφουμε αργά: ένα μήνυμα κάθε 60 δευτερόλεπτα.",
            "It goes slowly: one message in 60 seconds.",
        )
    )
    write(walk.takes, "said", "Αμέσως")
    expect(walk.takes.locator("#outbox .wrong")).to_have_text(
        re.compile(
            walk.say(
                r"Εδώ γράφουμε αργά: μπορείς να ξαναγράψεις σε \d+ δευτερόλεπτα\.",
                r"It goes slowly here: you can write again in \d+ seconds\.",
            )
        ),
        use_inner_text=True,
    )
    expect(walk.takes.locator("#outbox .words")).to_have_text("Αμέσως")  # it is not lost
    expect(walk.leads.locator("#lines .words")).to_have_text(["Και αυτό"])


def in_private(walk: Walk) -> None:
    walk.takes.click("#private > summary")
    write(walk.takes, "told_team", "Δεν ακούω καλά")
    thread = at(walk.leads, "team").locator("#threads > li")
    expect(thread.locator(".words")).to_have_text("Δεν ακούω καλά")
    write(walk.leads, "team_answered", "Το κοιτάμε")
    expect(walk.takes.locator("#own-words .words")).to_have_text(["Δεν ακούω καλά", "Το κοιτάμε"])
    expect(walk.takes.locator("#own-words b")).to_have_text(
        ["Εσύ", "Η ομάδα"] if walk.language == "el" else ["You", "The team"]
    )
    expect(walk.leads.locator("#lines")).not_to_contain_text("Δεν ακούω")


def test_a_line_is_hidden_with_a_reason_somebody_is_muted_and_a_line_is_reported(
    walk: Walk,
) -> None:
    walk.enter()
    for text in ("Μένει", "Φεύγει"):
        write(walk.takes, "said", text)
    line = walk.leads.locator("#lines > li", has_text="Φεύγει")
    line.locator(".line-more").click()
    walk.leads.fill("#why-hidden", "Ξένο θέμα")
    walk.leads.click("#line-deeds [data-act=hidden] button")
    expect(walk.takes.locator("#lines .words")).to_have_text(["Μένει"])
    expect(walk.takes.locator("#own-lines .wrong")).to_have_text(
        walk.say(
            "Η ομάδα το αφαίρεσε από τη συζήτηση. Ξένο θέμα",
            "The team took this off the page. Ξένο θέμα",
        )
    )
    walk.leads.locator("#lines > li", has_text="Μένει").locator(".line-more").click()
    walk.leads.fill("#why-muted", "Πολλά μηνύματα")
    walk.leads.click("#line-deeds [data-act=muted] button")
    expect(walk.takes.locator("#muted")).to_have_text(
        walk.say(
            "Η ομάδα σου ζητά να μη γράφεις εδώ προς το παρόν. Πολλά μηνύματα",
            "The team asks you not to write here for now. Πολλά μηνύματα",
        )
    )
    expect(walk.takes.locator("#write-said")).to_be_hidden()
    at(walk.leads, "team").locator("#mutes button").click()
    at(walk.takes, "talk")
    expect(walk.takes.locator("#write-said")).to_be_visible()
    at(walk.leads, "talk")
    write(walk.leads, "said", "Πληγώνει")
    walk.takes.locator("#lines > li", has_text="Πληγώνει").locator(".line-more").click()
    walk.takes.locator("#line-deeds [data-report]").click()
    expect(walk.takes.locator("main")).to_contain_text("Πληγώνει")  # to the desk of the house
    expect(walk.takes.locator("main form")).to_be_visible()
