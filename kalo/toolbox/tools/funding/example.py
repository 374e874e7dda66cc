"""The worked example of `example.yaml`, which says in its name that it is one."""

from functools import cache
from pathlib import Path
from typing import Any

from kalo.kit.yaml import read_yaml
from kalo.toolbox.facts import said
from kalo.toolbox.fields import Answers

_FILE = Path(__file__).parent / "example.yaml"


def example(language: str) -> Answers:
    """The plan of an invented bakery."""
    whole = _read()
    rows = [
        {"id": f"e-{number}", "paper": said(row["paper"], language), "ready": row["ready"]}
        for number, row in enumerate(whole["own"], 1)
    ]
    words = {name: said(whole[name], language) for name in ("what", "notes")}
    return {**whole, **words, "own": rows}


@cache
def _read() -> dict[str, Any]:
    whole: dict[str, Any] = read_yaml(_FILE.read_text())
    return whole
