"""A text as plain pieces, from which documents are made: headings, paragraphs, lists, tables.

`pieces_of` reads the HTML that `kit.text` writes and nothing else; what it does not know, it takes
as its words. All of it is plain data, so that no format can take a word for an instruction.
"""

from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from typing import Any

Piece = dict[str, Any]
MARKS = {"strong": "bold", "em": "italic", "code": "code", "s": "struck", "sup": "raised"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
PARAGRAPHS = {"p", "summary", *HEADINGS}
# What a column of a table counts for, in letters: at least, at most among many, all together, and
# for the space between it and the next.
NARROWEST, WIDEST, ACROSS, BETWEEN = 6, 24, 130, 2
HOLDERS = {"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}


def pieces_of(html: str, top: int = 3) -> list[Piece]:
    """The pieces of a text; `top` is the level of its largest headings, which becomes 1."""
    reader = _Reader(top)
    reader.feed(html)
    reader.close()
    return reader.finished()


def text_piece(words: str) -> Piece:
    """A paragraph of plain words."""
    return {"is": "text", "runs": [{"text": words}]}


def shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """How the columns of a table share its width: by their longest cell and their longest word,
    which should not break."""
    columns = list(zip(*rows, strict=True))
    widest = max(WIDEST, ACROSS // max(len(columns), 1))
    return [_share(column, widest) for column in columns]


def _share(column: Sequence[str], widest: int) -> int:
    cell = max(map(len, column))
    word = max((len(word) for said in column for word in said.split()), default=0)
    unbroken = word * 5 // 3  # it may be bold, and beside wordy columns its own is squeezed
    return max(NARROWEST, min(widest, cell), min(widest, unbroken)) + BETWEEN


class _Reader(HTMLParser):
    """Goes through the HTML once; `_open` are the lists of blocks into which pieces go."""

    def __init__(self, top: int) -> None:
        super().__init__(convert_charrefs=True)
        self.top = top
        self.blocks: list[Piece] = []
        self._open: list[list[Any]] = [self.blocks]
        self._runs: list[Piece] | None = None
        self._marks: list[str] = []
        self._link, self._back = "", False  # `_back`: the small arrow of a note
        self._code: list[str] | None = None
        self._level = 0  # of the last heading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "pre":
            self._close_paragraph()
            self._code = []
        elif tag in MARKS and self._code is None:
            self._marks.append(MARKS[tag])
        elif tag == "a":
            href = given.get("href") or ""
            self._link, self._back = _leading_out(href), href.startswith("#fnref")
        elif tag == "br":
            self._say("\n")
        elif tag in {"hr", "section"}:
            self._put({"is": "rule"})
        elif tag in PARAGRAPHS:
            self._open_paragraph(tag)
        elif tag in HOLDERS:
            self._hold(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self._code is not None:
            words = "".join(self._code).rstrip("\n")
            self._code = None
            self._put({"is": "code", "text": words})
        elif tag in MARKS and self._code is None and self._marks:
            self._marks.pop()
        elif tag == "a":
            self._link, self._back = "", False
        elif tag in PARAGRAPHS:
            self._close_paragraph()
        elif tag in HOLDERS:
            self._let_go(tag)

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        elif self._back:
            return
        elif self._runs is not None:
            self._say(data.replace("\n", " "))
        elif data.strip():
            self._open_paragraph("p")
            self._say(data.replace("\n", " ").lstrip())

    def finished(self) -> list[Piece]:
        self._close_paragraph()
        return self.blocks

    def _open_paragraph(self, tag: str) -> None:
        self._close_paragraph()
        self._runs = []
        if tag in HEADINGS:
            level = min(max(1, int(tag[1]) - self.top + 1), self._level + 1)
            self._level = level  # none is skipped: who listens goes by them
            self._open[-1].append({"is": "heading", "level": level, "runs": self._runs})
            return
        self._open[-1].append({"is": "text", "runs": self._runs})
        if tag == "summary":
            self._marks.append("bold")

    def _close_paragraph(self) -> None:
        runs, self._runs, self._marks = self._runs, None, []
        if runs is None:
            return
        while runs and not (runs[-1]["text"].strip() or runs[-1].get("link")):
            runs.pop()
        if runs:
            runs[-1]["text"] = runs[-1]["text"].rstrip()
        else:
            self._open[-1].pop()

    def _say(self, words: str) -> None:
        if self._runs is None:
            self._open_paragraph("p")
        assert self._runs is not None
        runs = self._runs
        if runs and runs[-1]["text"].endswith("\n"):
            words = words.lstrip(" ")
        how: Piece = dict.fromkeys(self._marks, True)
        if self._link:
            how["link"] = self._link
        if runs and {k: v for k, v in runs[-1].items() if k != "text"} == how:
            runs[-1]["text"] += words
        else:
            runs.append({"text": words, **how})

    def _put(self, piece: Piece) -> None:
        self._close_paragraph()
        self._open[-1].append(piece)

    def _hold(self, tag: str, given: dict[str, str | None]) -> None:
        self._close_paragraph()
        if tag in {"thead", "tbody"}:
            return
        inside: list[Any] = []
        make: dict[str, Callable[[], Any]] = {
            "ul": lambda: {"is": "list", "ordered": False, "start": 1, "items": inside},
            "ol": lambda: {"is": "list", "ordered": True, "start": _start(given), "items": inside},
            "blockquote": lambda: {"is": "quote", "blocks": inside},
            "table": lambda: {"is": "table", "rows": inside},
        }
        self._open[-1].append(make[tag]() if tag in make else inside)
        self._open.append(inside)

    def _let_go(self, tag: str) -> None:
        self._close_paragraph()
        if tag not in {"thead", "tbody"} and len(self._open) > 1:
            self._open.pop()


def _start(given: dict[str, str | None]) -> int:
    said = given.get("start") or "1"
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _leading_out(href: str) -> str:
    """An address that means something outside of this site."""
    return href if href.startswith(("http://", "https://", "mailto:")) else ""
