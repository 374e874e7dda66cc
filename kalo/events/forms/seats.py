"""What people say about seats: a guest's name and address, staff's reasons and invitations."""

import re

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from kalo.accounts.forms.fields import ADDRESS, email_field, lowered, name_field
from kalo.events.actions import Named
from kalo.events.forms.event import lines
from kalo.kit.once import KeyedForm

LONGEST = 500
MOST_INVITED = 100
_TOO_LONG = _("At most %(max)d characters.")
_HANDLE = re.compile(r"@[\w-]{1,40}")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]+)>")


def _words_field(label: object, description: object = "") -> TextAreaField:
    return TextAreaField(
        label,  # type: ignore[arg-type]
        [Length(max=LONGEST, message=_TOO_LONG)],
        [lines],
        description=description,  # type: ignore[arg-type]
    )


class GuestForm(KeyedForm):
    """Somebody without an account asks for a seat."""

    name = name_field()
    email = email_field()
    words = _words_field(_("A few words for those who hold the event"))


class GuestNameForm(KeyedForm):
    """What a guest may put right before they come in."""

    name = name_field()


class ReasonForm(KeyedForm):
    """Why staff say no, take somebody out, or put somebody first."""

    reason = TextAreaField(
        _("Reason"),
        [DataRequired(_("Fill this in.")), Length(max=LONGEST, message=_TOO_LONG)],
        [lines],
    )


class ByHandForm(KeyedForm):
    """A seat for somebody who asked in another way."""

    name = name_field()
    email = EmailField(
        _("E-mail address"),
        [Optional(), ADDRESS],
        filters=[lowered],
        description=_("With an address they get a letter, and a page of their own."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 254},
    )

    @property
    def named(self) -> Named:
        """Whom it is about."""
        return Named(self.name.data or "", self.email.data or None)


class InvitationForm(KeyedForm):
    """Whom staff invite, an address to a line."""

    who = TextAreaField(
        _("Whom you invite"),
        [
            DataRequired(_("Fill this in.")),
            Length(max=MOST_INVITED * 340, message=_("That is too long.")),
        ],
        [lines],
        description=_(
            "On each line an address, with a name if you like, or the @name of a member."
        ),
    )
    words = _words_field(_("A few words that go along"))

    def validate_who(self, field: TextAreaField) -> None:
        """Every line is an address or a member; what is neither is named."""
        typed = _lines_of(field.data)
        if len(typed) > MOST_INVITED:
            raise ValidationError(gettext("At most %(n)s at once.", n=MOST_INVITED))
        for number, line in enumerate(typed, 1):
            if _named(line) is None:
                raise ValidationError(
                    gettext("Line %(n)s does not look like an e-mail address.", n=number)
                )

    @property
    def people(self) -> list[Named]:
        """Those who are named, each once."""
        named = filter(None, map(_named, _lines_of(self.who.data)))
        return list({each.email or each.handle: each for each in named}.values())


def _lines_of(typed: str | None) -> list[str]:
    return [line.strip(" ,;\t") for line in (typed or "").splitlines() if line.strip(" ,;\t")]


def _named(line: str) -> Named | None:
    """The name and the address of a line, or a member's handle; None where it is neither."""
    if _HANDLE.fullmatch(line):
        return Named("", handle=line)
    found = _NAMED.fullmatch(line)
    name, email = (found["name"], found["email"]) if found else ("", line)
    try:
        validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return Named(" ".join(name.replace('"', "").split())[:80], lowered(email))
