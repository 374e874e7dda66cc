"""What editors may say in place of a fact."""

import re
from datetime import date
from math import isfinite
from typing import Any

import yaml
from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    URL,
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from kalo.kit import clock
from kalo.kit.revised import RevisedForm
from kalo.toolbox.facts import GENERAL, MARKS, OLD, SEEN
from kalo.toolbox.facts.checks import KEY, LONGEST
from kalo.toolbox.facts.files import PLAIN
from kalo.toolbox.models.facts import FactRow

MOST, DEEPEST = 2_000, 8
NEEDED = _("This is needed.")
TOO_LONG = _("At most %(max)d characters, please.")
MARK_WORDS = {
    SEEN: _("Seen at a source"),
    OLD: _("Seen in an older or draft text"),
    GENERAL: _("Usually quoted, seen at no source"),
}
_text = Length(max=LONGEST["text"], message=TOO_LONG)
_unit = Length(max=LONGEST["unit"], message=TOO_LONG)
_LINES = ("text_el", "text_en", "unit_el", "unit_en", "source_title", "source_url")


class FactForm(RevisedForm):
    """A fact in both languages, its source, and why it changes."""

    text_el = TextAreaField(_("The sentence in Greek"), [DataRequired(NEEDED), _text])
    text_en = TextAreaField(_("The sentence in English"), [DataRequired(NEEDED), _text])
    value = TextAreaField(
        _("Value"),
        [Length(max=8_000, message=TOO_LONG)],
        description=_("What the tool reckons with: a number, words, or a list as YAML."),
    )
    unit_el = StringField(_("Unit in Greek"), [_unit])
    unit_en = StringField(_("Unit in English"), [_unit])
    source_title = StringField(_("Source"), [Length(max=300, message=TOO_LONG)])
    source_url = StringField(
        _("Address of the source"),
        [
            Optional(),
            Length(max=500, message=TOO_LONG),
            URL(require_tld=False, message=_("A whole address, with https:// before it.")),
        ],
    )
    checked = DateField(
        _("Seen there on"),
        [InputRequired(NEEDED)],
        description=_("The day on which you looked at the source yourself."),
    )
    mark = SelectField(
        _("How sure we are"),
        [InputRequired(NEEDED)],
        choices=[SelectChoice(mark, MARK_WORDS[mark]) for mark in MARKS],
    )
    expires = DateField(
        _("Look again after"),
        [Optional()],
        description=_("After this day the pages say that it is to be checked."),
    )
    about = TextAreaField(
        _("More, for the tool"),
        [Length(max=8_000, message=TOO_LONG)],
        description=_("Names and values as YAML."),
    )
    reason = StringField(
        _("Why you change it"),
        [DataRequired(NEEDED), Length(max=300, message=TOO_LONG)],
        description=_("It stays in the history, with your name."),
    )

    def show(self, fact: FactRow) -> "FactForm":
        """Hold what the fact says now."""
        for name in (*_LINES, "checked", "mark", "expires"):
            self[name].data = getattr(fact, name)
        self.value.data, self.about.data = typed(fact.value), typed(fact.about or None)
        self.revision.data = str(fact.revision)
        return self

    def said(self) -> dict[str, Any]:
        """What the fact is to say."""
        lines = {name: re.sub(r"\s+", " ", self[name].data or "").strip() for name in _LINES}
        days = {"checked": self.checked.data, "expires": self.expires.data}
        value, about = read_typed(self.value.data), read_typed(self.about.data) or {}
        return {**lines, **days, "mark": self.mark.data, "value": value, "about": about}

    def validate_value(self, field: Any) -> None:
        """Whether it can be read."""
        _readable(field.data)

    def validate_about(self, field: Any) -> None:
        """Whether it can be read, and has names."""
        if not isinstance(_readable(field.data) or {}, dict):
            raise ValidationError(str(_("This needs names with values: `name: value`.")))

    def validate_expires(self, field: Any) -> None:
        """Not before the day on which it was seen."""
        if field.data and self.checked.data and field.data < self.checked.data:
            raise ValidationError(str(_("This is before the day on which it was seen.")))

    def validate_source_title(self, field: Any) -> None:
        """Whoever says that it was seen says where."""
        if self.mark.data != GENERAL and not (field.data or "").strip():
            raise ValidationError(str(_("A fact that was seen names its source.")))

    def validate_unit_en(self, field: Any) -> None:
        """In both languages or in none."""
        if bool((field.data or "").strip()) != bool((self.unit_el.data or "").strip()):
            raise ValidationError(str(_("In both languages, or in none.")))


class NewFactForm(FactForm):
    """A fact that is added to a list."""

    key = StringField(
        _("Name in its address"),
        [
            DataRequired(NEEDED),
            Length(max=LONGEST["key"], message=TOO_LONG),
            Regexp(KEY.pattern + r"\Z", message=_("Small Latin letters, digits and hyphens.")),
        ],
        description=_("Small Latin letters, digits and hyphens, like micro-loans. It stays."),
    )
    reason = StringField(
        _("Why you add it"),
        [DataRequired(NEEDED), Length(max=300, message=TOO_LONG)],
        description=_("It stays in the history, with your name."),
    )

    def begin(self, draft: str) -> "NewFactForm":
        """Hold what is known of a new one."""
        self.checked.data, self.mark.data, self.about.data = clock.today(), SEEN, draft
        return self

    def of(self, fact: FactRow) -> "NewFactForm":
        """The same form with what stands under the name that was typed."""
        stands = NewFactForm(formdata=None)
        stands.show(fact)
        stands.key.data, stands.reason.data = fact.key, self.reason.data
        return stands


class StandingForm(RevisedForm):
    """Why a fact is retired or brought back."""

    why = StringField(
        _("Why"),
        [DataRequired(NEEDED), Length(max=300, message=TOO_LONG)],
        description=_("It stays in the history, with your name."),
    )


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


def _readable(words: str | None) -> Any:
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
