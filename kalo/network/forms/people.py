"""What people may type to or about the people of an organisation."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.kit.marks import Mark
from kalo.kit.once import KeyedForm
from kalo.kit.web import language
from kalo.network.forms.words import ADDRESS, CHOOSE, NEEDED, lines, most, one_line
from kalo.network.models import Organisation

LETTER, STAFF = "letter", "staff"


class ClaimForm(KeyedForm):
    """A member says that this is their organisation."""

    words = StringField(
        _("What are you there?"),
        [DataRequired(NEEDED), most(600)],
        [one_line],
        description=_("Only those who look at your request read this."),
    )
    way = RadioField(_("Who says that it is so?"), [InputRequired(CHOOSE)])

    def offer(self, has_address: bool) -> None:
        """By letter only where the organisation has an address."""
        by_letter = _("The organisation: a letter goes to the address that it gave")
        ways = [SelectChoice(LETTER, str(by_letter))] if has_address else []
        staff = _("Those who look after the directory")
        self.way.choices = [*ways, SelectChoice(STAFF, str(staff))]
        if self.way.data is None:
            self.way.data = LETTER if has_address else STAFF


class AnswerForm(KeyedForm):
    """The answer to a letter: which of its two buttons was pressed."""

    answer = HiddenField(validators=[InputRequired(CHOOSE)])


class EmailForm(KeyedForm):
    """Where letters to the organisation go."""

    email = StringField(
        _("E-mail of the organisation"),
        [Optional(), ADDRESS, most(254)],
        [one_line],
        description=_("Letters go there; nobody sees it on a page."),
    )


class InvitationForm(KeyedForm):
    """Whom to invite, by letter."""

    address = StringField(
        _("E-mail of the person"), [DataRequired(NEEDED), ADDRESS, most(254)], [one_line]
    )


class WhyForm(KeyedForm):
    """Why it goes back."""

    why = TextAreaField(_("What is missing"), [DataRequired(NEEDED), most(400)], [one_line])


class MarksForm(KeyedForm):
    """Which of the things that one passed the organisation may show."""

    marks = SelectMultipleField(
        _("Show these"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )

    def offer(self, marks: list[Mark], shown: set[str]) -> None:
        """All that this person passed; ticked what is shown already."""
        self.marks.choices = [SelectChoice(mark.subject, _title(mark)) for mark in marks]
        if not self.is_submitted():
            self.marks.data = [mark.subject for mark in marks if mark.subject in shown]


def _title(mark: Mark) -> str:
    from kalo.kit.clock import date_words

    title = (mark.title_en if language() == "en" else "") or mark.title_el
    return f"{title}, {date_words(mark.on)}"


class MessageForm(KeyedForm):
    """The first word to an organisation."""

    subject = StringField(_("What it is about"), [DataRequired(NEEDED), most(120)], [one_line])
    text = TextAreaField(_("Your message"), [DataRequired(NEEDED), most(4000)], [lines])


class ReplyForm(KeyedForm):
    """The next one."""

    text = TextAreaField(_("Your answer"), [DataRequired(NEEDED), most(4000)], [lines])


def noted(organisations: Iterable[Organisation]) -> str:
    """Which revision of each is before the eyes, for a hidden field."""
    return " ".join(f"{each.slug}:{each.revision}" for each in organisations)


def revisions(noted: str | None) -> dict[str, int]:
    """The same, read again: by the name in the address."""
    pairs = (each.partition(":") for each in (noted or "").split())
    return {
        slug: int(number)
        for slug, _colon, number in pairs
        if number.isdecimal() and len(number) < 10
    }


class ImportForm(KeyedForm):
    """A table of organisations, as a file or as its text."""

    file = FileField(_("A CSV file"))
    text = TextAreaField(_("Or its lines"), [], [lambda words: words or ""])
    # The revision of each page when the table was looked at, and when both texts were shown.
    seen = HiddenField()
    shown = HiddenField()

    def typed(self) -> bytes:
        """What was sent: the file, or else the text."""
        sent: Any = self.file.data
        body: bytes = sent.read() if sent else b""
        return body or (self.text.data or "").encode()
