"""The canvas on its page: without scripts, by many hands, with far too many notes."""

import html
import io
import re

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.shown import kinds
from kalo.toolbox.models import Work
from kalo.toolbox.tools.canvas.blocks import BLOCKS
from tests.conftest import Browser

DOOR = "/toolbox/tools/canvas/"
NOTE = re.compile(
    r'name="notes\.([\w-]+)\.block" value="([\w-]+)">'
    r'<input type="hidden" name="notes\.\1\.text" value="([^"]*)">'
    r'<input type="hidden" name="notes\.\1\.tone" value="(\w*)">'
    r'<input type="hidden" name="notes\.\1\.at" value="(\d*)">'
)


def lying(page: str) -> dict[str, list[str]]:
    """The texts of the notes on a page, by block."""
    found: dict[str, list[str]] = {}
    for _key, block, text, _tone, _at in NOTE.findall(page):
        if block:
            found.setdefault(block, []).append(html.unescape(text))
    return found


def fields(page: str) -> dict[str, str]:
    """What the form of a page says of its notes."""
    said = {}
    for key, block, text, tone, at in NOTE.findall(page):
        if block:
            row = {"block": block, "text": html.unescape(text), "tone": tone, "at": at}
            said |= {f"notes.{key}.{name}": value for name, value in row.items()}
    return said


def key_of(said: dict[str, str], text: str) -> str:
    return next(path.split(".")[1] for path, value in said.items() if value == text)


@pytest.mark.parametrize("language", ["el", "en"])
def test_every_block_asks_its_questions(client: Browser, language: str) -> None:
    page = html.unescape(client.get(("" if language == "el" else "/en") + DOOR).text)
    for block in BLOCKS.values():
        for words in (block.title[language], block.asks[language], *block.questions[language]):
            assert words in page
    assert {name for name in BLOCKS if f'name="add.{name}"' in page} == set(BLOCKS)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        *(("id", odd) for odd in ("a.b", "x" * 99, "", "<b>")),
        *(("tone", odd) for odd in ("purple", "seen ", "1" * 99)),
        *(("at", odd) for odd in ("9" * 5_000, "-1", "٣", "1e9")),
        *(("text", odd) for odd in ("\x01\ufffe<b>", "ο" * 9_000)),
    ],
)
def test_a_note_that_comes_back_with_odd_things_in_it_breaks_nothing(
    client: Browser, name: str, odd: str
) -> None:
    gone = {"id": "n1", "block": "costs", "text": "Νοίκι", "tone": "risk", "at": "1024", name: odd}
    sent = {f"gone.{each}": value for each, value in gone.items()} | {"add.costs": "Ρεύμα\x01"}
    page = client.post(DOOR, data={**sent, "press": "back"})
    assert page.status_code == 200
    notes = lying(page.text)["costs"]
    assert "Ρεύμα" in notes
    assert len(notes) == (1 if name == "id" else 2)
    assert "\x01" not in page.text
    sent = {f"notes.n1.{each}": value for each, value in gone.items() if each != "id"}
    assert client.post(DOOR, data={**sent, "press": "remove.n1"}).status_code in (200, 422)


