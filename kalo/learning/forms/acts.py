"""What learners may send: what they did, under the id that their browser holds for it."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired


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


class AnswerForm(ActForm):
    """The check question of a lesson."""

    option = RadioField(
        _("Your answer"), validators=[InputRequired(_("Choose one of the answers first."))]
    )


def sent_answer(question: dict[str, Any]) -> AnswerForm:
    """What a learner has sent."""
    return _offering(question, AnswerForm())


def new_answer(question: dict[str, Any], chosen: str = "") -> AnswerForm:
    """The form for the next try, with what was chosen last; it opens no session by itself."""
    return _offering(
        question, AnswerForm(formdata=None, option=chosen or None, meta={"csrf": False})
    )


def _offering(question: dict[str, Any], form: AnswerForm) -> AnswerForm:
    form.option.choices = [(option["key"], option["text"]) for option in question["options"]]
    return form
