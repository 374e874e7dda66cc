"""A report as a file: one writer for each format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kalo.toolbox.reports.blocks import Report


@dataclass(frozen=True)
class Format:
    """What a file of it is called and how it is written: a report and the answers it is of."""

    suffix: str
    mime: str
    write: Callable[[Report, Mapping[str, Any]], bytes]


FORMATS: dict[str, Format] = {}


def written(report: Report, kind: str, answers: Mapping[str, Any] | None = None) -> bytes:
    """The report in a format of `FORMATS`."""
    return FORMATS[kind].write(report, answers or {})
