"""What learners write on a task, and what facilitators say of it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, MultipleFileField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from kalo.kit.once import KeyedForm
from kalo.kit.text import WORK
from kalo.learning.forms.acts import ActForm

LONGEST_WORDS = 8_000
ACCEPT, RETURN = "accept", "return"


def _revision() -> IntegerField:
    fits = [Optional(), NumberRange(0, 2**31 - 1)]
    return IntegerField(default=0, validators=fits, widget=HiddenInput())


class WorkForm(ActForm):
    """A learner's text, on which revision of the draft it was written, and files beside it."""

    body = TextAreaField(
        _("Your text"),
        [
            Optional(),
            Length(max=WORK.limit, message=_("The text is longer than %(max)d characters.")),
        ],
    )
    revision = _revision()
    files = MultipleFileField(_("Files"))


class VerdictForm(KeyedForm):
    """A facilitator's word; `asking` adds a question for each line of the rubric."""

    words = TextAreaField(
        _("Your words"),
        [
            Optional(),
            Length(max=LONGEST_WORDS, message=_("The text is longer than %(max)d characters.")),
        ],
    )
    decision = RadioField(
        _("Your decision"),
        choices=[
            SelectChoice(ACCEPT, _("Accepted")),
            SelectChoice(RETURN, _("Back for another version")),
        ],
        validators=[InputRequired(_("Choose one of the two."))],
    )
    revision = _revision()

    @property
    def accepted(self) -> bool:
        """True where the work is taken as it is."""
        return bool(self.decision.data == ACCEPT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Who gets a work back must know why."""
        fits: bool = super().validate(extra_validators)
        if self.decision.data != RETURN or (self.words.data or "").strip():
            return fits
        self.words.errors = [_("Say what is missing: it helps with the next version.")]
        return False


def asking(criteria: list[Any]) -> type[VerdictForm]:
    """The form for a rubric: `level-<key>` is the level chosen in a line of it."""
    fields = {
        f"level-{one.key}": RadioField(
            one.title,
            choices=[SelectChoice(level.key, level.title) for level in one.levels],
            validators=[Optional()],
        )
        for one in criteria
    }
    return type("RubricForm", (VerdictForm,), fields)


def levels_in(form: VerdictForm, criteria: list[Any]) -> dict[str, str]:
    """What was chosen, by line of the rubric."""
    chosen = {one.key: form[f"level-{one.key}"].data for one in criteria}
    return {key: level for key, level in chosen.items() if level}


class OpenAnswerForm(KeyedForm):
    """A facilitator's word on an open answer: its share of the points, and words."""

    share = RadioField(
        _("How much of it is there?"), validators=[InputRequired(_("Choose a level first."))]
    )
    seen = HiddenField()
    words = TextAreaField(
        _("Your words"),
        [
            Optional(),
            Length(max=LONGEST_WORDS, message=_("The text is longer than %(max)d characters.")),
        ],
    )
