"""What an act may say: dataclasses whose fields read themselves from a form or a socket event.

A shape is `@dataclass(frozen=True, kw_only=True)`; its fields are made by the functions below.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.text import clean
from kalo.kit.web import Refused

HIGHEST = 2**31 - 1  # what a column of the database can hold
T = TypeVar("T")


@dataclass(frozen=True)
class Nothing:
    """An act that says only that it happened."""


def read(shape: type[T], said: Mapping[str, Any]) -> T:
    """What was said, as this shape; refuses whatever is odd, and takes nothing besides."""
    fields = dataclasses.fields(shape)  # type: ignore[arg-type]
    return shape(**{field.name: field.metadata["read"](said.get(field.name)) for field in fields})


def of_form(shape: type[Any], form: Any) -> dict[str, Any]:
    """What a plain form says, with lists where the shape has lists."""
    fields = dataclasses.fields(shape)
    return {
        field.name: form.getlist(field.name) if field.metadata.get("many") else form.get(field.name)
        for field in fields
    }


def texts_of(shape: type[Any]) -> list[str]:
    """The names of the fields into which somebody writes."""
    fields = dataclasses.fields(shape)
    return [field.name for field in fields if "most" in field.metadata]


class Odd(Refused):
    """What no page of ours would have sent."""


def odd() -> Odd:
    """A refusal of such, with its sentence."""
    return Odd(gettext("This cannot be understood. Reload the page."))


def words(most: int, empty: Any, long: Any) -> Any:
    """A text that must be there; `empty` and `long` (with %(max)d) say what is wrong with it."""

    def read_words(value: Any) -> str:
        typed = _text(value)
        if not typed:
            raise Refused(str(empty))
        return _no_longer(typed, most, long)

    return dataclasses.field(metadata={"read": read_words, "most": most})


def some_words(most: int, long: Any = None) -> Any:
    """A text that may be left out."""
    too_long = long or _("At most %(max)d characters, please.")

    def read_words(value: Any) -> str:
        return _no_longer(_text(value), most, too_long)

    return dataclasses.field(default="", metadata={"read": read_words, "most": most})


def number(least: int = 1, most: int = HIGHEST) -> Any:
    """A whole number that must be there."""
    return dataclasses.field(metadata={"read": lambda value: _number(value, least, most)})


def some_number(least: int = 1, most: int = HIGHEST) -> Any:
    """A whole number, or None where nothing was said."""

    def read_number(value: Any) -> int | None:
        return None if value in (None, "") else _number(value, least, most)

    return dataclasses.field(default=None, metadata={"read": read_number})


def someone() -> Any:
    """Who somebody is in a room: a person's number, or below zero a guest's."""
    return number(least=-HIGHEST)


def numbers(most: int, least: int = 1, highest: int = HIGHEST) -> Any:
    """A list of whole numbers, in their order, none twice."""

    def read_numbers(value: Any) -> list[int]:
        found = [_number(each, least, highest) for each in _list(value, most)]
        return list(dict.fromkeys(found))

    return dataclasses.field(default_factory=list, metadata={"read": read_numbers, "many": True})


def texts(most: int, longest: int, long: Any = None) -> Any:
    """A list of texts; empty ones are left out."""
    too_long = long or _("At most %(max)d characters, please.")

    def read_texts(value: Any) -> list[str]:
        found = [_no_longer(_text(each), longest, too_long) for each in _list(value, most)]
        return [each for each in found if each]

    return dataclasses.field(default_factory=list, metadata={"read": read_texts, "many": True})


def one_of(options: Sequence[str], default: str | None = None) -> Any:
    """One of these words."""

    def read_option(value: Any) -> str:
        chosen = default if value in (None, "") else value
        if chosen not in options:
            raise odd()
        return str(chosen)

    return dataclasses.field(metadata={"read": read_option})


def flag() -> Any:
    """Yes or no; no where nothing was said."""
    yes = (True, "1", "on", "true", "yes")
    return dataclasses.field(default=False, metadata={"read": lambda value: value in yes})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise odd()
    return clean(value).strip()


def _no_longer(typed: str, most: int, long: Any) -> str:
    if len(typed) > most:
        raise Refused(str(long) % {"max": most})
    return typed


def _number(value: Any, least: int, most: int) -> int:
    if isinstance(value, str) and len(value) < 12 and value.removeprefix("-").isdecimal():
        value = int(value)
    if type(value) is not int or not least <= value <= most:
        raise odd()
    return value


def _list(value: Any, most: int) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise odd()
    return value
