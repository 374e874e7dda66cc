"""The files beside a lesson's text: known by what is in them, small enough for a phone."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kalo.kit import documents
from kalo.learning.actions.captions import Cue, read_captions
from kalo.learning.actions.containers import Measured, OddMedia, measure
from kalo.learning.actions.drawings import LARGEST, read_drawing
from kalo.learning.actions.source import Fields, Part, Source

MOST = {  # bytes
    "image": 150_000,
    "drawing": LARGEST,
    "poster": 100_000,
    "video": 80_000_000,
    "audio": 30_000_000,
    "captions": 200_000,
    "file": 10_000_000,
}
WIDEST = 2_000  # points of a picture
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.[a-z0-9]{2,5}")
_PICTURES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
_SUFFIX = {
    "video/mp4": (".mp4",),
    "video/webm": (".webm",),
    "audio/mp4": (".m4a",),
    "audio/webm": (".weba",),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg", ".opus"),
}
# What makes a PDF more than paper.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


@dataclass
class Shelf:
    """The folder of a lesson: which of its files have been taken, and by whom."""

    folder: Path
    taken: set[str] = field(default_factory=set)

    def file(self, part: Part, name: str, kind: str) -> Path:
        """The file that a part names; it lies in the folder, and is not too heavy."""
        called = part.text(name)
        path = self.folder / called
        if not _NAME.fullmatch(called):
            raise part.wrong(f"{name}: {called!r} wants small Latin letters, digits and an ending")
        if path.is_symlink() or not path.is_file():
            raise part.wrong(f"{name}: there is no file {called} beside this text")
        size = path.stat().st_size
        if not size:
            raise part.wrong(f"{name}: {called} is empty")
        if size > MOST[kind]:
            raise part.wrong(f"{name}: {called} has {_size(size)}, {_size(MOST[kind])} at most")
        self.taken.add(called)
        return path

    def refuse_left(self) -> None:
        """A file that no block shows is a slip of the pen."""
        for path in sorted(self.folder.iterdir()):
            known = {"el.md", "en.md"} | self.taken
            if path.name not in known and not path.name.startswith("."):
                raise Source(path).wrong("no block of el.md or en.md shows this file")

    def picture(self, part: Part, name: str, kind: str = "image") -> Fields:
        """A picture: its file, its measures, its weight."""
        path = self.file(part, name, kind)
        try:
            with Image.open(path, formats=tuple(_PICTURES)) as picture:
                picture.verify()
                (width, height), found = picture.size, picture.format or ""
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise part.wrong(f"{name}: {path.name} is no PNG, JPEG or WebP") from error
        if path.suffix.replace(".jpeg", ".jpg") != _PICTURES[found]:
            raise part.wrong(f"{name}: {path.name} is a {found} by what is in it")
        if max(width, height) > WIDEST:
            raise part.wrong(f"{name}: {path.name} has more than {WIDEST} points on a side")
        return {"file": path.name, "width": width, "height": height, "bytes": _bytes(path)}

    def drawing(self, part: Part, name: str, prefix: str) -> str:
        """A drawing as a page has it: its ids begin with `prefix`."""
        path = self.file(part, name, "drawing")
        if path.suffix != ".svg":
            raise part.wrong(f"{name}: {path.name} wants the ending .svg, as in Greek")
        return read_drawing(path, prefix)

    def played(self, part: Part, name: str, kind: str) -> tuple[Fields, float]:
        """A video or a sound: what a page needs of it, and how many seconds it takes."""
        path = self.file(part, name, kind)
        try:
            found = measure(path)
        except OddMedia as error:
            raise part.wrong(f"{name}: {path.name} {error}") from error
        if not found.type.startswith(kind) or path.suffix not in _SUFFIX[found.type]:
            raise part.wrong(f"{name}: {path.name} is {found.type} by what is in it")
        return _played(path, found), found.seconds

    def captions(self, part: Part, name: str, seconds: float) -> tuple[str, list[Cue]]:
        """Captions: the name of their file, and what they say."""
        path = self.file(part, name, "captions")
        if path.suffix != ".vtt":
            raise part.wrong(f"{name}: {path.name} wants the ending .vtt")
        cues = read_captions(path)
        if seconds and float(cues[-1][1]) > seconds + 1:
            raise part.wrong(f"{name}: {path.name} goes on after the end")
        return path.name, cues

    def document(self, part: Part, name: str) -> Fields:
        """Something to download."""
        path = self.file(part, name, "file")
        body = path.read_bytes()
        try:
            known = documents.know(body, path.name)
        except documents.NoDocument as error:
            raise part.wrong(f"{name}: {path.name} is no PDF, text or office file") from error
        if path.suffix != f".{known.suffix}":
            raise part.wrong(f"{name}: {path.name} is a {known.suffix} by what is in it")
        if known.suffix == "pdf" and _ACTIVE.search(body):
            raise part.wrong(f"{name}: {path.name} does more than paper can")
        return {"file": path.name, "bytes": len(body), "type": known.media_type}


def _played(path: Path, found: Measured) -> Fields:
    height = {"height": found.height} if found.height else {}
    return {"file": path.name, **height, "bytes": _bytes(path), "type": found.type}


def _bytes(path: Path) -> int:
    return path.stat().st_size


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size // 1000} KB"
