"""What moderators choose when they arrange a topic."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from kalo.forum.forms.fields import one_line
from kalo.kit import clock
from kalo.kit.once import KeyedForm

MOST = 1000  # posts that are moved at once
HIGHEST = 2**31  # what a database takes for a number
TIMERS = [
    ("close", _("Close it")),
    ("reopen", _("Open it again")),
    ("unpin", _("Unpin it")),
    ("archive", _("Archive it")),
    ("raise", _("Bring it up in the lists")),
    ("remind", _("Remind me of it")),
    ("take", _("Take it away")),
]
NEW, OTHER = "new", "other"


class CategoryChoiceForm(FlaskForm):
    """Another shelf."""

    category = SelectField(_("Category"), [InputRequired(_("Choose a category."))])


class PaceForm(FlaskForm):
    """How long must pass between two posts of one person."""

    seconds = SelectField(
        _("Between two replies of the same person"), [InputRequired()], coerce=int
    )


class TimerForm(FlaskForm):
    """What is to happen, and when, as clocks in Athens say it."""

    kind = SelectField(
        _("What is to happen"), [InputRequired()], choices=[SelectChoice(*each) for each in TIMERS]
    )
    at = DateTimeLocalField(
        _("When"),
        [InputRequired(_("Choose a moment that is still to come."))],
        format="%Y-%m-%dT%H:%M",
    )

    def validate_at(self, field: DateTimeLocalField) -> None:
        if self.moment <= clock.now():
            raise ValidationError(_("Choose a moment that is still to come."))

    @property
    def moment(self) -> datetime:
        """The chosen moment."""
        return (self.at.data or datetime.min).replace(tzinfo=clock.ATHENS)


def _chosen(form: "MoveForm", field: IntegerField) -> None:
    """Stands before `Optional`, which would end the questions where nothing was chosen."""
    if form.where.data == OTHER and not field.data:
        raise StopValidation(_("Choose a discussion."))


class MoveForm(KeyedForm):
    """Which posts go where."""

    posts = SelectMultipleField(coerce=int, validate_choice=False)
    first = IntegerField(_("From number"), [Optional(), NumberRange(1, 2**31)])
    last = IntegerField(_("to number"), [Optional(), NumberRange(1, 2**31)])
    where = RadioField(
        _("Where to"),
        [InputRequired(_("Choose where they go."))],
        choices=[
            SelectChoice(NEW, _("a new discussion")),
            SelectChoice(OTHER, _("a discussion that exists")),
        ],
        default=OTHER,
        validate_choice=False,
    )
    title = StringField(_("Title"), filters=[one_line])
    category = SelectField(_("Category"), validate_choice=False)
    q = StringField(_("Title, number or address"), [Length(max=200)], filters=[one_line])
    target = IntegerField(validators=[_chosen, Optional(), NumberRange(1, 2**31)])
    sure = HiddenField()

    @property
    def numbers(self) -> list[int]:
        """The chosen numbers: those that were ticked, and those from one to another."""
        ticked = set(self.posts.data or ())
        first, last = self.first.data, self.last.data
        if first and last:
            ticked |= set(range(max(2, first), min(last, first + MOST) + 1))
        return sorted(n for n in ticked if 1 < n < HIGHEST)[:MOST]

    def validate_title(self, field: StringField) -> None:
        if self.where.data == NEW and not 3 <= len(field.data or "") <= 140:
            raise ValidationError(_("Give the discussion a title."))


class MergeForm(KeyedForm):
    """Into which discussion a whole one goes."""

    q = StringField(_("Title, number or address"), [Length(max=200)], filters=[one_line])
    target = IntegerField(
        validators=[InputRequired(_("Choose a discussion.")), NumberRange(1, 2**31)]
    )
    sure = HiddenField()


class AuthorForm(FlaskForm):
    """Whose a post is."""

    name = StringField(
        _("Name of the account"),
        [InputRequired(_("Write the name of an account, such as anna."))],
        filters=[one_line],
    )
