"""The worked example: a neighbourhood kitchen, made up."""

from pathlib import Path
from typing import Any

from kalo.kit.yaml import read_yaml

EXAMPLE = Path(__file__).parent / "example.yaml"


def example(_language: str) -> dict[str, Any]:
    """Its answers; they have no words, so they are the same in both languages."""
    answers: dict[str, Any] = read_yaml(EXAMPLE.read_text())
    return answers
