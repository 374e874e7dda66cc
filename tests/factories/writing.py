"""Files and texts as tests of writing need them."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **more: Any) -> bytes:
    """A picture of one colour."""
    kept = io.BytesIO()
    Image.new("RGB", size, (200, 80, 40)).save(kept, kind, **more)
    return kept.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that claims to be a very large picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" * (1 + (width + 7) // 8)
    squeezer = zlib.compressobj(9)
    rows = b"".join(squeezer.compress(row) for _ in range(min(height, 3000))) + squeezer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def packed(**parts: bytes) -> bytes:
    """A zip of parts; two underscores in a name stand for a slash, one before the end for a dot."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return kept.getvalue()


def office(name: str = "word/document.xml", **more: bytes) -> bytes:
    """What a document of Microsoft Office looks like from outside."""
    return packed(**{"[Content_Types].xml": b"<Types/>", name: b"<x/>", **more})


def odt() -> bytes:
    return packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"})


def sent(body: bytes, name: str) -> dict[str, Any]:
    """A form that brings a file."""
    return {"attachment": (io.BytesIO(body), name)}
