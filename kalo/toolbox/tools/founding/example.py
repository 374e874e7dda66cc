"""The worked example of `example.yaml`, counted from the day on which it is opened."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kalo.kit import clock
from kalo.kit.yaml import read_yaml
from kalo.toolbox.fields import Answers, Day, Field, Rows
from kalo.toolbox.tools.founding.questions import FIELDS

_FILE = Path(__file__).parent / "example.yaml"


def example(language: str) -> Answers:
    """The plan of an invented group that is in the middle of it."""
    return {name: _said(FIELDS[name], value, language) for name, value in _whole().items()}


def _said(field: Field, value: Any, language: str) -> Any:
    if isinstance(field, Rows):
        return [
            {"id": row["id"]}
            | {
                name: _said(each, row[name], language)
                for name, each in field.fields.items()
                if name in row
            }
            for row in value
        ]
    if isinstance(field, Day) and isinstance(value, int):
        return (clock.today() + timedelta(days=value)).isoformat()
    return value[language] if isinstance(value, dict) else value


@cache
def _whole() -> dict[str, Any]:
    said: dict[str, Any] = read_yaml(_FILE.read_text())
    return said
