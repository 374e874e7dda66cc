"""From a lesson's `el.md` and `en.md` to its columns: front matter, then Markdown."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from kalo.kit import text as greek
from kalo.learning.actions.source import Block, Fields, Source

NO_TEXT: Fields = {
    **{
        f"{name}_{language}": ""
        for name in ("goal", "html", "try_it", "discuss")
        for language in ("el", "en")
    },
    "question": {},
    "sources": [],
    "legal": False,
    "updated": None,
}
_FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
_BOTH = ("goal", "check", "try_it", "discuss")
_GREEK = (*_BOTH, "legal", "updated", "sources")
_NO_DATE = "χ.χ."  # said in the reader's language on the page
_PREFIX = {"el": "", "en": "/en"}


def read_texts(folder: Path) -> Fields:
    """The columns of a lesson that come from its texts."""
    fields = NO_TEXT | {"question": {}}
    _read_language(folder / "el.md", "el", fields)
    if (folder / "en.md").exists():
        _read_language(folder / "en.md", "en", fields)
        _refuse_different_checks(Source(folder / "en.md"), fields["question"])
    return fields


def _read_language(path: Path, language: str, fields: Fields) -> None:
    source, block, body = _open(path)
    source.only(block, *(_GREEK if language == "el" else _BOTH))
    fields[f"goal_{language}"] = source.text(block, "goal")
    fields[f"try_it_{language}"] = source.text(block, "try_it", needed=False)
    fields[f"discuss_{language}"] = source.text(block, "discuss", needed=False)
    fields[f"html_{language}"] = _render(source, body, _PREFIX[language])
    if "check" in block:
        fields["question"][language] = _read_check(source, block)
    if language == "el":
        fields |= _read_facts(source, block)


def _open(path: Path) -> tuple[Source, Block, str]:
    found = _FRONT.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        raise Source(path).wrong("begins with front matter between two lines of ---")
    source = Source(path, above=1)
    return source, source.parse(found[1]), found[2]


def _render(source: Source, body: str, prefix: str) -> str:
    if not body.strip():
        raise source.wrong("has no text under its front matter")
    try:
        return greek.render(body, policy=greek.HOUSE, prefix=prefix)
    except greek.TooLong as error:
        raise source.wrong(str(error)) from error


def _read_check(source: Source, block: Block) -> dict[str, Any]:
    check = block["check"]
    if not isinstance(check, Block):
        raise source.wrong("check: wants a question and options", block)
    source.only(check, "question", "options")
    options = [_read_option(source, option) for option in source.blocks(check, "options")]
    if len(options) < 2 or len({option["key"] for option in options}) < len(options):
        raise source.wrong("check: wants two options or more, each with a key of its own", check)
    if sum(option["right"] for option in options) != 1:
        raise source.wrong("check: exactly one option is right", check)
    return {"question": source.text(check, "question"), "options": options}


def _read_option(source: Source, option: Block) -> dict[str, Any]:
    source.only(option, "key", "text", "feedback", "right")
    said = {name: source.text(option, name) for name in ("key", "text", "feedback")}
    return {**said, "right": option.get("right") is True}


def _read_facts(source: Source, block: Block) -> Fields:
    updated = block.get("updated")
    if updated is not None and type(updated) is not date:
        raise source.wrong("updated: wants a date such as 2026-11-22", block)
    return {
        "legal": block.get("legal") is True,
        "updated": updated,
        "sources": [_read_source(source, one) for one in source.blocks(block, "sources")],
    }


def _read_source(source: Source, block: Block) -> dict[str, str]:
    source.only(block, "title", "url", "date")
    url, written = source.text(block, "url", needed=False), str(block.get("date", ""))
    if url and not url.startswith(("https://", "http://")):
        raise source.wrong("url: begins with https://", block)
    return {
        "title": source.text(block, "title"),
        "url": url,
        "date": "" if written.startswith(_NO_DATE) else written,
    }


def _refuse_different_checks(source: Source, question: dict[str, Any]) -> None:
    """An answer is one in both languages, so its options are too."""
    answers = [[(o["key"], o["right"]) for o in check["options"]] for check in question.values()]
    if len(answers) == 2 and answers[0] != answers[1]:
        raise source.wrong("check: has other options than el.md")
