"""Office hours by a rule: on some weekdays, from an hour to an hour, until a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from kalo.events.actions.named import NO_HALL, NO_SERIES
from kalo.events.forms.copying import CHECKBOXES, NONE, DatesForm, series_choices
from kalo.events.forms.event import Choices
from kalo.events.forms.halls import Hall, hall_called, hall_choices
from kalo.events.forms.words import (
    MODE_WORDS,
    NEEDED,
    NOBODY_SUCH,
    TOO_LONG,
    WEB,
    Listed,
    choices,
    one_line,
    quietly,
)
from kalo.events.kinds import WORDS
from kalo.events.repeating import on_weekdays

KIND = "office-hours"
HOURS = ["%H:%M", "%H:%M:%S"]
_LINE = Length(max=120, message=TOO_LONG)
_SUMMARY = Length(max=300, message=TOO_LONG)
_KEPT = ("title_el", "title_en", "summary_el", "summary_en", "mode", "online_link", "capacity")


class OfficeHoursForm(DatesForm):
    """Hours at which somebody is there, week after week."""

    title_el = StringField(_("Title in Greek"), [DataRequired(NEEDED), _LINE], [one_line])
    title_en = StringField(_("Title in English"), [_LINE], [one_line])
    summary_el = StringField(_("In two sentences, in Greek"), [_SUMMARY], [one_line])
    summary_en = StringField(_("In two sentences, in English"), [_SUMMARY], [one_line])
    weekdays = SelectMultipleField(
        _("On which days"), [DataRequired(_("Choose at least one day."))], coerce=int, **CHECKBOXES
    )
    from_hour = TimeField(_("From what hour"), [InputRequired(NEEDED)], format=HOURS)
    to_hour = TimeField(_("To what hour"), [InputRequired(NEEDED)], format=HOURS)
    first = DateField(_("First day"), [InputRequired(NEEDED)])
    until = DateField(_("Last day"), [InputRequired(NEEDED)])
    mode = RadioField(_("How people take part"), choices=choices(MODE_WORDS), default="hybrid")
    hall = Listed(_("Place and room, from the list"), default="", invalid_choice_message=NO_HALL)
    place = StringField(_("Place"), [_LINE], [one_line])
    online_link = StringField(
        _("Link of the online meeting"),
        [Optional(), Length(max=500, message=TOO_LONG), WEB],
        [one_line],
    )
    facilitator_id = Listed(
        _("Facilitator"), coerce=int, default=0, invalid_choice_message=NOBODY_SUCH
    )
    capacity = IntegerField(
        _("Seats"),
        [
            Optional(),
            NumberRange(min=1, max=100_000, message=_("Write a number from 1 to 100000.")),
        ],
    )
    series_id = Listed(_("Series"), coerce=int, default=NONE, invalid_choice_message=NO_SERIES)
    announce = BooleanField(_("Announce them at once"))
    known: Choices

    def offer(self, known: Choices, days: Iterable[str]) -> "OfficeHoursForm":
        """Let it be made of these; the names of days begin with Monday."""
        self.known = known
        self.weekdays.choices = choices(dict(enumerate(days)))
        self.hall.choices = hall_choices(known.venues)
        self.facilitator_id.choices = choices(
            {0: _("Nobody yet")} | {each.id: each.name for each in known.people}
        )
        self.series_id.choices = series_choices(known.series)
        quietly(self, "mode", "hall", "facilitator_id", "series_id")
        return self

    def validate_to_hour(self, field: TimeField) -> None:
        """Later the same day."""
        if field.data and self.from_hour.data and field.data <= self.from_hour.data:
            raise ValidationError(str(_("The end must come after the start.")))

    def validate_until(self, field: DateField) -> None:
        """A day that comes."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(str(_("This day is before the first date.")))

    @property
    def chosen_hall(self) -> Hall:
        """The place and room that were chosen."""
        return hall_called(self.known.venues, self.hall.data)

    def starts(self) -> list[datetime]:
        """The dates of the rule."""
        first, until, hour = self._rule()
        days = on_weekdays(first, until, self.weekdays.data or ())
        return [datetime.combine(day, hour) for day in days]

    def _rule(self) -> tuple[Any, Any, Any]:
        return self.first.data, self.until.data, self.from_hour.data

    def values(self) -> dict[str, Any]:
        """The columns that all of them share, and the hours of the first."""
        hall, usual = self.chosen_hall, WORDS[KIND].defaults()
        typed = {name: self[name].data for name in _KEPT}
        where = {"place": self.place.data or hall.place, "address": hall.address}
        first, _until, hour = self._rule()
        end: Any = self.to_hour.data
        return {
            **{**usual, **typed, **where, **hall.columns(), "kind": KIND},
            "facilitator_id": self.facilitator_id.data or None,
            "start_wall": datetime.combine(first, hour),
            "end_wall": datetime.combine(first, end),
        }
