"""The parts of what a fact says (`about`) and its value, as fields of a form, and back.

No editor has to know how they are kept: words have a field for each language, choices are ticked,
lists stand line by line. What nobody touched is kept as it was, to the letter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.kit.facts import BOTH, DAY, LINE, LINES, LINKS, ONE, SOME, WHOLE, YES, Part
from kalo.toolbox.fields import Number, Odd

NEEDED = _("This is needed.")
TOO_LONG = _("At most %(max)d characters, please.")
LONGEST = 400  # letters of a part in one language
LINK = re.compile(r"(?P<title>.+?)\s+(?P<url>https?://\S+)")
YEARS = re.compile(r"(\d{4}(?:\s*[-–]\s*\d{4})?)\s*:\s*(.+)")
NOTHING = object()  # a part that says nothing
WHOLE_EUROS = Number(label="", most=2_000_000_000)
FIGURE = Number(label="", least=-1_000_000_000_000, most=1_000_000_000_000, places=2)
Data = dict[str, Any]  # what stands in the fields of a part, by their names


def names_of(part: Part) -> list[str]:
    """The fields of a part, in their order."""
    at = f"about_{part.key}"
    return [f"{at}_el", f"{at}_en"] if part.kind in (BOTH, LINES) else [at]


def fields_of(part: Part, *stands: Any) -> dict[str, Any]:
    """Its fields; what stands there and is offered no more can still be chosen."""
    return dict(zip(names_of(part), MAKERS[part.kind](part, stands), strict=True))


def data_of(part: Part, said: Any) -> Data:
    """What a part that says this shows in its fields."""
    names = names_of(part)
    if part.kind == BOTH:
        both = said if isinstance(said, Mapping) else {"el": said or "", "en": said or ""}
        return {name: str(both.get(name[-2:]) or "") for name in names}
    if part.kind == LINES:
        lines = [each for each in said or () if isinstance(each, Mapping)]
        return {name: "\n".join(str(each.get(name[-2:]) or "") for each in lines) for name in names}
    if part.kind == LINKS:
        links = [each for each in said or () if isinstance(each, Mapping)]
        return {names[0]: "\n".join(f"{each.get('title')} {each.get('url')}" for each in links)}
    if part.kind == SOME:
        return {names[0]: list(said or ())}
    if part.kind == DAY:
        return {names[0]: _day(said)}
    if part.kind == YES:
        return {names[0]: bool(said)}
    return {names[0]: "" if said is None else str(said)}


def said_in(part: Part, data: Data) -> Any:
    """What the fields of a part say; `NOTHING` where they are empty."""
    one = data[names_of(part)[0]]
    if part.kind == BOTH:
        both = {name[-2:]: one_line(words) for name, words in data.items()}
        return both if any(both.values()) else NOTHING
    if part.kind == LINES:
        el, en = (lines_in(words) for words in data.values())
        return [{"el": a, "en": b} for a, b in zip(el, en, strict=True)] or NOTHING
    if part.kind == LINKS:
        found = [LINK.fullmatch(line) for line in lines_in(one)]
        return [match.groupdict() for match in found if match] or NOTHING
    if part.kind == WHOLE:
        number = WHOLE_EUROS.read(one)
        return NOTHING if number is None else number
    if part.kind == DAY:
        return one.isoformat() if one else NOTHING
    if part.kind == YES:
        return one or (False if part.needed else NOTHING)
    return (one_line(one) if part.kind == LINE else one) or NOTHING


def about_in(parts: tuple[Part, ...], data: Data, before: Mapping[str, Any]) -> dict[str, Any]:
    """All parts together; what was not touched, and what no part is about, as it was before."""
    about = dict(before)
    for part in parts:
        mine = {name: data[name] for name in names_of(part)}
        if _same(mine, data_of(part, before.get(part.key))) and part.key in before:
            continue
        said = said_in(part, mine)
        if said is NOTHING:
            about.pop(part.key, None)
        else:
            about[part.key] = said
    return about


def chosen_from(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Words that stay and their labels, as a form wants them."""
    return [SelectChoice(key, label) for key, label in pairs]


def one_line(words: str | None) -> str:
    """Words without their lines and double spaces."""
    return re.sub(r"\s+", " ", words or "").strip()


def lines_in(words: str | None) -> list[str]:
    """The lines that say something."""
    return [line for each in (words or "").splitlines() if (line := one_line(each))]


def years_in(words: str | None) -> dict[str, Any]:
    """Amounts by their years, a line each: "2026-2027: 216.000"; `Odd` for what is none."""
    found: dict[str, Any] = {}
    for line in lines_in(words):
        match = YEARS.fullmatch(line)
        amount = FIGURE.read(match[2]) if match else None
        if match is None or amount is None:
            raise Odd(line)
        found[re.sub(r"\s*[-–]\s*", "-", match[1])] = plain(amount)
    return found


def plain(number: float | int) -> float | int:
    """A number as people would write it down: a whole one without its point."""
    return int(number) if float(number).is_integer() else number


