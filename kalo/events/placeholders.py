"""What staff may leave open in a letter and is filled in for each who gets it. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

# What stands there for each person, by its word; said beside the form.
WORDS: dict[str, Any] = {
    "name": _("their name"),
    "event": _("the title of the event"),
    "day": _("the day, for example “Thursday 3 December”"),
    "hour": _("the hour at which it starts, for example “18:00”"),
    "when": _("day and hours"),
    "where": _("the place; of what is only online, the page of the event"),
    "page": _("the address of the event's page; for people without an account, of their own"),
    "coming": _("the address at which they say whether they come, or give their seat back"),
    "facilitator": _("who leads it"),
    "organiser": _("who organises it"),
}
ADDRESSES = frozenset({"page", "coming"})  # they work inside a link of Markdown too
_OPEN = re.compile(r"\{\s*([^\W\d][\w-]{0,40})\s*\}")
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def unknown(said: str) -> list[str]:
    """The words in braces that mean nothing here, each once, in order."""
    return list(dict.fromkeys(word for word in _OPEN.findall(said) if word not in WORDS))


def fill(said: str, values: Mapping[str, str]) -> str:
    """The text with the values of one person."""
    return _OPEN.sub(lambda found: values.get(found[1], found[0]), said)


def fill_markdown(said: str, values: Mapping[str, str]) -> str:
    """The same in Markdown, where nothing of a value is taken for a mark."""
    safe = {word: value if word in ADDRESSES else escaped(value) for word, value in values.items()}
    return fill(said, safe)


def escaped(value: str) -> str:
    """Words that Markdown shows as they are."""
    return _MARKS.sub(r"\\\1", " ".join(value.split()))
