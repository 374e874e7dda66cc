"""By when a cohort should have what: a day for each module and each thing asked in it."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import Optional, ValidationError

from kalo.kit.once import KeyedForm
from kalo.learning.forms.cohorts import DayField, seen_revision
from kalo.learning.models import Cohort
from kalo.learning.queries.items import Item


class DeadlinesForm(KeyedForm):
    """The days are added by `form_for`."""

    revision = HiddenField()

    def days(self, things: list[str]) -> dict[str, date | None]:
        """What was written, by thing."""
        return {thing: self[name_of(thing)].data for thing in things}

    @property
    def seen(self) -> int:
        """Which revision of the cohort stood there when the form was opened."""
        return seen_revision(self.revision.data)


def name_of(thing: str) -> str:
    """A thing's name as a field of the form."""
    return "due_" + thing.replace(":", "_")


def things_of(outline: list[Item]) -> list[str]:
    """What a deadline can be for: modules, and what is asked in them."""
    return [
        thing
        for module in outline
        for thing in (module.thing, *(p.thing for lesson in module.parts for p in lesson.parts))
    ]


def form_for(cohort: Cohort, outline: list[Item], days: dict[str, date]) -> DeadlinesForm:
    """The form with a field for each of these, filled with what holds now."""

    def within(_form: Any, field: DayField) -> None:
        if field.data and not cohort.starts_on <= field.data <= cohort.ends_on:
            raise ValidationError(_("Choose a day while the cohort lasts."))

    edges = {"min": cohort.starts_on.isoformat(), "max": cohort.ends_on.isoformat()}
    fields = {
        name_of(thing): DayField(
            _("By"), [Optional(), within], default=days.get(thing), render_kw=edges
        )
        for thing in things_of(outline)
    }
    form_class: Any = type("DeadlinesForm", (DeadlinesForm,), fields)
    form: DeadlinesForm = form_class(data={"revision": cohort.revision})
    return form
