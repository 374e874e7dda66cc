"""The rubric of a task: its lines, their levels, in the words of a language."""

from dataclasses import dataclass
from typing import Any

from kalo.learning.models import Block


@dataclass(frozen=True)
class Level:
    """One of the levels of a line of the rubric."""

    key: str
    title: str
    about: str
    points: int


@dataclass(frozen=True)
class Criterion:
    """A line of the rubric."""

    key: str
    title: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> int:
        """The points of its best level."""
        return max((level.points for level in self.levels), default=0)

    def points_of(self, key: str) -> int:
        """The points of a level; none for one that is no more."""
        return next((level.points for level in self.levels if level.key == key), 0)

    def chosen(self, levels: dict[str, str]) -> Level | None:
        """The level that a verdict gives."""
        return next((one for one in self.levels if one.key == levels.get(self.key)), None)


def criteria_of(block: Block, language: str) -> list[Criterion]:
    """The rubric of a task in a language; Greek words where the others are missing."""
    greek = {one["key"]: one for one in block.words_in("el").get("rubric", [])}
    spoken = {one["key"]: one for one in block.words_in(language).get("rubric", [])}
    lines = block.made.get("rubric", [])
    return [
        _criterion(line, {**greek.get(line["key"], {}), **spoken.get(line["key"], {})})
        for line in lines
    ]


def _criterion(line: dict[str, Any], words: dict[str, Any]) -> Criterion:
    said = {level["key"]: level for level in words.get("levels", [])}
    levels = tuple(
        Level(
            level["key"],
            said.get(level["key"], {}).get("title", level["key"]),
            said.get(level["key"], {}).get("about", ""),
            level.get("points", 0),
        )
        for level in line["levels"]
    )
    return Criterion(line["key"], words.get("title", line["key"]), levels)
