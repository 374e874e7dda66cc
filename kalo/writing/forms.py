"""What is sent to the doors of writing, and the words of its errors."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

KEY = r"[a-z][a-z0-9-]{1,78}\Z"
# A page of this site; what leads elsewhere is not kept.
PATH = r"/(?![/\\])[^\s\\]*\Z"


class DraftForm(FlaskForm):
    """A text that is to be kept, under which key and number."""

    draft = StringField(validators=[InputRequired(), Regexp(KEY)])
    draft_seq = IntegerField(default=1, validators=[Optional(), NumberRange(1, 2**31 - 1)])
    draft_path = StringField(validators=[Optional(), Length(max=300), Regexp(PATH)])
    title = StringField(validators=[Optional()])
    body = TextAreaField(
        validators=[Length(max=40_000, message=_("The text is longer than %(max)d characters."))]
    )
