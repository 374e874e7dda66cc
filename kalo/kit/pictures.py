"""Pictures that come in are drawn anew: upright, without their metadata, in a few widths."""

import io
from dataclasses import dataclass
from threading import Semaphore

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
WIDTHS = (480, 960, 1600)
# A JPEG can be read at a fraction of its size; of the others every point stands in memory.
MOST_PIXELS = {"JPEG": 60_000_000, "": 25_000_000}
TALLEST = 4_000
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"heif", b"msf1")
_one_at_a_time = Semaphore(1)  # two at once would need twice the memory
_UNREADABLE = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


class NoPicture(ValueError):
    """What was sent cannot be read as a picture; `large` if it only has too many points."""

    def __init__(self, large: bool = False) -> None:
        super().__init__("too many points" if large else "not a picture")
        self.large = large


@dataclass(frozen=True)
class Drawn:
    """A picture in its widths, the largest last."""

    width: int
    height: int
    copies: dict[int, bytes]


def looks_like_picture(body: bytes) -> bool:
    """Whether the first bytes are those of a picture; a phone's HEIC too, which we cannot read."""
    return body.startswith(_SIGNS) or (body[4:8] == b"ftyp" and body[8:12] in _BRANDS)


def draw(body: bytes) -> Drawn:
    """A picture in those of our widths that are smaller than it is; of a moving one, the first."""
    with _one_at_a_time:
        upright = _upright(body, max(WIDTHS))
        copies = {width: _narrowed(upright, width) for width in _widths(upright)}
        largest = copies[max(copies)]
        return Drawn(*largest.size, {width: _webp(copy) for width, copy in copies.items()})


def draw_square(body: bytes, side: int) -> bytes:
    """The middle of a picture as a square."""
    with _one_at_a_time:
        return _webp(ImageOps.fit(_upright(body, side * 2), (side, side)))


def _upright(body: bytes, wanted: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(body), formats=KINDS) as picture:
            most = MOST_PIXELS.get(picture.format or "", MOST_PIXELS[""])
            if picture.width * picture.height > most:
                raise NoPicture(large=True)
            picture.draft("RGB", (wanted, wanted))
            turned = ImageOps.exif_transpose(picture)
            return turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except _UNREADABLE as error:
        if isinstance(error, NoPicture):
            raise
        bomb = Image.DecompressionBombError, Image.DecompressionBombWarning
        raise NoPicture(large=isinstance(error, bomb)) from error


def _widths(picture: Image.Image) -> list[int]:
    """Those of our widths that are smaller, and the picture's own where it is not too large."""
    most = min(picture.width, max(WIDTHS), max(1, TALLEST * picture.width // picture.height))
    return [*(width for width in WIDTHS if width < most), most]


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    if (width, height) == picture.size:
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _webp(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    clean = Image.new(picture.mode, picture.size)  # carries nothing over but the points
    clean.paste(picture)
    clean.save(kept, "WEBP", quality=80, method=4)
    return kept.getvalue()