def _same(mine: Data, before: Data) -> bool:
    return all(_bare(mine[name]) == _bare(before[name]) for name in mine)


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(lines_in(value))
    return sorted(map(str, value)) if isinstance(value, list) else value


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError:
        return None


def _both(part: Part, _stands: Any) -> list[Any]:
    needed = [DataRequired(NEEDED)] if part.needed else []
    short = Length(max=LONGEST, message=TOO_LONG)
    more = [] if part.needed else [_in_both]
    greek, english = _called(part)
    return [
        TextAreaField(greek, [*needed, short], description=part.hint),
        TextAreaField(english, [*needed, short, *more], description=part.hint),
    ]


def _in_both(form: Any, field: Any) -> None:
    other = form[f"{field.name[:-2]}el"]
    if bool(one_line(field.data)) != bool(one_line(other.data)):
        raise ValidationError(str(_("In both languages, or in none.")))


def _lines(part: Part, _stands: Any) -> list[Any]:
    hint = part.hint or _("Each on a line of its own, in the same order in both languages.")
    long, (greek, english) = Length(max=8_000, message=TOO_LONG), _called(part)
    return [
        TextAreaField(greek, [long], description=hint),
        TextAreaField(english, [long, _as_many], description=hint),
    ]


def _as_many(form: Any, field: Any) -> None:
    el, en = lines_in(form[f"{field.name[:-2]}el"].data), lines_in(field.data)
    if len(el) != len(en):
        raise ValidationError(
            str(
                _(
                    "As many lines in both languages, please: there are %(el)s in Greek and "
                    "%(en)s in English.",
                    el=len(el),
                    en=len(en),
                )
            )
        )
    if long := next((line for line in (*el, *en) if len(line) > LONGEST), ""):
        said = _("At most %(max)d characters in a line, please: “%(line)s…”", max=LONGEST,
                 line=long[:40])  # fmt: skip
        raise ValidationError(str(said))


def _links(part: Part, _stands: Any) -> list[Any]:
    hint = part.hint or _("Each on a line of its own: a title, a space, the whole address.")
    long = Length(max=8_000, message=TOO_LONG)
    return [TextAreaField(part.label, [long, _are_links], description=hint)]


def _are_links(_form: Any, field: Any) -> None:
    for line in lines_in(field.data):
        if not LINK.fullmatch(line):
            raise ValidationError(
                str(_("A title and then an address with https:// before it: “%(line)s”", line=line))
            )


def _one(part: Part, stands: Any) -> list[Any]:
    offered = part.offered()
    choices = offered if part.needed else [("", "–"), *offered]
    needed = [DataRequired(NEEDED)] if part.needed else []
    known = {key for key, _label in choices}
    choices += [(each, each) for each in dict.fromkeys(map(str, filter(None, stands)))
                if each not in known]  # fmt: skip
    return [
        SelectField(
            part.label,
            needed,
            choices=chosen_from(choices),
            description=part.hint,
            validate_choice=True,
        )
    ]


def _some(part: Part, stands: Any) -> list[Any]:
    choices = part.offered()
    known = {key for key, _label in choices}
    there = [each for said in stands if isinstance(said, list) for each in said]
    choices += [(each, str(each)) for each in dict.fromkeys(there) if each not in known]
    coerce: Callable[[Any], Any] = int if choices and isinstance(choices[0][0], int) else str
    return [
        SelectMultipleField(
            part.label,
            [DataRequired(NEEDED)] if part.needed else [],
            choices=chosen_from(choices),
            coerce=coerce,
            description=part.hint,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
    ]


def _whole(part: Part, _stands: Any) -> list[Any]:
    return [StringField(part.label, [_is_whole], description=part.hint)]


def _is_whole(_form: Any, field: Any) -> None:
    try:
        WHOLE_EUROS.read(field.data)
    except Odd as odd:
        raise ValidationError(str(odd)) from odd


def _a_day(part: Part, _stands: Any) -> list[Any]:
    needed = DataRequired(NEEDED) if part.needed else Optional()
    return [DateField(part.label, [needed], description=part.hint)]


def _yes(part: Part, _stands: Any) -> list[Any]:
    return [BooleanField(part.label, description=part.hint)]


def _line(part: Part, _stands: Any) -> list[Any]:
    needed = DataRequired(NEEDED) if part.needed else Optional()
    return [
        StringField(part.label, [needed, Length(max=500, message=TOO_LONG)], description=part.hint)
    ]


def _called(part: Part) -> tuple[Any, Any]:
    """What its two fields are called."""
    return _("%(what)s, in Greek", what=part.label), _("%(what)s, in English", what=part.label)


MAKERS: Mapping[str, Callable[[Part, Any], list[Any]]] = {
    BOTH: _both,
    LINE: _line,
    ONE: _one,
    SOME: _some,
    WHOLE: _whole,
    DAY: _a_day,
    YES: _yes,
    LINES: _lines,
    LINKS: _links,
}
