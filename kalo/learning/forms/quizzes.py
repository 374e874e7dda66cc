"""What stands in the form of a quiz: an answer of each kind, by the names of its fields."""

import hashlib
import json
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from kalo.kit.once import KeyedForm


def trace_of(answer: Any) -> str:
    """What stands beside an answer in its form, to know whether it was changed there."""
    written = json.dumps(answer, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


class RegradeForm(KeyedForm):
    """Why a quiz is marked anew."""

    reason = StringField(
        _("Why"),
        [
            InputRequired(_("Write why: the reason is kept with it.")),
            Length(max=400, message=_("At most %(max)d characters.")),
        ],
    )
