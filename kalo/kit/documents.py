"""Documents that may come in, known by what is in them and never by what they are called."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from kalo.kit.text import clean

MOST_INSIDE = 100 * 1024 * 1024
MOST_PARTS = 2_000
MOST_LISTING = 512 * 1024
OFFICE = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
PARTS = {
    "word/document.xml": ("docx", f"{_OPEN_XML}wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{_OPEN_XML}spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", f"{_OPEN_XML}presentationml.presentation"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!|\?|[a-z]+[\s>/:])", re.IGNORECASE)


class NoDocument(ValueError):
    """What was sent is not among the kinds of documents that may come in."""


@dataclass(frozen=True)
class Document:
    """What a document is, and the bytes to keep of it."""

    suffix: str
    media_type: str
    body: bytes


def know(body: bytes, called: str) -> Document:
    """What some bytes are; raises `NoDocument`. The name only tells a table from other text."""
    if body.startswith(b"%PDF-"):
        return Document("pdf", "application/pdf", body)
    if body.startswith(b"PK\x03\x04"):
        return _office(body)
    return _plain(body, table=called.lower().endswith(".csv"))


def _office(body: bytes) -> Document:
    if _listing_is_odd(body):
        raise NoDocument
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            suffix, media_type = _kind_of_office(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise NoDocument from error
    return Document(suffix, media_type, body)


def _listing_is_odd(body: bytes) -> bool:
    """Whether its table of contents is so large that reading it would take long."""
    tail = body[-66_000:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail:
        return True
    parts, size = struct.unpack("<HL", tail[at + 10 : at + 16])
    return parts > MOST_PARTS or size > MOST_LISTING


def _kind_of_office(packed: zipfile.ZipFile) -> tuple[str, str]:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    inside = sum(part.file_size for part in parts)
    if inside > MOST_INSIDE or any("vbaproject" in name.lower() for name in names):
        raise NoDocument
    if "mimetype" in names:
        with packed.open("mimetype") as file:
            said = file.read(100).decode("ascii", "replace").strip()
        if said in OFFICE:
            return OFFICE[said], said
    for name, kind in PARTS.items():
        if name in names and "[Content_Types].xml" in names:
            return kind
    raise NoDocument


def _plain(body: bytes, table: bool) -> Document:
    words = _decoded(body)
    if not words.strip() or _CONTROL.search(words) or _MARKUP.match(words):
        raise NoDocument
    suffix, kind = ("csv", "text/csv") if table else ("txt", "text/plain")
    return Document(suffix, f"{kind}; charset=utf-8", words.encode())


def _decoded(body: bytes) -> str:
    """Text as UTF-8 or, as older Greek programs save it, Windows-1253."""
    for encoding in ("utf-8-sig", "cp1253"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoDocument


def label_of(called: str, suffix: str) -> str:
    """What a file was called, made harmless: no path, no signs that Markdown reads."""
    stem = re.split(r"[\\/]", clean(called))[-1].rsplit(".", 1)[0]
    words = " ".join(re.sub(r"[^\w .,()+-]", " ", stem).split()).strip(". ")[:80]
    return f"{words or 'file'}.{suffix}"
