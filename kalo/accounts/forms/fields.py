"""The fields that several forms share, and what may stand in them."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SelectMultipleField, StringField
from wtforms.validators import Email, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.accounts import passwords

ADDRESS = Email(_("This does not look like an e-mail address."), check_deliverability=False)
_STRANGE = re.compile(r"[\x00-\x1f<>@/\\\u200b-\u200f\u2028-\u202e\u2066-\u2069]|www\.|://", re.I)


def trimmed(text: str | None) -> str:
    """Without space around, and one space between words."""
    return " ".join((text or "").split())


def lowered(text: str | None) -> str:
    """An e-mail address as we keep it."""
    return (text or "").strip().lower()


def typed(field: Field) -> str:
    """What stands in a field of a form that was sent; empty where nothing does."""
    return field.data or ""


def name_field() -> StringField:
    """A person's name: anything people are called, nothing that is an address."""
    return StringField(
        _("Name"),
        [
            InputRequired(_("Write the name by which others will know you.")),
            Length(2, 80, _("Use from 2 to 80 letters.")),
            _plain_name,
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "name", "maxlength": 80},
    )


def _plain_name(_form: FlaskForm, field: StringField) -> None:
    name = typed(field)
    if _STRANGE.search(name) or not any(letter.isalpha() for letter in name):
        raise ValidationError(gettext("Write a name in letters, without links or addresses."))


def email_field(**marks: Any) -> EmailField:
    """An e-mail address."""
    return EmailField(
        _("E-mail address"),
        [InputRequired(_("Write your e-mail address.")), ADDRESS],
        filters=[lowered],
        render_kw={"autocomplete": "email", "spellcheck": "false", "maxlength": 254, **marks},
    )


def new_password_field(label: Any, *validators: Any) -> PasswordField:
    """A password that does not exist yet."""
    marks = {"autocomplete": "new-password", "maxlength": passwords.LONGEST, "minlength": 10}
    return PasswordField(label, [*validators, _strong], render_kw=marks)


def _strong(form: FlaskForm, field: PasswordField) -> None:
    """Not guessable; the form may know whose it is (`who`), or have them in its fields."""
    who = getattr(form, "who", None)
    name = who.name if who else getattr(form, "name", field).data
    email = who.email if who else getattr(form, "email", field).data
    known = (name or "", email or "") if name is not field.data else ("", "")
    if field.data and (weakness := passwords.weakness(field.data, *known)):
        raise ValidationError(weakness)


class ManyField(SelectMultipleField):
    """Any number of a list, as boxes to tick; none at all is an answer too."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags.quiet = True
