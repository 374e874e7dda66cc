"""A report as a file: one writer for each format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kalo.kit import office as kit_office
from kalo.kit.locales import speaking
from kalo.kit.reports.blocks import Report
from kalo.kit.reports.data import as_json
from kalo.kit.reports.office import as_docx
from kalo.kit.reports.paper import as_pdf
from kalo.kit.reports.sheets import as_xlsx

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    """What a file of it is called and how it is written: of a report and the answers it is of."""

    suffix: str
    mime: str
    write: Callable[[Report, Mapping[str, Any]], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("pdf", "application/pdf", as_pdf),
    "docx": Format("docx", kit_office.MIME, as_docx),
    "xlsx": Format("xlsx", SHEETS, as_xlsx),
    "json": Format("json", "application/json", as_json),
}


def written(report: Report, kind: str, answers: Mapping[str, Any] | None = None) -> bytes:
    """The report in a format of `FORMATS`, in its own language."""
    with speaking(report.language):
        return FORMATS[kind].write(report, answers or {})
