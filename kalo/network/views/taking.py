"""Which files there are of what is seen here, what they are called, and how much one holds."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

# How many organisations a file holds at most: paper is printed, and each page takes its time.
MOST = {"pdf": 400, "xlsx": 5_000, "json": 5_000, "csv": 10_000}
WORDS = {
    "pdf": "PDF",
    "docx": _l("Word (DOCX)"),
    "xlsx": _l("Spreadsheet (XLSX)"),
    "csv": _l("Table (CSV)"),
    "json": _l("Data (JSON)"),
}
OF_THE_DIRECTORY = ("pdf", "xlsx", "csv", "json")
OF_AN_ORGANISATION = ("pdf", "docx", "json")
OF_UNIONS = ("pdf", "xlsx", "json")
Ways = list[tuple[Any, str]]


def ways_of_directory(words: dict[str, str]) -> Ways:
    """The files of what is found: what each is called, and where it is."""
    return _ways("download_directory", OF_THE_DIRECTORY, **words)


def ways_of_organisation(slug: str) -> Ways:
    """The files of an organisation."""
    return _ways("download_organisation", OF_AN_ORGANISATION, slug=slug)


def ways_of_unions(chosen: dict[str, str]) -> Ways:
    """The files of unions and networks, as chosen."""
    return _ways("download_unions", OF_UNIONS, **chosen)


def _ways(door: str, kinds: tuple[str, ...], **words: Any) -> Ways:
    return [(WORDS[kind], url_for(f"network.{door}", kind=kind, **words)) for kind in kinds]


def left_out(found: int) -> tuple[int, int] | None:
    """How many the paper and the spreadsheet hold of so many; None where both hold them all."""
    if found <= MOST["pdf"]:
        return None
    return MOST["pdf"], min(found, MOST["xlsx"])
