"""Every letter, opened as a mail program would: whole on a phone, readable in both themes."""

import re
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from kalo.accounts.models import Person
from kalo.events.models import Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter, write_letter
from kalo.notifications.actions.writing import write_about, write_gathered
from kalo.notifications.models import DAILY, WEEKLY, Notification
from kalo.notifications.subjects import what_moves
from tests.factories.events import make_event
from tests.factories.forum import answer, shelf, talk
from tests.journeys.conftest import AXE, DESKTOP, PHONE
from tests.services import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("letters")]

LONG = "Κοινή αποθήκη τροφίμων για τους επτά δήμους: γράφουμε την πρόταση"
SAID = f"Πρώτα το χαρτί.\n\n- ένα\n- δύο\n\nhttps://example.org/{'a' * 90} και <b>τέλος</b>"
AT = "http://localhost/accounts/link/" + "x" * 60
FACTS = {
    **{"name": "Ada", "email": "ada@example.org", "hours": 2, "title": LONG, "way": "Δες το"},
    **{"link": AT, "sign_in": AT, "sign_up": AT, "reset": AT, "page": AT, "file": AT},
    **{"subscribe": AT, "said": [SAID, "Και τέλος."]},
}
# What letters about a gathering say besides.
AROUND: dict[str, Any] = {
    **{"own": AT, "coming": AT, "ticket": AT, "certificate": AT, "stop": AT},
    **{"asks": True, "first": False, "fresh": True, "given": True, "position": 3, "more": 2},
    **{
        "lines": [LONG, "Διάλειμμα"],
        "where": "Δημαρχείο",
        "differing": [("time", "18:00", "19:00")],
    },
}
STAFF = {"subject": LONG, "text": SAID, "letter": "<p>Πρώτα το χαρτί.</p>"}
NEWS = {"notifications/letters/about", "notifications/letters/gathered"}
BROKEN = """async () => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa',
    'best-practice']});
  return found.violations.map((each) => each.id + ' ' + each.nodes[0].target);
}"""


def frames() -> list[str]:
    """The letters that the rooms write, by the name of their templates."""
    found = ROOT.glob("kalo/*/templates/*/letters/*_html.html")
    return sorted(str(path).split("/templates/")[1].removesuffix("_html.html") for path in found)


@pytest.fixture
def reader(app: Flask, ada: Person, grace: Person, work: Any) -> Person:
    """Ada, to whom three answered and for whom something else moves."""
    category = shelf()
    topic = talk(category, ada, LONG)
    work()
    for words in (SAID, "Δεύτερο", "Τρίτο, @ada"):
        answer(topic, grace, words)
    talk(category, grace, "Κάτι άλλο", replies=2)
    work()
    return ada


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def news_letters(reader: Person) -> dict[str, Letter | None]:
    """What is written about news: at once, daily, weekly with and without what waits."""
    person = db.session.merge(reader)
    news = db.session.query(Notification).filter_by(person_id=person.id).all()
    moving = what_moves(person, clock.now() - timedelta(days=7), 5)
    return {
        "at once": write_about(person, news[0]),
        "daily": write_gathered(person, DAILY, news, []),
        "weekly": write_gathered(person, WEEKLY, news, moving),
        "only what moves": write_gathered(person, WEEKLY, [], moving),
    }


def other_letters(language: str) -> dict[str, Letter]:
    event = make_event(reason="Αρρώστησε η εισηγήτρια.")
    seat = Registration(
        guest_name="Ada", state="seat", words="Θέλω", answer="Όχι τώρα", offer_ends_at=clock.now()
    )
    facts: dict[str, Any] = {**FACTS, **AROUND, "event": event, "registration": seat}
    facts |= {"now": clock.now(), "papers": [event]}
    kept = SimpleNamespace(title_el=LONG, title_en=LONG, name_el=LONG, name_en=LONG)
    someone = SimpleNamespace(name="Ada")
    facts |= {"organisation": kept, "about": someone, "by": someone, "ends_at": clock.now()}
    names = [name for name in frames() if name not in NEWS]
    own = {"events/letters/mailing": {"said": STAFF}}
    return {
        name: write_letter("ada@example.org", name, language, **(facts | own.get(name, {})))
        for name in names
    }


@pytest.mark.parametrize(
    ("language", "views"),
    [
        pytest.param("el", [(PHONE, "light"), (DESKTOP, "dark")], id="greek"),
        pytest.param("en", [(PHONE, "dark")], id="english", marks=pytest.mark.long),
    ],
)
def test_every_letter_reads_well_on_a_phone_and_at_a_desk(
    reader: Person, sheet: Page, language: str, views: list[Any]
) -> None:
    with transaction():
        db.session.merge(reader).language = language
    with transaction():
        letters = {**news_letters(reader), **other_letters(language)}
    wrong: list[str] = []
    for name, letter in letters.items():
        assert letter is not None, name
        wrong += [f"{name}: {fault}" for fault in faults_of(letter)]
        for size, scheme in views:
            wrong += [f"{name} {scheme}: {each}" for each in seen(sheet, letter, size, scheme)]
    assert wrong == []
    assert len(letters) == len(frames()) + 2  # the gathered one in three ways


def seen(sheet: Page, letter: Letter, size: Any, scheme: Any) -> list[str]:
    """What the eye and axe find wrong."""
    sheet.set_viewport_size(size)
    sheet.emulate_media(color_scheme=scheme)
    sheet.set_content(letter.html)
    sheet.evaluate(AXE.read_text())
    found: list[str] = sheet.evaluate(BROKEN)
    wide = sheet.evaluate("document.documentElement.scrollWidth - innerWidth")
    buttons = [each.bounding_box() for each in sheet.locator("a.button").all()]
    small = any(box is None or box["height"] < 44 for box in buttons)
    return found + (["scrolls sideways"] if wide > 0 else []) + (["button"] if small else [])


def faults_of(letter: Letter) -> list[str]:
    """What is wrong with the words themselves."""
    head = dict(letter.headers)
    return [
        fault
        for fault, holds in {
            "fetches something": re.search(r"<(img|link|script)|url\(", letter.html),
            "more buttons than one": letter.html.count('class="button"') > 1,
            "no way out": head and f'href="{head["List-Unsubscribe"][1:-1]}"' not in letter.html,
            "tags among the words": re.search(r"</?(p|a|h\d|div|blockquote)[ >]", letter.text),
            "gaps": "\n\n\n" in letter.text,
            "words of people as HTML": "<b>τέλος" in letter.html,
        }.items()
        if holds
    ]


def test_the_daily_letter_says_who_and_what_and_how_much_more(reader: Person) -> None:
    with transaction():
        letter = news_letters(reader)["daily"]
        assert letter is not None
    assert letter.subject == f"Η μέρα σου στο e-ΚΑΛΟ: {LONG}"
    head, _line, words = letter.text.partition("\n\n* Grace: ")
    assert head == f"Η μέρα σου στο e-ΚΑΛΟ, {clock.day_words(clock.now())}"
    first = words.split("\n\n")[:4]
    assert first[0] == f"σε αναφέρει στο «{LONG}»"
    assert first[1].startswith("  Grace: Πρώτα το χαρτί. - ένα - δύο https://example.org/aaa")
    assert first[2] == "  και 2 ακόμη"
    assert re.fullmatch(r"  http://localhost/forum/t/\d+-\S+/2", first[3])
    assert "Δες όλα όσα σε περιμένουν:\nhttp://localhost/accounts/news/\n" in words
