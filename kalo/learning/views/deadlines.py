"""The deadlines of a cohort: for those who lead it."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import go_to, need
from kalo.learning.actions.cohorts import Outdated
from kalo.learning.actions.deadlines import set_deadlines
from kalo.learning.forms.deadlines import DeadlinesForm, form_for, name_of, things_of
from kalo.learning.models import Cohort
from kalo.learning.permissions import may_lead
from kalo.learning.queries.cohorts import get_cohort
from kalo.learning.queries.deadlines import deadlines_of
from kalo.learning.queries.items import Item, outline_of
from kalo.learning.queries.naming import item_words
from kalo.learning.views.cohorts import HERE, Answer
from kalo.learning.views.room import bp, often

bp.add_app_template_global(name_of, "deadline_field")
bp.add_app_template_global(item_words, "item_words")


@bp.get(HERE + "deadlines")
def show_deadlines(programme: str, cohort_id: int) -> Answer:
    """The days as they stand, to be changed."""
    cohort = _led(programme, cohort_id)
    outline = outline_of(cohort.programme_id)
    return _page(cohort, outline, form_for(cohort, outline, deadlines_of(cohort.id)))


@bp.post(HERE + "deadlines")
@often
@once
def change_deadlines(programme: str, cohort_id: int) -> Answer:
    """Keep the days, unless somebody else wrote in between: then both are shown (409)."""
    cohort = _led(programme, cohort_id)
    outline = outline_of(cohort.programme_id)
    form = form_for(cohort, outline, {})
    if not form.validate():
        return _page(cohort, outline, form), 422
    try:
        set_deadlines(cohort, g.person, form.days(things_of(outline)), form.seen)
    except Outdated as refusal:
        apart = _apart(form, outline, cohort)
        form.revision.data = str(cohort.revision)
        form.form_errors.append(str(refusal))
        return _page(cohort, outline, form, apart=apart), 409
    flash(_("The deadlines are saved. Those in the cohort see them on their pages."), "good")
    return go_to("learning.show_cohort", programme=programme, cohort_id=cohort_id)


def _led(programme: str, cohort_id: int) -> Cohort:
    found = get_cohort(programme, cohort_id, g.person)
    need(may_lead(g.person, found.lead_ids))
    return found.cohort


def _apart(form: DeadlinesForm, outline: list[Item], cohort: Cohort) -> list[tuple[str, Any, Any]]:
    """What differs: the name of the thing, the day that stands, the day that was typed."""
    stands, names = deadlines_of(cohort.id), titles_of(outline)
    return [
        (names[thing], _said(stands.get(thing)), _said(typed))
        for thing, typed in form.days(things_of(outline)).items()
        if typed != stands.get(thing)
    ]


def _said(day: Any) -> str:
    return clock.date_words(day) if day else ""


def titles_of(outline: list[Item]) -> dict[str, str]:
    """The words for each thing, in the language of the page."""
    return {
        item.thing: item_words(item)
        for module in outline
        for item in (module, *(part for lesson in module.parts for part in lesson.parts))
    }


def _page(cohort: Cohort, outline: list[Item], form: DeadlinesForm, **more: Any) -> str:
    facts = {"cohort": cohort, "programme": cohort.programme, "outline": outline, "form": form}
    return render_template("learning/deadlines.html", **facts, **more)
