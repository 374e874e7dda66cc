"""What a tool hands back, in every format: all of it is there, and none of it is an instruction."""

import io
import json
import re
from datetime import date
from typing import Any

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from kalo.kit.locales import speaking
from kalo.kit.reports import (
    FORMATS,
    Facts,
    Figure,
    Heading,
    Link,
    Linked,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
    written,
)
from kalo.kit.reports.words import cell_words, source_words
from kalo.toolbox.shown import report_blocks
from tests.conforming import faults_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="9" height="9"/></svg>'
)
HOSTILE = '=HYPERLINK("http://x","y") #panic("x") <script>alert(1)</script> {{ 7*7 }} *α*'
NOTE = "Πρώτη γραμμή\nδεύτερη: ᾄδω"
SUMS = Table(
    ["Έξοδο", "Ποσό", "Μερίδιο", "Έτος"],
    [["=1+1", 1234.5, 12.5, 2026], ["@ενοίκιο", 900, None, 2027]],
    "Τα έξοδα",
    ("", "money", "percent", ""),
)
FACT = Stated(
    "Πέντε ιδρυτικά μέλη.", "", "Ν. 4430/2016", "https://example.org/4430", date(2026, 11, 22)
)
LATE = Stated("Ποσό.", source="Παλιό", checked=date(2020, 1, 2), mark="general", expired=True)
BLOCKS = [
    Heading("Αποτέλεσμα"),
    Para(NOTE),
    Para(HOSTILE),
    Points(["ένα", "+δύο"], ordered=True),
    SUMS,
    FACT,
    LATE,
    Figure(SVG, "Μια στήλη", Table(["Άξονας", "Τιμή"], [["Εργασία", 3]], "Άξονες"), "Σχήμα"),
    Notice("Πρόσεχε", "warning"),
    Ticks([("Υπογραφές", True), ("Μητρώο", False)]),
    Link("Τα βήματα", "/toolbox/founding/"),
    Facts("Πού πατά", [Stated("Επτά μέλη.", source="Ν. 2716/1999", checked=date(2026, 11, 22))]),
    Link("Κακή άκρη", "javascript:alert(1)"),
]


def a_report(language: str = "el") -> Report:
    return Report("Η «Γειτονιά»", "Σχέδιο", BLOCKS, date(2026, 11, 29), language)


@pytest.fixture
def made(app: Flask) -> Any:
    """made("pdf") is the file of the report."""

    def _made(kind: str, language: str = "el", **answers: Any) -> bytes:
        with app.test_request_context():
            return written(a_report(language), kind, answers)

    return _made


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def everything_entered() -> list[str]:
    hostile = HOSTILE.split(" ")
    said = ["Πρώτη γραμμή", "δεύτερη: ᾄδω", *hostile, "ένα", "+δύο", "=1+1", "@ενοίκιο"]
    return [*said, "Υπογραφές", "Μητρώο", "Πρόσεχε", "Εργασία", "Σχήμα", "Πού πατά", "Επτά μέλη."]


