"""Quizzes: what a lesson shows of them, beginning one; how they went, for facilitators."""

import uuid
from typing import Any

from flask import abort, flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.learning.actions import quizzes as actions
from kalo.learning.forms.quizzes import RegradeForm
from kalo.learning.models import QUIZ, Block, BlockProgress
from kalo.learning.permissions import may_see_results, may_take
from kalo.learning.queries import attempts as asked
from kalo.learning.queries import quizzes as queries
from kalo.learning.views.attempts import result_of
from kalo.learning.views.blocks import Facts, block_facts
from kalo.learning.views.room import bp, often

Answer = str | Response | tuple[str, int]
HERE = "/quizzes/<int(max=2147483647):block_id>/"


@block_facts(QUIZ)
def quiz_facts(
    person: Person | None, blocks: list[Block], _progress: dict[int, BlockProgress]
) -> Facts:
    """How many questions, how much time, how often, and what this person did so far."""
    standings = asked.standings(person, [block.id for block in blocks])
    results = may_see_results(person)
    return {id: {"standing": one, "results": results} for id, one in standings.items()}


@bp.get(HERE + "start")
def show_quiz_start(block_id: int) -> Answer:
    """Before a quiz with a time limit: what beginning it means."""
    block = queries.get_quiz(block_id)
    need(may_take(g.person, block))
    return _start_page(block)


@bp.post(HERE + "attempts")
@often
def start_quiz(block_id: int) -> Answer:
    """Begin, or go on with what runs; a time limit is told before it begins."""
    block = queries.get_quiz(block_id)
    need(may_take(g.person, block))
    if block.made.get("minutes") and "sure" not in request.form:
        return go_to("learning.show_quiz_start", block_id=block_id)
    try:
        attempt = actions.start(g.person, block)
    except Refused as refusal:
        return _start_page(block, str(refusal)), 422
    return go_to("learning.show_attempt", attempt_id=attempt.id)


def _start_page(block: Block, refused: str = "") -> str:
    standing = asked.standings(g.person, [block.id])[block.id]
    return render_template(
        "learning/quiz_start.html", block=block, standing=standing, refused=refused
    )


@bp.get(HERE)
def show_quiz_results(block_id: int) -> Answer:
    """How a quiz went: numbers, questions, attempts."""
    block = queries.get_any_quiz(block_id)
    need(may_see_results(g.person))
    return render_template(
        "learning/quiz_results.html",
        block=block,
        totals=queries.totals_of(block),
        told=queries.told_by_questions(block),
        attempts=queries.attempts_at(block),
        regrades=queries.regrades_of(block),
        outdated=queries.count_outdated(block),
    )


@bp.get(HERE + "attempts/<uuid:attempt_id>")
def show_learner_attempt(block_id: int, attempt_id: uuid.UUID) -> Answer:
    """A learner's attempt as it was marked, with every answer that ever came."""
    need(may_see_results(g.person))
    attempt = asked.find_attempt(attempt_id)
    if attempt is None or attempt.block_id != block_id or attempt.submitted_at is None:
        abort(404)
    return result_of(attempt, None, queries.answers_to(attempt))


@bp.get(HERE + "regrade")
def show_quiz_regrade(block_id: int) -> Answer:
    """Who would gain if the quiz were marked anew; nothing changes by looking."""
    block = queries.get_any_quiz(block_id)
    need(may_see_results(g.person))
    return _regrade_page(block, RegradeForm())


@bp.post(HERE + "regrade")
@often
@once
def regrade_quiz(block_id: int) -> Answer:
    """Mark it anew, with the reason."""
    block = queries.get_any_quiz(block_id)
    need(may_see_results(g.person))
    form = RegradeForm()
    if not form.validate_on_submit():
        return _regrade_page(block, form), 422
    try:
        done = actions.regrade(g.person, block, form.reason.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _regrade_page(block, form), 422
    flash(_("Marked anew: %(count)s attempts gained.", count=len(done.changes)), "good")
    return go_to("learning.show_quiz_results", block_id=block_id)


def _regrade_page(block: Block, form: RegradeForm) -> str:
    gains: list[Any] = actions.gains_of(block)
    return render_template("learning/quiz_regrade.html", block=block, form=form, gains=gains)
