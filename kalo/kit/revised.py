"""A form over something that has a revision, so that nobody overwrites another unseen."""

from datetime import datetime, time
from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from kalo.kit.once import KeyedForm
from kalo.kit.web import Refused

HIDDEN = {"HiddenField", "CSRFTokenField", "FileField"}
Apart = list[tuple[str, str, str]]


class Outdated(Refused):
    """Somebody else changed the thing since this form was opened."""


class RevisedForm(KeyedForm):
    """What people write of it, and which revision they had before their eyes."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that the writer had before their eyes."""
        written = str(self.revision.data or "")
        return int(written) if written.isdecimal() and len(written) < 10 else 0

    def values(self) -> dict[str, Any]:
        """The columns, as they were written."""
        return {
            name: field.data
            for name, field in self._fields.items()
            if name not in {"once", "revision", "csrf_token"}
        }

    def shown(self) -> dict[str, str]:
        """Each field as people read it."""
        return {name: _shown(f) for name, f in self._fields.items() if f.type not in HIDDEN}

    def apart_from(self, stands: "RevisedForm") -> Apart:
        """Where what was typed is other than what stands: label, what stands, what was typed."""
        theirs = stands.shown()
        return [
            (self[name].label.text, theirs[name], mine)
            for name, mine in self.shown().items()
            if mine != theirs[name]
        ]

    def anew(self, sentence: str) -> Self:
        """What it was about is gone: what was typed is for a new one."""
        self.revision.data = ""
        self.form_errors.append(sentence)
        return self

    def beside(self, stands: "RevisedForm", refusal: Refused) -> Apart:
        """Their words and yours side by side; sent again, yours win."""
        self.revision.data = stands.revision.data
        self.form_errors.append(str(refusal))
        return self.apart_from(stands)


def _shown(field: Any) -> str:
    if hasattr(field, "iter_choices"):
        chosen = [str(choice.label) for choice in field.iter_choices() if choice.selected]
        return ", ".join(chosen)
    if isinstance(field.data, bool):
        return str(_("Yes") if field.data else _("No"))
    if isinstance(field.data, datetime):
        return f"{field.data:%Y-%m-%d %H:%M}"
    if isinstance(field.data, time):
        return f"{field.data:%H:%M}"
    return "" if field.data is None else str(field.data).replace("\r\n", "\n")
