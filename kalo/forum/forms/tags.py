"""What people may type to mark a topic, and what moderators type to keep tags in order."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from kalo.forum.forms.fields import cleaned, one_line


def tags_field() -> StringField:
    return StringField(
        _("Tags"),
        [Length(max=250, message=_("This is longer than %(max)d characters."))],
        filters=[cleaned],
    )


class TagForm(FlaskForm):
    """Another name for a tag."""

    name = StringField(
        _("Name"), [DataRequired(_("Give the tag a name.")), Length(max=40)], filters=[one_line]
    )


class MergeForm(FlaskForm):
    """The tag into which another goes."""

    into = StringField(
        _("Put together with"), [DataRequired(_("Name the other tag."))], filters=[one_line]
    )
