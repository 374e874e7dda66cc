"""What people may type in moderation, and the words of its errors."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from kalo.kit import text
from kalo.kit.once import KeyedForm
from kalo.moderation import reasons
from kalo.moderation.models.rulings import SILENCE, VERBS

LONG = 4000


def _cleaned(typed: str | None) -> str:
    return text.clean(typed or "").strip()


def _words(label: Any, *validators: Any, rows: int = 4, **more: Any) -> TextAreaField:
    longest = Length(max=LONG, message=_("The text is longer than %(max)d characters."))
    return TextAreaField(
        label, [*validators, longest], filters=[_cleaned], render_kw={"rows": rows}, **more
    )


def _reason_choices(codes: tuple[str, ...]) -> list[SelectChoice]:
    return [SelectChoice(code, reasons.CHOICES[code][0]) for code in codes]


class WrittenForm(KeyedForm):
    """A form for a text that others will read: it knows when a program filled it."""

    website = StringField("", filters=[_cleaned])

    @property
    def trapped(self) -> bool:
        """Whether the field was filled which nobody sees: `moderation/_trap.html`."""
        return bool(self.website.data)


class ReportForm(KeyedForm):
    """What is wrong with a thing."""

    reason = RadioField(_("What is wrong with it?"), [InputRequired(_("Choose a reason."))])
    words = _words(_("In your own words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = _reason_choices(reasons.REASONS[:-1])

    def validate_words(self, field: TextAreaField) -> None:
        """What has no word of its own needs some."""
        if self.reason.data == reasons.OTHER and not field.data:
            raise ValidationError(str(_("Write what is wrong with it.")))


class IllegalForm(KeyedForm):
    """A notice of illegal content, with all that the law asks for (regulation 2022/2065, 16)."""

    words = _words(
        _("Why you believe that it is illegal"),
        DataRequired(_("Explain why you believe that it is illegal.")),
    )
    law = StringField(_("Which law, if you know it"), [Length(max=200)], filters=[_cleaned])
    place = StringField(_("Where exactly"), [DataRequired(_("Say where it is.")), Length(max=400)])
    name = StringField(_("Your name"), [Length(max=80)], render_kw={"autocomplete": "name"})
    email = EmailField(
        _("Your e-mail address"),
        [
            Optional(),
            Email(_("This does not look like an e-mail address."), check_deliverability=False),
        ],
        render_kw={"autocomplete": "email"},
    )
    faith = BooleanField(
        _("I believe in good faith that what I write here is true and complete."),
        [InputRequired(_("Tick the box if this is so."))],
    )


class VersionForm(FlaskForm):
    """The state of a case that somebody saw."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    @property
    def seen(self) -> int:
        """The version, or 0, which no case has: larger ones than a database takes are none."""
        typed = self.version.data or 0
        return typed if 0 < typed < 2**31 else 0


class RulingForm(VersionForm):
    """What a moderator decides."""

    verb = RadioField(_("Decision"), [InputRequired(_("Choose what is to happen."))])
    hides = BooleanField(_("Hide the text too"))
    reason = SelectField(_("Reason"), [Optional()])
    words = _words(_("Message to the author"))
    days = IntegerField(_("For how many days"), [Optional(), NumberRange(1, 3650)])
    law = StringField(_("Law or rule"), [Length(max=200)], filters=[_cleaned])
    facts = _words(_("Facts"), rows=3)

    def offer(self, verbs: list[str]) -> "RulingForm":
        """Only what can be done with this thing by this moderator."""
        self.verb.choices = [SelectChoice(verb, reasons.VERBS[verb][0]) for verb in verbs]
        self.reason.choices = [
            SelectChoice("", _("No reason needed")),
            *_reason_choices(reasons.REASONS),
        ]
        return self

    def validate_reason(self, field: SelectField) -> None:
        """Whatever is not kept is told why."""
        if self.verb.data in VERBS[1:] and not field.data:
            raise ValidationError(str(_("Choose a reason; the author will read it.")))

    def validate_days(self, field: IntegerField) -> None:
        """A silence ends; a suspension may have an open end."""
        if self.verb.data == SILENCE and not field.data:
            raise ValidationError(str(_("Say for how many days.")))

    def validate_law(self, field: StringField) -> None:
        """A statement of reasons names the law or the rule."""
        decided = self.verb.data in VERBS[1:]
        if decided and self.reason.data == reasons.ILLEGAL and not field.data:
            raise ValidationError(str(_("Name the law or the rule: the author has a right to it.")))

    def validate_facts(self, field: TextAreaField) -> None:
        """And the facts."""
        decided = self.verb.data in VERBS[1:]
        if decided and self.reason.data == reasons.ILLEGAL and not field.data:
            raise ValidationError(str(_("Say what was found: the author has a right to it.")))


class HeldForm(VersionForm):
    """Whether a text that waits is published."""

    verb = RadioField(
        _("Decision"),
        [InputRequired(_("Choose what is to happen."))],
        choices=[
            SelectChoice("publish", reasons.VERBS["publish"][0]),
            SelectChoice("give_back", reasons.VERBS["give_back"][0]),
        ],
    )
    reason = SelectField(
        _("Reason"),
        default="",
        choices=[SelectChoice("", _("No reason needed")), *_reason_choices(reasons.REASONS)],
    )
    words = _words(_("Message to the author"))

    def validate_reason(self, field: SelectField) -> None:
        """Whoever gets a text back is told why."""
        if self.verb.data == "give_back" and not field.data:
            raise ValidationError(str(_("Choose a reason; the author will read it.")))


class AnswerForm(VersionForm):
    """What another moderator says to an author who asked again."""

    verb = RadioField(
        _("Decision"),
        [InputRequired(_("Choose what is to happen."))],
        choices=[
            SelectChoice("stands", _("The ruling stands")),
            SelectChoice("taken_back", _("The ruling is taken back")),
        ],
    )
    words = _words(
        _("Message to the author"), DataRequired(_("Write why; the author will read it."))
    )


class AskForm(FlaskForm):
    """Why an author asks for another look."""

    words = _words(_("Why should we look again?"), DataRequired(_("Write why.")))


class LookForm(KeyedForm):
    """Why the author of a text that reports hid wants somebody to look."""

    words = _words(_("Why should we look again?"), DataRequired(_("Write why.")))


class NoteForm(KeyedForm):
    """A word among moderators."""

    # The page of a case has another form with words: this field says its own id.
    words = _words(
        _("Note for moderators"), DataRequired(_("Write something first.")), rows=2, id="note"
    )


class WordForm(FlaskForm):
    """A word or an address to watch for."""

    word = StringField(
        _("Word or address"), [DataRequired(_("Write a word or an address.")), Length(max=80)]
    )
    act = RadioField(
        _("What happens"),
        [InputRequired()],
        default="hold",
        choices=[
            SelectChoice("hold", _("The text waits for a look")),
            SelectChoice("block", _("The text is refused")),
        ],
    )
