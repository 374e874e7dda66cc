"""What people may type to answer, and to change what was written."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from kalo.forum.forms.fields import body_field, one_line, title_field
from kalo.forum.forms.tags import tags_field
from kalo.kit.once import KeyedForm
from kalo.moderation.forms import WrittenForm


class PostForm(WrittenForm):
    """An answer."""

    body = body_field(_("Your reply"))
    reply_to = IntegerField("", [Optional()], widget=HiddenInput())


class EditForm(FlaskForm):
    """Other words for a post, and the revision they are based on."""

    body = body_field(_("Your text"))
    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    reason = StringField(
        _("Why the change"),
        [Length(max=200, message=_("The reason is longer than %(max)d characters."))],
        filters=[one_line],
    )


class RemovalForm(KeyedForm):
    """Why a moderator takes away what another wrote."""

    reason = StringField(
        _("Why it is taken away"),
        [
            DataRequired(_("Say in a few words why; the author reads it.")),
            Length(max=200, message=_("The reason is longer than %(max)d characters.")),
        ],
        filters=[one_line],
    )


class FirstPostForm(EditForm):
    """The first post is changed together with the title and the tags."""

    title = title_field()
    tags = tags_field()


def ask_why(form: EditForm) -> EditForm:
    """The form for somebody who changes the words of another: the reason must be given."""
    form.reason.validators = [
        *form.reason.validators,
        DataRequired(_("Say in a few words why; the author reads it.")),
    ]
    form.reason.flags.required = True
    return form
