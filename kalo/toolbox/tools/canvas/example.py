"""The worked example of `example.yaml`, which says in its name that it is one."""

from functools import cache
from pathlib import Path
from typing import Any

from kalo.kit.yaml import read_yaml
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.canvas.wall import ROOM

_FILE = Path(__file__).parent / "example.yaml"


def example(language: str) -> Answers:
    """The canvas of an invented workshop."""
    said = _said()
    return {
        "name": said["name"][language],
        "idea": said["idea"][language],
        "notes": [
            {
                "id": f"e-{block}-{number}",
                "block": block,
                "text": note[language],
                "tone": note.get("tone", ""),
                "at": ROOM * number,
            }
            for block, notes in said["notes"].items()
            for number, note in enumerate(notes, 1)
        ],
        "tests": [_test(number, each, language) for number, each in enumerate(said["tests"], 1)],
    }


def _test(number: int, said: dict[str, Any], language: str) -> dict[str, Any]:
    words = {name: said[name][language] for name in ("claim", "how", "learned")}
    return {
        "id": f"e-{number}",
        "block": said["block"],
        "by": "",
        "result": said["result"],
        **words,
    }


@cache
def _said() -> dict[str, Any]:
    whole: dict[str, Any] = read_yaml(_FILE.read_text())
    return whole