def test_a_paper_is_tagged_and_holds_all_that_was_entered(made: Any) -> None:
    paper = made("pdf")
    assert faults_of(paper) == []
    pdf = PdfReader(io.BytesIO(paper))
    root: Any = pdf.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("el", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    words = flat(" ".join(page.extract_text() for page in pdf.pages))
    assert [said for said in everything_entered() if said not in words] == []
    assert "1.234,50 €" in words
    assert "Πηγή: Ν. 4430/2016, το είδαμε στις 22 Νοεμβρίου 2026." in words
    assert "Να ελεγχθεί. Πηγή: Παλιό, το είδαμε στις 2 Ιανουαρίου 2020." in words
    links = [a.get_object()["/A"]["/URI"] for page in pdf.pages for a in page.get("/Annots", [])]
    assert links == ["https://example.org/4430", "http://localhost/toolbox/founding/"]


def test_a_document_holds_all_that_was_entered_and_the_drawing(made: Any) -> None:
    document = Document(io.BytesIO(made("docx", "en")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = flat(" ".join([*(p.text for p in document.paragraphs), *cells]))
    assert [said for said in everything_entered() if said not in words] == []
    assert "€1,234.50" in cells
    assert len(document.inline_shapes) == 1
    assert [p.style.name for p in document.paragraphs if p.text == "Αποτέλεσμα"] == ["Heading 1"]


def test_a_spreadsheet_has_a_sheet_for_each_table_and_no_formula(made: Any) -> None:
    book = load_workbook(io.BytesIO(made("xlsx")))
    assert book.sheetnames == ["Το αποτέλεσμα", "Τα έξοδα", "Άξονες"]
    rows = [list(row) for row in book["Τα έξοδα"].iter_rows(values_only=True)]
    assert rows == [list(SUMS.header), *map(list, SUMS.rows)]
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds == {"s", "n"}  # words and numbers
    words = flat(" ".join(str(cell.value) for sheet in book for row in sheet for cell in row))
    assert [said for said in everything_entered() if said not in words] == []


@pytest.mark.parametrize(
    ("language", "look"), [("el", '#,##0.00 "€"'), ("en", '"€"#,##0.00')], ids=["el", "en"]
)
def test_a_spreadsheet_writes_euros_as_its_language_and_has_room_for_long_words(
    made: Any, language: str, look: str
) -> None:
    book = load_workbook(io.BytesIO(made("xlsx", language)))
    assert [row[1].number_format for row in book["Τα έξοδα"].iter_rows(min_row=2)] == [look, look]
    words = book.worksheets[0]
    tall = [words.row_dimensions[row[0].row].height for row in words if row[0].value == HOSTILE]
    assert tall == [30]  # points: two lines of it


def test_cents_stand_in_a_whole_column_of_money_or_in_none(app: Flask) -> None:
    broken = Table(["Έτος", "Ποσό"], [["1", 28500], ["2", 27536.23]], said=("", "money"))
    whole = Table(["Έτος", "Ποσό"], [["1", 28500], ["2", None]], said=("", "money"))
    said = {}
    for language in ("el", "en"):
        with app.test_request_context(), speaking(language):
            said[language] = [
                [cell_words(row[1], table.way(1)).replace("\u00a0", " ") for row in table.rows]
                for table in (broken, whole)
            ]
    assert said == {
        "el": [["28.500,00 €", "27.536,23 €"], ["28.500 €", ""]],
        "en": [["€28,500.00", "€27,536.23"], ["€28,500", ""]],
    }


def test_data_gives_back_the_answers_as_they_were(made: Any) -> None:
    whole = json.loads(made("json", note=NOTE, rows=[{"id": "a", "name": HOSTILE}]))
    assert whole["answers"] == {"note": NOTE, "rows": [{"id": "a", "name": HOSTILE}]}
    assert [block["kind"] for block in whole["report"]] == [block.kind for block in BLOCKS]
    assert whole["report"][4]["rows"][0] == ["=1+1", 1234.5, 12.5, 2026]
    assert whole["report"][5]["checked"] == "2026-11-22"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "Noted on 2 January 2020. Usually quoted; we have not seen it at a source: check."),
        ("Law", "Source: Law, seen on 2 January 2020. Usually quoted: check what the source says."),
    ],
)
def test_what_is_usually_quoted_denies_no_source_that_stands_beside_it(
    app: Flask, source: str, said: str
) -> None:
    fact = Stated("Words.", source=source, checked=date(2020, 1, 2), mark="general")
    with app.test_request_context(base_url="http://localhost/en/", path="/"):
        page = report_blocks(Report("Title", blocks=[fact], language="en"))
        with speaking("en"):
            assert source_words(fact) == said
    line = page.partition('<p class="source">')[2].partition("</p>")[0]
    assert flat(re.sub(r"<[^>]+>", "", line)) == said


def test_each_line_of_a_warning_stands_for_itself_on_a_page(app: Flask) -> None:
    several = Report("Τίτλος", blocks=[Notice("Πρώτα.\nΔεύτερα <b>.", "warning")])
    with app.test_request_context():
        html = report_blocks(several)
    assert re.findall(r"<p>(.*?)</p>", html) == ["Πρώτα.", "Δεύτερα &lt;b&gt;."]


