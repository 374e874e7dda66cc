"""The one way in for files: known by content, limited, images re-encoded without their metadata."""

import io
import secrets
from typing import Any

import fsspec
from flask import current_app
from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from kalo.kit.web import Refused

LARGEST = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
KINDS = {"JPEG", "PNG", "WEBP", "GIF", "AVIF"}


def _store() -> tuple[Any, str]:
    """The file system (local folder, S3 type) and the folder in it, by the setting."""
    system, root = fsspec.core.url_to_fs(current_app.config["KALO"].files_url)
    return system, root


def keep_picture(upload: FileStorage, folder: str, side: int = 256) -> str:
    """Keep an uploaded picture as a square WebP of `side` pixels; answers its name.

    Raises `Refused` for what is too large, not a picture, or too many pixels.
    """
    body = upload.stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Refused(_("This picture is larger than 8 MB. Choose a smaller one."))
    name = f"{folder}/{secrets.token_hex(12)}.webp"
    write(name, _square(body, side))
    return name


def _square(body: bytes, side: int) -> bytes:
    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.format not in KINDS or picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This kind of picture cannot be used. Choose a JPEG, PNG or WebP."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("This file is not a picture that can be read.")) from error
    kept = io.BytesIO()
    ImageOps.fit(upright, (side, side)).save(kept, "WEBP", quality=82)
    return kept.getvalue()


def write(name: str, body: bytes) -> None:
    """Put a file in the store."""
    system, root = _store()
    path = f"{root}/{name}"
    system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
    with system.open(path, "wb") as file:
        file.write(body)


def read(name: str) -> bytes | None:
    """A file's bytes, or None."""
    system, root = _store()
    path = f"{root}/{name}"
    if not system.exists(path):
        return None
    with system.open(path, "rb") as file:
        return bytes(file.read())


def remove(name: str) -> None:
    """Take a file out of the store, if it is there."""
    system, root = _store()
    if system.exists(f"{root}/{name}"):
        system.rm(f"{root}/{name}")
