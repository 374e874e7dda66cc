"""What the tools' files are made of: each example as a form sends it, and all that it says."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from babel.dates import format_date

from kalo.kit import clock
from kalo.kit.locales import speaking
from kalo.kit.reports.words import cell_words
from kalo.toolbox.fields import Answers, Choice, Day, Field, Long, Number, Rows, Several, Text
from kalo.toolbox.merging import flat
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS

LANGUAGES = ("el", "en")
# What people write who mean harm, or only write as people do: each fits into a line of a form.
# What steers what is said, or is said as a tick, a colour, a place or a number of an arrow.
STEERS = re.compile(
    r"^(calendar|municipality|kind|chosen|have|(before|after)_(?!on)\w+|check_\w+)$"
    r"|^notes\.[^.]+\.block$|\.(at|next|also|card)$"
)
ODD = (
    '=HYPERLINK("http://x","Πάτα")',
    "+30 210 5778390",
    "@ΕΡΓΟ -1 #panic() $ x $ *α*",
    "Ἀΐδα, ρΐζα: Άγγελος ή ᾄδω",
    "Πλυντηριοσιδερωτηριοκαθαριστηριοεπιχειρηματικότητα",
    "<b>Κήπος</b> & {{ 7*7 }} 🌻",
)


def at(language: str, path: str) -> str:
    """The address of a page in a language."""
    return path if language == "el" else f"/en{path}"


def files_of(*kinds: str) -> list[tuple[str, str]]:
    """Each tool with each way to take its result along, of these kinds: ("canvas", "poster")."""
    return [
        (slug, way)
        for slug, tool in TOOLS.items()
        for way in (*tool.formats, *tool.exports)
        if ending_of(tool, way) in kinds
    ]


def ending_of(tool: Tool, way: str) -> str:
    """How the name of the file ends."""
    return tool.exports[way].ending if way in tool.exports else way


def form_of(tool: Tool, answers: Answers) -> dict[str, Any]:
    """Answers as a form sends them."""
    form: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(tool.fields[name], Rows):
            for row in value:
                form[f"{name}.{row['id']}._"] = "1"
                inside = {key: said for key, said in row.items() if key != "id"}
                form |= {f"{name}.{row['id']}.{key}": _sent(said) for key, said in inside.items()}
        else:
            form[name] = _sent(value)
    return {name: said for name, said in form.items() if said not in ("", [], None)}


def _sent(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else ""
    return list(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def made_odd(tool: Tool, answers: Answers) -> Answers:
    """The same with something odd in every place for words."""
    number = iter(range(10_000))

    def odd(field: Field, said: Any) -> Any:
        if isinstance(field, Rows):
            return [
                {k: v if k == "id" else odd(field.fields[k], v) for k, v in r.items()} for r in said
            ]
        if not isinstance(field, Text | Long) or not said:
            return said
        at = next(number)
        words = f"{ODD[at % len(ODD)]} {at}"
        return f"{words}\nΔεύτερη γραμμή {at}" if isinstance(field, Long) else words[: field.most]

    return {name: odd(tool.fields[name], value) for name, value in answers.items()}


def entered(tool: Tool, answers: Answers, language: str) -> dict[str, list[str]]:
    """All that was answered, by its path, in each of the ways in which it may be said."""
    with speaking(language):
        return {
            f"{path} {part}": list(_ways(field_of(tool, path), part, language))
            for path, value in flat(answers).items()
            if value is not True and field_of(tool, path) and not STEERS.search(path)
            for part in (value if isinstance(value, list) else [value])
        }


def field_of(tool: Tool, path: str) -> Any:
    """The field that an answer is of."""
    name, *rest = path.split(".", 2)
    field: Any = tool.fields.get(name)
    if isinstance(field, Rows):
        return field.fields.get(rest[1]) if len(rest) == 2 else None
    return field


def _ways(field: Any, value: Any, language: str) -> Iterator[str]:
    if isinstance(field, Number):
        yield from (cell_words(value), field.show(value))
    elif isinstance(field, Day):
        day = date.fromisoformat(value)
        yield from (day.strftime("%d/%m/%Y"), clock.date_words(day), value)
        yield format_date(day, "d MMM y", language)
    elif isinstance(field, Choice):
        yield field.label_of(value)
    elif isinstance(field, Several):
        yield from field.labels_of([value])
    else:
        yield str(value)


def missing(text: str, tool: Tool, answers: Answers, language: str) -> dict[str, list[str]]:
    """What was answered and does not stand in a text."""
    inside = squeezed(text)
    return {
        path: ways
        for path, ways in entered(tool, answers, language).items()
        if not any(squeezed(way) in inside for way in ways)
    }


def squeezed(text: str) -> str:
    """Without spaces and ends of lines, which every program sets where it likes."""
    return re.sub(r"[\s\u00ad\u200b\ufeff]+", "", text)
