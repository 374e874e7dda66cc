"""Until when somebody rests from a programme."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from wtforms.validators import Optional, ValidationError

from kalo.kit import clock
from kalo.kit.once import KeyedForm
from kalo.learning.forms.cohorts import DayField

LONGEST = timedelta(days=366)


class PauseForm(KeyedForm):
    """A day, or none for an open end."""

    until = DayField(_("Until"), [Optional()])

    def validate_until(self, field: DayField) -> None:
        """A day ahead, within a year."""
        if field.data and not clock.today() < field.data <= clock.today() + LONGEST:
            raise ValidationError(_("Choose a day from tomorrow to a year from now."))
