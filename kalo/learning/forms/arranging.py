"""What a facilitator arranges for one person; a reason always belongs to it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from kalo.kit.once import KeyedForm
from kalo.learning.forms.cohorts import NEEDED, TOO_LONG, ChoiceField, one_line
from kalo.learning.queries.items import Item, every_item
from kalo.learning.queries.naming import item_words

_REASON = [DataRequired(NEEDED), Length(max=400, message=TOO_LONG)]


def _amount(label: Any, most: int) -> IntegerField:
    words = _("Write a number from 1 to %(most)s.", most=most)
    return IntegerField(label, [Optional(), NumberRange(min=1, max=most, message=words)])


class ReasonForm(KeyedForm):
    """A reason alone."""

    reason = TextAreaField(_("Reason"), _REASON, [one_line])


class AllowanceForm(ReasonForm):
    """Extra time, days or attempts, or an excuse."""

    block = ChoiceField(_("For what"), coerce=int)
    extra_percent = _amount(_("More time in a quiz, percent"), 400)
    extra_days = _amount(_("Days after a deadline"), 365)
    extra_attempts = _amount(_("More attempts at a quiz"), 20)
    excused = BooleanField(_("Excused: it counts as done"))

    def offer(self, outline: list[Item]) -> "AllowanceForm":
        """Let it be for one thing of the programme, or for all of it."""
        blocks = [item for item in every_item(outline) if item.thing.startswith("block:")]
        self.block.choices = [
            SelectChoice(0, _("Everything in the programme")),
            *(SelectChoice(item.number, item_words(item)) for item in blocks),
        ]
        return self

    def given(self) -> dict[str, Any]:
        """What was arranged, as it is kept."""
        amounts = ("extra_percent", "extra_days", "extra_attempts")
        kept = {name: self[name].data or 0 for name in amounts}
        return {**kept, "excused": bool(self.excused.data), "reason": self.reason.data or ""}


class CompletionForm(ReasonForm):
    """A facilitator says that something is finished."""

    thing = ChoiceField(_("What is finished"))

    def offer(self, outline: list[Item], whole: str) -> "CompletionForm":
        """Lessons, modules, or the whole programme."""
        items = [item for item in every_item(outline) if not item.thing.startswith("block:")]
        self.thing.choices = [
            *(SelectChoice(item.thing, item_words(item)) for item in items),
            SelectChoice(whole, _("The whole programme")),
        ]
        return self
