"""A work as a document of the learner's own: DOCX and PDF of one, a zip of all."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask_babel import gettext as _

from kalo.kit import clock, files, office, papers, text
from kalo.kit.aside import aside
from kalo.kit.locales import in_this_language
from kalo.kit.pieces import Piece, pieces_of
from kalo.learning.models import Submission, Work, WorkFile
from kalo.learning.queries.tasks import Mine

TEMPLATE = Path(__file__).parents[1] / "templates" / "learning" / "work.typ"
DOCX, PDF = "docx", "pdf"
MIMES = {DOCX: office.MIME, PDF: "application/pdf"}
IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class Document:
    """What a work says, ready to be written in any format."""

    title: str
    author: str
    line: str
    pieces: list[Piece]
    files: list[str]
    language: str
    at: datetime

    @property
    def name(self) -> str:
        """What the file is called, in letters that every machine has."""
        return text.slug(self.title)[:60] or "work"


def document_of(
    work: Work, version: Submission | None, beside: Iterable[WorkFile], language: str
) -> Document:
    """A version of a work, or the draft as it is now, in the words of a language."""
    at = version.made_at if version else work.changed_at
    html = version.html if version else text.render(work.text, policy=text.WORK)
    programme = work.block.lesson.programme
    stands = _("version %(number)s", number=version.number) if version else _("draft")
    parts = (work.person.name, in_this_language(programme, "title"), stands, clock.date_words(at))
    return Document(
        title=work.block.words_in(language).get("title", ""),
        author=work.person.name,
        line=" · ".join(parts),
        pieces=pieces_of(html),
        files=[file.label for file in beside],
        language=language,
        at=at,
    )


def written(document: Document, kind: str) -> bytes:
    """The document in a format; slow, so nothing waits for it but who asked."""
    if kind == PDF:
        return papers.pdf(TEMPLATE, _facts(document), document.language)
    pieces = [*document.pieces, *_files_at_end(document)]
    make = partial(office.docx, document.title, document.author, document.line, pieces)
    body: bytes = aside(make, document.language, document.at)
    return body


def _facts(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "author": document.author,
        "line": document.line,
        "pieces": document.pieces,
        "files": document.files,
        "beside": _("Files beside it"),
    }


def _files_at_end(document: Document) -> list[Piece]:
    if not document.files:
        return []
    items = [[{"is": "text", "runs": [{"text": name}]}] for name in document.files]
    head = {"is": "heading", "level": 1, "runs": [{"text": _("Files beside it")}]}
    return [head, {"is": "list", "ordered": False, "start": 1, "items": items}]


def all_as_zip(works: list[Mine], beside: dict[int, list[WorkFile]], language: str) -> IO[bytes]:
    """Every work in both formats with its files, a folder each."""
    # Whoever sends it closes it.
    packed_in: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(packed_in, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, mine in enumerate(works, 1):
            mine_files = beside.get(mine.work.id, [])
            document = document_of(mine.work, mine.shown, mine_files, language)
            folder = f"{number:02d}-{document.name}"
            for kind in (DOCX, PDF):
                packed.writestr(f"{folder}/{document.name}.{kind}", written(document, kind))
            for file in mine_files:
                body = files.read(file.name)
                if body is not None:
                    packed.writestr(f"{folder}/{file.id}-{file.label}", body)
    packed_in.seek(0)
    return packed_in
