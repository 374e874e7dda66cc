"""The finder as a tool: what suits, side by side, the papers, its days, its files."""

import io
import json
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from docx import Document
from flask import Flask
from pypdf import PdfReader

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.reports import Report, Ticks, written
from kalo.toolbox.actions.days import keep_days
from kalo.toolbox.actions.works import Author, keep_work
from kalo.toolbox.fields import Odd
from kalo.toolbox.models import PlannedDay, Work
from kalo.toolbox.tools.funding import TOOL
from kalo.toolbox.tools.funding.plan import Keys
from kalo.toolbox.views.places import filled
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.toolbox.funding.conftest import Lay, offer

AT = "/toolbox/tools/funding/"


def said(language: str = "el", **answers: Any) -> Report:
    return TOOL.result(filled(TOOL, answers), language)


def ticks(report: Report) -> dict[str, bool]:
    """The papers of a report by the first word of each, and whether one has them."""
    block = next(block for block in report.blocks if isinstance(block, Ticks))
    return {what.split(" (")[0]: done for what, done in block.items}


def test_no_answer_is_a_result_too(app: Flask) -> None:
    report = said()
    assert report.more["count"] == 0
    assert "Πιστοποιητικό Μέλους Φορέων Κ.ΑΛ.Ο." in ticks(report)


def test_what_suits_and_what_is_chosen_stand_in_the_result(lay: Lay) -> None:
    lay(offer("small", most=9_000), offer("large", least=30_000), offer("gift", forms=["grant"]))
    report = said(amount=5_000, form=["loan"], chosen=["private/large", "private/small"])
    assert report.more["count"] == 1
    assert [card["name"] for card in report.more["found"]] == ["private/large", "private/small"]
    table = next(t for t in report.tables() if t.header[0] == "Τι")
    assert table.header[1:] == ["Εργαλείο large", "Εργαλείο small"]
    assert report.more["address"] == f"{AT}directory/?form=loan&amount=5000"


def test_a_fourth_one_to_look_at_is_told_at_its_question(client: Browser, lay: Lay) -> None:
    names = ("one", "two", "three", "four")
    lay(*map(offer, names))
    marks = ' aria-invalid="true" aria-describedby="f-chosen-error"'
    told = {}
    for many in (3, 4):
        chosen = [f"private/{name}" for name in names[:many]]
        page = client.post(f"/en{AT}", data={"chosen": chosen}).text
        fields = page.partition('id="f-chosen"')[2]
        told[many] = (fields.startswith(marks), 'id="f-chosen-error"' in fields)
    assert told == {3: (False, False), 4: (True, True)}


@pytest.mark.parametrize(
    ("answers", "there", "missing"),
    [
        ({"form": ["loan"]}, "Ταμειακό πρόγραμμα δώδεκα μηνών", "Δύο ή τρεις δείκτες"),
        ({"form": ["grant"]}, "Δύο ή τρεις δείκτες", "Ταμειακό πρόγραμμα δώδεκα μηνών"),
        ({"stage": "idea"}, "Βιογραφικά της ομάδας", "Καταστατικό"),
        ({"legal": "association"}, "Καταστατικό", "Πιστοποιητικό Μέλους Φορέων Κ.ΑΛ.Ο."),
    ],
)
def test_papers_go_with_the_case(
    app: Flask, answers: dict[str, Any], there: str, missing: str
) -> None:
    papers = ticks(said(**answers))
    assert there in papers
    assert missing not in papers


def test_what_an_entry_needs_is_on_the_list_whatever_the_case(lay: Lay) -> None:
    lay(offer("far", forms=["grant"], needs=["partners"]))
    assert "Συμφωνία εταίρων" not in ticks(said(form=["grant"]))
    assert "Συμφωνία εταίρων" in ticks(said(form=["grant"], chosen=["private/far"]))


@pytest.mark.parametrize(
    "raw", [["a b"], ["../x"], ["a/b/c"], ["<b>"], ["x" * 91], [1], ["a"] * 1 + ["b", "c", "d"]]
)
def test_odd_choices_are_refused(raw: list[Any]) -> None:
    with pytest.raises(Odd):
        Keys(label="", most=3).read(raw)


def test_the_page_gives_back_what_was_typed_and_takes_an_entry_from_its_address(
    client: Browser, lay: Lay
) -> None:
    lay(offer("small", most=9_000))
    page = client.get(f"{AT}?chosen=private/small").text
    assert 'value="private/small" checked' in page
    said_ = {
        "what": "Φούρνος <b>",
        "amount": "9.000",
        "chosen": ["private/small"],
        "have": ["plan"],
    }
    page = client.post(AT, data=said_).text
    assert "Φούρνος &lt;b&gt;" in page
    assert 'value="9000"' in page
    assert 'name="have" value="plan" checked' in page


def test_files_hold_all_that_was_entered(lay: Lay) -> None:
    lay(offer("small", least=3_000, most=9_000))
    answers = {
        "what": "Φούρνος και μισθοί",
        "amount": 5_000,
        "chosen": ["private/small"],
        "have": ["plan"],
        "own": [{"id": "a", "paper": "=1+1 Άδεια χώρου", "ready": True}],
        "hand_in": "2026-12-20",
        "notes": "Ζητάτε εγγύηση μελών;",
    }
    report, whole = said(**answers), filled(TOOL, answers)
    words = ("Φούρνος και μισθοί", "Εργαλείο small", "3.000 € έως 9.000 €", "Άδεια χώρου")
    for text in (_docx(written(report, "docx", whole)), _xlsx(written(report, "xlsx", whole))):
        for word in (*words, "Σχέδιο σε μία σελίδα", "20 Δεκεμβρίου 2026", "Ζητάτε εγγύηση μελών;"):
            assert word in text
    data = json.loads(written(report, "json", whole))
    assert data["answers"]["own"][0]["paper"] == "=1+1 Άδεια χώρου"
    paper = PdfReader(io.BytesIO(written(report, "pdf", whole)))
    assert bool(paper.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert paper.trailer["/Root"]["/Lang"] == "el"  # type: ignore[index]
    text = " ".join("".join(page.extract_text() for page in paper.pages).split())
    for word in (*words, "Ζητάτε εγγύηση μελών;"):
        assert word in text


def _docx(body: bytes) -> str:
    document = Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def _xlsx(body: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    return "\n".join(str(cell.value) for cell in cells)


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_example_says_that_it_is_one_and_holds(app: Flask, language: str) -> None:
    answers = TOOL.example(language)
    assert answers["what"].startswith(("Παράδειγμα:", "Example:"))
    for name, field in TOOL.fields.items():
        assert name not in answers or field.read(answers[name]) == answers[name]


def test_a_kept_plan_has_its_days_and_they_move_with_the_facts(
    lay: Lay, time_: Clock, ada: Any, work: Any
) -> None:
    day = clock.today() + timedelta(days=30)
    lay(offer("small", closes=str(day)))
    with transaction():
        answers = {"hand_in": str(day - timedelta(days=2)), "chosen": ["private/small"]}
        kept = keep_work("funding", "Σχέδιο", answers, Author(ada, ""), "a-key").work
        keep_days(db.session.get_one(Work, kept.id))
    assert _days() == {"hand-in": day - timedelta(days=2), "closes-private-small": day}
    lay(offer("small", closes=str(day + timedelta(days=5))))
    work()
    assert _days()["closes-private-small"] == day + timedelta(days=5)


def _days() -> dict[str, date]:
    return {row.key: row.day for row in db.session.query(PlannedDay) if row.taken_back_at is None}
