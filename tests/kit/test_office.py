"""Documents of the office kind, opened again as a reader's program would."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document

from kalo.kit import text
from kalo.kit.office import docx
from kalo.kit.pieces import pieces_of

AT = datetime(2026, 11, 22, 8, 42, tzinfo=UTC)


def made(source: str, language: str = "el") -> bytes:
    pieces = pieces_of(text.render(source, policy=text.WORK))
    return docx("Το σχέδιό μας", "Άννα Δέλτα", "22 Νοεμβρίου 2026", pieces, language, AT)


def opened(source: str, language: str = "el") -> Any:
    return Document(io.BytesIO(made(source, language)))


def part(body: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return packed.read(name).decode()


def test_a_document_says_its_title_its_author_and_its_language() -> None:
    facts = opened("Γεια").core_properties
    assert (facts.title, facts.author, facts.language) == ("Το σχέδιό μας", "Άννα Δέλτα", "el-GR")
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', part(made("Γεια"), "word/styles.xml"))) == {
        "el-GR"
    }
    assert set(
        re.findall(r'<w:lang w:val="([^"]+)"', part(made("Hi", "en"), "word/styles.xml"))
    ) == {"en-GB"}


def test_headings_and_lists_are_what_they_are_called() -> None:
    said = opened("# Σκοπός\n\n## Ποιοι\n\n- ένα\n  - δύο\n\n> λόγια\n\nτέλος")
    assert [(each.style.name, each.text) for each in said.paragraphs] == [
        ("Title", "Το σχέδιό μας"),
        ("Subtitle", "22 Νοεμβρίου 2026"),
        ("Heading 1", "Σκοπός"),
        ("Heading 2", "Ποιοι"),
        ("List Bullet", "ένα"),
        ("List Bullet 2", "δύο"),
        ("Quote", "λόγια"),
        ("Normal", "τέλος"),
    ]


def test_each_numbered_list_counts_for_itself() -> None:
    said = opened("1. ένα\n2. δύο\n\nύστερα\n\n5. πέντε")
    numbers = [
        each._p.pPr.numPr.numId.val for each in said.paragraphs if each.style.name == "List Number"
    ]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    starts = re.findall(r'<w:startOverride w:val="(\d)"/>', said.part.numbering_part.element.xml)
    assert starts == ["1", "5"]


def test_a_table_has_a_head_that_is_said_again() -> None:
    (table,) = opened("| Μήνας | Έσοδα |\n|---|---|\n| Μάιος | 120 € |").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Μήνας", "Έσοδα"],
        ["Μάιος", "120 €"],
    ]
    assert ["tblHeader" in row._tr.xml for row in table.rows] == [True, False]


def test_a_link_leads_where_it_says() -> None:
    (link,) = opened("[ο νόμος](https://example.org/nomos)").paragraphs[-1].hyperlinks
    assert (link.text, link.address) == ("ο νόμος", "https://example.org/nomos")


def test_marks_stay_marks() -> None:
    runs = opened("**έντονα** _πλάγια_ ~~όχι~~").paragraphs[-1].runs
    assert [
        (r.text, bool(r.bold), bool(r.italic), bool(r.font.strike)) for r in runs if r.text.strip()
    ] == [
        ("έντονα", True, False, False),
        ("πλάγια", False, True, False),
        ("όχι", False, False, True),
    ]


def test_markup_of_the_format_itself_is_only_words() -> None:
    typed = "</w:t></w:r> &lt; {{ x }} ]]>"
    assert opened(typed).paragraphs[-1].text == "</w:t></w:r> < {{ x }} ]]>"
