"""What learners may send: what they did, under the id that their browser holds for it."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from kalo.learning.actions import Made


class ActForm(FlaskForm):
    """Something a learner does; its id is made once, so that sending it again changes nothing."""

    act = HiddenField()

    @property
    def act_id(self) -> uuid.UUID:
        """The id that came with the form, or one of ours where it makes no sense."""
        try:
            return uuid.UUID(self.act.data or "")
        except ValueError:
            return uuid.uuid4()

    @property
    def made(self) -> Made:
        """The act as a plain form tells it: when it was made is when it comes."""
        return Made(self.act_id)


class AnswerForm(ActForm):
    """A question of a lesson."""

    answer = RadioField(
        _("Your answer"), validators=[InputRequired(_("Choose one of the answers first."))]
    )


def sent_answer(words: dict[str, Any]) -> AnswerForm:
    """What a learner has sent."""
    return _offering(words, AnswerForm())


def new_answer(words: dict[str, Any], chosen: str = "") -> AnswerForm:
    """The form for the next try, with what was chosen last; it opens no session by itself."""
    return _offering(words, AnswerForm(formdata=None, answer=chosen or None, meta={"csrf": False}))


def _offering(words: dict[str, Any], form: AnswerForm) -> AnswerForm:
    form.answer.choices = [(option["key"], option["text"]) for option in words["options"]]
    return form
