"""What people may type to open a discussion."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, Regexp

from kalo.forum.forms.fields import SUBJECT, body_field, title_field
from kalo.forum.forms.tags import tags_field
from kalo.moderation.forms import WrittenForm


class TopicForm(WrittenForm):
    """A new discussion."""

    category = SelectField(_("Category"), [InputRequired(_("Choose a category."))])
    title = title_field()
    body = body_field(_("What do you want to say?"))
    tags = tags_field()
    subject = HiddenField(validators=[Optional(), Regexp(SUBJECT + r"\Z")])
