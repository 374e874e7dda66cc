"""What a lead writes to some of a cohort."""

import hashlib

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, ValidationError

from kalo.kit.once import KeyedForm
from kalo.kit.text import clean
from kalo.learning.forms.cohorts import NEEDED, TOO_LONG, ChecksField, one_line
from kalo.learning.queries.board import Line

LONGEST = 5_000


def lines(value: str | None) -> str:
    """A typed text without unseen characters."""
    return clean(value or "").strip()


class MessageForm(KeyedForm):
    """To whom, about what, in which words; `looked` is what was shown before it goes."""

    people = ChecksField(_("To whom"), coerce=int)
    subject = StringField(
        _("Subject"), [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)], [one_line]
    )
    text = TextAreaField(
        _("Your words"), [DataRequired(NEEDED), Length(max=LONGEST, message=TOO_LONG)], [lines]
    )
    looked = HiddenField()

    def offer(self, people: list[Line]) -> "MessageForm":
        """Let these people be chosen."""
        self.people.choices = [SelectChoice(line.id, line.name) for line in people]
        return self

    def validate_people(self, field: ChecksField) -> None:
        """Somebody reads it."""
        if not field.data:
            raise ValidationError(_("Nobody is chosen. Tick at least one person."))

    @property
    def look(self) -> str:
        """What stands in the form, in short: what was looked at is what goes."""
        said = repr((sorted(self.people.data or []), self.subject.data, self.text.data))
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    @property
    def was_looked_at(self) -> bool:
        """True where exactly this was shown before."""
        return self.looked.data == self.look
