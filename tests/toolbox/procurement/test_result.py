"""The file of one procurement, from answers to what is handed out."""

import io
import json
from typing import Any

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from kalo.kit.locales import speaking
from kalo.kit.reports import Notice, Para, Report, Table, Ticks, written
from kalo.toolbox.fields import Answers
from kalo.toolbox.forms.answers import read_data
from kalo.toolbox.tools.procurement import TOOL
from kalo.toolbox.views.drawing import shown
from kalo.toolbox.views.places import Place
from tests.conftest import Browser

HERE = "/toolbox/tools/procurement/"


def report(language: str = "el", **answers: Any) -> Report:
    with speaking(language):
        return TOOL.result(answers, language)


def table(found: Report, caption: str) -> Table:
    return next(each for each in found.tables() if each.caption == caption)


def example(language: str = "el") -> Answers:
    return dict(TOOL.example(language))


def test_nothing_answered_still_gives_a_route_and_every_check(app: Flask) -> None:
    found = report()
    assert found.title == "Μια προμήθεια με κοινωνικά κριτήρια"
    assert found.more["leads_to"] == "clauses"
    routes = table(found, "Όλοι οι δρόμοι, και το γιατί")
    assert [row[1] for row in routes.rows] == [
        "θέλει ερώτηση",
        "θέλει ερώτηση",
        "ανοιχτός",
        "θέλει ερώτηση",
    ]
    ticks = [item for block in found.blocks if isinstance(block, Ticks) for item in block.items]
    assert len(ticks) == 21  # the check of the article has no meaning where nothing is reserved
    assert {done for _words, done in ticks} == {False}


def test_the_example_says_what_it_is_and_leads_to_a_reserved_contract(app: Flask) -> None:
    for language, word in (("el", "Παράδειγμα"), ("en", "Example")):
        answers = example(language)
        said = read_data(TOOL, answers)
        assert said.wrong == {}
        assert {name: said.answers[name] for name in answers} == answers
        found = report(language, **answers)
        assert found.title.startswith(word)
        assert found.more["leads_to"] == "reserved"
        assert (found.more["class"], found.more["threshold"]) == ("below", 216_000)


def test_a_clause_is_filled_with_what_was_answered_and_keeps_a_gap_where_nothing_was(
    app: Flask,
) -> None:
    found = report(clauses=["performance", "training"], share=62.5)
    words = [block.text for block in found.blocks if isinstance(block, Para)]
    assert any("Τουλάχιστον 62,5% των ωρών" in each for each in words)
    assert any("τουλάχιστον … ώρες κατάρτιση" in each for each in words)
    reserved = report(clauses=["reserved"])
    assert not any("Δικαίωμα συμμετοχής" in b.text for b in reserved.blocks if isinstance(b, Para))


def test_what_was_answered_is_told_apart_and_has_its_day_in_words(app: Flask) -> None:
    found = report("en", market=["koispe", "collective"], notice="2027-03-15")
    rows = [tuple(row) for row in table(found, "The contract in short").rows]
    assert rows[1:] == [
        ("Day of the notice", "15 March 2027"),
        (
            "Whom did you find who could answer?",
            "A KoiSPE · A KoinSEp of collective and social benefit, or a worker cooperative",
        ),
    ]


def test_no_secret_is_promised_of_what_stands_in_the_file(as_person: Any) -> None:
    page = as_person(None).post(f"/en{HERE}", data={"drafted": ["price"]}).text
    hint = page.partition('id="f-drafted-hint">')[2].partition("</p>")[0]
    assert hint == (
        "These are the mistakes that bring objections. Tick honestly: what you tick stands in "
        "your file, until it is mended."
    )
    assert page.count("Price is the only criterion") == 2  # asked, and told in the result


def test_what_to_look_at_twice_stands_in_a_frame(app: Flask) -> None:
    found = report(aim="Δουλειά", drafted=["local"])
    warnings = [b.text for b in found.blocks if isinstance(b, Notice) and b.tone == "warning"]
    assert warnings == ["Το «μόνο φορείς από εδώ» είναι απαγορευμένη διάκριση."]


def test_every_file_holds_all_that_was_entered(app: Flask) -> None:
    answers = {
        **example(),
        "title": "Καθαρισμός «Ά» =1+1",
        "note_aim": "=HYPERLINK(1) Ώρα για όλους",
    }
    with speaking("el"):
        found = TOOL.result(answers, "el")
        paper = Document(io.BytesIO(written(found, "docx", answers)))
        book = load_workbook(io.BytesIO(written(found, "xlsx", answers)))
        pdf = written(found, "pdf", answers)
        data = json.loads(written(found, "json", answers))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([p.text for p in paper.paragraphs] + cells)
    for words in (answers["title"], answers["aim"], "Ώρα για όλους", "180.000", "90910000"):
        assert words in text, words
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in values if cell.data_type == "f"] == []
    assert 180_000 in [cell.value for cell in values]
    assert pdf.startswith(b"%PDF-")
    assert data["answers"]["note_aim"] == answers["note_aim"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value", "-1"),
        ("weight", "101"),
        ("notice", "32/13/2026"),
        ("kind", "war"),
        ("cpv", "9" * 40),
    ],
)
def test_a_wrong_answer_is_a_sentence_and_everything_is_given_back(
    as_person: Any, name: str, value: str
) -> None:
    guest: Browser = as_person(None)
    sent = {"title": "Σχολικά γεύματα", "aim": "Ζεστό φαγητό", name: value}
    answer = guest.post(HERE, data=sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Σχολικά γεύματα" in answer.text
    assert "Ζεστό φαγητό" in answer.text


def test_a_guest_sees_the_route_without_an_account_or_a_script(as_person: Any) -> None:
    guest: Browser = as_person(None)
    page = guest.post(HERE, data={"market": ["koispe"], "kind": "social", "value": "90.000"})
    assert page.status_code == 200
    assert (
        "Οι απαντήσεις σου οδηγούν εδώ: Σύμβαση κατ’ αποκλειστικότητα (άρθρο 20 ν. 4412/2016)."
        in page.text
    )
    assert "Μπορεί να απαντήσει ΚοιΣΠΕ (περίπτωση β)." in page.text
    english = guest.get(f"/en{HERE}").text
    assert "Procurement with social criteria" in english


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("value", 58000.0, "58000"), ("weight", 62.5, "62.5"), ("payment", 30, "30")],
)
def test_a_history_says_amounts_as_they_were_typed(name: str, value: float, said: str) -> None:
    assert shown(Place(TOOL), name, value) == said
