"""Pictures and files that nobody should send, made here, byte by byte."""

import io
import struct
import zlib

from PIL import Image

SCRIPT = "<script>window.__ran=(window.__ran||0)+1;alert(1)</script>"


def _chunk(kind: bytes, body: bytes) -> bytes:
    size, check = struct.pack(">I", len(body)), struct.pack(">I", zlib.crc32(kind + body))
    return size + kind + body + check


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it has `side` × `side` points, and nearly keeps it."""
    packer, row = zlib.compressobj(9), b"\0" * (1 + side // 8)
    rows = b"".join(packer.compress(row * 100) for _each in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def honest(kind: str = "PNG", **more: object) -> bytes:
    """A small picture that is one."""
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), (180, 90, 40)).save(kept, kind, **more)
    return kept.getvalue()


def gif_that_is_a_script() -> bytes:
    """A GIF whose first bytes are also JavaScript: GIF89a/*…*/=1;alert(1)."""
    picture = honest("GIF")
    return picture[:6] + b"/*" + picture[8:] + b"*/=1;window.__ran=1;alert(1);//"


def jpeg_with_a_page() -> bytes:
    """A good JPEG with a page in its comment, and another behind its end."""
    return honest("JPEG", comment=SCRIPT.encode()) + SCRIPT.encode()


def png_with_a_page() -> bytes:
    """A good PNG with a page among its texts."""
    picture = honest()
    text = _chunk(b"tEXt", b"Title\0" + SCRIPT.encode())
    return picture[:33] + text + picture[33:] + SCRIPT.encode()


SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{SCRIPT}
<foreignObject><iframe src="javascript:alert(1)"/></foreignObject></svg>""".encode()

# What must never be kept as it came, and under which name it is sent.
PICTURES: dict[str, tuple[str, bytes]] = {
    "bomb": ("meres.png", bomb()),
    "wide": ("zoni.png", bomb(12_000)),
    "svg": ("sima.svg", SVG),
    "svg as png": ("sima.png", SVG),
    "page as png": ("selida.png", b"<!doctype html>" + SCRIPT.encode()),
    "cut short": ("miso.jpg", honest("JPEG")[:300]),
    "empty": ("tipota.png", b""),
    "gif and script": ("kinisi.gif", gif_that_is_a_script()),
}
# These are pictures; what else is in them must be gone afterwards.
DOUBLE: dict[str, tuple[str, bytes]] = {
    "jpeg and page": ("avli.jpg", jpeg_with_a_page()),
    "png and page": ("avli.png", png_with_a_page()),
}


def multipart(field: str, file: str, body: bytes, **typed: str) -> tuple[bytes, str]:
    """A form with a file, and what kind of body it is."""
    edge, parts = "----kalo-edge", list[bytes]()
    for word, value in typed.items():
        parts.append(f'Content-Disposition: form-data; name="{word}"\r\n\r\n{value}\r\n'.encode())
    head = f'Content-Disposition: form-data; name="{field}"; filename="{file}"\r\n'
    parts.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + body + b"\r\n")
    start = f"--{edge}\r\n".encode()
    return start + start.join(
        parts
    ) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
