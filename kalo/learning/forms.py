"""What learners may send: the option they chose, and the id that their browser holds for the act."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired


class ActForm(FlaskForm):
    """Something a learner does; its id is made once, so that sending it again changes nothing."""

    act = HiddenField(default=lambda: str(uuid.uuid4()))

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


def answer_form(question: dict[str, Any] | None, chosen: str = "", keeps: bool = True) -> AnswerForm:
    """The form of a check question, with what was chosen last; a guest's keeps nothing."""
    meta = {} if keeps else {"csrf": False}
    form = AnswerForm(option=chosen or None, meta=meta)
    options = question["options"] if question else []
    form.option.choices = [(option["key"], option["text"]) for option in options]
    return form
