"""Papers: Greek of every age comes out as it went in, tagged for whoever does not see it."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from kalo.kit import papers

TEMPLATE = """
#import "/kit/templates/kit/paper.typ": *
#show: sheet.with(title: facts.title)
= #facts.title
#facts.text
"""
AIDA = "Ἀΐδα Ξανθοπούλου-Φραγκουλίδη"


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small template in a house of its own."""
    kit = tmp_path / "kit" / "templates" / "kit"
    kit.mkdir(parents=True)
    (kit / "paper.typ").write_bytes((papers.HOUSE / "kit/templates/kit/paper.typ").read_bytes())
    monkeypatch.setattr(papers, "HOUSE", tmp_path)
    (tmp_path / "small.typ").write_text(TEMPLATE)
    return tmp_path / "small.typ"


def words(printed: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    return re.sub(r"\s+", " ", text).strip()


def test_polytonic_greek_comes_out_as_it_went_in(template: Path) -> None:
    text = "ᾄδω, ὦ Ζεῦ· ἡ Ἀΐδα, ο Αϊτ-Ισμαΐλ, Łukasz Şahin, Тарас, ½ → ✓"
    printed = papers.pdf(template, {"title": AIDA, "text": text}, "el")
    assert words(printed) == f"{AIDA} {text}"


def test_a_paper_is_tagged_and_says_its_language_and_title(template: Path) -> None:
    printed = papers.pdf(template, {"title": AIDA, "text": ""}, "el")
    root = PdfReader(io.BytesIO(printed)).root_object
    assert root["/Lang"] == "el"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert AIDA in metadata


def test_every_font_is_in_the_paper(template: Path) -> None:
    printed = papers.pdf(template, {"title": AIDA, "text": "Δοκιμή 👍"}, "el")
    fonts = PdfReader(io.BytesIO(printed)).pages[0]["/Resources"]["/Font"].values()
    below = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    names = {re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) for font in below}
    assert names == {"Commissioner-SemiBold", "Commissioner-Regular", "NotoEmoji-Regular"} | {
        "LibertinusSerif-Semibold"
    }
    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"]) for font in below)


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "$ x^2 $",
        "*a* _b_ = c",
        "\\#{1}",
        "#import sys",
        '"; #read("/etc/passwd")',
        "<a>",
    ],
)
def test_what_people_wrote_is_never_markup(template: Path, text: str) -> None:
    printed = papers.pdf(template, {"title": "Τίτλος", "text": text}, "el")
    assert words(printed) == f"Τίτλος {text}"


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("漢字 ναι", "□□ ναι"),
        ("👨‍👩‍👧 ❤️", "👨👩👧 ❤"),
        ("α\u202eβ\x07γ\u200dδ\ud800", "αβγδ"),
        ("Б\u0324 Ж\u0489", "Б Ж"),
    ],
)
def test_a_letter_without_a_shape_stops_no_paper(template: Path, text: str, on_paper: str) -> None:
    printed = papers.pdf(template, {"title": "Τίτλος", "text": text}, "el")
    assert words(printed) == f"Τίτλος {on_paper}"


def test_what_can_be_shown_is_known_beforehand() -> None:
    assert papers.can_show(AIDA)
    assert papers.can_show("Łukasz Šćepanović, Тарас, Ñandú")
    assert not papers.can_show("漢")
    assert not papers.can_show("α\x00")


def test_a_template_that_is_wrong_is_said_once(template: Path) -> None:
    template.write_text("#nothing-of-that-name")
    with pytest.raises(papers.PaperFailed, match="unknown variable"):
        papers.pdf(template, {}, "el")


def test_typst_stays_out_of_this_process(template: Path) -> None:
    import sys

    papers.pdf(template, {"title": "Τίτλος", "text": ""}, "en")
    assert not [name for name in sys.modules if name.partition(".")[0] == "typst"]
