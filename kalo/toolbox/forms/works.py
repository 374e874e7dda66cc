"""What people may type of a work: its name, a link, a comment, a group."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, Optional

from kalo.kit.once import KeyedForm
from kalo.kit.text import clean
from kalo.toolbox.models.works import COMMENT, EDIT, READ

RIGHT_WORDS = {
    READ: _("only look"),
    COMMENT: _("look and comment"),
    EDIT: _("look, comment and change"),
}
RIGHTS = [SelectChoice(right, words) for right, words in RIGHT_WORDS.items()]
TOO_LONG = _("At most %(max)d characters, please.")


def one_line(text: str | None) -> str:
    """Words on one line, without what nobody sees."""
    return " ".join(clean(text or "").split())


class NameForm(KeyedForm):
    """What a work is called."""

    title = StringField(
        _("What is it called?"),
        filters=[one_line],
        validators=[DataRequired(_("Give it a name.")), Length(max=120, message=TOO_LONG)],
    )


class KeepForm(NameForm):
    """A work that is to be kept; its answers come along."""

    answers = HiddenField()


class LinkForm(KeyedForm):
    """A secret address: what it allows, and for whom it is."""

    can = RadioField(_("Whoever has the link may"), choices=RIGHTS, default=READ)
    label = StringField(
        _("For whom is it?"),
        description=_("Only so that you know later which link to end."),
        filters=[one_line],
        validators=[Optional(), Length(max=60, message=TOO_LONG)],
    )


class GroupForm(KeyedForm):
    """The group that works on it too."""

    group = SelectField(_("Group"), coerce=int)
    can = RadioField(_("The group may"), choices=RIGHTS, default=EDIT)

    def offer(self, groups: list[tuple[int, Any]]) -> None:
        """The groups to choose from; 0 is none."""
        named = [(0, _("No group")), *groups]
        self.group.choices = [SelectChoice(number, name) for number, name in named]


class CommentForm(KeyedForm):
    """Something said beside a work."""

    field = SelectField(_("What it is about"), validators=[Optional()])
    body = TextAreaField(
        _("Your comment"),
        filters=[lambda text: clean(text or "").strip()],
        validators=[
            DataRequired(_("There is nothing written here yet.")),
            Length(max=2000, message=TOO_LONG),
        ],
    )

    def offer(self, fields: list[tuple[str, Any]]) -> None:
        """The questions that a comment may be about; none is all of it."""
        named = [("", _("The whole work")), *fields]
        self.field.choices = [SelectChoice(name, label) for name, label in named]

    name = StringField(
        _("Your name, as others should see it"),
        filters=[one_line],
        validators=[Optional(), Length(max=60, message=TOO_LONG)],
    )
