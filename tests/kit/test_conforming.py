"""Every paper of the house is looked at by an outside validator, and the validator does look."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from kalo.kit import papers
from tests.conforming import faults_of

TESTS = Path(__file__).parent.parent
NO_PAPERS = {f"kit/templates/kit/{name}.typ" for name in ("paper", "pieces", "drawing")}
# Each template of a paper, and the tests in which all that it prints is looked at.
LOOKED_AT = {
    "kit/templates/kit/report.typ": "toolbox/test_reports.py",
    "certificates/templates/certificates/certificate.typ": "certificates/test_paper.py",
    "learning/templates/learning/work.typ": "learning/tasks/test_exports.py",
    "live/templates/live/minutes.typ": "live/test_minutes.py",
    "toolbox/tools/canvas/templates/toolbox/tools/canvas/poster.typ": (
        "toolbox/canvas/test_poster.py"
    ),
}
SQUARE = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
)
TEMPLATE = """
#import "/kit/templates/kit/paper.typ": *
#show: sheet.with(title: facts.title)
= #facts.title
== Δεύτερη
#image(bytes(facts.svg), format: "svg", alt: "Ένα τετράγωνο")
"""


def test_every_paper_of_the_house_is_looked_at() -> None:
    templates = {str(path.relative_to(papers.HOUSE)) for path in papers.HOUSE.rglob("*.typ")}
    assert templates == {*LOOKED_AT, *NO_PAPERS}
    assert [
        test for test in LOOKED_AT.values() if "faults_of(" not in (TESTS / test).read_text()
    ] == []


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A small paper of a house of its own."""
    kit = tmp_path / "kit/templates/kit"
    kit.mkdir(parents=True)
    (kit / "paper.typ").write_bytes((papers.HOUSE / "kit/templates/kit/paper.typ").read_bytes())
    (tmp_path / "small.typ").write_text(TEMPLATE)
    monkeypatch.setattr(papers, "HOUSE", tmp_path)
    return papers.pdf(tmp_path / "small.typ", {"title": "Τίτλος", "svg": SQUARE}, "el")


def _parts(writer: PdfWriter, kind: str) -> list[Any]:
    every: list[Any] = [part for part in writer._objects if hasattr(part, "get")]
    return [part for part in every if part.get("/S") == kind]


def untagged(writer: PdfWriter) -> None:
    del writer.root_object["/StructTreeRoot"]


def with_a_picture_that_has_no_words(writer: PdfWriter) -> None:
    for part in _parts(writer, "/Figure"):
        del part["/Alt"]


def with_a_heading_left_out(writer: PdfWriter) -> None:
    for part in _parts(writer, "/H2"):
        part[NameObject("/S")] = NameObject("/H4")


def without_a_language(writer: PdfWriter) -> None:
    del writer.root_object["/Lang"]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (lambda writer: None, None),
        (untagged, "PDFUA1-STRUCT-TREE-ROOT-001"),
        (with_a_picture_that_has_no_words, "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
        (with_a_heading_left_out, "PDFUA1-HEADING-NESTING-001"),
        (without_a_language, "PDFUA1-TEXT-LANGUAGE-001"),
    ],
)
def test_a_paper_conforms_until_something_is_broken(
    paper: bytes, broken: Callable[[PdfWriter], None], rule: str | None
) -> None:
    writer, kept = PdfWriter(clone_from=BytesIO(paper)), BytesIO()
    broken(writer)
    writer.write(kept)
    rules = {fault.partition(":")[0] for fault in faults_of(kept.getvalue())}
    assert rules == set() if rule is None else rule in rules
