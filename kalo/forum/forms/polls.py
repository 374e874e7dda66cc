"""What people may type to ask by a poll."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from kalo.forum.actions.polls import Asked
from kalo.forum.forms.fields import cleaned, one_line
from kalo.forum.models.polls import ALWAYS, CLOSED, DATE, ONE, SEVERAL, VOTED
from kalo.kit import clock

MOST_OPTIONS, DATES = 20, 6
LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
KINDS = [
    SelectChoice("", _("No poll")),
    SelectChoice(ONE, _("Choose one")),
    SelectChoice(SEVERAL, _("Choose several")),
    SelectChoice(DATE, _("Find a date")),
]
RESULTS = [
    SelectChoice(ALWAYS, _("Always")),
    SelectChoice(VOTED, _("To whoever has voted")),
    SelectChoice(CLOSED, _("Once it is closed")),
]


class PollForm(FlaskForm):
    """A poll for the first post of a discussion; without a kind there is none."""

    kind = SelectField(_("Poll"), choices=KINDS, default="")
    question = StringField(
        _("What you ask"),
        [Length(max=140, message=_("This is longer than %(max)d characters."))],
        filters=[one_line],
    )
    options = TextAreaField(_("Options, one on each line"), filters=[cleaned])
    dates = FieldList(
        DateTimeLocalField(_("Date and hour"), [Optional()], format=LOCAL),
        min_entries=DATES,
        max_entries=DATES,
    )
    most = IntegerField(
        _("How many may be chosen, at most"), [Optional(), NumberRange(1, MOST_OPTIONS)]
    )
    secret = BooleanField(_("Secret: nobody is shown who chose what"), default=True)
    results = SelectField(_("Results are shown"), choices=RESULTS, default=ALWAYS)
    closes_at = DateTimeLocalField(_("Closes"), [Optional()], format=LOCAL)

    def validate_options(self, _field: Any) -> None:
        """Two at least, all different."""
        lines = self.lines()
        if self.kind.data not in (ONE, SEVERAL):
            return
        if not 2 <= len(lines) <= MOST_OPTIONS:
            raise ValidationError(_("A poll has 2 to 20 options, one on each line."))
        if any(len(line) > 140 for line in lines):
            raise ValidationError(_("An option has up to 140 characters."))

    def lines(self) -> list[str]:
        """The options as they were typed, without repetitions."""
        typed = (" ".join(line.split()) for line in (self.options.data or "").splitlines())
        return list(dict.fromkeys(line for line in typed if line))

    def moments(self) -> list[datetime]:
        """The dates that were given, in order."""
        return sorted({_in_athens(field.data) for field in self.dates if field.data})

    def validate(self, extra_validators: Any = None) -> bool:
        """What no field can tell alone; a form without a kind asks nothing."""
        if not self.kind.data:
            return True
        return super().validate(extra_validators) and self._dates_fit() and self._closes_later()

    def _dates_fit(self) -> bool:
        """Two at least, and none that has passed."""
        if self.kind.data != DATE:
            return True
        passed = [day for day in self.dates if day.data and _in_athens(day.data) <= clock.now()]
        for day in passed:
            day.errors = [_("This moment has passed.")]
        if not passed and len(self.moments()) < 2:
            self.form_errors.append(_("Give at least two dates to choose from."))
        return not passed and not self.form_errors

    def _closes_later(self) -> bool:
        if self.closes_at.data and _in_athens(self.closes_at.data) <= clock.now():
            self.closes_at.errors = [_("This moment has passed.")]
        return not self.closes_at.errors

    def asked(self) -> Asked | None:
        """The poll that the form describes, if any."""
        if not self.kind.data:
            return None
        options: list[Any] = self.moments() if self.kind.data == DATE else self.lines()
        several = min(self.most.data or len(options), len(options))
        return Asked(
            kind=self.kind.data,
            options=options,
            question=self.question.data or "",
            most={ONE: 1, SEVERAL: several}.get(self.kind.data, len(options)),
            secret=bool(self.secret.data),
            results=self.results.data,
            closes_at=_in_athens(self.closes_at.data) if self.closes_at.data else None,
        )


def _in_athens(wall: datetime) -> datetime:
    """An hour as people here say it."""
    return wall.replace(tzinfo=clock.ATHENS)
