"""The poster, the drawing and the report hold all that was entered, Greek included."""

import io
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from docx import Document
from flask import Flask
from pypdf import PdfReader

from kalo.kit.reports import written
from kalo.toolbox.tools.canvas import wall
from kalo.toolbox.tools.canvas.drawing import drawing, wrapped
from kalo.toolbox.tools.canvas.example import example
from kalo.toolbox.tools.canvas.poster import poster
from kalo.toolbox.tools.canvas.result import result
from kalo.toolbox.tools.canvas.tool import TOOL
from tests.conforming import faults_of

A3 = (1190.55, 841.89)


@pytest.fixture(autouse=True)
def _in_greek(app: Flask) -> Any:
    with app.test_request_context("/"):
        yield


def words_of(answers: dict[str, Any]) -> list[str]:
    """Everything that a person typed."""
    tests = [each[name] for each in answers["tests"] for name in ("claim", "how", "learned")]
    notes = [note["text"] for note in answers["notes"]]
    return [said for said in (answers["name"], answers["idea"], *notes, *tests) if said]


def squeezed(text: str) -> str:
    return "".join(text.split())


def missing(text: str, answers: dict[str, Any]) -> list[str]:
    inside = squeezed(text)
    return [said for said in words_of(answers) if squeezed(said) not in inside]


def pdf_words(paper: bytes) -> tuple[PdfReader, str]:
    assert faults_of(paper) == []
    read = PdfReader(io.BytesIO(paper))
    return read, "\n".join(page.extract_text() for page in read.pages)


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_example_says_that_it_is_one_and_could_be_kept(language: str) -> None:
    answers = example(language)
    assert answers["name"].startswith({"el": "Παράδειγμα", "en": "Example"}[language])
    assert {name: field.read(answers[name]) for name, field in TOOL.fields.items()} == answers
    assert all(wall.by_block(answers).values())


def test_the_poster_is_an_a3_across_that_can_be_read_aloud() -> None:
    answers = example("el")
    read, text = pdf_words(poster(answers, "el", ""))
    assert tuple(round(float(side), 2) for side in read.pages[0].mediabox[2:]) == A3
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "el"
    assert missing(text, answers) == []
    assert len(read.pages) == 2


def test_a_poster_of_many_notes_goes_on_overleaf_and_loses_none() -> None:
    answers = example("en")
    answers, _left = wall.add(answers, "costs", [f"cost number {n}" for n in range(150)])
    answers, _left = wall.add(answers, "surplus", ["Ω" * 500])
    read, text = pdf_words(poster(answers, "en", "A name"))
    assert missing(text, answers | {"name": ""}) == []
    assert len(read.pages) >= 3


def test_the_drawing_is_svg_with_all_words_and_none_of_them_is_markup() -> None:
    answers = example("el")
    answers, _left = wall.add(answers, "costs", ['<script>alert("1")</script>', "a\x00b & c"])
    answers["idea"] = ""
    drawn = ET.fromstring(drawing(answers, "el", ""))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    tags = {each.tag.split("}")[1] for each in drawn.iter()}
    assert tags == {"svg", "title", "desc", "rect", "g", "text"}
    said = "".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("}text"))
    answers["notes"][-1]["text"] = "ab & c"
    assert missing(said, answers) == []
    assert drawn.get("height") == "297mm"


def test_a_drawing_grows_with_its_notes() -> None:
    answers, _left = wall.add({}, "costs", [str(number) for number in range(500)])
    drawn = ET.fromstring(drawing(answers, "en", ""))
    assert float(drawn.get("height", "")[:-2]) > 3_000


def test_lines_are_no_wider_than_there_is_room() -> None:
    assert wrapped("aaaa bbbb cccc", 100, 15) == ["aaaa bbbb", "cccc"]
    assert wrapped("x" * 25, 100, 15) == ["x" * 11, "x" * 11, "xxx"]
    assert wrapped("a\n\nb", 100, 15) == ["a", "", "b"]


def test_the_document_holds_all_that_was_entered() -> None:
    answers = example("el")
    document = Document(io.BytesIO(written(result(answers, "el"), "docx", answers)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(each.text for each in document.paragraphs), *cells])
    assert missing(said, answers) == []
    assert "δεν αποτελούν νομική συμβουλή" in said


def test_of_nothing_there_is_a_report_too() -> None:
    assert result({}, "en").title
    assert poster({}, "en", "").startswith(b"%PDF")
    assert ET.fromstring(drawing({}, "en", "")).get("height") == "297mm"
