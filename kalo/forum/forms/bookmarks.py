"""What people may note on a post that they keep."""

from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, Optional

from kalo.forum.forms.fields import one_line
from kalo.kit import clock

NONE, TOMORROW, WEEK, DATE = "", "tomorrow", "week", "date"
MORNING = time(9, 0)


class BookmarkForm(FlaskForm):
    """A word to oneself, and when to be reminded."""

    note = StringField(
        _("Note to myself"),
        [Length(max=200, message=_("This is longer than %(max)d characters."))],
        filters=[one_line],
    )
    remind = SelectField(
        _("Remind me"),
        choices=[
            SelectChoice(NONE, _("Do not remind me")),
            SelectChoice(TOMORROW, _("Tomorrow morning")),
            SelectChoice(WEEK, _("In a week")),
            SelectChoice(DATE, _("On a day")),
        ],
        default=NONE,
    )
    date = DateField(_("Day"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever wants to be reminded on a day names one that has not begun."""
        fine = super().validate(extra_validators)
        if self.remind.data != DATE:
            return fine
        if self.date.data is None:
            self.date.errors = [_("Choose a day.")]
        elif self.date.data <= clock.today():
            self.date.errors = [_("This day has passed.")]
        return fine and not self.date.errors

    def moment(self) -> datetime | None:
        """When to remind: in the morning, in Athens."""
        days = {TOMORROW: 1, WEEK: 7}.get(self.remind.data)
        day = clock.today() + timedelta(days=days) if days else None
        if self.remind.data == DATE:
            day = self.date.data
        return datetime.combine(day, MORNING, clock.ATHENS) if day else None
