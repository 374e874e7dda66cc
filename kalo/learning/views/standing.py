"""How one is getting on: cohort, deadlines, what is arranged; a pause, and a reminder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.web import go_to, need
from kalo.learning import queries
from kalo.learning.actions import pauses
from kalo.learning.forms.pauses import PauseForm
from kalo.learning.models import Enrolment, Programme
from kalo.learning.pace import AWAY, Due, Why
from kalo.learning.permissions import may_pause
from kalo.learning.queries import Opened, Path
from kalo.learning.queries.counting import Asked
from kalo.learning.queries.deadlines import NOTHING_HELD, Held, dues_in, held_by
from kalo.learning.queries.marks import blocks_in, marks_of
from kalo.learning.queries.missing import Names, missing_sentence, names_of
from kalo.learning.queries.naming import rule_words, why_words
from kalo.learning.queries.standing import Standing, standing_of
from kalo.learning.views.cohorts import Answer
from kalo.learning.views.room import bp, often


@dataclass(frozen=True)
class Own:
    """What holds for the reader in a programme, as its pages show it."""

    held: Held = NOTHING_HELD
    standing: Standing | None = None
    names: Names = field(default_factory=dict)
    earned: Mapping[str, datetime] = field(default_factory=dict)  # finished, by thing

    @property
    def away(self) -> Why | None:
        """That nothing was heard of the reader for long, if so."""
        reasons = self.standing.why if self.standing else ()
        return next((why for why in reasons if why.kind == AWAY), None)

    @property
    def missing(self) -> str:
        """What is missing, in the sentence that whoever accompanies the reader sees too."""
        return missing_sentence(self.standing.verdict, self.names) if self.standing else ""

    @property
    def dues(self) -> Mapping[str, Due]:
        """The deadlines of what is not there yet."""
        return self.standing.open_dues if self.standing else {}


def own_in(programme: Programme, enrolment: Enrolment | None, asked: Asked, path: Path) -> Own:
    """For whoever follows the programme; so many statements, however long it is."""
    if g.person is None or enrolment is None or not enrolment.running:
        return Own()
    held = held_by(g.person, programme.id, enrolment)
    blocks = blocks_in([asked], held.dues)
    marks = marks_of([g.person.id], [programme.id], blocks)[g.person.id]
    standing = standing_of(enrolment, asked, marks, held.dues, held.cohort)
    return Own(held, standing, _names(held, standing, path), marks.earned_at)


def _names(held: Held, standing: Standing, path: Path) -> Names:
    late = [why.due.thing for why in standing.why if why.due]
    arranged = [f"block:{each.block_id}" for each in held.allowances if each.block_id]
    return names_of([standing.verdict], [path], [*late, *arranged])


def dues_of(opened: Opened) -> Mapping[str, Due]:
    """The deadlines that a lesson's page shows: of its module, and of what is not done in it."""
    dues = dues_in(g.person, opened.lesson.programme_id, opened.enrolment)
    done = {
        f"block:{piece.block.id}"
        for piece in opened.pieces
        if piece.progress and (piece.progress.done_at or piece.progress.excused_at)
    }
    return {thing: due for thing, due in dues.items() if thing not in done}


@bp.app_template_global("days_until")
def days_until(day: date) -> int:
    """How many days there are to a day; fewer than none once it has passed."""
    return (day - clock.today()).days


bp.add_app_template_global(why_words, "why_words")
bp.add_app_template_global(rule_words, "rule_words")


@bp.get("/<slug>/enrolment/pause")
def show_pause(slug: str) -> str:
    """The form alone."""
    programme, _enrolment = _mine(slug)
    return _page(programme, PauseForm())


@bp.post("/<slug>/enrolment/pause")
@often
def pause(slug: str) -> Answer:
    """Rest from a programme."""
    programme, enrolment = _mine(slug)
    form = PauseForm()
    if not form.validate():
        return _page(programme, form), 422
    pauses.pause(enrolment, form.until.data)
    flash(_("You are on a pause. No reminders come, and nothing counts as behind."), "good")
    return _back(slug)


@bp.post("/<slug>/enrolment/pause/undo")
@often
def resume(slug: str) -> Response:
    """Go on."""
    _programme, enrolment = _mine(slug)
    pauses.resume(enrolment)
    flash(_("Welcome back. Deadlines moved by the days of your pause."), "good")
    return _back(slug)


@bp.post("/<slug>/enrolment/reminder")
@often
def remind_later(slug: str) -> Response:
    """Be reminded in a week, and not before."""
    _programme, enrolment = _mine(slug)
    pauses.remind_later(enrolment)
    flash(_("We remind you in a week, and not before."), "good")
    return _back(slug)


def _mine(slug: str) -> tuple[Programme, Enrolment]:
    programme, enrolment = queries.get_programme(slug, g.person)
    need(may_pause(g.person, enrolment))
    assert enrolment is not None
    return programme, enrolment


def _page(programme: Programme, form: PauseForm) -> str:
    facts: dict[str, Any] = {"programme": programme, "form": form}
    return render_template("learning/pause.html", **facts)


def _back(slug: str) -> Response:
    return go_to("learning.show_programme", slug=slug, _anchor="standing")
