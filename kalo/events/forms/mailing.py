"""What staff may write to people of an event, and the words of its errors."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.events import placeholders
from kalo.events.forms.revised import RevisedForm
from kalo.events.forms.words import NEEDED, TOO_LONG, lines, one_line
from kalo.events.models import Event, Mailing
from kalo.events.queries.mailings import GROUPS
from kalo.events.walltime import moment
from kalo.kit import clock
from kalo.kit.web import Refused

LONGEST = 10_000
GROUP_WORDS = {
    "seat": _("Those with a seat"),
    "waiting": _("Those who wait for a seat"),
    "offered": _("Those to whom a seat is offered"),
    "asked": _("Those who asked for a seat"),
    "invited": _("Those who are invited"),
    "unanswered": _("Those who have not said whether they still come"),
    "attended": _("Those who were there"),
    "absent": _("Those who were absent"),
    "excused": _("Those who were excused"),
}
assert tuple(GROUP_WORDS) == tuple(GROUPS)
LANGUAGE_WORDS = {
    "": _("Everybody, whatever language they are written to in"),
    "el": _("Only those who are written to in Greek"),
    "en": _("Only those who are written to in English"),
}
STATE_WORDS = {
    "sent": _("Sent"),
    "owed": _("On its way"),
    "refused": _("Refused by the mail server"),
    "failed": _("Could not be sent"),
    "skipped": _("No letter"),
    "written": _("Written"),
}
SKIPPED_WORDS = {
    "address": _("there is no address"),
    "off": _("this person wants no such letters"),
    "suspended": _("the account is suspended"),
    "refused": _("the address refuses letters"),
}
NEWS_WORDS = {
    "seat": _("Confirmation of a seat"),
    "waiting": _("Turn on the waiting list"),
    "offer": _("Offer of a seat"),
    "lapsed": _("End of an offer"),
    "asked": _("Receipt of a request"),
    "refused": _("No to a request"),
    "taken-out": _("Taken off the list"),
    "given-up": _("Seat given back"),
    "guest": _("Link for a guest"),
    "invitation": _("Invitation"),
    "moved": _("New time or place"),
    "agenda": _("Agenda"),
    "cancelled": _("Cancellation"),
    "reminder": _("Reminder"),
    "coming": _("Do you still come?"),
    "thanks": _("Letter of thanks"),
    "mailing": _("Letter of staff"),
}
_WHEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def _choices(words: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


def only_known(_form: Any, field: StringField) -> None:
    """Nothing in braces that would stand in the letter as it is."""
    strange = placeholders.unknown(field.data or "")
    if strange:
        raise ValidationError(
            gettext(
                "%(words)s means nothing here. What can stand in braces is listed below.",
                words=", ".join(f"{{{word}}}" for word in strange),
            )
        )


def at_least_one(_form: Any, field: SelectMultipleField) -> None:
    """Of the boxes; a rule that browsers know would want each of them ticked."""
    if not field.data:
        raise ValidationError(gettext("Choose to whom it goes."))


class MailingForm(RevisedForm):
    """To whom, and what."""

    groups = SelectMultipleField(
        _("To whom"),
        [at_least_one],
        choices=_choices(GROUP_WORDS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    language = SelectField(_("Of these"), choices=_choices(LANGUAGE_WORDS), default="")
    subject = StringField(
        _("Subject"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG), only_known],
        [one_line],
    )
    body = TextAreaField(
        _("Letter"),
        [DataRequired(NEEDED), Length(max=LONGEST, message=TOO_LONG), only_known],
        [lines],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One always has a value; of the other one box is needed.
        self.language.flags.quiet = self.groups.flags.quiet = True

    def show(self, mailing: Mailing) -> "MailingForm":
        """Hold what a letter says."""
        self.groups.data = list(mailing.audience.get("groups", []))
        self.language.data = mailing.audience.get("language", "")
        self.subject.data, self.body.data = mailing.subject, mailing.body
        self.revision.data = str(mailing.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns of a letter."""
        return {
            "audience": {"groups": list(self.groups.data or []), "language": self.language.data},
            "subject": self.subject.data,
            "body": self.body.data,
        }


class SendingForm(RevisedForm):
    """When it goes."""

    way = RadioField(
        _("When it goes"),
        [InputRequired(NEEDED)],
        choices=_choices({"now": _("Now"), "later": _("At an hour")}),
        default="now",
    )
    due_wall = DateTimeLocalField(_("Hour"), [Optional()], format=_WHEN)

    def validate_due_wall(self, field: DateTimeLocalField) -> None:
        """An hour that exists and is still to come."""
        if self.way.data != "later" or field.data is None:
            return
        try:
            at = moment(_naive(field.data))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if at <= clock.now():
            raise ValidationError(gettext("This hour has passed. Choose one that is to come."))

    def validate(self, *asked: Any, **more: Any) -> bool:
        """What goes later needs an hour."""
        valid = bool(super().validate(*asked, **more))
        if self.way.data == "later" and self.due_wall.data is None and not self.due_wall.errors:
            self.due_wall.errors = [gettext("Write day and hour.")]
            return False
        return valid

    def at(self) -> datetime:
        """The moment that was chosen."""
        if self.way.data != "later" or self.due_wall.data is None:
            return clock.now()
        return moment(_naive(self.due_wall.data))


def audience_words(mailing: Mailing) -> str:
    """To whom a letter goes, in words."""
    said = [str(GROUP_WORDS[g]) for g in mailing.audience.get("groups", []) if g in GROUP_WORDS]
    if language := mailing.audience.get("language", ""):
        said.append(str(LANGUAGE_WORDS[language]))
    return ", ".join([*said[:1], *(words[:1].lower() + words[1:] for words in said[1:])])


def groups_at(event: Event, at: datetime) -> list[str]:
    """To whom one writes most often: before it to those who come, after it to who was there."""
    return ["attended"] if event.is_over(at) else ["seat"]


def _naive(wall: datetime) -> datetime:
    return wall.replace(tzinfo=None)
