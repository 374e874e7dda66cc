"""Reading `content/toolbox/<leaf>/facts/<set>.yaml`, strictly."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kalo.kit import clock
from kalo.kit.yaml import read_yaml
from kalo.shelves.files import CONTENT, WrongContent
from kalo.toolbox.facts.checks import what_is_wrong
from kalo.toolbox.facts.fact import Fact, fact_of

KNOWN = {"key", "text", "value", "unit", "source", "checked", "mark", "expires", "about"}
NEEDED = {"key", "text", "checked", "mark"}
PLAIN = (str, int, float, bool, type(None))


def read_fact_files(content: Path = CONTENT) -> list[dict[str, Any]]:
    """Every fact of every file, as rows, in their order; `WrongContent` names file and key."""
    rows: list[dict[str, Any]] = []
    seen: dict[str, Path] = {}
    for path in sorted((content / "toolbox").glob("*/facts/*.yaml")):
        if path.stem in seen:
            raise WrongContent(f"{path}: the set {path.stem} stands in {seen[path.stem]} already")
        seen[path.stem] = path
        rows.extend(_rows(path))
    return rows


def facts_in_file(name: str, language: str, content: Path = CONTENT) -> dict[str, Fact]:
    """A set as its file says it, without a database: for pure tests of a tool's rules."""
    path = next((content / "toolbox").glob(f"*/facts/{name}.yaml"))
    today = clock.today()
    return {row["key"]: fact_of(row, language, today) for row in _kept(path)}


@lru_cache(maxsize=32)
def _kept(path: Path) -> list[dict[str, Any]]:
    return list(_rows(path))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    keys: set[str] = set()
    for position, said in enumerate(_said(path)):
        key = said.get("key") if isinstance(said, dict) else None
        here = f"{path}: {key or f'fact {position + 1}'}"
        row = _row(here, path, position, said)
        if wrong := what_is_wrong(row):
            raise WrongContent(f"{here}: {wrong}")
        if row["key"] in keys:
            raise WrongContent(f"{here}: this key stands twice")
        keys.add(row["key"])
        yield row


def _said(path: Path) -> list[Any]:
    try:
        whole = read_yaml(path.read_text())
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WrongContent(f"{path}: {error}") from error
    listed = whole.get("facts") if isinstance(whole, dict) and len(whole) == 1 else None
    if not isinstance(listed, list):
        raise WrongContent(f"{path}: the file has one list, `facts`")
    return listed


def _row(here: str, path: Path, position: int, said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise WrongContent(f"{here}: a fact is a mapping")
    if strange := set(said) - KNOWN:
        raise WrongContent(f"{here}: unknown field {sorted(map(str, strange))[0]}")
    if missing := NEEDED - set(said):
        raise WrongContent(f"{here}: {sorted(missing)[0]} is missing")
    text, unit = _both(here, "text", said["text"]), _both(here, "unit", said.get("unit"))
    source = _mapping(here, "source", said.get("source"), {"title", "url"})
    about = said.get("about")
    if about is not None and not isinstance(about, dict):
        raise WrongContent(f"{here}: `about` is a mapping")
    return {
        "set": path.stem,
        "key": said["key"],
        "leaf": path.parent.parent.name,
        "position": position,
        "text_el": text["el"],
        "text_en": text["en"],
        "value": _data(here, said.get("value")),
        "unit_el": unit["el"],
        "unit_en": unit["en"],
        "source_title": source.get("title", ""),
        "source_url": source.get("url", ""),
        "checked": said["checked"],
        "mark": said["mark"],
        "expires": said.get("expires"),
        "about": _data(here, about or {}),
    }


def _both(here: str, name: str, words: Any) -> dict[str, str]:
    """Words in both languages; where there are none, empty ones."""
    both = _mapping(here, name, words, {"el", "en"})
    return {"el": both.get("el", ""), "en": both.get("en", "")}


def _mapping(here: str, name: str, said: Any, known: set[str]) -> dict[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, dict) or set(said) - known:
        raise WrongContent(f"{here}: `{name}` has {' and '.join(sorted(known))}")
    return said


def _data(here: str, value: Any) -> Any:
    """A value as JSON can hold it; a day becomes its words, 2026-11-22."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _data(here, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_data(here, each) for each in value]
    if not isinstance(value, PLAIN):
        raise WrongContent(f"{here}: {value!r} cannot be kept")
    return value
