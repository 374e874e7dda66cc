"""A workshop of thirty, from the door to the minutes: three real browsers, the rest real sockets.

Ada leads at a desk, Grace takes part on a phone in Greek, Nikos on another one in English.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kalo.accounts.models import Person
from kalo.events.models import Event
from tests.factories.events import seat
from tests.factories.live import key, lay_guide, log_of
from tests.live.test_in_browser import PHONE, page_of, room, say, state_is
from tests.live.test_polls_together import tab
from tests.live.test_real_sockets import Phone, phone_of

__all__ = ["page_of", "phone_of", "room"]
pytestmark = [pytest.mark.browser, pytest.mark.long]

OTHERS = 27
A_MINUTE = 30_000  # bytes of a session of text
AN_HOUR = 60_000  # all that is done here fills one
ASKS = "Πόσο έτοιμη είναι η ομάδα;"


@dataclass
class Workshop:
    """Everybody who is in."""

    event: Event
    ada: Page
    grace: Page
    nikos: Page
    others: list[Phone]

    @property
    def pages(self) -> tuple[Page, Page, Page]:
        return self.ada, self.grace, self.nikos

    def all_act(self, kind: str, said: Callable[[int], dict[str, Any]], many: int = OTHERS) -> None:
        """So many of the others do this at once; each is answered."""
        with ThreadPoolExecutor(max_workers=many) as crowd:
            asked = [
                crowd.submit(phone.ask, "act", kind=kind, once=key(), **said(number))
                for number, phone in enumerate(self.others[:many])
            ]
            assert [each.result() for each in asked if "seq" not in each.result()] == []


@pytest.fixture
def workshop(
    page_of: Any, phone_of: Any, room: Event, server: str, ada: Person, grace: Person,
    make_person: Any,
) -> Workshop:  # fmt: skip
    lay_guide(room, 10, 20)
    nikos = make_person("Nikos Papas")
    others = [
        make_person(f"Person {chr(97 + number // 26)}{chr(97 + number % 26)}")
        for number in range(OTHERS)
    ]
    for person in (nikos, *others):
        seat(room, person)
    pages = page_of(ada), page_of(grace, PHONE), page_of(nikos, PHONE)
    pages[2].goto(f"{server}/en/live/{room.id}/")
    phones = [phone_of(person, room) for person in others]
    with ThreadPoolExecutor(max_workers=OTHERS) as crowd:
        list(crowd.map(lambda phone: phone.connect().join(), phones))
    return Workshop(room, *pages, phones)


class Meter:
    """What passes over a page's line, as it travels; HTTP counts as well."""

    def __init__(self, page: Page) -> None:
        self.bytes = {"heard": 0, "said": 0, "asked": 0}
        self.parts: dict[str, int] = {}
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.webSocketFrameReceived", lambda news: self._add("heard", news))
        line.on("Network.webSocketFrameSent", lambda news: self._add("said", news))
        line.on("Network.loadingFinished", self._asked)

    def _add(self, way: str, news: Any) -> None:
        self.bytes[way] += 8 + len(news["response"]["payloadData"].encode())

    def done(self, part: str) -> None:
        """This part of the workshop is over: what it took."""
        self.parts[part] = sum(self.bytes.values()) - sum(self.parts.values())

    def _asked(self, news: Any) -> None:
        self.bytes["asked"] += 400 + int(news["encodedDataLength"])  # and what the browser says


def test_a_workshop_of_thirty_with_poll_questions_hands_and_minutes(
    workshop: Workshop, tmp_path: Path
) -> None:
    everybody_is_in(workshop)
    meter = Meter(workshop.grace)
    for part in (
        the_guide_begins,
        a_poll_before,
        the_talk,
        questions_and_votes,
        the_fair_queue,
        the_same_poll_after,
    ):
        part(workshop)
        meter.done(part.__name__)
    # A step begins, twelve lines, two questions and eighteen votes for them, two turns of four
    # hands: far more than thirty people do in a minute.
    lively = ("the_guide_begins", "the_talk", "questions_and_votes", "the_fair_queue")
    a_minute, all_of_it = sum(meter.parts[part] for part in lively), sum(meter.parts.values())
    print(f"{a_minute / 1000:.1f} KB in a lively minute, {all_of_it / 1000:.1f} KB in all")
    assert a_minute < A_MINUTE, meter.parts
    assert all_of_it < AN_HOUR, meter.parts
    it_ends(workshop)
    minutes(workshop, tmp_path)


