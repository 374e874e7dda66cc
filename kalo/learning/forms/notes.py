"""What a learner may write beside a lesson."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from kalo.kit.once import KeyedForm

LONGEST = 10_000


def _text() -> TextAreaField:
    return TextAreaField(
        _("Your note"),
        [
            InputRequired(_("Write something first.")),
            Length(max=LONGEST, message=_("A note has at most %(max)d characters.")),
        ],
    )


class NoteForm(KeyedForm):
    """A new note."""

    note = _text()


class ChangedNoteForm(KeyedForm):
    """Other words for a note, and which revision they were written on."""

    note = _text()
    revision = IntegerField(widget=HiddenInput(), default=0)
