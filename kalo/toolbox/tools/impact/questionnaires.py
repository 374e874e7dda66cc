"""The three questionnaires as `questionnaires.yaml` says them, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask_babel.speaklater import LazyString

from kalo.kit.web import language
from kalo.kit.yaml import read_yaml

FILE = Path(__file__).parent / "questionnaires.yaml"
PHASES = ("before", "after")
NOT_FOR_US = "na"
POINTS = ("0", "1", "2", "3", "4")


@dataclass(frozen=True)
class Words:
    """The same in Greek and English."""

    el: str
    en: str

    def __str__(self) -> str:
        return self.in_(language())

    def in_(self, wanted: str) -> str:
        """The words in "el" or "en"."""
        return self.en if wanted == "en" else self.el

    def lazy(self) -> Any:
        """Words for a label, said in the language of the page."""
        return LazyString(lambda: self.in_(language()))


@dataclass(frozen=True)
class Kind:
    """A kind of body; each has a questionnaire."""

    key: str
    title: Words
    short: Words


@dataclass(frozen=True)
class Statement:
    """What somebody gives 0 to 4 points; `shows` is the paper behind a 4."""

    key: str
    axis: str
    text: Words
    shows: Words
    of: tuple[str, ...]

    def name(self, phase: str) -> str:
        """The name of its answer in a phase."""
        return f"{phase}_{self.key}"


@dataclass(frozen=True)
class Axis:
    """One of the eight directions in which a body is looked at."""

    key: str
    title: Words
    about: Words
    statements: tuple[Statement, ...]

    def asked_of(self, kind: str) -> list[Statement]:
        """The statements of a kind's questionnaire; those for all where the kind is not said."""
        return [each for each in self.statements if kind in each.of or set(each.of) == set(KIND)]


def _words(said: Mapping[str, str]) -> Words:
    return Words(said["el"], said["en"])


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    read: dict[str, Any] = read_yaml(FILE.read_text())
    return read


KINDS = tuple(
    Kind(each["key"], _words(each["title"]), _words(each["short"])) for each in _file()["kinds"]
)
KIND = {kind.key: kind for kind in KINDS}


def _axis(said: Mapping[str, Any]) -> Axis:
    statements = tuple(
        Statement(
            each["key"],
            said["key"],
            _words(each["text"]),
            _words(each["shows"]),
            tuple(each.get("of", KIND)),
        )
        for each in said["statements"]
    )
    return Axis(said["key"], _words(said["title"]), _words(said["about"]), statements)


AXES = tuple(_axis(each) for each in _file()["axes"])
AXIS = {axis.key: axis for axis in AXES}


def questionnaire(kind: str) -> list[Statement]:
    """All statements of a kind, in order."""
    return [statement for axis in AXES for statement in axis.asked_of(kind)]
