"""What people may write about an event, and the words of its errors."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from kalo.accounts.models import Person
from kalo.events.kinds import WORDS
from kalo.events.models import Event
from kalo.events.walltime import moment, span
from kalo.kit.once import KeyedForm
from kalo.kit.steps import Step
from kalo.kit.text import clean
from kalo.kit.web import Refused

MODE_WORDS = {
    "in-person": _("In person"),
    "online": _("Online"),
    "hybrid": _("In person and online"),
}
_NEEDED = _("Fill this in.")
_TOO_LONG = _("At most %(max)d characters.")
_WHEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def one_line(value: str | None) -> str:
    """Typed words without breaks and unseen characters."""
    return " ".join(clean(value or "").split())


def lines(value: str | None) -> str:
    """A typed text without unseen characters."""
    return clean(value or "").strip()


def _choices(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


def _kind_words() -> dict[str, Any]:
    return {kind: of.word for kind, of in WORDS.items()}


class EventForm(KeyedForm):
    """An event as those who plan it write it; hours are those of a wall clock in Athens."""

    kind = RadioField(
        _("Kind"),
        [InputRequired(_NEEDED)],
        choices=_choices(_kind_words()),
        default="workshop",
    )
    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(_NEEDED), Length(max=120, message=_TOO_LONG)],
        [one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=120, message=_TOO_LONG)], [one_line])
    start_wall = DateTimeLocalField(_("Starts"), [InputRequired(_NEEDED)], format=_WHEN)
    end_wall = DateTimeLocalField(_("Ends"), [InputRequired(_NEEDED)], format=_WHEN)
    mode = RadioField(
        _("How people take part"),
        [InputRequired(_NEEDED)],
        choices=_choices(MODE_WORDS),
        default="in-person",
    )
    place = StringField(_("Place"), [Length(max=120, message=_TOO_LONG)], [one_line])
    address = StringField(_("Address"), [Length(max=200, message=_TOO_LONG)], [one_line])
    online_link = StringField(
        _("Link of the online meeting"),
        [
            Optional(),
            Length(max=500, message=_TOO_LONG),
            Regexp(
                r"https?://[^\s<>\"']+$", message=_("Write an address that begins with https://")
            ),
        ],
        [one_line],
    )
    has_room = BooleanField(_("It has a live room on this platform"))
    capacity = IntegerField(
        _("Seats"),
        [
            Optional(),
            NumberRange(min=1, max=100_000, message=_("Write a number from 1 to 100000.")),
        ],
    )
    serves = SelectField(_("It is a step of a programme"), default="")
    facilitator_id = SelectField(_("Facilitator"), [Optional()], coerce=int)
    organiser = StringField(_("Organiser"), [Length(max=120, message=_TOO_LONG)], [one_line])
    summary_el = TextAreaField(
        _("In two sentences, in Greek"), [Length(max=300, message=_TOO_LONG)], [one_line]
    )
    summary_en = TextAreaField(
        _("In two sentences, in English"), [Length(max=300, message=_TOO_LONG)], [one_line]
    )
    about_el = TextAreaField(
        _("Description in Greek"), [Length(max=20_000, message=_TOO_LONG)], [lines]
    )
    about_en = TextAreaField(
        _("Description in English"), [Length(max=20_000, message=_TOO_LONG)], [lines]
    )
    revision = HiddenField()

    def offer(self, people: list[Person], steps: list[Step], served: str) -> "EventForm":
        """Let one of these people facilitate it, and one of these steps be served."""
        self.facilitator_id.choices = _choices(
            {0: _("Nobody yet")} | {p.id: p.name for p in people}
        )
        gone = {served: _("A step that stands no longer")} if served else {}
        offered = {step.subject: f"{step.of}: {step.title}" for step in steps}
        self.serves.choices = _choices({"": _("No, it stands by itself")} | gone | offered)
        return self

    def validate_start_wall(self, field: DateTimeLocalField) -> None:
        """An hour that exists, once."""
        if field.data is not None:
            _ask(moment, _naive(field.data))

    def validate_end_wall(self, field: DateTimeLocalField) -> None:
        """Another such hour, later, and not too far away."""
        if field.data is not None and self.start_wall.data and not self.start_wall.errors:
            _ask(span, _naive(self.start_wall.data), _naive(field.data))

    def values(self) -> dict[str, Any]:
        """The columns of an event, as they were written."""
        kept = {name: field.data for name, field in self._fields.items() if hasattr(Event, name)}
        del kept["revision"]
        return {**kept, "facilitator_id": kept["facilitator_id"] or None}


class CancellationForm(KeyedForm):
    """Why an event will not take place."""

    reason = TextAreaField(
        _("Why it will not take place"),
        [DataRequired(_NEEDED), Length(max=500, message=_TOO_LONG)],
        [one_line],
    )


def _ask(rule: Callable[..., Any], *walls: datetime) -> None:
    """What a rule refuses stands under the field."""
    try:
        rule(*walls)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


def _naive(wall: datetime) -> datetime:
    return wall.replace(tzinfo=None)
