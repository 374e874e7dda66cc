"""Reading the files of content/: front matter and Markdown, Greek and English side by side."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kalo.kit.text import HOUSE, render
from kalo.kit.yaml import read_yaml

CONTENT = Path(__file__).parents[2] / "content"
ROOMS = ("toolbox", "library", "participation", "site")


class WrongContent(ValueError):
    """A content file that cannot be used; the message names the file and what is missing."""


@dataclass(frozen=True)
class Text:
    """A file in one language: its front matter, and its words as HTML."""

    facts: dict[str, Any]
    html: str


def read_text(path: Path, prefix: str = "") -> Text:
    """A Markdown file with front matter; links inside the house get the prefix."""
    try:
        _empty, head, body = path.read_text().split("---\n", 2)
        facts = read_yaml(head)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WrongContent(f"{path}: {error}") from error
    if not isinstance(facts, dict) or not facts.get("title") or not facts.get("summary"):
        raise WrongContent(f"{path}: the front matter needs a title and a summary")
    return Text(facts, render(body, policy=HOUSE, prefix=prefix))


def read_shelves(room: str, content: Path = CONTENT) -> list[dict[str, Any]]:
    """The sections of a room, in order, as rows of `Shelf`, with their top leaves."""
    path = content / room / "_room.yaml"
    try:
        sections = read_yaml(path.read_text())["sections"]
        return [_shelf(room, position, section) for position, section in enumerate(sections)]
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise WrongContent(f"{path}: {error!r}") from error


def _shelf(room: str, position: int, section: dict[str, Any]) -> dict[str, Any]:
    title, about = section["title"], section["about"]
    return {
        "room": room,
        "slug": section["slug"],
        "position": position,
        "title_el": title["el"],
        "title_en": title["en"],
        "about_el": about["el"],
        "about_en": about["en"],
        "leaves": section["leaves"],
    }


def read_leaves(room: str, content: Path = CONTENT) -> list[dict[str, Any]]:
    """Every leaf of a room as a row of `Leaf`, children after their parents."""
    rows = []
    for shelf in read_shelves(room, content):
        for position, slug in enumerate(shelf["leaves"]):
            rows.append(_leaf(content, room, slug, shelf["slug"], position))
    tops = {row["slug"]: row for row in rows}
    for folder in sorted((content / room).iterdir()):
        if folder.is_dir() and folder.name not in tops:
            rows.append(_child(content, room, folder.name, tops))
    return rows


def _child(content: Path, room: str, slug: str, tops: dict[str, Any]) -> dict[str, Any]:
    row = _leaf(content, room, slug, "", 0)
    if row["parent"] not in tops:
        raise WrongContent(f"{content / room / slug}: stands on no shelf and under no leaf")
    return {**row, "shelf": tops[row["parent"]]["shelf"]}


def _leaf(content: Path, room: str, slug: str, shelf: str, position: int) -> dict[str, Any]:
    folder = content / room / slug
    el, en = read_text(folder / "el.md"), read_text(folder / "en.md", "/en")
    facts = el.facts
    row: dict[str, Any] = {
        "room": room,
        "slug": slug,
        "shelf": shelf,
        "parent": facts.get("parent"),
        "position": int(facts.get("order", position)),
        "title_el": facts["title"],
        "title_en": en.facts["title"],
        "summary_el": facts["summary"],
        "summary_en": en.facts["summary"],
        "html_el": el.html,
        "html_en": en.html,
        "legal": bool(facts.get("legal")),
        "updated": _day(folder, facts.get("updated")),
        "sources": facts.get("sources") or [],
        "related": facts.get("related") or [],
    }
    return {**row, "version": version_of(row)}


def _day(folder: Path, value: Any) -> date:
    if not isinstance(value, date):
        raise WrongContent(f"{folder}/el.md: `updated` must be a date like 2026-11-22")
    return value


def version_of(row: dict[str, Any]) -> str:
    """A short mark that changes when anything in a row changes."""
    return hashlib.sha256(json.dumps(row, default=str, sort_keys=True).encode()).hexdigest()[:32]
