"""What people may write into an agenda, and the words of its errors."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
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
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.accounts.models import Person
from kalo.events.forms.revised import RevisedForm
from kalo.events.forms.words import (
    NEEDED,
    TOO_LONG,
    Listed,
    SeveralListed,
    choices,
    lines,
    one_line,
)
from kalo.events.models import ITEMS, AgendaItem, Event, Speaker, VenueRoom
from kalo.events.queries.agenda import member_by_handle
from kalo.events.walltime import LONGEST, moment
from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.once import KeyedForm
from kalo.kit.web import Refused

ITEM_WORDS = {
    "session": _("Session"),
    "talk": _("Presentation"),
    "workshop": _("Workshop"),
    "discussion": _("Discussion"),
    "break": _("Break"),
}
assert tuple(ITEM_WORDS) == ITEMS
_TRACK = Length(max=60, message=TOO_LONG)
_WORDS = ("title_el", "title_en", "track_el", "track_en", "about_el", "about_en")


class LineForm(RevisedForm):
    """A line of the agenda: when, what, where, who."""

    day = Listed(
        _("Day"),
        [InputRequired(NEEDED)],
        coerce=date.fromisoformat,
        invalid_choice_message=_("The event is not on this day any more. Choose another one."),
    )
    hour = TimeField(_("Begins at"), [InputRequired(NEEDED)], format=["%H:%M", "%H:%M:%S"])
    minutes = IntegerField(
        _("Length in minutes"),
        [
            InputRequired(NEEDED),
            NumberRange(min=1, max=1440, message=_("Write a number from 1 to 1440.")),
        ],
    )
    kind = SelectField(
        _("Kind"),
        [InputRequired(NEEDED)],
        choices=choices(ITEM_WORDS),
        default="session",
    )
    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)],
        [one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=160, message=TOO_LONG)], [one_line])
    track_el = StringField(_("Track in Greek"), [_TRACK], [one_line])
    track_en = StringField(_("Track in English"), [_TRACK], [one_line])
    venue_room_id = Listed(
        _("Room"),
        [Optional()],
        coerce=int,
        default=0,
        invalid_choice_message=_("This room is not in use any more. Choose another one, or none."),
    )
    speakers = SeveralListed(
        _("Who speaks"),
        [Optional()],
        coerce=int,
        invalid_choice_message=_("Somebody whom you ticked does not speak here any more."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        default=(),
    )
    about_el = TextAreaField(
        _("Description in Greek"), [Length(max=2000, message=TOO_LONG)], [lines]
    )
    about_en = TextAreaField(
        _("Description in English"), [Length(max=2000, message=TOO_LONG)], [lines]
    )

    def offer(
        self,
        event: Event,
        rooms: Iterable[VenueRoom],
        speakers: Iterable[Speaker],
        also: date | None = None,
    ) -> "LineForm":
        """Let one of these days, rooms and speakers be chosen."""
        days = sorted({*days_of_event(event), *([also] if also else [])})
        self.day.choices = choices({day.isoformat(): clock.day_words(day) for day in days})
        named = {room.id: in_this_language(room, "name") for room in rooms}
        self.venue_room_id.choices = choices({0: _("No room")} | named)
        self.speakers.choices = choices({each.id: each.name for each in speakers})
        return self

    def show(self, item: AgendaItem) -> "LineForm":
        """Hold what a line says."""
        for name in (*_WORDS, "minutes", "kind"):
            self[name].data = getattr(item, name)
        self.day.data, self.hour.data = item.start_wall.date(), item.start_wall.time()
        self.venue_room_id.data = item.venue_room_id or 0
        self.speakers.data = [speaker.id for speaker in item.speakers]
        self.revision.data = str(item.revision)
        return self

    def begin_at(self, wall: datetime, minutes: int = 30) -> "LineForm":
        """Offer an hour for a new line."""
        self.day.data, self.hour.data, self.minutes.data = wall.date(), wall.time(), minutes
        return self

    @property
    def wall(self) -> datetime:
        """The wall hour that was typed."""
        return datetime.combine(self.day.data, self.hour.data or time())

    def validate_hour(self, field: TimeField) -> None:
        """An hour that exists, once."""
        if field.data is not None and self.day.data and not self.day.errors:
            try:
                moment(self.wall)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal

    def validate_track_en(self, field: StringField) -> None:
        """A track is known by its Greek name."""
        if field.data and not self.track_el.data:
            raise ValidationError(str(_("Write the track in Greek too.")))

    def values(self) -> dict[str, Any]:
        """The columns of a line, and `speakers`."""
        kept = super().values()
        del kept["day"], kept["hour"]
        room = kept["venue_room_id"] or None
        return {**kept, "start_wall": self.wall, "venue_room_id": room}


def days_of_event(event: Event) -> list[date]:
    """The days through which an event goes."""
    first, last = event.start_wall.date(), (event.end_wall - timedelta(minutes=1)).date()
    return [first + timedelta(days=n) for n in range(min((last - first).days, LONGEST.days) + 1)]


class SpeakerForm(RevisedForm):
    """Somebody who speaks; needs no account."""

    name = StringField(
        _("Name"), [DataRequired(NEEDED), Length(max=120, message=TOO_LONG)], [one_line]
    )
    known_as_el = StringField(
        _("Known as, in Greek"), [Length(max=160, message=TOO_LONG)], [one_line]
    )
    known_as_en = StringField(
        _("Known as, in English"), [Length(max=160, message=TOO_LONG)], [one_line]
    )
    handle = StringField(
        _("Name of their account here"), [Length(max=60, message=TOO_LONG)], [one_line]
    )
    found: Person | None = None

    def validate_handle(self, field: StringField) -> None:
        """An account that there is."""
        handle = (field.data or "").removeprefix("@").lower()
        self.found = member_by_handle(handle) if handle else None
        if handle and self.found is None:
            raise ValidationError(str(_("There is no account with this name.")))

    def show(self, speaker: Speaker) -> "SpeakerForm":
        """Hold what is known of a speaker."""
        for name in ("name", "known_as_el", "known_as_en"):
            self[name].data = getattr(speaker, name)
        self.handle.data = speaker.person.handle if speaker.person else ""
        self.revision.data = str(speaker.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns of a speaker."""
        kept = super().values()
        del kept["handle"]
        return {**kept, "person_id": self.found.id if self.found else None}


class ReleaseForm(KeyedForm):
    """Publishing what was looked at."""

    mark = HiddenField()