def test_without_scripts_notes_are_added_moved_removed_and_put_back(client: Browser) -> None:
    typed = {"press": "add.costs", "add.costs": "Ενοίκιο\r\nΜισθοί\r\n<b>Ρεύμα</b>"}
    page = client.post(DOOR, data={**typed, "add.revenue": "Συνδρομές"}).text
    assert lying(page) == {
        "costs": ["Ενοίκιο", "Μισθοί", "<b>Ρεύμα</b>"],
        "revenue": ["Συνδρομές"],
    }
    said = fields(page)
    key = key_of(said, "Μισθοί")
    page = client.post(DOOR, data={**said, "press": f"open.{key}"}).text
    assert f'<select name="notes.{key}.block">' in page
    page = client.post(DOOR, data={**said, f"notes.{key}.block": "surplus", "press": "close"}).text
    assert lying(page)["surplus"] == ["Μισθοί"]
    page = client.post(DOOR, data={**said, "press": f"remove.{key}"}).text
    assert lying(page)["costs"] == ["Ενοίκιο", "<b>Ρεύμα</b>"]
    gone = dict(re.findall(r'name="(gone\.\w+)" value="([^"]*)"', page))
    page = client.post(DOOR, data={**fields(page), **gone, "press": "back"}).text
    assert lying(page)["costs"] == ["Ενοίκιο", "Μισθοί", "<b>Ρεύμα</b>"]
    page = client.post(DOOR, data={**said, "press": f"test.{key}"}).text
    assert re.search(r'name="tests\.\w+\.claim"[^>]*>Μισθοί</textarea>', page)


def test_ten_thousand_notes_are_bounded_and_none_is_lost(client: Browser) -> None:
    lines = [f"Σημείωση {number}" for number in range(10_000)]
    page = client.post(DOOR, data={"add.costs": "\n".join(lines)}).text
    kept = lying(page)["costs"]
    assert kept == lines[:2_000]
    box = re.search(r'name="add\.costs"[^>]*>([^<]*)</textarea>', page)
    assert box
    assert box[1].split("\n") == lines[2_000:]
    assert "Το φύλλο γέμισε: 2000 χαρτάκια." in page


def test_words_that_are_refused_stay_where_they_were_typed(client: Browser) -> None:
    said = {"notes.k1.block": "costs", "notes.k1.text": "x" * 501, "notes.k1.at": "5"}
    got = client.post(f"{DOOR}keeping", data=said)
    assert got.status_code == 422
    assert f">{'x' * 501}</textarea>" in got.text


SAID_ONE = {
    "name": "Ο Τροχός",
    "notes.k1.block": "measures",
    "notes.k1.text": "Έξι θέσεις Ψ",
}


@pytest.mark.parametrize("kind", ["poster", "svg", "docx", "json"])
def test_whatever_is_taken_along_holds_what_was_typed(client: Browser, kind: str) -> None:
    got = client.post(f"{DOOR}export/{kind}", data=SAID_ONE)
    assert got.status_code == 200
    words = {
        "poster": lambda: PdfReader(io.BytesIO(got.data)).pages[0].extract_text(),
        "docx": lambda: "\n".join(p.text for p in Document(io.BytesIO(got.data)).paragraphs),
    }.get(kind, got.data.decode if kind in ("svg", "json") else None)
    inside = words()  # type: ignore[misc]
    assert "Ο Τροχός" in inside
    assert "Έξι θέσεις Ψ" in inside


def test_a_file_holds_lines_that_still_lie_in_their_boxes(client: Browser) -> None:
    lying_there = {**SAID_ONE, "add.costs": "Ενοίκιο\nΡεύμα", "add.surplus": "  "}
    got = client.post(f"{DOOR}export/json", data=lying_there)
    notes = [(note["block"], note["text"]) for note in got.json["answers"]["notes"]]
    assert notes == [("measures", "Έξι θέσεις Ψ"), ("costs", "Ενοίκιο"), ("costs", "Ρεύμα")]


def kept(browser: Browser, answers: str) -> str:
    """Keep a canvas; answers its path."""
    got = browser.post(f"{DOOR}works", data={"title": "Ο Τροχός", "answers": answers})
    assert got.status_code == 303, got.text
    return str(got.location).partition("?")[0]


ONE = '{"notes": [{"id": "k1", "block": "costs", "text": "Ενοίκιο", "at": 1024}]}'


