"""The words of the directory, as `content/network/` has them: sectors, services, forms, places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kalo.kit.yaml import read_yaml

CONTENT = Path(__file__).parents[2] / "content" / "network"
KINDS = ("sectors", "services", "forms")
AS_A_TOOL = "tool:3"  # what discussions know the directory by: third among the tools


class WrongWords(ValueError):
    """A file of words that cannot be used; the message names it and what is missing."""


@dataclass(frozen=True)
class Word:
    """Something that can be chosen; its key stays for ever."""

    key: str
    el: str
    en: str
    cpv: frozenset[str] = frozenset()

    def said(self, language: str) -> str:
        """Its label."""
        return self.en if language == "en" else self.el


@dataclass(frozen=True)
class Place(Word):
    """A municipality; with `x`, `y`, `lat` and `lon` where it has a place in the drawing."""

    x: int | None = None
    y: int | None = None
    lat: float = 0
    lon: float = 0
    beside: tuple[str, ...] = ()
    lines: Mapping[str, list[str]] = field(default_factory=dict, hash=False, compare=False)

    def label(self, language: str) -> list[str]:
        """The lines of its name in the drawing."""
        return self.lines.get(language) or [self.said(language)]


@dataclass(frozen=True)
class Drawing:
    """The places in their order, and how large the drawing of them is."""

    width: int
    height: int
    places: Mapping[str, Place]

    @property
    def drawn(self) -> list[Place]:
        """Those with a place in the drawing."""
        return [place for place in self.places.values() if place.x is not None]

    @property
    def borders(self) -> list[tuple[Place, Place]]:
        """Each two that touch, once."""
        return [(one, self.places[other]) for one in self.drawn for other in one.beside]


def read(path: Path) -> Any:
    """A file of YAML; `WrongWords` for one that cannot be read."""
    try:
        return read_yaml(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise WrongWords(f"{path}: {error}") from error


def _word(path: Path, row: Mapping[str, Any]) -> Word:
    try:
        cpv = frozenset(map(str, row.get("cpv") or ()))
        return Word(str(row["key"]), str(row["el"]), str(row["en"]), cpv)
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongWords(f"{path}: {row!r} needs key, el and en") from error


@cache
def words_of(kind: str, content: Path = CONTENT) -> Mapping[str, Word]:
    """The words of a kind by their keys, in the order of the file."""
    if kind == "places":
        return drawing(content).places
    path = content / "words.yaml"
    found = [_word(path, row) for row in (read(path) or {}).get(kind) or ()]
    return _each_once(path, found)


def _each_once(path: Path, found: list[Any]) -> dict[str, Any]:
    known = {word.key: word for word in found}
    if len(known) != len(found) or not found:
        raise WrongWords(f"{path}: a key stands twice, or nothing stands there")
    return known


@cache
def drawing(content: Path = CONTENT) -> Drawing:
    """The places, and the drawing of them."""
    path = content / "places.yaml"
    data = read(path)
    places = _each_once(path, [_place(path, row) for row in data["places"]])
    lost = [key for place in places.values() for key in place.beside if key not in places]
    if lost:
        raise WrongWords(f"{path}: no place is called {lost[0]}")
    return Drawing(int(data["width"]), int(data["height"]), places)


def _place(path: Path, row: Mapping[str, Any]) -> Place:
    word, beside = _word(path, row), tuple(row.get("beside") or ())
    return Place(
        word.key,
        word.el,
        word.en,
        x=row.get("x"),
        y=row.get("y"),
        lat=float(row.get("lat") or 0),
        lon=float(row.get("lon") or 0),
        beside=beside,
        lines=row.get("lines") or {},
    )


def said(kind: str, key: str, language: str) -> str:
    """The label of a word; the key itself where the file does not know it any more."""
    word = words_of(kind).get(key)
    return word.said(language) if word else key


def all_said(kind: str, keys: Iterable[str], language: str) -> list[str]:
    """The labels of some words, in the order of the file."""
    known = words_of(kind)
    wanted = set(keys)
    return [word.said(language) for key, word in known.items() if key in wanted]


def sectors_of_cpv(cpv: str) -> frozenset[str]:
    """The sectors that a code of the common procurement vocabulary belongs to."""
    division = cpv.strip()[:2]
    return frozenset(k for k, word in words_of("sectors").items() if division in word.cpv)
