"""What a tool's form says, as answers; whatever is odd comes back with its sentence."""

import dataclasses
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import gettext

from kalo.toolbox.fields import ROW_ID, Answers, Field, Odd, Rows, Several, Tick
from kalo.toolbox.merging import is_empty
from kalo.toolbox.tool import Tool

LARGEST = 512 * 1024  # bytes of a work as JSON
MOST_LEFT = 20_000  # rows that did not fit and are given back
MARK = "_"  # a hidden input of each row, so that one that is empty stands there too
OF_THE_PAGE = {"once", "csrf_token", "press"}


@dataclasses.dataclass
class Said:
    """What a form said: the answers that hold, what was typed, and what is wrong, by path."""

    answers: Answers
    raw: dict[str, Any] = dataclasses.field(default_factory=dict)
    wrong: dict[str, str] = dataclasses.field(default_factory=dict)
    left_over: dict[str, list[dict[str, Any]]] = dataclasses.field(default_factory=dict)


def read_form(tool: Tool, form: Any) -> Said:
    """The answers of a form (a MultiDict); what the tool does not ask is left aside."""
    said = Said({})
    typed_rows = _rows_of(tool, form)
    for name, field in tool.fields.items():
        if isinstance(field, Rows):
            _read_rows(said, name, field, typed_rows.get(name, {}))
        else:
            _read_field(said, name, field, _raw(field, name, form))
    return _bounded(said)


def read_data(tool: Tool, data: Any) -> Said:
    """The same of JSON: a file that somebody brings back, or answers on their way to be kept."""
    said = Said({})
    if not isinstance(data, Mapping):
        return Said({}, wrong={"": gettext("This is no file of this tool.")})
    for name, field in tool.fields.items():
        if isinstance(field, Rows):
            raw = data.get(name) or []
            rows = {}
            for row in raw[: field.limit + MOST_LEFT] if isinstance(raw, list) else []:
                if isinstance(row, Mapping):
                    key = str(row.get("id", ""))
                    rows[key if ROW_ID.match(key) and key not in rows else fresh_id()] = row.get
            _read_rows(said, name, field, rows)
        else:
            _read_field(said, name, field, data.get(name))
    return _bounded(said)


def asked_no_more(tool: Tool, form: Any) -> str:
    """What a form of another day says to questions that the tool does not ask now, line by line."""
    lines: list[str] = []
    for path in form:
        if not path.startswith("_") and path not in OF_THE_PAGE and not _is_asked(tool, path):
            lines += (said for said in form.getlist(path) if len(said) > 1)  # no ticks
    return "\n".join(lines)


def _is_asked(tool: Tool, path: str) -> bool:
    name, *rest = path.split(".", 2)
    field = tool.fields.get(name)
    if not isinstance(field, Rows):
        return field is not None and not rest
    return len(rest) == 2 and (rest[1] == MARK or rest[1] in field.fields)


def checked(tool: Tool, answers: Mapping[str, Any]) -> Answers:
    """Answers that were kept, as the tool reads them today."""
    return read_data(tool, answers).answers


def as_text(answers: Mapping[str, Any]) -> str:
    """Answers as JSON, for a hidden field or a file."""
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Any:
    """What `as_text` wrote; None for anything else."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def fresh_id() -> str:
    """The id of a new row."""
    return secrets.token_hex(4)


def press_rows(tool: Tool, said: Said, pressed: str) -> str:
    """Do what a button of a list says: "add costs", "remove costs.k3", "up costs.k3", "down …".

    Answers the id of a row that is new, or that moved.
    """
    verb, _space, at = pressed.partition(" ")
    name, _dot, key = at.partition(".")
    field = tool.fields.get(name)
    if not isinstance(field, Rows):
        return ""
    rows: list[dict[str, Any]] = list(said.answers.get(name) or [])
    if verb == "add":
        if len(rows) >= field.limit:
            said.wrong[name] = gettext("At most %(most)s rows, please.", most=field.limit)
            return ""
        rows.append({"id": (key := fresh_id())})
    here = next((n for n, row in enumerate(rows) if row["id"] == key), None)
    if here is None:
        return ""
    if verb == "remove":
        rows.pop(here)
        for path in [path for path in said.wrong if path.startswith(f"{at}.")]:
            del said.wrong[path]
    elif verb in ("up", "down"):
        there = max(0, min(len(rows) - 1, here + (1 if verb == "down" else -1)))
        rows.insert(there, rows.pop(here))
    said.answers[name] = rows
    return key


def _rows_of(tool: Tool, form: Any) -> dict[str, dict[str, Callable[[str], Any]]]:
    """The rows that were typed, by list and id, in the order in which they stand in the form."""
    found: dict[str, dict[str, Callable[[str], Any]]] = {}
    for key in form:
        name, *rest = key.split(".", 2)
        field = tool.fields.get(name)
        if len(rest) < 2 or not isinstance(field, Rows) or not ROW_ID.match(rest[0]):
            continue
        rows = found.setdefault(name, {})
        if rest[0] not in rows:
            rows[rest[0]] = _reader(field, f"{name}.{rest[0]}", form)
    return found


def _reader(rows: Rows, at: str, form: Any) -> Callable[[str], Any]:
    return lambda name: _raw(rows.fields[name], f"{at}.{name}", form)


def _raw(field: Field, name: str, form: Any) -> Any:
    if isinstance(field, Several):
        return form.getlist(name)
    return name in form and form.get(name) != "0" if isinstance(field, Tick) else form.get(name)


def _read_field(said: Said, path: str, field: Field, raw: Any) -> None:
    value = _value(said, path, field, raw)
    if not is_empty(value):
        said.answers[path] = value


def _value(said: Said, path: str, field: Field, raw: Any) -> Any:
    try:
        return field.read(raw)
    except Odd as odd:
        said.wrong[path] = str(odd)
        said.raw[path] = raw
        return None


def _read_rows(
    said: Said, name: str, field: Rows, typed: Mapping[str, Callable[[str], Any]]
) -> None:
    rows: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for key, raw_of in typed.items():
        if len(rows) >= field.limit:  # given back as it came: to read it would take long
            left.append({each: raw_of(each) for each in field.fields})
            if len(left) < MOST_LEFT:
                continue
            break
        row: dict[str, Any] = {"id": key}
        for each, of in field.fields.items():
            value = _value(said, f"{name}.{key}.{each}", of, raw_of(each))
            if not is_empty(value):
                row[each] = value
        rows.append(row)
    if left:
        said.wrong[name] = gettext(
            "At most %(most)s rows, please. What is more stands below, to be copied.",
            most=field.limit,
        )
        said.left_over[name] = left
    if rows:
        said.answers[name] = rows


def _bounded(said: Said) -> Said:
    if said.answers and len(as_text(said.answers).encode()) > LARGEST:
        said.wrong[""] = gettext("This is more than a work can hold. Make it shorter, please.")
    return said


def lines_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as plain text, a line each: what did not fit is given back."""
    return "\n".join(
        " · ".join(str(value) for name, value in row.items() if name != "id" and value)
        for row in rows
    )
