"""Words that the forms of the room share, and how typed text is cleaned."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Email, Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.kit.text import clean
from kalo.kit.web import language
from kalo.network.words import words_of

NEEDED = _("Fill this in.")
TOO_LONG = _("At most %(max)d characters.")
CHOOSE = _("Choose one.")
WEB = Regexp(r"https?://[^\s<>\"']+\Z", message=_("Write an address that begins with https://"))
ADDRESS = Email(message=_("This does not look like an e-mail address."))


def one_line(value: str | None) -> str:
    """Typed words without breaks and unseen characters."""
    return " ".join(clean(value or "").split())


def lines(value: str | None) -> str:
    """A typed text without unseen characters."""
    return clean(value or "").strip()


def most(number: int) -> Length:
    """So many characters and no more."""
    return Length(max=number, message=TOO_LONG)


def choices(kind: str, first: str = "") -> list[SelectChoice]:
    """The words of a kind in the language of the page; `first` is what asks for none."""
    words = [SelectChoice(key, word.said(language())) for key, word in words_of(kind).items()]
    return [SelectChoice("", first), *words] if first else words


class SeveralField(SelectMultipleField):
    """Several words of a kind, as boxes to tick; a set."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, kind: str, up_to: int, **more: Any) -> None:
        super().__init__(label, choices=[], **more)
        self.kind, self.up_to = kind, up_to

    def offer(self) -> None:
        """What can be ticked and how many of it, in the language of the page."""
        self.choices, self.description = choices(self.kind), self._at_most()

    def _at_most(self) -> str:
        return str(_("Choose up to %(most)d, those that fit best.", most=self.up_to))

    def pre_validate(self, form: Any) -> None:
        """Only words that are offered; a table may hold others."""
        if unknown := [word for word in self.data or () if word not in words_of(self.kind)]:
            raise ValidationError(str(_("Unknown: %(words)s", words=", ".join(unknown[:5]))))

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """So many and no more."""
        if len(set(self.data or ())) > self.up_to:
            raise ValidationError(self._at_most())
