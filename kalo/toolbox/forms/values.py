"""The value of a fact in fields that anybody can fill: a number, words, amounts by their years.

How it is typed follows from what stands there: `way_of` says which way, and each way has its
fields, what they show of a value, and the value that they say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

import yaml
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from kalo.kit.facts import Shape, shape_of
from kalo.toolbox.facts.files import PLAIN
from kalo.toolbox.fields import Odd
from kalo.toolbox.forms.parts import FIGURE, TOO_LONG, YEARS, chosen_from, one_line, plain, years_in

AS_YAML, NONE, WORDS, NUMBER, YES_NO, FIGURES, BY_YEARS = (
    *("yaml", "none", "words", "number", "yes-no", "figures", "by-years"),
)
MOST, DEEPEST = 2_000, 8
RECKONED = _("What the tool reckons with. The sentence names it too: change both.")
LONG = Length(max=500, message=TOO_LONG)
Form = Any  # a FactForm


@dataclass(frozen=True)
class Way:
    """A way to type a value."""

    fields: Callable[[Shape, Sequence[Any]], dict[str, Any]]
    data_of: Callable[[Form, Any], dict[str, Any]]
    read: Callable[[Form, Any], Any]  # of the form, and the value as it stands


def way_of(shape: Shape, values: Sequence[Any]) -> Way:
    """How values like these are typed, all of them by one form."""
    kinds = {_kind(value) for value in values} - {NONE}
    if not kinds:
        kinds = {FIGURES if shape.any_figure else WORDS if shape.value else NONE}
    return WAYS[kinds.pop()] if len(kinds) == 1 else WAYS[AS_YAML]


def _kind(value: Any) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return YES_NO
    if isinstance(value, int | float):
        return NUMBER
    if isinstance(value, str):
        return WORDS
    if isinstance(value, Mapping) and value and all(map(_is_number, value.values())):
        years = all(YEARS.fullmatch(f"{key}: 1") for key in value)
        return BY_YEARS if years else FIGURES
    return AS_YAML


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _no_fields(_shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    return {}


def _one(shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    hint = _("A number or words that the tool reckons with.")
    return {"value": StringField(_("Value"), [LONG], description=hint)}


def _shown(_form: Form, value: Any) -> dict[str, Any]:
    return {"value": FIGURE.show(value) if _is_number(value) else value or ""}


def _said(form: Form, before: Any) -> Any:
    words = one_line(form.value.data)
    if words == _shown(form, before)["value"]:
        return before
    if before is None or _is_number(before):
        try:
            number = FIGURE.read(words)
        except Odd:
            return words
        return None if number is None else plain(number)
    return words or None


def _number(_shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    return {"value": StringField(_("Value"), [_is_figure], description=RECKONED)}


def _is_figure(_form: Form, field: Any) -> None:
    try:
        FIGURE.read(field.data)
    except Odd as odd:
        raise ValidationError(str(odd)) from odd


def _yes_no(_shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    choices = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
    return {"value": SelectField(_("Value"), choices=chosen_from(choices), description=RECKONED)}


def _figures(shape: Shape, values: Sequence[Any]) -> dict[str, Any]:
    there = dict.fromkeys(name for value in values if value for name in value)
    names = dict.fromkeys([*(shape.figures if shape.any_figure else ()), *there])
    return {
        f"value_{name}": StringField(shape.figures.get(name, name), [_is_figure]) for name in names
    }


def _figure_names(form: Form) -> list[str]:
    return [name.removeprefix("value_") for name in form._fields if name.startswith("value_")]


def _shown_figures(form: Form, value: Any) -> dict[str, Any]:
    there = value or {}
    return {f"value_{name}": FIGURE.show(there.get(name)) for name in _figure_names(form)}


def _said_figures(form: Form, before: Any) -> Any:
    shown, found = _shown_figures(form, before), {}
    for name in _figure_names(form):
        typed = one_line(form[f"value_{name}"].data)
        if typed == shown[f"value_{name}"]:
            number = (before or {}).get(name)
        else:
            number = FIGURE.read(typed)
            number = None if number is None else plain(number)
        if number is not None:
            found[name] = number
    return found or None


def _by_years(_shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    hint = _("Each on a line of its own, the years and the amount: 2026-2027: 216.000")
    return {"value": TextAreaField(_("Value"), [_are_years], description=hint)}


def _are_years(_form: Form, field: Any) -> None:
    try:
        years_in(field.data)
    except Odd as odd:
        said = _("Years and an amount, like 2026-2027: 216.000, please: “%(line)s”", line=str(odd))
        raise ValidationError(str(said)) from odd


def _shown_years(_form: Form, value: Any) -> dict[str, Any]:
    return {"value": "\n".join(f"{years}: {FIGURE.show(said)}" for years, said in value.items())}


def _yaml(_shape: Shape, _values: Sequence[Any]) -> dict[str, Any]:
    return {"value": TextAreaField(_("Value"), [_can_be_read], description=RECKONED)}


def _can_be_read(_form: Form, field: Any) -> None:
    readable(field.data)


WAYS: Mapping[str, Way] = {
    AS_YAML: Way(
        _yaml,
        lambda _form, value: {"value": typed(value)},
        lambda form, _before: read_typed(form.value.data),
    ),
    NONE: Way(_no_fields, lambda _form, _value: {}, lambda _form, before: before),
    WORDS: Way(_one, _shown, _said),
    NUMBER: Way(_number, _shown, _said),
    YES_NO: Way(
        _yes_no,
        lambda _form, value: {"value": "" if value is None else "yes" if value else "no"},
        lambda form, _before: {"yes": True, "no": False}.get(form.value.data),
    ),
    FIGURES: Way(_figures, _shown_figures, _said_figures),
    BY_YEARS: Way(
        _by_years,
        lambda form, value: _shown_years(form, value or {}),
        lambda form, _before: years_in(form.value.data) or None,
    ),
}


def typed(value: Any) -> str:
    """A value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, str) and read_typed(value) == value:
        return value
    words = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=80)
    return words.removesuffix("...\n").strip()


def read_typed(words: str | None) -> Any:
    """The value that somebody typed; days stay words."""
    return _plain(yaml.safe_load(words or ""))


def readable(words: str | None) -> Any:
    """The same, or the sentence for whoever typed it."""
    try:
        return read_typed(words)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValidationError(str(_("This cannot be read as YAML."))) from error


def _plain(value: Any, left: list[int] | None = None, depth: int = 0) -> Any:
    """Days as words; no more than `MOST` things, since an alias of YAML costs a letter."""
    left = [MOST] if left is None else left
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise ValueError("too much")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(each, left, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, left, depth + 1) for each in value]
    if not isinstance(value, PLAIN) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError("not plain")
    return value


def said_value(name: str) -> Callable[[Any], str]:
    """How the values of a set are said in a line: a number, words, figures by their names."""
    shape = shape_of(name)
    names = shape.figures if shape else {}

    def said(value: Any) -> str:
        kind = _kind(value)
        if kind == YES_NO:
            return str(_("Yes") if value else _("No"))
        if kind in (FIGURES, BY_YEARS):
            told = (f"{names.get(each, each)}: {format_decimal(n)}" for each, n in value.items())
            return " · ".join(told)
        return format_decimal(value) if kind == NUMBER else typed(value)

    return said
