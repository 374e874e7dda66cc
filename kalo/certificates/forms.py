"""What people may type about certificates, and the words of its errors."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from kalo.kit.once import KeyedForm
from kalo.kit.papers import can_show
from kalo.kit.text import clean

_NEEDED = _("Fill this in.")
_TOO_LONG = _("At most %(max)d characters.")


def one_line(value: str | None) -> str:
    """Typed words without breaks and unseen characters."""
    return " ".join(clean(value or "").split())


class NameForm(KeyedForm):
    """A name as it is to stand on paper."""

    name = StringField(
        _("Name on the certificate"),
        [DataRequired(_NEEDED), Length(max=80, message=_TOO_LONG)],
        [one_line],
        description=_("As in your identity card or as you use it: Greek or Latin letters."),
    )

    def validate_name(self, field: StringField) -> None:
        """It must be possible to print it."""
        if not can_show(field.data or "") or not any(map(str.isalpha, field.data or "")):
            raise ValidationError(
                _("Write it with letters that a certificate can show: Greek, Latin or Cyrillic.")
            )


class ReasonForm(KeyedForm):
    """Why a certificate is revoked: its holder and whoever checks it read this."""

    why = TextAreaField(
        _("Reason"),
        [DataRequired(_NEEDED), Length(max=400, message=_TOO_LONG)],
        [lambda value: clean(value or "").strip()],
        description=_("Whoever checks the certificate reads this, and its holder is told."),
    )


class CodeForm(FlaskForm):
    """A code that somebody types to check it."""

    class Meta:
        """It only asks: no token is needed."""

        csrf = False

    code = StringField(_("Code of the certificate"), [DataRequired(_NEEDED)])
