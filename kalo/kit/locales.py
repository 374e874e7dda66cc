"""Two languages: catalogues per room, compiled when they changed; what templates need to speak."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g
from flask_babel import Babel, force_locale

from kalo.kit.web import language

KALO = Path(__file__).parent.parent


def catalogues() -> list[Path]:
    """Every catalogue of the house, one per room and per tool, Greek from English."""
    words = "translations/el/LC_MESSAGES/messages.po"
    return sorted([*KALO.glob(f"*/{words}"), *KALO.glob(f"toolbox/tools/*/{words}")])


def compile_catalogues() -> int:
    """Write the .mo beside each .po that is newer than it; answers how many were written."""
    written = 0
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale="el"))
            written += 1
    return written


def init_locales(app: Flask) -> None:
    """Bind Babel: the language of the address, all rooms' catalogues as one."""
    compile_catalogues()
    folders = ";".join(str(po.parent.parent.parent) for po in catalogues())
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = folders
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Athens"
    Babel(app, locale_selector=language)


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Inside, everything is said in `wanted` ("el" or "en"): letters, jobs, seeds."""
    before = g.get("language")
    g.language = wanted
    try:
        with force_locale(wanted):
            yield
    finally:
        if before is None:
            g.pop("language", None)
        else:
            g.language = before


def in_this_language(row: Any, field: str) -> str:
    """`title` of a row with `title_el` and `title_en`; Greek where English is missing."""
    return getattr(row, f"{field}_{language()}") or getattr(row, f"{field}_el") or ""
