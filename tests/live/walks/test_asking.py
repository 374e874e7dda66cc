"""Questions, from the first word to the forum; polls of each sort, hidden, repeated, with a key."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.live.walks.conftest import Walk, at, write

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]


def question(page: Page, text: str) -> Locator:
    return page.locator("#questions > .question", has_text=text)


def test_a_question_is_wanted_made_one_answered_or_goes_on_in_the_forum(walk: Walk) -> None:
    walk.enter()
    for page in (walk.leads, walk.takes):
        at(page, "questions")
    for text in ("Πότε;", "Ποια μέρα;", "Ποιος γράφει;", "Και μετά;", "Ποιος πληρώνει;"):
        write(walk.takes, "asked", text)
        expect(question(walk.leads, text)).to_be_visible()
    walk.takes.locator("#panel-questions [name=veiled]").check()
    write(walk.takes, "asked", "Ποιανού η ευθύνη;")
    hidden = question(walk.leads, "Ποιανού η ευθύνη;")
    expect(hidden.locator(".from b")).not_to_have_text("Νίκος")
    expect(question(walk.leads, "Πότε;").locator(".from b")).to_have_text("Νίκος")
    question(walk.leads, "Ποια μέρα;").locator(".votes").click()
    question(walk.takes, "Ποια μέρα;").locator(".votes").click()
    expect(walk.leads.locator("#questions .words").first).to_have_text("Ποια μέρα;")
    expect(question(walk.takes, "Ποια μέρα;").locator(".votes")).to_have_attribute(
        "aria-label", walk.say("Θέλω να απαντηθεί, 2 ψήφοι", "I want this answered, 2 votes")
    )
    made_one(walk)
    answered(walk)
    goes_on(walk)


def made_one(walk: Walk) -> None:
    question(walk.leads, "Πότε;").locator(".answering > summary").click()
    walk.leads.get_by_role("button", name=walk.say("Είναι διπλή…", "It is a double…")).click()
    walk.leads.locator("#merge-into").select_option(label="Ποια μέρα;")
    walk.leads.get_by_role("button", name=walk.say("Να γίνουν μία", "Make them one")).click()
    expect(question(walk.takes, "Ποια μέρα;").locator(".doubles")).to_have_text(
        walk.say("Ρωτήθηκε και έτσι: Πότε;", "Asked also like this: Πότε;")
    )
    expect(walk.takes.locator("#questions > .question")).to_have_count(5)


def answered(walk: Walk) -> None:
    question(walk.leads, "Ποια μέρα;").get_by_role(
        "button", name=walk.say("Σήμανση ως απαντημένη", "Mark as answered")
    ).click()
    tag = question(walk.takes, "Ποια μέρα;").locator(".tag")
    expect(tag).to_have_text(walk.say("Απαντήθηκε", "Answered"))
    writing = question(walk.leads, "Ποιος γράφει;")
    writing.locator(".answering > summary").click()
    writing.locator("textarea").fill("Η Ελένη.")
    writing.get_by_role(
        "button", name=walk.say("Δώσε αυτή την απάντηση", "Give this answer")
    ).click()
    theirs = question(walk.takes, "Ποιος γράφει;")
    expect(theirs.locator(".tag")).to_have_text(
        walk.say("Απαντήθηκε γραπτά", "Answered in writing")
    )
    expect(theirs.locator(".written")).to_have_text(walk.say("ΑπάντησηΗ Ελένη.", "AnswerΗ Ελένη."))
    later = question(walk.leads, "Και μετά;")
    later.locator(".answering > summary").click()
    later.get_by_role(
        "button", name=walk.say("Θα απαντηθεί αργότερα", "It will be answered later")
    ).click()
    expect(question(walk.takes, "Και μετά;").locator(".tag")).to_have_text(
        walk.say("Θα απαντηθεί αργότερα", "Will be answered later")
    )


def goes_on(walk: Walk) -> None:
    walk.leads.locator("#with-questions").evaluate("fold => { fold.open = true; }")
    walk.leads.get_by_role(
        "button",
        name=walk.say(
            "Οι ανοιχτές ερωτήσεις να πάνε στο φόρουμ", "Offer the open questions to the forum"
        ),
    ).click()
    link = question(walk.takes, "Ποιος πληρώνει;").locator("a.tag")
    expect(link).to_have_text(walk.say("Συνεχίζεται στο φόρουμ", "Goes on in the forum"))
    link.click()  # to the event, where discussions about it stand
    walk.takes.get_by_role("link", name="Ερωτήσεις που έμειναν ανοιχτές").click()
    expect(walk.takes.locator("h1")).to_contain_text("Ερωτήσεις που έμειναν ανοιχτές")
    expect(walk.takes.locator("main")).to_contain_text("Ποιος πληρώνει;")
    expect(walk.takes.locator("main")).to_contain_text("Ποιανού η ευθύνη;")
    expect(walk.takes.locator("main")).not_to_contain_text("Ποιος γράφει;")


def ask(walk: Walk, text: str, sort: str, options: str = "", hidden: bool = False) -> None:
    """Maria asks at once."""
    at(walk.leads, "polls")
    if not walk.leads.locator("#poll-text").is_visible():
        walk.leads.click("#make-poll > summary")
    walk.leads.fill("#poll-text", text)
    walk.leads.select_option("#poll-sort", sort)
    if options:
        walk.leads.fill("#poll-options", options)
    walk.leads.locator("#make-poll [name=hidden]").set_checked(hidden)
    walk.leads.click("#make-poll button[name=at_once]")
    expect(poll(walk.takes, text)).to_be_visible()


def poll(page: Page, text: str) -> Locator:
    return page.locator("#polls > .poll.open, #polls > .poll.closed").filter(has_text=text).first


def send(walk: Walk, there: Locator) -> None:
    """The answer goes, and stands."""
    there.locator(".ballot .button.hued").click()
    expect(there.locator(".ballot .sent")).to_have_text(
        walk.say(
            "Η απάντησή σου μετρά. Μπορείς να την αλλάξεις ώσπου να κλείσει.",
            "Your answer is in. You can change it until this closes.",
        )
    )


def close(walk: Walk, text: str) -> None:
    poll(walk.leads, text).get_by_role("button", name=walk.say("Να κλείσει", "Close it")).click()
    expect(poll(walk.takes, text).locator(".ballot")).to_have_count(0)


def test_polls_are_hidden_until_they_close_and_compared_with_before(walk: Walk) -> None:
    walk.enter()
    at(walk.takes, "polls")
    ask(walk, "Πόσο έτοιμη;", "scale", hidden=True)
    theirs = poll(walk.takes, "Πόσο έτοιμη;")
    theirs.get_by_label("2", exact=True).check()
    send(walk, theirs)
    expect(poll(walk.leads, "Πόσο έτοιμη;").locator(".tally")).to_contain_text(
        walk.say("1 απάντηση", "1 answer")
    )
    for page in (walk.leads, walk.takes):
        expect(poll(page, "Πόσο έτοιμη;").locator(".results")).to_have_count(0)
        expect(poll(page, "Πόσο έτοιμη;").locator(".tally")).to_contain_text(
            walk.say(
                "τα αποτελέσματα φαίνονται όταν κλείσει", "the results are shown when it closes"
            )
        )
    close(walk, "Πόσο έτοιμη;")
    expect(theirs.locator(".tally b")).to_have_text(walk.say("Μέσος όρος 2,0", "Mean 2.0"))
    expect(theirs.locator("[data-value='2'] .yours")).to_be_visible()
    poll(walk.leads, "Πόσο έτοιμη;").get_by_role(
        "button", name=walk.say("Ρώτησε ξανά και σύγκρινε", "Ask again and compare")
    ).click()
    again = walk.takes.locator(".poll.open")
    expect(again.locator(".tag").first).to_contain_text(walk.say("ξανά", "asked again"))
    again.get_by_label("4", exact=True).check()
    send(walk, again)
    close(walk, "Πόσο έτοιμη;")
    now = walk.takes.locator(".poll").first
    expect(now.locator(".tally")).to_contain_text(
        walk.say("Μέσος όρος 4,0 (πριν: 2,0)", "Mean 4.0 (before: 2.0)")
    )
    expect(now.locator("thead th")).to_have_text(
        ["Επιλογή", "Πριν", "Τώρα"] if walk.language == "el" else ["Option", "Before", "Now"]
    )


def test_single_several_ranking_cloud_and_open_text(walk: Walk) -> None:
    walk.enter()
    at(walk.takes, "polls")
    ask(walk, "Πού;", "single", "Εδώ\nΕκεί")
    poll(walk.takes, "Πού;").get_by_label("Εκεί").check()
    send(walk, poll(walk.takes, "Πού;"))
    bars = poll(walk.leads, "Πού;").locator(".results tbody td")  # live, and a table
    expect(bars).to_have_text(["0 (0%)", "1 (100%)"])
    ask(walk, "Με τι;", "several", "Χαρτί\nΨαλίδι\nΠέτρα")
    for label in ("Χαρτί", "Πέτρα"):
        poll(walk.takes, "Με τι;").get_by_label(label).check()
    send(walk, poll(walk.takes, "Με τι;"))
    bars = poll(walk.leads, "Με τι;").locator(".results tbody td")
    expect(bars).to_have_text(["1 (100%)", "0 (0%)", "1 (100%)"])
    ask(walk, "Τι πρώτα;", "ranking", "Χώρος\nΧρήματα\nΧρόνος")
    up = walk.takes.get_by_role("button", name=walk.say("Πιο πάνω: Χρόνος", "Move up: Χρόνος"))
    up.press("Enter")
    expect(walk.takes.locator("#say")).to_have_text(
        walk.say("Χρόνος: θέση 2 από 3", "Χρόνος: place 2 of 3")
    )
    up.press("Enter")
    send(walk, poll(walk.takes, "Τι πρώτα;"))
    ranked = poll(walk.leads, "Τι πρώτα;").locator(".results tbody th .words")
    expect(ranked).to_have_text(["Χρόνος", "Χώρος", "Χρήματα"])
    ask(walk, "Λέξεις;", "cloud")
    poll(walk.takes, "Λέξεις;").locator("[name=text]").fill("συνεταιρισμός, φροντίδα")
    send(walk, poll(walk.takes, "Λέξεις;"))
    at(walk.leads, "polls")
    poll(walk.leads, "Λέξεις;").locator("[name=text]").fill("συνεταιρισμοί")
    send(walk, poll(walk.leads, "Λέξεις;"))
    words = poll(walk.takes, "Λέξεις;").locator(".cloud li")
    expect(words).to_have_count(2)  # one stem, two people
    expect(words.first.locator("small")).to_have_text("2")
    ask(walk, "Με δικά σου λόγια;", "text")
    poll(walk.takes, "Με δικά σου λόγια;").locator("[name=text]").fill("<b>Μαζί</b>")
    send(walk, poll(walk.takes, "Με δικά σου λόγια;"))
    texts = poll(walk.leads, "Με δικά σου λόγια;").locator(".texts .words")
    expect(texts).to_have_text(["<b>Μαζί</b>"])


def test_a_quiz_says_what_is_right_once_it_closes(walk: Walk) -> None:
    walk.enter()
    at(walk.takes, "polls")
    ask(walk, "Ποιος νόμος;", "single", "4019\n*4430")
    quiz = poll(walk.takes, "Ποιος νόμος;")
    expect(quiz.locator(".tag").first).to_contain_text(walk.say("κουίζ", "quiz"))
    quiz.get_by_label("4019").check()
    send(walk, quiz)
    expect(quiz.locator(".results")).to_have_count(0)
    close(walk, "Ποιος νόμος;")
    expect(quiz.locator(".verdict")).to_have_text(
        walk.say(
            "Όχι ακριβώς: η σωστή απάντηση είναι σημειωμένη.",
            "Not quite: the right answer is marked.",
        )
    )
    expect(quiz.locator("tr.right th .words")).to_have_text("4430")
    expect(quiz.locator("tr.right .tag")).to_have_text(walk.say("σωστό", "right"))
