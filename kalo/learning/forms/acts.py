"""What learners may send: what they did, under the id that their browser holds for it."""

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField

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
