"""What a person says of an address of their calendar: what it is for, and what it tells."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length

from kalo.events.feeds import ALARMS
from kalo.events.forms.event import one_line
from kalo.kit.once import KeyedForm

ALARM_WORDS = {
    0: _("None"),
    15: _("15 minutes before"),
    1440: _("A day before"),
}
assert tuple(ALARM_WORDS) == tuple(ALARMS)


class AddressForm(KeyedForm):
    """A name, whether it rings, and whether it tells the titles of focus groups."""

    label = StringField(
        _("Device or program"),
        [
            DataRequired(_("Fill this in.")),
            Length(max=40, message=_("At most %(max)d characters.")),
        ],
        filters=[one_line],
        description=_("The device or program, as you call it: “My phone”, “Work”."),
    )
    alarm_minutes = RadioField(
        _("Alarm"),
        [InputRequired(_("Choose one."))],
        coerce=int,
        default=0,
        choices=[SelectChoice(minutes, words) for minutes, words in ALARM_WORDS.items()],
        description=_("Some programs ring it, others leave all alarms out."),
    )
    shows_titles = BooleanField(
        _("Tell the titles of focus groups"),
        description=_(
            "Otherwise they are called “Meeting”: whoever sees your calendar learns no more."
        ),
    )

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen, by the names of its columns."""
        return {
            "label": self.label.data or "",
            "alarm_minutes": self.alarm_minutes.data,
            "shows_titles": bool(self.shows_titles.data),
        }