def test_on_a_page_words_are_words_and_facts_have_their_source(app: Flask) -> None:
    with app.test_request_context(base_url="http://localhost/en/", path="/"):
        html = report_blocks(a_report("en"))
    assert "<script>" not in html
    assert "javascript:" not in html
    link = '<a href="https://example.org/4430" rel="noopener external" lang="el">Ν. 4430/2016</a>'
    assert link in html
    assert "seen on 22 November 2026" in html
    assert html.count("To be checked") == 1
    assert 'class="number" data-label="Ποσό:">€1,234.50</td>' in html
    assert '<div role="img" aria-label="Μια στήλη">' in html


def test_a_name_in_a_table_leads_to_its_page_in_every_format_that_people_read(app: Flask) -> None:
    rows = [[Linked("Κήπος", "/network/kipos/"), "ΚοιΣΠΕ"], ["Άλλη", "ΚοινΣΕπ"]]
    blocks = [Table(["Οργάνωση", "Μορφή"], rows), Ticks([("Ένα", True)])]
    named = Report("Αγορά", "", blocks, language="en")
    with app.test_request_context(base_url="http://localhost/en/", path="/"):
        html = report_blocks(named)
        paper = PdfReader(io.BytesIO(written(named, "pdf")))
        document = Document(io.BytesIO(written(named, "docx")))
        book = load_workbook(io.BytesIO(written(named, "xlsx")))
    assert html.count("<a ") == 1
    assert '<th role="rowheader" scope="row"><a href="/en/network/kipos/">Κήπος</a></th>' in html
    [found] = [link.get_object() for page in paper.pages for link in page["/Annots"]]
    assert found["/A"]["/URI"] == "http://localhost/en/network/kipos/"
    [link] = document.tables[0].rows[1].cells[0].paragraphs[0].hyperlinks
    assert (link.text, link.address) == ("Κήπος", "http://localhost/en/network/kipos/")
    assert [cell.value for cell in book.worksheets[1]["A"]] == ["Οργάνωση", "Κήπος", "Άλλη"]
    ticked = [each.style.name for each in document.paragraphs if each.text.startswith("☑")]
    assert ticked == ["List"]  # no bullet before the tick


def test_a_table_right_under_a_heading_of_its_name_does_not_say_it_again(app: Flask) -> None:
    tables = [Table(["Τι", "Πότε"], [[what, "Τρίτη"]], "Οι υπογραφές") for what in ("Ένα", "Δύο")]
    twice = Report("Σχέδιο", "", [Heading("Οι υπογραφές"), *tables])
    with app.test_request_context():
        html = report_blocks(twice)
        paper = PdfReader(io.BytesIO(written(twice, "pdf")))
        document = Document(io.BytesIO(written(twice, "docx")))
    assert (html.count("<caption>"), html.count('aria-label="Οι υπογραφές')) == (1, 2)
    assert " ".join(page.extract_text() for page in paper.pages).count("Οι υπογραφές") == 2
    assert [each.text for each in document.paragraphs].count("Οι υπογραφές") == 2


def test_an_empty_report_is_a_report(app: Flask) -> None:
    with app.test_request_context():
        sizes = {kind: len(written(Report("Κενή"), kind)) for kind in FORMATS}
    assert min(sizes.values()) > 50


def test_odd_tables_are_tables(app: Flask) -> None:
    ragged = Table(["Α", "Β"], [["1"], ["1", "2", "3"], []], "Ίδιο: όνομα/1")
    wide = Table([f"Στήλη {n}" for n in range(11)], [["λέξη"] * 11] * 60, "Ίδιο: όνομα?1")
    report = Report("Πίνακες", "", [ragged, wide, Table([], [])])
    with app.test_request_context():
        for kind in FORMATS:
            assert written(report, kind)
        assert faults_of(written(report, "pdf")) == []
        book = load_workbook(io.BytesIO(written(report, "xlsx")))
    assert len(set(book.sheetnames)) == 4
