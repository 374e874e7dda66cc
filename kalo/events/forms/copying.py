"""Copying an event: on which dates, with which parts."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    InputRequired,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.events.actions.copying import PARTS
from kalo.events.actions.named import NO_SERIES
from kalo.events.forms.words import NEEDED, WHEN, Listed, choices, quietly
from kalo.events.models import Event, Series
from kalo.events.repeating import MOST, every_weeks
from kalo.events.walltime import moment
from kalo.kit.clock import day_words
from kalo.kit.locales import in_this_language
from kalo.kit.once import KeyedForm
from kalo.kit.web import Refused

PART_WORDS = {
    "texts": _("Texts and organiser"),
    "place": _("Place and link"),
    "seats": _("Seats and how they are given"),
    "agenda": _("Agenda and speakers"),
    "guide": _("The facilitator's guide"),
    "materials": _("Materials"),
    "roles": _("Facilitator and roles"),
}
assert tuple(PART_WORDS) == PARTS
ONCE, TIMES, UNTIL = "once", "times", "until"
HOW_WORDS = {
    ONCE: _("Once"),
    TIMES: _("Again and again, so many times"),
    UNTIL: _("Again and again, until a day"),
}
WEEKS_WORDS = {1: _("Every week"), 2: _("Every two weeks"), 4: _("Every four weeks")}
NEW, NONE = -1, 0  # of a choice of series
CHECKBOXES: dict[str, Any] = {
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
}


def needed_where(how: str) -> Callable[["CopyForm", Any], None]:
    """Must be filled in where it is repeated in this way."""

    def check(form: "CopyForm", field: Any) -> None:
        if form.how.data == how and not any(field.raw_data or ()):
            raise StopValidation(str(NEEDED))

    return check


class DatesForm(KeyedForm):
    """What a rule gives is shown as a list, of which some may be left out, before it is done."""

    days = SelectMultipleField(_("Dates"), choices=[], validate_choice=False, **CHECKBOXES)
    looked = HiddenField()

    def list_dates(self, starts: Iterable[datetime], ways: Iterable[str]) -> None:
        """Offer these dates, all of them taken at first; `ways` mark what stands in theirs."""
        offered, in_the_way = list(starts), list(ways)
        said = {f"{start:%Y-%m-%dT%H:%M}": day_words(start.date()) for start in offered}
        self.days.choices = choices(said)
        if not self.was_looked_at(offered, in_the_way):
            self.days.data = list(said)
            self.looked.data = mark_of(offered, in_the_way)

    def was_looked_at(self, starts: Iterable[datetime], ways: Iterable[str]) -> bool:
        """True where exactly these dates were on the list that came back, with nothing new."""
        return self.looked.data == mark_of(starts, ways)

    def taken(self, starts: Iterable[datetime]) -> list[datetime]:
        """Those of these dates that were not left out."""
        kept = set(self.days.data or ())
        return [start for start in starts if f"{start:%Y-%m-%dT%H:%M}" in kept]


def series_choices(series: Iterable[Series]) -> list[SelectChoice]:
    """No series, a new one, or one that there is."""
    known = {each.id: in_this_language(each, "title") for each in series}
    new = {NEW: _("A new series with this title")}
    return choices({NONE: _("No series")} | new | known)


def mark_of(starts: Iterable[datetime], ways: Iterable[str]) -> str:
    """A word for a list of dates and for what stands in their way."""
    dates = ",".join(f"{start:%y%m%d%H%M}" for start in starts)
    marks = "\n".join(sorted(ways))
    return f"{dates}~{hashlib.sha256(marks.encode()).hexdigest()[:16]}" if marks else dates


class CopyForm(DatesForm):
    """An event as the mould of others."""

    start_wall = DateTimeLocalField(_("Starts"), [InputRequired(NEEDED)], format=WHEN)
    parts = SelectMultipleField(
        _("What goes along"), choices=choices(PART_WORDS), default=PARTS, **CHECKBOXES
    )
    how = RadioField(_("How often"), choices=choices(HOW_WORDS), default=ONCE)
    weeks = SelectField(_("How far apart"), choices=choices(WEEKS_WORDS), coerce=int, default=1)
    times = IntegerField(
        _("How many times"),
        [
            needed_where(TIMES),
            Optional(),
            NumberRange(min=1, max=MOST, message=_("Write a number from 1 to 30.")),
        ],
    )
    until = DateField(_("Last day"), [needed_where(UNTIL), Optional()])
    series_id = Listed(_("Series"), coerce=int, default=NONE, invalid_choice_message=NO_SERIES)

    def offer(self, series: Iterable[Series]) -> "CopyForm":
        """Let the copies be of one of these series."""
        self.series_id.choices = series_choices(series)
        quietly(self, "how", "weeks", "parts", "series_id")
        return self

    def begin(self, source: Event) -> "CopyForm":
        """A week after the event, in its series."""
        self.start_wall.data = source.start_wall + timedelta(weeks=1)
        self.series_id.data = source.series_id or NONE
        return self

    def validate_start_wall(self, field: DateTimeLocalField) -> None:
        """An hour that exists, once."""
        if field.data is not None:
            _ask_moment(field.data)

    def validate_until(self, field: Any) -> None:
        """A day that comes."""
        begins = self.start_wall.data.date() if self.start_wall.data else None
        if self.how.data == UNTIL and begins and field.data < begins:
            raise ValidationError(str(_("This day is before the first date.")))

    def starts(self) -> list[datetime]:
        """The dates of the rule."""
        typed: Any = self.start_wall.data
        first: datetime = typed.replace(tzinfo=None)
        if self.how.data == ONCE:
            return [first]
        if self.how.data == TIMES:
            return every_weeks(first, self.weeks.data, times=self.times.data)
        return every_weeks(first, self.weeks.data, until=self.until.data)


def _ask_moment(wall: datetime) -> None:
    try:
        moment(wall.replace(tzinfo=None))
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