def test_notes_of_two_people_come_together_and_the_same_note_shows_both(
    as_ada: Browser, client: Browser
) -> None:
    path = kept(as_ada, ONE)
    made = as_ada.post(f"{path}links", data={"can": "edit", "label": ""}).text
    shared = re.search(r'id="made-link" value="http://localhost(/[^"]+)"', made)
    assert shared
    first = fields(as_ada.get(path).text)
    both = {"_revision": "1", "notes.a1.block": "costs", "notes.a1.text": "της Άντας"}
    assert as_ada.post(path, data={**first, **both, "once": "ada-saves-1"}).status_code == 303
    moved = {**first, "notes.k1.block": "surplus", "notes.k1.at": "7", "_revision": "1"}
    assert client.post(shared[1], data={**moved, "once": "guest-saves-1"}).status_code == 303
    assert lying(as_ada.get(path).text) == {"costs": ["της Άντας"], "surplus": ["Ενοίκιο"]}
    other = {**first, "notes.k1.text": "Νοίκι", "_revision": "1", "once": "guest-saves-2"}
    assert client.post(shared[1], data=other).status_code == 303
    clash = {**first, "notes.k1.text": "Στέγη", "_revision": "1", "once": "ada-saves-2"}
    got = as_ada.post(path, data=clash)
    assert got.status_code == 409
    assert "Νοίκι" in got.text
    assert "Στέγη" in got.text


def test_the_same_save_twice_is_one_version(as_ada: Browser) -> None:
    path = kept(as_ada, ONE)
    typed = {**fields(as_ada.get(path).text), "_revision": "1", "once": "one-save-only"}
    for _turn in range(2):
        as_ada.post(path, data={**typed, "notes.n2.block": "costs", "notes.n2.text": "Νέο"})
    work = db.session.scalar(select(Work))
    assert work is not None
    assert work.revision == 2


def test_an_earlier_version_stands_beside_the_one_of_now(as_ada: Browser) -> None:
    path = kept(as_ada, ONE)
    typed = {**fields(as_ada.get(path).text), "_revision": "1", "once": "second-version"}
    more = {"notes.k1.text": "Στέγη", "notes.n2.block": "revenue", "notes.n2.text": "Συνδρομές"}
    more["name"] = "Κλωστή"
    assert as_ada.post(path, data={**typed, **more}).status_code == 303
    page = as_ada.get(f"{path}history/1").text
    rows = [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
        for cells in re.findall(
            r"<tr data-how.*?<td[^>]*>(.*?)</td><td[^>]*>(.*?)</td><td>(.*?)</td>", page
        )
    ]
    named = [typed.get("name") or "–", "Κλωστή", "Πώς λέγεται η ιδέα σου;"]
    assert rows == [named, ["–", "? Συνδρομές", "νέο"], ["? Ενοίκιο", "? Στέγη", "άλλα λόγια"]]


def test_the_page_costs_the_same_however_full_it_is(
    client: Browser, queries_run: list[str]
) -> None:
    seen = []
    for many in (0, 3, 300):
        typed = {"add.costs": "\n".join(f"Έξοδο {number}" for number in range(many))}
        queries_run.clear()
        assert client.post(DOOR, data=typed).status_code == 200
        seen.append(len(queries_run))
    assert len(set(seen)) == 1, seen


def test_what_the_law_says_of_profits_stands_with_its_source_and_its_day(client: Browser) -> None:
    page = html.unescape(client.get(DOOR).text)
    where = page[page.index('data-block="surplus"') : page.index('name="add.surplus"')]
    for words in ("έως 35%", "Θεσμικό πλαίσιο ΚοινΣΕπ", "22 Νοεμβρίου 2026"):
        assert words in where


def test_only_who_may_see_a_canvas_hears_that_it_moved(
    as_ada: Browser, ada: Person, mallory: Person
) -> None:
    kept(as_ada, ONE)
    work = db.session.scalar(select(Work))
    assert work is not None
    heard = kinds["toolbox-work"]
    assert [heard.number(each, work.id) for each in (ada, mallory, None)] == [work.id, None, None]
    assert heard.states({work.id, 999}) == {work.id: 1}
