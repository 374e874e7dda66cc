"""What people may write about places, series, themes and roles, and the words of its errors."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.validators import ValidationError as Wrong

from kalo.accounts.models import Person
from kalo.accounts.queries import member_called
from kalo.events.forms.revised import RevisedForm
from kalo.events.forms.words import NEEDED, TOO_LONG, choices, lines, one_line
from kalo.events.models import ROLES
from kalo.events.queries import plans
from kalo.kit.once import KeyedForm

ROLE_WORDS = {
    "organiser": _("Organiser"),
    "facilitator": _("Facilitator"),
    "note-taker": _("Note-taker"),
    "check-in": _("Check-in at the door"),
    "observer": _("Observer"),
}
ROLE_HINTS = {
    "organiser": _("Does everything here: changes the event, gives seats, writes to people."),
    "facilitator": _("Leads it, and does everything that an organiser does."),
    "note-taker": _("Sees who comes and the guide, and writes the minutes once it is over."),
    "check-in": _("Sees who comes and notes who is there."),
    "observer": _("Sees who comes and the guide, and changes nothing."),
}
assert tuple(ROLE_WORDS) == tuple(ROLE_HINTS) == ROLES
_EIGHTY = Length(max=80, message=TOO_LONG)
_TITLE = Length(max=120, message=TOO_LONG)
_LONG = Length(max=600, message=TOO_LONG)
_NUMBER = _("Write a number from 1 to 100000.")


class NounForm(RevisedForm):
    """A form over a noun whose columns its fields are."""

    def show(self, noun: Any) -> Self:
        """Hold what is known of it."""
        for name in RevisedForm.values(self):
            self[name].data = getattr(noun, name)
        self.revision.data = str(noun.revision)
        return self


class VenueForm(NounForm):
    """A place where people gather."""

    name_el = StringField(_("Name in Greek"), [DataRequired(NEEDED), _TITLE], [one_line])
    name_en = StringField(_("Name in English"), [_TITLE], [one_line])
    area_el = StringField(_("Municipality in Greek"), [_EIGHTY], [one_line])
    area_en = StringField(_("Municipality in English"), [_EIGHTY], [one_line])
    address = StringField(_("Address"), [Length(max=200, message=TOO_LONG)], [one_line])
    access_el = TextAreaField(_("How one gets in, in Greek"), [_LONG], [lines])
    access_en = TextAreaField(_("How one gets in, in English"), [_LONG], [lines])
    latitude = DecimalField(
        _("Latitude"),
        [Optional(), NumberRange(-90, 90, _("Write a number from -90 to 90."))],
        places=None,
    )
    longitude = DecimalField(
        _("Longitude"),
        [Optional(), NumberRange(-180, 180, _("Write a number from -180 to 180."))],
        places=None,
    )

    def values(self) -> dict[str, Any]:
        """The columns of a place; where on a map it is, by both numbers or not at all."""
        kept = super().values()
        both = [kept["latitude"], kept["longitude"]]
        known = None not in both
        for name, value in zip(("latitude", "longitude"), both, strict=True):
            kept[name] = float(value) if known else None
        return kept


class RoomForm(NounForm):
    """A room of a place."""

    name_el = StringField(_("Name in Greek"), [DataRequired(NEEDED), _EIGHTY], [one_line])
    name_en = StringField(_("Name in English"), [_EIGHTY], [one_line])
    capacity = IntegerField(
        _("How many it holds"), [Optional(), NumberRange(min=1, max=100_000, message=_NUMBER)]
    )
    access_el = StringField(
        _("How one gets in, in Greek"), [Length(max=300, message=TOO_LONG)], [one_line]
    )
    access_en = StringField(
        _("How one gets in, in English"), [Length(max=300, message=TOO_LONG)], [one_line]
    )


class SeriesForm(NounForm):
    """A series of gatherings."""

    title_el = StringField(_("Title in Greek"), [DataRequired(NEEDED), _TITLE], [one_line])
    title_en = StringField(_("Title in English"), [_TITLE], [one_line])
    about_el = TextAreaField(_("In two sentences, in Greek"), [_LONG], [one_line])
    about_en = TextAreaField(_("In two sentences, in English"), [_LONG], [one_line])
    planned = IntegerField(
        _("How many there will be"),
        [Optional(), NumberRange(min=1, max=999, message=_("Write a number from 1 to 999."))],
    )


class ThemeForm(NounForm):
    """What gatherings are about."""

    name_el = StringField(_("Name in Greek"), [DataRequired(NEEDED), _EIGHTY], [one_line])
    name_en = StringField(_("Name in English"), [_EIGHTY], [one_line])


class RoleForm(KeyedForm):
    """Who does what at an event."""

    who = StringField(
        _("Who"), [DataRequired(NEEDED), Length(max=200, message=TOO_LONG)], [one_line]
    )
    role = SelectField(
        _("Does what"), [InputRequired(NEEDED)], choices=choices(ROLE_WORDS), default=ROLES[0]
    )
    found: Person

    def validate_who(self, field: StringField) -> None:
        """A member: by the name after the @, the address of their page, or their own name."""
        typed = field.data or ""
        named = member_called(typed)
        found = [named] if named else plans.members_named(typed)
        if not found:
            raise Wrong(str(_("Nobody here is called so.")))
        if len(found) > 1:
            handles = ", ".join(f"@{each.handle}" for each in found)
            raise Wrong(str(_("Several people are called so; write which: %(who)s", who=handles)))
        self.found = found[0]
