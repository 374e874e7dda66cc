"""Static files of the front end: their hashed names, and serving them once and for good."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

BUILD = Path(__file__).parent.parent / "static" / "build"
PREFIX = "/static/build/"
A_YEAR = 365 * 24 * 60 * 60


class AssetsMissing(RuntimeError):
    """The front end has not been built, or knows no file of that name."""


class YearLong(WhiteNoise):
    """Files whose name changes with their content are kept for a year."""

    FOREVER = A_YEAR


def asset(name: str) -> str:
    """The address of a built file, the same in every language: `/static/build/house-1A2B.css`."""
    hashed = _names(BUILD, _built_at(BUILD)).get(name)
    if hashed is None:
        raise AssetsMissing(f"no built file is called {name!r}: run `npm run build` in frontend/")
    return PREFIX + hashed


def asset_text(name: str) -> str:
    """What stands in a built file, for the few that need an address of their own."""
    return (BUILD / asset(name).removeprefix(PREFIX)).read_text()


def serve_assets(app: Flask) -> None:
    """Answer for built files before the application is asked, compressed, cached for a year."""
    if not BUILD.is_dir():
        return
    app.wsgi_app = YearLong(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(BUILD),
        prefix=PREFIX,
        immutable_file_test=lambda path, url: True,
        autorefresh=app.debug,
        mimetypes={".webmanifest": "application/manifest+json"},
    )


def _built_at(folder: Path) -> int:
    try:
        return (folder / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        raise AssetsMissing(
            "the front end is not built: run `npm ci && npm run build` in frontend/"
        ) from None


@lru_cache(maxsize=4)
def _names(folder: Path, built_at: int) -> dict[str, str]:
    """The manifest, read again only when it was built again."""
    names: dict[str, str] = json.loads((folder / "manifest.json").read_text())
    return names
