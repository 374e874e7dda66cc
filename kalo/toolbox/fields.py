"""What an answer may be: fields that read themselves, each with its limits and its words; pure.

A field takes what a form or a file says and gives back a value that JSON can hold, or raises
`Odd` with a sentence. Nothing said is never an error: it is "" or None, [] or False.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext

Answers = dict[str, Any]
ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,24}\Z")
LONGEST = 4_000  # letters of any text
MOST_ROWS = 2_000
# What a file of XML, as spreadsheets and drawings are, cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff\ufffe\uffff]")


class Odd(ValueError):
    """An answer that cannot be taken; its text is a sentence for the person."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `shape` is the name of the macro that draws it."""

    label: Any
    hint: Any = ""
    shape: ClassVar[str] = "text"
    empty: ClassVar[Any] = ""

    def read(self, raw: Any) -> Any:
        """The value of what was said."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as it stands in an input."""
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A line of words."""

    most: int = 200
    kind: str = "text"  # of the input: text, email, url, tel
    autocomplete: str = "off"
    shape: ClassVar[str] = "text"

    def read(self, raw: Any) -> str:
        """The words, on one line."""
        return _no_longer(" ".join(_words(raw).split()), self.most)


@dataclass(frozen=True, kw_only=True)
class Long(Field):
    """Some lines of words."""

    most: int = LONGEST
    rows: int = 4
    shape: ClassVar[str] = "long"

    def read(self, raw: Any) -> str:
        """The words with their lines."""
        typed = _words(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
        return _no_longer(typed, self.most)


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of some: pairs of a word that stays and a label."""

    options: Sequence[tuple[str, Any]]
    listed: bool = False  # drawn as a list to open, for many
    shape: ClassVar[str] = "choice"

    def read(self, raw: Any) -> str:
        """The word of the option."""
        said = _words(raw).strip()
        if said and said not in {key for key, _label in self.options}:
            raise Odd(gettext("Choose one of what is offered."))
        return said

    def label_of(self, value: Any) -> str:
        """The label of a value; nothing for none."""
        return next((str(label) for key, label in self.options if key == value), "")


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any of some; the value is a list in the order of the options."""

    options: Sequence[tuple[str, Any]]
    shape: ClassVar[str] = "several"
    empty: ClassVar[Any] = ()

    def read(self, raw: Any) -> list[str]:
        """The words of what was chosen."""
        said = set(map(_words, several(raw)))
        said.discard("")
        if said - {key for key, _label in self.options}:
            raise Odd(gettext("Choose among what is offered."))
        return [key for key, _label in self.options if key in said]

    def labels_of(self, values: Any) -> list[str]:
        """The labels of values, in the order of the options."""
        return [str(label) for key, label in self.options if key in (values or ())]


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A number: whole where `places` is 0 (an int), else a float of so many places."""

    least: float = 0
    most: float = 1_000_000_000
    places: int = 0
    unit: Any = ""
    shape: ClassVar[str] = "number"
    empty: ClassVar[Any] = None

    def read(self, raw: Any) -> float | int | None:
        """The number; Greek and English ways of writing it are understood."""
        said = _number(raw, self.places)
        if said is None:
            return None
        if not self.least <= said <= self.most:
            limits = {"least": _grouped(self.least), "most": _grouped(self.most)}
            raise Odd(gettext("From %(least)s to %(most)s, please.", **limits))
        if round(said, self.places) != said:
            if self.places == 0:
                raise Odd(gettext("A whole number, please."))
            raise Odd(gettext("At most %(places)s decimals, please.", places=self.places))
        return int(said) if self.places == 0 else float(said)

    def show(self, value: Any) -> str:
        """As it is typed: no grouping, and a dot that `read` takes in both languages."""
        return "" if value is None else _say(value)


@dataclass(frozen=True, kw_only=True)
class Money(Number):
    """An amount in euros."""

    places: int = 2
    unit: Any = "€"


