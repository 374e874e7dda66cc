"""The fields that several forms share, and how what is typed into them is cleaned."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from kalo.kit import text

LONGEST = text.MAX
SUBJECT = r"[a-z][a-z_-]{0,30}:[\w./-]{1,48}"


def cleaned(typed: str | None) -> str:
    """Without what nobody sees; line ends as they are counted in the browser."""
    return text.clean(typed or "").strip()


def one_line(typed: str | None) -> str:
    return " ".join(cleaned(typed).split())


def body_field(label: Any) -> TextAreaField:
    return TextAreaField(
        label,
        [
            DataRequired(_("Write something first.")),
            Length(max=LONGEST, message=_("The text is longer than %(max)d characters.")),
        ],
        filters=[cleaned],  # before the validators: what nobody sees is not a word
    )


def title_field() -> StringField:
    return StringField(
        _("Title"),
        [
            DataRequired(_("Give the discussion a title.")),
            Length(
                min=3,
                max=140,
                message=_("A title has %(min)d to %(max)d characters."),
            ),
        ],
        filters=[one_line],
    )
