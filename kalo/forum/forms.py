"""What people may type in the forum, and the words of its errors."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from kalo.kit import text
from kalo.kit.once import KeyedForm

LONGEST = text.MAX
SUBJECT = r"[a-z][a-z_-]{0,30}:[\w./-]{1,48}"


def _cleaned(typed: str | None) -> str:
    """Without what nobody sees; line ends as they are counted in the browser."""
    return text.clean(typed or "").strip()


def _one_line(typed: str | None) -> str:
    return " ".join(_cleaned(typed).split())


def _body(label: Any) -> TextAreaField:
    return TextAreaField(
        label,
        [
            DataRequired(_("Write something first.")),
            Length(max=LONGEST, message=_("The text is longer than %(max)d characters.")),
        ],
        filters=[_cleaned],  # before the validators: what nobody sees is not a word
    )


def _title() -> StringField:
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
        filters=[_one_line],
    )


class TopicForm(KeyedForm):
    """A new discussion."""

    category = SelectField(_("Category"), [InputRequired(_("Choose a category."))])
    title = _title()
    body = _body(_("What do you want to say?"))
    subject = HiddenField(validators=[Optional(), Regexp(SUBJECT + r"\Z")])


class PostForm(KeyedForm):
    """An answer."""

    body = _body(_("Your reply"))
    reply_to = IntegerField(validators=[Optional()], widget=HiddenInput())


class EditForm(FlaskForm):
    """Other words for a post, and the revision they are based on."""

    body = _body(_("Your text"))
    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class FirstPostForm(EditForm):
    """The first post is changed together with the title."""

    title = _title()


class CategoryForm(KeyedForm):
    """A category, in both languages."""

    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(_("Give the category a title.")), Length(max=80)],
        filters=[_one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=80)], filters=[_one_line])
    about_el = TextAreaField(_("What it is for, in Greek"), [Length(max=300)], filters=[_one_line])
    about_en = TextAreaField(
        _("What it is for, in English"), [Length(max=300)], filters=[_one_line]
    )
    members_only = BooleanField(_("Only members see it"))
