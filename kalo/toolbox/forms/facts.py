"""What editors may say in place of a fact."""

from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

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
from kalo.kit.facts import Part, Shape, shape_of
from kalo.kit.revised import RevisedForm
from kalo.toolbox.facts import GENERAL, MARKS, OLD, SEEN
from kalo.toolbox.facts.checks import KEY, LONGEST
from kalo.toolbox.forms.parts import (
    NEEDED,
    TOO_LONG,
    about_in,
    data_of,
    fields_of,
    names_of,
    one_line,
)
from kalo.toolbox.forms.values import AS_YAML, WAYS, Way, read_typed, readable, typed, way_of
from kalo.toolbox.models.facts import FactRow

MARK_WORDS = {
    SEEN: _("Seen at a source"),
    OLD: _("Seen in an older or draft text"),
    GENERAL: _("Usually quoted, seen at no source"),
}
_text = Length(max=LONGEST["text"], message=TOO_LONG)
_unit = Length(max=LONGEST["unit"], message=TOO_LONG)
_LINES = ("text_el", "text_en", "unit_el", "unit_en", "source_title", "source_url")


class FactForm(RevisedForm):
    """A fact in both languages, its source, and why it changes.

    What else it says has fields of its own where its set has a shape (`fact_form`); else it is
    typed as YAML.
    """

    shape: ClassVar[Shape | None] = None
    way: ClassVar[Way] = WAYS[AS_YAML]

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
        for name in (*self._lines(), "checked", "mark", "expires"):
            self[name].data = getattr(fact, name)
        self._hold(fact.about, fact.value)
        self.revision.data = str(fact.revision)
        return self

    def _hold(self, about: Any, value: Any) -> None:
        if self.shape is None:
            self.value.data, self.about.data = typed(value), typed(about or None)
            return
        data = self.way.data_of(self, value)
        for part in self.shape.parts:
            data |= data_of(part, about.get(part.key))
        for name, said in data.items():
            self[name].data = said

    def said(self, fact: FactRow | None = None) -> dict[str, Any]:
        """What the fact is to say; what nobody touched as it says it now."""
        there = {name: getattr(fact, name) if fact else "" for name in _LINES}
        lines = there | {name: one_line(self[name].data) for name in self._lines()}
        days = {"checked": self.checked.data, "expires": self.expires.data}
        about, value = self._about_and_value(fact)
        return {**lines, **days, "mark": self.mark.data, "value": value, "about": about}

    def _about_and_value(self, fact: FactRow | None) -> tuple[Any, Any]:
        if self.shape is None:
            return read_typed(self.about.data) or {}, read_typed(self.value.data)
        before = fact.about if fact else self.shape.begins
        about = about_in(self.shape.parts, self.data, before)
        return about, self.way.read(self, fact.value if fact else None)

    def _lines(self) -> list[str]:
        return [name for name in _LINES if name in self]

    def of_parts(self) -> Iterator[tuple[Part, list[Any]]]:
        """Each part with its fields."""
        for part in self.shape.parts if self.shape else ():
            yield part, [self[name] for name in names_of(part)]

    def of_value(self) -> list[Any]:
        """The fields of its value."""
        return [field for name, field in self._fields.items() if name.split("_")[0] == "value"]

    def validate_value(self, field: Any) -> None:
        """Whether it can be read."""
        if self.shape is None:
            readable(field.data)

    def validate_about(self, field: Any) -> None:
        """Whether it can be read, and has names."""
        if not isinstance(readable(field.data) or {}, dict):
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


F = TypeVar("F", bound=FactForm)


def fact_form(name: str, *facts: FactRow) -> type[FactForm]:
    """The form of a set, for facts that it has to be able to hold: what stands, what waits."""
    return _shaped(FactForm, name, facts)


def new_fact_form(name: str) -> "type[NewFactForm]":
    """The form of one more."""
    return _shaped(NewFactForm, name, ())


def _shaped(base: type[F], name: str, facts: tuple[FactRow, ...]) -> type[F]:
    shape = shape_of(name)
    if shape is None:
        return base
    way = way_of(shape, [fact.value for fact in facts])
    fields: dict[str, Any] = {"shape": shape, "way": way, "about": None, "value": None}
    if not shape.unit and not any(fact.unit_el for fact in facts):
        fields |= {"unit_el": None, "unit_en": None}
    for part in shape.parts:
        fields |= fields_of(part, *(fact.about.get(part.key) for fact in facts))
    fields |= way.fields(shape, [fact.value for fact in facts])
    return type(base.__name__, (base,), fields)


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

    def begin(self) -> "NewFactForm":
        """Hold what is known of a new one."""
        self.checked.data, self.mark.data = clock.today(), SEEN
        if self.shape is not None:
            self._hold({part.key: part.first for part in self.shape.parts}, None)
        return self

    def of(self, fact: FactRow) -> "NewFactForm":
        """The same form with what stands under the name that was typed."""
        stands = type(self)(formdata=None)
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
