"""What facilitators write about a cohort, and the words of its errors."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
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
from kalo.kit.once import KeyedForm
from kalo.kit.text import clean
from kalo.learning.models import Cohort

NEEDED = _("Fill this in.")
TOO_LONG = _("At most %(max)d characters.")
A_DAY = _("Write a day, for example 2026-10-05.")
YEARS = range(2000, 2101)


def one_line(value: str | None) -> str:
    """Typed words without breaks and unseen characters."""
    return " ".join(clean(value or "").split())


def seen_revision(written: object) -> int:
    """Which revision a form was opened with; 0 for what is none."""
    word = str(written or "")
    return int(word) if word.isdecimal() and len(word) < 10 else 0


class DayField(DateField):
    """A day; where it is none the error says how to write one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(A_DAY) from error


def of_our_time(_form: object, field: DayField) -> None:
    """No slip of the pen, such as the year 26, and none from which no day follows."""
    if field.data and field.data.year not in YEARS:
        raise ValidationError(_("Choose a day between 2000 and 2100."))


class ChecksField(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags.quiet = True


class ChoiceField(SelectField):
    """A choice that always has a value, so it need not be called optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags.quiet = True


class CohortForm(KeyedForm):
    """A cohort as those who lead it write it."""

    name_el = StringField(
        _("Name in Greek"),
        [DataRequired(NEEDED), Length(max=120, message=TOO_LONG)],
        [one_line],
    )
    name_en = StringField(_("Name in English"), [Length(max=120, message=TOO_LONG)], [one_line])
    starts_on = DayField(_("Begins on"), [InputRequired(NEEDED), of_our_time])
    ends_on = DayField(_("Ends on"), [InputRequired(NEEDED), of_our_time])
    joining_until = DayField(_("Places can be asked for until"), [Optional(), of_our_time])
    capacity = IntegerField(
        _("Places"),
        [Optional(), NumberRange(min=1, max=10_000, message=_("Write a number from 1 to 10000."))],
    )
    leads = ChecksField(_("Who leads it"), coerce=int)
    revision = HiddenField()

    def offer(self, people: list[Person]) -> "CohortForm":
        """Let these people be chosen."""
        self.leads.choices = [SelectChoice(person.id, person.name) for person in people]
        return self

    def validate_ends_on(self, field: DayField) -> None:
        """Not before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("It cannot end before it begins."))

    def validate_joining_until(self, field: DayField) -> None:
        """Not after it ends."""
        if field.data and self.ends_on.data and field.data > self.ends_on.data:
            raise ValidationError(_("That is after the end."))

    def validate_leads(self, field: ChecksField) -> None:
        """Somebody leads it."""
        if not field.data:
            raise ValidationError(_("Choose at least one person."))

    def values(self) -> dict[str, Any]:
        """The columns of a cohort, as they were written."""
        names = ("name_el", "name_en", "starts_on", "ends_on", "joining_until", "capacity")
        return {name: self[name].data for name in names}

    @property
    def seen(self) -> int:
        """Which revision stood there when the form was opened."""
        return seen_revision(self.revision.data)

    def apart_from(self, cohort: Cohort) -> list[tuple[str, Any, Any]]:
        """What differs from the cohort as it stands: label, what stands, what was typed."""
        return [
            (str(self[name].label.text), getattr(cohort, name), typed)
            for name, typed in self.values().items()
            if typed != getattr(cohort, name)
        ]
