"""A report as data (JSON): the answers as they were given, and every block."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kalo.kit.reports.blocks import Report


def as_json(report: Report, answers: Mapping[str, Any]) -> bytes:
    """What a program can read, and what the tool can open again."""
    whole = {
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language,
        "made_on": report.made_on,
        "answers": answers,
        "report": [{"kind": block.kind, **_of(block)} for block in report.blocks],
        **({"more": report.more} if report.more else {}),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


def _of(block: Any) -> dict[str, Any]:
    return {field.name: getattr(block, field.name) for field in fields(block)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _of(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)  # lazy words
