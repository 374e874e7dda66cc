"""Documents of the office kind (DOCX) made of pieces, so that a program and a person can read them.

Headings, lists and tables are what they are called, not what they look like; the language and the
title are said. The library is loaded when the first document is made.
"""

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kalo.kit.pieces import Piece, shares

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGES = {"el": "el-GR", "en": "en-GB"}
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER, MARGIN = (21.0, 29.7), 2.2  # A4, in centimetres
PAGE_WIDTH = PAPER[0] - 2 * MARGIN  # between the margins
ACROSS = 6  # a table of more columns stands on a page that is turned
SMALL, SMALLER = 9, 8  # points, in a table of more than four columns, and of one that stands so
DEEPEST = 3  # the styles of lists that there are
MONOSPACED = "Courier New"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def docx(
    title: str, author: str, line: str, pieces: list[Piece], language: str, at: datetime
) -> bytes:
    """A document with its title, a line under it, and a text."""
    from docx import Document as make

    document: Document = make()
    _lay(document.sections[0])
    _describe(document, title, author, language, at)
    document.add_paragraph(title, style="Title")
    document.add_paragraph(line, style="Subtitle")
    _Writer(document).write(pieces, document)
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _describe(document: "Document", title: str, author: str, language: str, at: datetime) -> None:
    """What programs say of it: title, who wrote it, in which language it is to be read aloud."""
    from docx.oxml.ns import qn

    facts, said = document.core_properties, LANGUAGES[language]
    facts.title, facts.author, facts.last_modified_by = title[:255], author[:255], author[:255]
    facts.language, facts.comments = said, ""
    facts.created = facts.modified = at.replace(tzinfo=None)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), said)
    for spoken in document.settings.element.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:val"), said)


def _lay(page: Any, turned: bool = False) -> None:
    """A4, upright or turned, with the margins of our papers."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = map(Cm, reversed(PAPER) if turned else PAPER)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)


class _Writer:
    def __init__(self, document: "Document") -> None:
        self.document = document

    def write(self, pieces: list[Piece], where: Any, style: str | None = None) -> None:
        """Put pieces into the document or a cell of a table."""
        for piece in pieces:
            getattr(self, f"_{piece['is']}")(piece, where, style)

    def _heading(self, piece: Piece, where: Any, _style: str | None) -> None:
        heading = f"Heading {min(piece['level'], 9)}"
        self._say(piece["runs"], where.add_paragraph(style=heading))

    def _text(self, piece: Piece, where: Any, style: str | None) -> None:
        self._say(piece["runs"], where.add_paragraph(style=style))

    def _quote(self, piece: Piece, where: Any, _style: str | None) -> None:
        self.write(piece["blocks"], where, "Quote")

    def _code(self, piece: Piece, where: Any, _style: str | None) -> None:
        run = where.add_paragraph(style="No Spacing").add_run(_printable(piece["text"]))
        run.font.name = MONOSPACED

    def _rule(self, _piece: Piece, where: Any, _style: str | None) -> None:
        where.add_paragraph("* * *")

    def _picture(self, piece: Piece, _where: Any, _style: str | None) -> None:
        """A picture as wide as the text, with words for who does not see it."""
        from docx.oxml.ns import qn
        from docx.shared import Cm

        self.document.add_picture(io.BytesIO(piece["png"]), width=Cm(PAGE_WIDTH))
        drawn = self.document.paragraphs[-1]._p.find(f".//{qn('wp:docPr')}")
        drawn.set("descr", _printable(piece["alt"]))

    def _list(self, piece: Piece, where: Any, _style: str | None, depth: int = 1) -> None:
        name = "List Number" if piece["ordered"] else "List Bullet"
        name = "List" if piece.get("bare") else name  # its items have marks of their own
        at, more = min(depth, DEEPEST), "List Continue"
        deeper = f" {at}" if at > 1 else ""
        number = self._numbering(f"{name}{deeper}", piece["start"]) if piece["ordered"] else None
        for item in piece["items"]:
            style = f"{name}{deeper}"
            for each in item:
                if each["is"] == "list":
                    self._list(each, where, None, depth + 1)
                elif each["is"] == "text":
                    paragraph = where.add_paragraph(style=style)
                    if number is not None and style.startswith(name):
                        _number(paragraph, number)
                    self._say(each["runs"], paragraph)
                else:
                    self.write([each], where, f"{more}{deeper}")
                style = f"{more}{deeper}"

    def _numbering(self, style: str, start: int) -> int:
        """A counting of its own, so that each list begins where it says."""
        wanted = self.document.styles[style].element.pPr.numPr.numId.val
        numbering = self.document.part.numbering_part.element
        known = next(num for num in numbering.num_lst if num.numId == wanted)
        number = numbering.add_num(known.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(number.numId)

    def _table(self, piece: Piece, where: Any, _style: str | None) -> None:
        rows = piece["rows"]
        wide = max(map(len, rows), default=0)
        if not wide:
            return
        turned = wide > ACROSS and where is self.document
        if turned:
            _lay(self.document.add_section(), turned=True)
        if piece.get("caption"):
            called = where.add_paragraph()
            called.paragraph_format.keep_with_next = True
            self._say([{"text": piece["caption"], "bold": True}], called)
        table = self.document.add_table(len(rows), wide, style="Table Grid")
        size = SMALLER if wide > ACROSS else SMALL if wide > 4 else None
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, blocks in zip(row.cells, cells, strict=False):
                self._fill(cell, blocks, size)
            _keep_whole(row)
        words = [[_words(cell) for cell in row] + [""] * (wide - len(row)) for row in rows]
        _share_out(table, shares(words), PAPER[turned] - 2 * MARGIN)
        _mark_header(table.rows[0])
        if turned:
            _lay(self.document.add_section())
        else:
            where.add_paragraph()

    def _fill(self, cell: Any, blocks: list[Piece], size: int | None) -> None:
        from docx.shared import Pt

        runs = [run for block in blocks for run in block.get("runs", [])]
        paragraph = cell.paragraphs[0]
        self._say(runs, paragraph)
        paragraph.paragraph_format.space_after = Pt(2)
        if size is not None:
            for run in paragraph.runs:
                run.font.size = Pt(size)

    def _say(self, runs: list[Piece], paragraph: Any) -> None:
        for said in runs:
            words = _printable(said["text"])
            if said.get("link"):
                _link(paragraph, words, said["link"])
                continue
            run = paragraph.add_run(words)
            run.bold, run.italic = said.get("bold"), said.get("italic")
            run.font.strike, run.font.superscript = said.get("struck"), said.get("raised")
            if said.get("code"):
                run.font.name = MONOSPACED


def _words(cell: list[Piece]) -> str:
    return " ".join(run["text"] for block in cell for run in block.get("runs", []))


def _share_out(table: Any, parts: list[int], width: float) -> None:
    """Its columns as wide as their words ask; some programs look at the cells, some at columns."""
    from docx.shared import Cm

    table.autofit = False
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Cm(width * part / sum(parts))
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width


def _keep_whole(row: Any) -> None:
    """A row is not torn over two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _printable(words: str) -> str:
    """Without the signs that XML cannot hold."""
    return _UNPRINTABLE.sub("", words)


def _number(paragraph: Any, number: int) -> None:
    marks = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    marks.get_or_add_ilvl().val = 0
    marks.get_or_add_numId().val = number


def _mark_header(row: Any) -> None:
    """The first row is said again on each page, and by programs that read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _link(paragraph: Any, words: str, address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    known = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), known)
    run = paragraph.add_run(words)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x0D, 0x5C, 0x63)
    link.append(run._r)
    paragraph._p.append(link)
