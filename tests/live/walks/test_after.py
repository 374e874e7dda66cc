"""What one missed, and what is taken home: minutes as a page and as four kinds of file."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import update

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live.models import Presence
from tests.factories.live import be_here, done
from tests.live.walks.conftest import Walk, at, is_live, write

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("live-walks")]


def away_for_long(walk: Walk) -> None:
    """Nikos was there, and left twenty minutes ago."""
    be_here(walk.nikos, walk.event)
    long_ago = clock.now() - timedelta(minutes=20)
    with transaction():
        theirs = update(Presence).where(Presence.person_id == walk.nikos.id)
        db.session.execute(theirs.values(entered_at=long_ago, last_seen=long_ago, left_at=long_ago))


def test_whoever_comes_late_reads_what_was_settled_and_is_led_there(walk: Walk) -> None:
    away_for_long(walk)
    walk.leads.goto(walk.room)
    is_live(walk.leads)
    at(walk.leads, "questions")
    write(walk.leads, "asked", "Πότε τα λέμε ξανά;")
    asked = walk.leads.locator("#questions > .question")
    asked.locator(".answering > summary").click()
    asked.locator("textarea").fill("Τον Μάρτιο.")
    asked.locator("[data-act=answered] .button").first.click()
    expect(asked.locator(".written")).to_be_visible()
    at(walk.leads, "minutes")
    write(walk.leads, "decided", "Συναντιόμαστε την Τρίτη")
    expect(walk.leads.locator("#decisions li")).to_have_count(1)
    at(walk.leads, "talk")
    write(walk.leads, "said", "Καλησπέρα")
    expect(walk.leads.locator("#lines li")).to_have_count(1)
    walk.takes.goto(walk.room)
    is_live(walk.takes)
    expect(walk.takes.locator("#head-missed")).to_contain_text(
        walk.say("Τι έχασες", "What you missed")
    )
    walk.takes.click("#missed-words > summary")
    missed = walk.takes.locator("#missed-words li")
    expect(missed).to_have_text(
        [
            walk.say("Αποφάσεις Συναντιόμαστε την Τρίτη", "Decisions Συναντιόμαστε την Τρίτη"),
            walk.say(
                "Ερωτήσεις Πότε τα λέμε ξανά; → Τον Μάρτιο.",
                "Questions Πότε τα λέμε ξανά; → Τον Μάρτιο.",
            ),
        ]
    )
    expect(walk.takes.locator("#missed-words p.soft")).to_have_text(
        walk.say("1 μήνυμα", "1 message")
    )
    missed.get_by_text("Πότε τα λέμε ξανά;").click()
    expect(walk.takes.locator("#questions > .question")).to_be_in_viewport()


def test_minutes_are_taken_home_in_four_kinds_and_given_to_those_who_took_part(
    walk: Walk, tmp_path: Path
) -> None:
    asks = {"sort": "single", "options": "Τρίτη\nΠέμπτη", "at_once": True}
    poll = done("poll_made", walk.maria, walk.event, "Πότε;", **asks)
    done("poll_answered", walk.nikos, walk.event, about=poll, choices=[0])
    walk.enter()
    write(walk.takes, "said", "Το είπα εγώ")
    at(walk.leads, "minutes")
    write(walk.leads, "decided", "Κάθε Τρίτη")
    expect(walk.takes.locator("#decisions .words")).to_have_text("Κάθε Τρίτη")
    walk.leads.click("#leading > summary")
    walk.leads.get_by_role(
        "button", name=walk.say("Τέλος της συνάντησης", "End the session")
    ).click()
    expect(walk.takes.locator("#live-alert")).to_have_text(
        walk.say("Η συνάντηση τελείωσε.", "The session has ended.")
    )
    at(walk.takes, "talk")
    expect(walk.takes.locator("#panel-talk")).to_contain_text(
        walk.say(
            "Η αίθουσα δεν δέχεται πια μηνύματα. Όσα ειπώθηκαν διαβάζονται ακόμη.",
            "The room no longer takes messages. What was said can still be read.",
        )
    )
    at(walk.leads, "minutes").locator("a.button").click()
    expect(walk.leads.locator("h1")).to_have_text(
        walk.say("Πρακτικά και αποτελέσματα", "Minutes and results")
    )
    for way, shown in (("names", True), ("pseudonyms", False), ("none", False)):
        walk.leads.locator(f"[name=names][value={way}]").check()
        walk.leads.locator("[name=messages][type=checkbox]").check()
        shows = walk.leads.get_by_role(
            "button", name=walk.say("Δείξε τα παρακάτω", "Show it below")
        )
        shows.click()
        walk.leads.wait_for_url(f"**names={way}*")
        told = walk.leads.locator("article").inner_text()
        assert (way, "Νίκος" in told) == (way, shown)
        assert ("Κάθε Τρίτη" in told, "Το είπα εγώ" in told) == (True, True)
    files(walk, tmp_path)
    published(walk)


def files(walk: Walk, folder: Path) -> None:
    taken = {kind: download(walk.leads, kind, folder) for kind in ("DOCX", "PDF", "CSV", "JSON")}
    paragraphs = [each.text for each in Document(io.BytesIO(taken["DOCX"])).paragraphs]
    pages = "".join(each.extract_text() for each in PdfReader(io.BytesIO(taken["PDF"])).pages)
    rows = list(csv.reader(io.StringIO(taken["CSV"].decode("utf-8-sig"))))
    told: Any = json.loads(taken["JSON"])
    for words in (
        "\n".join(paragraphs),
        pages,
        "\n".join(cell for row in rows for cell in row),
        json.dumps(told, ensure_ascii=False),
    ):
        flat = "".join(words.split())
        assert "ΚάθεΤρίτη" in flat
        assert "Νίκος" not in flat
    heading = walk.say("Αποφάσεις", "Decisions")
    assert heading in paragraphs
    assert heading in pages


def download(page: Page, kind: str, folder: Path) -> bytes:
    with page.expect_download() as waits:
        page.get_by_role("button", name=kind, exact=True).click()
    waits.value.save_as(folder / kind)
    return (folder / kind).read_bytes()


def published(walk: Walk) -> None:
    walk.leads.click("#publish > summary")
    walk.leads.get_by_role(
        "button", name=walk.say("Δημοσίευσε τα πρακτικά", "Publish the minutes")
    ).click()
    expect(walk.leads.locator("body")).to_contain_text(
        walk.say(
            "Τα πρακτικά μπήκαν στα υλικά της εκδήλωσης.",
            "The minutes stand among the materials of the event.",
        )
    )
    event = walk.url + walk.say("", "/en") + walk.event.path
    walk.takes.goto(event)
    title = walk.say("Πρακτικά της αίθουσας", "Minutes of the room (in Greek)")
    expect(walk.takes.locator("main").get_by_role("link", name=title)).to_be_visible()