def everybody_is_in(workshop: Workshop) -> None:
    for page in workshop.pages:
        state_is(page, "live")
    words = ("30 άτομα εδώ", "30 άτομα εδώ", "30 people here")
    for page, said in zip(workshop.pages, words, strict=True):
        expect(page.locator("#present-words")).to_have_text(said)


def the_guide_begins(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    ada.locator("#stage [data-act=guide_laid] button").click()
    ada.locator("#stage [data-act=step_begun] button").click()
    expect(grace.locator("#stage h2")).to_have_text("Βήμα 1;")
    expect(nikos.locator("#stage h2")).to_have_text("Step 1?")
    for page in workshop.pages:
        expect(page.locator("#stage .clock")).to_have_text(re.compile(r"^(10:00|09:\d\d)$"))


def a_poll_before(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    ada.click("#make-poll > summary")
    ada.fill("#poll-text", ASKS)
    ada.select_option("#poll-sort", "scale")
    ada.locator("#make-poll [name=hidden]").check()
    ada.click("#make-poll button[name=at_once]")
    answer(workshop, others=lambda number: 1 + number % 3, own=2)
    for page in (grace, nikos):
        expect(page.locator(".results")).to_have_count(0)  # hidden until it closes
    ada.locator(".poll button", has_text="Να κλείσει").click()
    expect(grace.locator(".tally")).to_contain_text("29 απαντήσεις")
    expect(nikos.locator(".tally")).to_contain_text("Mean 2.0")


def answer(workshop: Workshop, others: Callable[[int], int], own: int) -> None:
    """Everybody but Ada answers the poll that is open."""
    _ada, grace, nikos = workshop.pages
    for page in (grace, nikos):
        tab(page, "polls")
        page.locator(".poll.open .ballot").get_by_label(str(own), exact=True).check()
    poll = int(grace.locator(".poll.open").get_attribute("data-seq") or 0)
    workshop.all_act("poll_answered", lambda number: {"about": poll, "number": others(number)})
    for page in (grace, nikos):
        page.locator(".poll.open .ballot .button").click()
        expect(page.locator(".poll.open .ballot .sent")).to_be_visible()
    expect(workshop.ada.locator(".poll.open .tally")).to_contain_text("29 απαντήσεις")


def the_talk(workshop: Workshop) -> None:
    for page in (workshop.grace, workshop.nikos):
        tab(page, "talk")
    say(workshop.grace, "Να το γράψουμε <b>τώρα</b>")
    expect(workshop.ada.locator("#lines li .words")).to_have_text("Να το γράψουμε <b>τώρα</b>")
    workshop.all_act("said", lambda number: {"text": f"Συμφωνώ, {number}"}, 10)
    say(workshop.nikos, "Me too")
    for page in workshop.pages:
        expect(page.locator("#lines li .words").last).to_have_text("Me too")
    lines = [words for _seq, kind, _about, words in log_of(workshop.event) if kind == "said"]
    assert len(lines) == 12
    for page in workshop.pages:
        expect(page.locator("#lines li .words")).to_have_text(lines)


def questions_and_votes(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    for page, text in ((grace, "Ποιος υπογράφει;"), (nikos, "When is the deadline?")):
        tab(page, "questions")
        page.fill("#write-asked", text)
        page.click("form[data-act=asked] button:not([type=button])")
        expect(ada.locator("#questions .words", has_text=text)).to_be_visible()
    seqs = {words: seq for seq, kind, _a, words in log_of(workshop.event) if kind == "asked"}
    workshop.all_act("voted", lambda _number: {"about": seqs["When is the deadline?"]}, 12)
    workshop.all_act("voted", lambda _number: {"about": seqs["Ποιος υπογράφει;"]}, 5)
    nikos.locator(f"#votes-{seqs['Ποιος υπογράφει;']} button").click()
    for page in workshop.pages:
        page.mouse.move(0, 0)
        expect(page.locator("#questions .votes span")).to_have_text(["12", "6"])
    ada.locator(
        f"#question-{seqs['When is the deadline?']} [data-act=answered] button"
    ).first.click()
    expect(nikos.locator("#questions .question.answered .words")).to_have_text(
        "When is the deadline?"
    )


def the_fair_queue(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    for page in (nikos, grace):
        tab(page, "hands")
    nikos.click(".asks [value=word]")
    expect(nikos.locator(".own-place")).to_have_text("You are next.")
    grace.click(".asks [value=word]")
    expect(grace.locator(".own-place")).to_have_text("Είσαι στη θέση 2 από 2.")
    ada.locator("#hands .give").first.click()
    expect(nikos.locator("#live-alert")).to_have_text("You have the floor.")
    nikos.click(".end-turn button")
    expect(ada.locator("#floor")).to_be_hidden()
    nikos.click(".asks [value=word]")  # whoever has spoken waits behind whoever has not
    expect(nikos.locator("#hands > li.own .why")).to_have_text("you have spoken 1 time")
    workshop.all_act("hand_raised", lambda _number: {"wants": "word"}, 1)
    expect(ada.locator("#hands > li b")).to_have_text(["Grace", "Person aa", "Nikos Papas"])
    ada.locator("#hands .give").first.click()
    expect(grace.locator("#live-alert")).to_have_text("Έχεις τον λόγο.")
    grace.click(".end-turn button")
    expect(ada.locator("#floor")).to_be_hidden()


def the_same_poll_after(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    ada.locator("#stage .onward").click()
    expect(nikos.locator("#stage h2")).to_have_text("Step 2?")
    ada.locator(".poll button", has_text="Ρώτησε ξανά").click()
    answer(workshop, others=lambda number: 3 + number % 3, own=4)
    ada.locator(".poll.open button", has_text="Να κλείσει").click()
    expect(nikos.locator(".poll").first).to_contain_text("Mean 4.0 (before: 2.0)")
    expect(grace.locator(".poll").first.locator("thead th")).to_have_text(
        ["Επιλογή", "Πριν", "Τώρα"]
    )


def it_ends(workshop: Workshop) -> None:
    ada, grace, nikos = workshop.pages
    ada.fill("#write-decided", "Συναντιόμαστε την Τρίτη")
    ada.click("form[data-act=decided] button")
    expect(ada.locator("#decisions li")).to_have_count(1)
    ada.click("#leading summary")
    ada.click("#leading [data-act=closed] button")
    expect(grace.locator("#live-alert")).to_have_text("Η συνάντηση τελείωσε.")
    expect(nikos.locator("#live-alert")).to_have_text("The session has ended.")
    numbers = [seq for seq, *_rest in log_of(workshop.event)]
    assert numbers == list(range(1, len(numbers) + 1))


def minutes(workshop: Workshop, folder: Path) -> None:
    page = workshop.ada
    page.goto(f"{page.url.split('#')[0]}minutes")
    taken = {kind: download(page, kind, folder) for kind in ("DOCX", "PDF", "CSV", "JSON")}
    document = Document(io.BytesIO(taken["DOCX"]))
    cells = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    words = "\n".join(each.text for each in document.paragraphs)
    pages = "".join(each.extract_text() for each in PdfReader(io.BytesIO(taken["PDF"])).pages)
    rows = list(csv.reader(io.StringIO(taken["CSV"].decode("utf-8-sig"))))
    told = json.dumps(json.loads(taken["JSON"]), ensure_ascii=False)
    for text in (ASKS, "Συναντιόμαστε την Τρίτη", "When is the deadline?", "Ποιος υπογράφει;"):
        assert text in words
        assert text in told
        assert any(text in cell for row in rows for cell in row)
        assert "".join(text.split()) in "".join(pages.split())
    assert "30 άτομα ήταν εκεί." in words
    assert [len(table) for table in cells] == [6, 6]  # the five places of the scale, twice


def download(page: Page, kind: str, folder: Path) -> bytes:
    with page.expect_download() as waits:
        page.get_by_role("button", name=kind, exact=True).click()
    waits.value.save_as(folder / kind)
    return (folder / kind).read_bytes()
