"""What people may type in a room, on a page or through the socket."""

import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from kalo.kit.once import KeyedForm
from kalo.kit.web import Refused
from kalo.live.models import LONGEST_QUESTION, LONGEST_SAYING

CLIENT_ID = r"^[0-9a-fA-F-]{16,36}\Z"


def _trimmed(value: str | None) -> str:
    return (value or "").replace("\x00", "").strip()


class ActForm(KeyedForm):
    """Any act: the key of the form is the client id under which the log keeps it once."""

    once = HiddenField("", default=lambda: str(uuid.uuid4()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.once.validators = [Regexp(CLIENT_ID, message=_("Reload the page and try again."))]

    @property
    def words(self) -> dict[str, Any]:
        """What the action is given besides the client id."""
        return {
            name: value for name, value in self.data.items() if name not in {"once", "csrf_token"}
        }


class SayForm(ActForm):
    """A message to everyone in the room."""

    text = TextAreaField(
        _("Message"),
        id="say-text",
        filters=[_trimmed],
        validators=[
            DataRequired(_("Write a message first.")),
            Length(max=LONGEST_SAYING, message=_("A message has at most %(max)d characters.")),
        ],
    )


class AskForm(ActForm):
    """A question to those who lead, for others to vote on."""

    text = TextAreaField(
        _("Question"),
        id="ask-text",
        filters=[_trimmed],
        validators=[
            DataRequired(_("Write the question first.")),
            Length(max=LONGEST_QUESTION, message=_("A question has at most %(max)d characters.")),
        ],
    )


class AboutForm(ActForm):
    """An act about an entry of the log, by its number."""

    about = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=2**31 - 1)])


def read_words(form: type[ActForm], said: Any) -> ActForm:
    """What a socket event says, as the form that a page would have sent; refuses anything odd."""
    known = said if isinstance(said, dict) else {}
    typed = {key: str(value) for key, value in known.items() if isinstance(value, str | int)}
    filled = form(MultiDict(typed), meta={"csrf": False})
    if not filled.validate():
        raise Refused(first_error(filled))
    return filled


def first_error(form: ActForm) -> str:
    """The first thing that is wrong with it, as a sentence."""
    errors = [str(error) for field in form for error in field.errors]
    return errors[0] if errors else gettext("This cannot be understood. Reload the page.")
