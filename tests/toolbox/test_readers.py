"""Files of all tools as other people's programs read them: nothing that was entered is missing.

Each example, and each with something odd in every place for words.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from kalo.kit.locales import speaking
from kalo.kit.reports import Heading
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from kalo.toolbox.views.places import filled
from tests.conftest import Browser
from tests.readers import Office, needs_readers, rows_of, words_of_pdf
from tests.toolbox.files import (
    at,
    files_of,
    form_of,
    made_odd,
    missing,
    squeezed,
)

pytestmark = [pytest.mark.long, needs_readers]
in_each_way = pytest.mark.parametrize(
    ("language", "odd"), [("el", False), ("en", False), ("el", True)]
)
Made = Callable[[str], dict[str, Path]]
AMOUNT = re.compile(r"[+-]?\d+[.,]\d+( ?[%€])?$")  # in words, a number that cannot be reckoned with
FACTS_ONLY = "legal-forms-comparison"  # of all forms, whatever was answered


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One LibreOffice for this file."""
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def made(client: Browser, tmp_path: Path, language: str, odd: bool) -> Made:
    """made("docx"): the files of a kind, by tool and way ("canvas-poster")."""

    def _made(kind: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for slug, way in files_of(kind):
            sent = form_of(TOOLS[slug], answers_of(TOOLS[slug], language, odd))
            got = client.post(at(language, f"{TOOLS[slug].path}export/{way}"), data=sent)
            assert got.status_code == 200, (slug, way)
            found[f"{slug}-{way}"] = tmp_path / f"{slug}-{way}.{kind}"
            found[f"{slug}-{way}"].write_bytes(got.data)
        return found

    return _made


def answers_of(tool: Tool, language: str, odd: bool) -> dict[str, object]:
    """The example of a tool, as it is or with odd words."""
    answers = tool.example(language)
    return made_odd(tool, answers) if odd else answers


def tool_of(name: str) -> Tool:
    return next(tool for slug, tool in TOOLS.items() if name.startswith(f"{slug}-"))


def lost(app: Flask, words: dict[str, str], language: str, odd: bool) -> dict[str, object]:
    """What was entered and does not stand in the words of a file, by the file."""
    found: dict[str, object] = {}
    with app.test_request_context(at(language, "/")):
        for name, said in words.items():
            tool = tool_of(name)
            if gone := missing(said, tool, answers_of(tool, language, odd), language):
                found[name] = gone
    return found


@in_each_way
def test_documents_hold_all_that_was_entered(
    app: Flask, made: Made, office: Office, language: str, odd: bool
) -> None:
    files = made("docx")
    became = office.converted(list(files.values()), "txt")
    words = {name: parts[0].read_text("utf-8-sig") for name, parts in became.items()}
    assert words.keys() == files.keys()
    assert lost(app, words, language, odd) == {}


@in_each_way
def test_spreadsheets_hold_all_that_was_entered_and_run_none_of_it(
    app: Flask, made: Made, office: Office, language: str, odd: bool
) -> None:
    files = made("xlsx")
    became = office.converted(list(files.values()), "csv")
    rows = {
        name: [row for part in parts for row in rows_of(part)] for name, parts in became.items()
    }
    words = {name: " ".join(cell for row in all_ for cell in row) for name, all_ in rows.items()}
    assert words.keys() == files.keys()
    del words[FACTS_ONLY]
    assert lost(app, words, language, odd) == {}
    for file in files.values():
        book = load_workbook(file)
        kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
        assert kinds <= {"s", "n"}  # words and numbers: no formula, no fault
        cells = [cell for sheet in book.worksheets[1:] for row in sheet for cell in row]
        told = [cell.value for cell in cells if cell.data_type == "s"]
        assert [each for each in told if AMOUNT.match(str(each))] == []


@in_each_way
def test_papers_hold_all_that_was_entered_in_the_order_of_reading(
    app: Flask, made: Made, language: str, odd: bool
) -> None:
    words = {name: words_of_pdf(file) for name, file in made("pdf").items()}
    assert lost(app, words, language, odd) == {}
    for name in [name for name in words if name.endswith("-pdf")]:
        tool = tool_of(name)
        with app.test_request_context("/"), speaking(language):
            report = tool.result(filled(tool, answers_of(tool, language, odd)), language)
        heads = [block.text for block in report.blocks if isinstance(block, Heading)]
        assert out_of_order(words[name], heads) == []


def out_of_order(text: str, said: list[str]) -> list[str]:
    """What does not stand in a text after all that was said before it."""
    inside, at_, found = squeezed(text), 0, []
    for words in said:
        where = inside.find(squeezed(words), at_)
        at_ = where + 1 if where >= 0 else at_
        found += [words] if where < 0 else []
    return found
