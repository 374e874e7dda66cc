"""Words that the forms of the room share, and how typed text is cleaned."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Regexp

from kalo.events.models import BY_APPROVAL, BY_INVITATION, FREE, SPOKEN
from kalo.kit.text import clean

MODE_WORDS = {
    "in-person": _("In person"),
    "online": _("Online"),
    "hybrid": _("In person and online"),
}
SPOKEN_WORDS = {"el": _("Greek"), "en": _("English"), "el-en": _("Greek and English")}
ENTRY_WORDS = {
    FREE: _("Whoever comes first has a seat"),
    BY_APPROVAL: _("Those who hold the event say yes to each"),
    BY_INVITATION: _("Only people who are invited"),
}
REMINDER_WORDS = {
    168: _("A week before"),
    48: _("Two days before"),
    24: _("A day before"),
    3: _("Three hours before"),
}
assert tuple(SPOKEN_WORDS) == SPOKEN
NEEDED = _("Fill this in.")
TOO_LONG = _("At most %(max)d characters.")
WEB = Regexp(r"https?://[^\s<>\"']+\Z", message=_("Write an address that begins with https://"))
NO_STEP = _("This step of a programme is not there any more. Choose another one, or none.")
NOBODY_SUCH = _("This person cannot be chosen any more. Choose somebody else, or nobody yet.")
WHEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
# A choice from a list that others change meanwhile says in `invalid_choice_message` what is gone
# from it; the types of its library do not know of that word.
Listed: Any = SelectField
SeveralListed: Any = SelectMultipleField


def one_line(value: str | None) -> str:
    """Typed words without breaks and unseen characters."""
    return " ".join(clean(value or "").split())


def lines(value: str | None) -> str:
    """A typed text without unseen characters."""
    return clean(value or "").strip()


def quietly(form: Any, *names: str) -> None:
    """These begin with a choice, so they do not say that they may be left out."""
    for name in names:
        form[name].flags.quiet = True


def choices(words: dict[Any, Any]) -> list[SelectChoice]:
    """What can be chosen, by the word that is sent."""
    return [SelectChoice(value, label) for value, label in words.items()]
