"""What people may write about an event, and the words of its errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectMultipleField,
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
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.accounts.models import Person
from kalo.events.actions.named import NO_HALL, NO_SERIES, NO_THEME
from kalo.events.forms.halls import Hall, hall_called, hall_choices, hall_of
from kalo.events.forms.revised import RevisedForm
from kalo.events.forms.words import (
    ENTRY_WORDS,
    MODE_WORDS,
    NEEDED,
    NO_STEP,
    NOBODY_SUCH,
    REMINDER_WORDS,
    SPOKEN_WORDS,
    TOO_LONG,
    WEB,
    WHEN,
    Listed,
    choices,
    lines,
    one_line,
    quietly,
)
from kalo.events.kinds import WORDS
from kalo.events.models import FREE, Event, Series, Theme, Venue
from kalo.events.walltime import moment, span
from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.once import KeyedForm
from kalo.kit.steps import Step
from kalo.kit.web import Refused

__all__ = ["MODE_WORDS", "CancellationForm", "Choices", "EventForm", "lines", "one_line"]


def _kind_words() -> dict[str, Any]:
    return {kind: of.word for kind, of in WORDS.items()}


@dataclass
class Choices:
    """What an event can be made of."""

    people: list[Person] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)


class EventForm(RevisedForm):
    """An event as those who plan it write it; hours are those of a wall clock in Athens."""

    kind = RadioField(
        _("Kind"),
        [InputRequired(NEEDED)],
        choices=choices(_kind_words()),
        default="workshop",
    )
    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(NEEDED), Length(max=120, message=TOO_LONG)],
        [one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=120, message=TOO_LONG)], [one_line])
    start_wall = DateTimeLocalField(_("Starts"), [InputRequired(NEEDED)], format=WHEN)
    end_wall = DateTimeLocalField(_("Ends"), [InputRequired(NEEDED)], format=WHEN)
    mode = RadioField(
        _("How people take part"),
        [InputRequired(NEEDED)],
        choices=choices(MODE_WORDS),
        default="in-person",
    )
    hall = Listed(_("Place and room, from the list"), default="", invalid_choice_message=NO_HALL)
    place = StringField(_("Place"), [Length(max=120, message=TOO_LONG)], [one_line])
    address = StringField(_("Address"), [Length(max=200, message=TOO_LONG)], [one_line])
    online_link = StringField(
        _("Link of the online meeting"),
        [
            Optional(),
            Length(max=500, message=TOO_LONG),
            WEB,
        ],
        [one_line],
    )
    has_room = BooleanField(_("It has a live room on this platform"))
    spoken = RadioField(_("Spoken language"), choices=choices(SPOKEN_WORDS), default="el")
    theme_id = Listed(_("Theme"), coerce=int, default=0, invalid_choice_message=NO_THEME)
    series_id = Listed(_("Series"), coerce=int, default=0, invalid_choice_message=NO_SERIES)
    series_number = IntegerField(
        _("Number in the series"),
        [Optional(), NumberRange(min=1, max=999, message=_("Write a number from 1 to 999."))],
    )
    entry = RadioField(_("How one comes by a seat"), choices=choices(ENTRY_WORDS), default=FREE)
    entry_opens = DateTimeLocalField(_("Seats are given from"), [Optional()], format=WHEN)
    entry_closes = DateTimeLocalField(_("Seats are given until"), [Optional()], format=WHEN)
    has_waiting_list = BooleanField(_("Once it is full, people can wait for a seat"))
    takes_guests = BooleanField(_("People without an account can have a seat, by e-mail"))
    offer_hours = IntegerField(
        _("Hours in which an offered seat must be accepted"),
        [Optional(), NumberRange(min=1, max=336, message=_("Write a number from 1 to 336."))],
        default=24,
    )
    reminders = SelectMultipleField(
        _("Reminders by letter"),
        coerce=int,
        choices=choices(REMINDER_WORDS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        default=(),
    )
    capacity = IntegerField(
        _("Seats"),
        [
            Optional(),
            NumberRange(min=1, max=100_000, message=_("Write a number from 1 to 100000.")),
        ],
    )
    serves = Listed(_("It is a step of a programme"), default="", invalid_choice_message=NO_STEP)
    facilitator_id = Listed(
        _("Facilitator"), [Optional()], coerce=int, invalid_choice_message=NOBODY_SUCH
    )
    organiser = StringField(_("Organiser"), [Length(max=120, message=TOO_LONG)], [one_line])
    summary_el = TextAreaField(
        _("In two sentences, in Greek"), [Length(max=300, message=TOO_LONG)], [one_line]
    )
    summary_en = TextAreaField(
        _("In two sentences, in English"), [Length(max=300, message=TOO_LONG)], [one_line]
    )
    about_el = TextAreaField(
        _("Description in Greek"), [Length(max=20_000, message=TOO_LONG)], [lines]
    )
    about_en = TextAreaField(
        _("Description in English"), [Length(max=20_000, message=TOO_LONG)], [lines]
    )

    known: Choices
    event: Event | None = None

    def offer(self, known: Choices, event: Event | None = None) -> "EventForm":
        """Let it be made of these, and of what the event has already."""
        self.known, self.event = known, event
        kept = hall_of(event) if event else ""
        self.facilitator_id.choices = choices(
            {0: _("Nobody yet")} | {p.id: p.name for p in known.people}
        )
        served = event.serves if event else ""
        gone = {served: _("A step that stands no longer")} if served else {}
        offered = {step.subject: f"{step.of}: {step.title}" for step in known.steps}
        self.serves.choices = choices({"": _("No, it stands by itself")} | gone | offered)
        self.theme_id.choices = _named(_("No theme"), known.themes, "name")
        self.series_id.choices = _named(_("No series"), known.series, "title")
        self.hall.choices = hall_choices(known.venues, kept)
        quietly(self, "spoken", "entry", "theme_id", "series_id", "hall", "serves", "reminders")
        for name in ("facilitator_id", "theme_id", "series_id"):
            self[name].data = self[name].data or 0
        return self

    def show(self, event: Event) -> "EventForm":
        """Hold what no column holds in the shape in which people write it."""
        self.hall.data = hall_of(event)
        self.theme_id.data, self.series_id.data = event.theme_id or 0, event.series_id or 0
        self.entry_opens.data = _wall(event.entry_opens_at)
        self.entry_closes.data = _wall(event.entry_closes_at)
        return self

    def begin(self, kind: str) -> "EventForm":
        """What a new event of this kind begins with."""
        self.kind.data = kind
        for name, value in WORDS[kind].defaults().items():
            self[name].data = value
        return self

    def validate_start_wall(self, field: DateTimeLocalField) -> None:
        """An hour that exists, once."""
        if field.data is not None:
            _ask(moment, _naive(field.data))

    def validate_end_wall(self, field: DateTimeLocalField) -> None:
        """Another such hour, later, and not too far away."""
        if field.data is not None and self.start_wall.data and not self.start_wall.errors:
            _ask(span, _naive(self.start_wall.data), _naive(field.data))

    def validate_entry_opens(self, field: DateTimeLocalField) -> None:
        """Such an hour too, before it is over."""
        if field.data is not None:
            _ask(moment, _naive(field.data))
            self._ask_in_time(field)

    def validate_entry_closes(self, field: DateTimeLocalField) -> None:
        """And that one after it."""
        if field.data is not None:
            _ask(moment, _naive(field.data))
            self._ask_in_time(field)
            if self.entry_opens.data and field.data <= self.entry_opens.data:
                raise ValidationError(str(_("Seats are given for a while: write a later hour.")))

    def validate_series_number(self, field: IntegerField) -> None:
        """A number counts in a series only."""
        if field.data and not self.series_id.data:
            raise ValidationError(str(_("Choose the series in which it has this number.")))

    def _ask_in_time(self, field: DateTimeLocalField) -> None:
        if self.end_wall.data and field.data and field.data > self.end_wall.data:
            raise ValidationError(str(_("This is after the end of the event.")))

    @property
    def chosen_hall(self) -> Hall:
        """The place and room that were chosen."""
        return hall_called(self.known.venues, self.hall.data)

    def values(self) -> dict[str, Any]:
        """The columns of an event, as they were written."""
        kept = {name: field.data for name, field in self._fields.items() if hasattr(Event, name)}
        for name in ("facilitator_id", "theme_id", "series_id"):
            kept[name] = kept[name] or None
        del kept["revision"]
        kept["offer_hours"] = kept["offer_hours"] or WORDS[kept["kind"]].offer_hours
        kept["reminders"] = sorted(kept["reminders"] or (), reverse=True)
        return kept | self._where(kept) | self._when_given()

    def _where(self, kept: dict[str, Any]) -> dict[str, Any]:
        """A place of the list says its name and address where nobody wrote others."""
        hall = self.chosen_hall
        before = hall_called(self.known.venues, hall_of(self.event)) if self.event else Hall()
        written = {"place": kept["place"], "address": kept["address"]}
        for name, text in written.items():
            if hall.venue and text in ("", getattr(before, name)):
                written[name] = getattr(hall, name)
        return {**hall.columns(), **written}

    def _when_given(self) -> dict[str, datetime | None]:
        """From when and until when seats are given, as moments."""
        opens, closes = self.entry_opens.data, self.entry_closes.data
        return {
            "entry_opens_at": moment(_naive(opens)) if opens else None,
            "entry_closes_at": moment(_naive(closes)) if closes else None,
        }


class CancellationForm(KeyedForm):
    """Why an event will not take place."""

    reason = TextAreaField(
        _("Why it will not take place"),
        [DataRequired(NEEDED), Length(max=500, message=TOO_LONG)],
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


def _named(none: Any, rows: list[Any], name: str) -> list[SelectChoice]:
    return choices({0: none} | {row.id: in_this_language(row, name) for row in rows})


def _wall(at: datetime | None) -> datetime | None:
    return clock.athens(at).replace(tzinfo=None) if at else None
