"""The one way in for files: known by content, limited, images re-encoded without their metadata."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from kalo.config import Settings
from kalo.kit import documents, pictures
from kalo.kit.aside import aside
from kalo.kit.web import Refused

PRIVATE = "private/"  # what lies below it has doors of its own; the public one knows none of it
LARGEST = 10 * 1024 * 1024
LARGEST_FACE = 8 * 1024 * 1024


class Store(Protocol):
    """Where files are kept."""

    def write(self, name: str, body: bytes) -> None: ...
    def read(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...
    def names(self) -> Iterator[str]: ...


class Folder:
    """Files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, body: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def read(self, name: str) -> bytes | None:
        path = self.root / name
        return path.read_bytes() if path.is_file() else None

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        yield from (path.relative_to(self.root).as_posix() for path in found)


def store_of(settings: Settings) -> Store:
    """Where an installation keeps its files: a folder, or a bucket of the S3 type."""
    if settings.files_folder:
        return Folder(settings.files_folder)
    from kalo.kit.buckets import Bucket  # only where it is used: its library takes 13 MB

    return Bucket(settings)


def _store() -> Store:
    return store_of(current_app.config["KALO"])


@dataclass(frozen=True)
class Kept:
    """A file that came in: its name in the store, and what there is to know of it."""

    name: str
    kind: str  # "image" or "document"
    media_type: str
    label: str
    size: int
    width: int | None = None
    height: int | None = None
    widths: tuple[int, ...] = ()


def keep_picture(upload: FileStorage, folder: str, side: int = 256) -> str:
    """Keep an uploaded picture as a square WebP of `side` pixels; answers its name.

    Raises `Refused` for what is too large, not a picture, or too many pixels.
    """
    body = upload.stream.read(LARGEST_FACE + 1)
    if len(body) > LARGEST_FACE:
        raise Refused(_("This picture is larger than 8 MB. Choose a smaller one."))
    name = f"{folder}/{secrets.token_hex(12)}.webp"
    write(name, _drawn(pictures.draw_square, body, side))
    return name


def keep_file(upload: FileStorage, folder: str) -> Kept:
    """Keep a picture or a document that somebody puts into a text; raises `Refused`."""
    body = upload.stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Refused(_("This file is larger than 10 MB. Choose a smaller one."))
    if not body:
        raise Refused(_("This file is empty."))
    called, stem = upload.filename or "", f"{folder}/{secrets.token_hex(12)}"
    if pictures.looks_like_picture(body):
        return _keep_image(body, called, stem)
    return _keep_document(body, called, stem)


def _drawn(draw: Any, *args: Any) -> Any:
    try:
        return aside(draw, *args)
    except pictures.NoPicture as error:
        if error.large:
            raise Refused(_("This picture has too many pixels. Make it smaller first.")) from error
        raise Refused(
            _("This kind of picture cannot be used. Choose a JPEG, PNG or WebP.")
        ) from error


def _keep_image(body: bytes, called: str, stem: str) -> Kept:
    drawn = _drawn(pictures.draw, body)
    *smaller, largest = sorted(drawn.copies)
    for width in smaller:
        write(f"{stem}-{width}.webp", drawn.copies[width])
    write(f"{stem}.webp", drawn.copies[largest])
    label, size = documents.label_of(called, "webp"), sum(map(len, drawn.copies.values()))
    measures = drawn.width, drawn.height, tuple(smaller)
    return Kept(f"{stem}.webp", "image", "image/webp", label, size, *measures)


def _keep_document(body: bytes, called: str, stem: str) -> Kept:
    try:
        known = documents.know(body, called)
    except documents.NoDocument as error:
        raise Refused(
            _("This kind of file cannot be used. Choose a picture, PDF, text or office file.")
        ) from error
    name = f"{stem}.{known.suffix}"
    write(name, known.body)
    label = documents.label_of(called, known.suffix)
    return Kept(name, "document", known.media_type, label, len(known.body))


def copies_of(name: str, widths: list[int] | tuple[int, ...]) -> list[str]:
    """The names of a file and of its smaller copies."""
    stem, _dot, suffix = name.rpartition(".")
    return [name, *(f"{stem}-{width}.{suffix}" for width in widths)]


def write(name: str, body: bytes) -> None:
    """Put a file in the store."""
    _store().write(name, body)


def read(name: str) -> bytes | None:
    """A file's bytes, or None."""
    return _store().read(name)


def remove(name: str) -> None:
    """Take a file out of the store, if it is there."""
    _store().remove(name)


def names(under: str) -> Iterator[str]:
    """What lies in the store under a folder, as "w/"."""
    yield from (name for name in _store().names() if name.startswith(under))
