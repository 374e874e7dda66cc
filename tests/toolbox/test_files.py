"""Files of all tools: whoever holds one knows that it is no legal advice, and what is made up."""

import io
import re
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from kalo.kit.db import db
from kalo.toolbox.forms.answers import as_text
from kalo.toolbox.models import Work
from kalo.toolbox.tools import TOOLS
from tests.conforming import faults_of
from tests.conftest import Browser
from tests.toolbox.files import LANGUAGES, at, ending_of, files_of, form_of

NOTICE = {"el": "δεν αποτελούν νομική συμβουλή", "en": "not legal advice"}
EXAMPLE = {"el": "Αυτό είναι ένα παράδειγμα: ", "en": "This is an example: "}
COPY = {
    "el": "Ξεκίνησε ως αντίγραφο του παραδείγματος",
    "en": "This began as a copy of the example",
}
QUICK = files_of("json", "ics", "svg", "xlsx")
SLOW = files_of("pdf", "docx")  # printed, or with drawings that are
OF_FACTS = {"comparison"}  # of all forms, whatever was answered: it has no example


def words_of(body: bytes, ending: str) -> str:
    """What stands in a file, on one line."""
    if ending == "pdf":
        said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    elif ending == "docx":
        said = " ".join(part.text or "" for part in Document(io.BytesIO(body)).element.iter())
    elif ending == "xlsx":
        book = load_workbook(io.BytesIO(body))
        said = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    else:  # lines of a calendar are folded
        said = body.decode().replace("\r\n ", "").replace("\\,", ",")
    return re.sub(r"\s+", " ", said)


def taken(browser: Browser, slug: str, way: str, language: str) -> str:
    """The words of a file of the example, as its page sends it."""
    tool = TOOLS[slug]
    sent = {**form_of(tool, tool.example(language)), "_example": "1"}
    got = browser.post(at(language, f"{tool.path}export/{way}"), data=sent)
    assert got.status_code == 200, got.text
    if ending_of(tool, way) == "pdf":
        assert faults_of(got.data) == []
    return words_of(got.data, ending_of(tool, way))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("slug", "way"), [*QUICK, *(pytest.param(*each, marks=pytest.mark.long) for each in SLOW)]
)
def test_a_file_says_that_it_is_no_legal_advice_and_that_it_is_the_example(
    client: Browser, slug: str, way: str, language: str
) -> None:
    said = taken(client, slug, way, language)
    assert (NOTICE[language] in said) is TOOLS[slug].legal
    assert (EXAMPLE[language] in said) is (way not in OF_FACTS)


@pytest.mark.parametrize("slug", TOOLS)
def test_nothing_answered_is_no_legal_advice_either(client: Browser, slug: str) -> None:
    said = client.post(f"/en{TOOLS[slug].path}export/json").text
    assert NOTICE["en"] in said
    assert EXAMPLE["en"] not in said


@pytest.mark.parametrize(
    ("slug", "way"), [("legal-forms", "json"), ("canvas", "svg"), ("founding", "calendar")]
)
def test_a_copy_of_the_example_says_how_it_began_and_so_does_its_copy(
    as_ada: Browser, slug: str, way: str
) -> None:
    tool = TOOLS[slug]
    sent = {"title": "Δικό μας", "answers": as_text(tool.example("el"))}
    as_ada.post(f"{tool.path}works", data={**sent, "_example": "1", "once": "of-the-example"})
    as_ada.post(f"{tool.path}works", data={**sent, "once": "of-our-own"})
    kept, own = db.session.scalars(select(Work).order_by(Work.id)).all()
    as_ada.post(f"{kept.path}copy", data={"once": "copied"})
    copied = db.session.scalars(select(Work).order_by(Work.id.desc())).first()
    assert copied is not None
    paths = [each.path for each in (kept, own, copied)]
    files = [words_of(as_ada.get(f"{p}export/{way}").data, ending_of(tool, way)) for p in paths]
    assert [COPY["el"] in said for said in files] == [True, False, True]
    assert [COPY["el"] in as_ada.get(path).text for path in paths] == [True, False, True]
    assert "αντίγραφο του παραδείγματος" in as_ada.get(f"{kept.path}history").text


def test_a_file_of_the_example_opens_again_as_the_example(client: Browser) -> None:
    tool = TOOLS["legal-forms"]
    sent: dict[str, Any] = form_of(tool, tool.example("el"))
    for more, says in (({"_example": "1"}, True), ({}, False)):
        file = client.post(f"{tool.path}export/json", data={**sent, **more}).data
        page = client.post(f"{tool.path}opening", data={"file": (io.BytesIO(file), "a.json")}).text
        assert ('name="_example"' in page) is says