@dataclass(frozen=True, kw_only=True)
class Percent(Number):
    """A share of a hundred."""

    most: float = 100
    places: int = 2
    unit: Any = "%"


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A day; the value is "2026-11-29"."""

    least: str = "1900-01-01"
    most: str = "2199-12-31"
    shape: ClassVar[str] = "day"

    def read(self, raw: Any) -> str:
        """The day as ISO writes it; 29/11/2026 is understood."""
        said = _words(raw).strip()
        if not said:
            return ""
        if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", said):
            said = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
        try:
            day = date.fromisoformat(said).isoformat()
        except ValueError:
            raise Odd(gettext("A day like 29/11/2026, please.")) from None
        if not self.least <= day <= self.most:
            raise Odd(gettext("This day is too far away."))
        return day


@dataclass(frozen=True, kw_only=True)
class Tick(Field):
    """Yes, or nothing said."""

    shape: ClassVar[str] = "tick"
    empty: ClassVar[Any] = False

    def read(self, raw: Any) -> bool:
        """True where it is ticked."""
        return raw in (True, "1", "on", "true", "yes")

    def show(self, value: Any) -> str:
        """What a ticked box says."""
        return "1"


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """A list of rows, each with the same fields and an id that stays: `{"id": "k3", …}`."""

    fields: Mapping[str, Field]
    most: int = 50
    one: Any = ""  # what a row is called: "Cost"
    add: Any = ""  # the words of the button: "Another cost"
    start: int = 0  # how many empty rows an unanswered form shows
    shape: ClassVar[str] = "rows"
    empty: ClassVar[Any] = ()

    def read(self, raw: Any) -> list[dict[str, Any]]:
        """The rows of a list of mappings; strict, for what comes as a file."""
        if not isinstance(raw, list | tuple):
            raise Odd(gettext("This is no list."))
        if len(raw) > self.limit:
            raise Odd(gettext("At most %(most)s rows, please.", most=self.limit))
        rows = [self.read_row(row) for row in raw]
        if len({row["id"] for row in rows}) != len(rows):
            raise Odd(gettext("Two rows have the same name."))
        return rows

    def read_row(self, raw: Any) -> dict[str, Any]:
        """One row, whole."""
        if not isinstance(raw, Mapping) or not ROW_ID.match(str(raw.get("id", ""))):
            raise Odd(gettext("This is no row."))
        said = {name: each.read(raw.get(name)) for name, each in self.fields.items()}
        return {"id": str(raw["id"]), **said}

    @property
    def limit(self) -> int:
        """How many rows there may be."""
        return min(self.most, MOST_ROWS)


def several(raw: Any) -> Sequence[Any]:
    """What was chosen of several; one alone may stand without a list."""
    if isinstance(raw, str):
        return [raw]
    if not isinstance(raw or [], list | tuple):
        raise Odd(gettext("This cannot be understood."))
    return raw or []


def _words(raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        raise Odd(gettext("This cannot be understood."))
    return CONTROL.sub("", str(raw))


def _no_longer(typed: str, most: int) -> str:
    most = min(most, LONGEST)
    if len(typed) > most:
        raise Odd(gettext("At most %(max)d characters, please.", max=most))
    return typed


def _number(raw: Any, places: int) -> Decimal | None:
    """Read 1.234,5 and 1,234.5 and 1234.5 and 1234,5 as what they look like."""
    said = re.sub(r"[\s\u00a0\u202f€%]", "", _words(raw)).replace("−", "-")
    if not said:
        return None
    try:
        plain = said if isinstance(raw, float) else _plain_number(said, places)
        number = Decimal(plain) if len(said) <= 40 else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 20:
        raise Odd(gettext("A number, please."))
    return number


def _plain_number(said: str, places: int) -> str:
    """Without what groups thousands, and with a dot before the decimals."""
    if said.count(".") and said.count(","):
        thousand, point = (".", ",") if said.rindex(",") > said.rindex(".") else (",", ".")
        if re.fullmatch(rf"-?\d{{1,3}}(\{thousand}\d{{3}})+\{point}\d*", said):
            return said.replace(thousand, "").replace(point, ".")
        return "?"
    sign = "," if "," in said else "."
    several = said.count(sign) > 1
    if re.fullmatch(rf"-?[1-9]\d{{0,2}}(\{sign}\d{{3}})+", said) and (several or places < 3):
        return said.replace(sign, "")  # 30.000 are thirty thousand
    return said.replace(",", ".")


def _grouped(value: float) -> str:
    return str(format_decimal(Decimal(str(value)), locale=get_locale() or "el"))


def _say(value: Any) -> str:
    said = format(Decimal(str(value)), "f")
    return said.rstrip("0").rstrip(".") if "." in said else said
