"""The facilitator's desk: what waits, one work or answer at a time, and the next one."""

import uuid
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from kalo.kit.once import once
from kalo.kit.pages import whole_argument
from kalo.kit.web import Refused, language, need
from kalo.learning.actions import verdicts as actions
from kalo.learning.actions.verdicts import Word, seen_of
from kalo.learning.forms.tasks import (
    ACCEPT,
    RETURN,
    OpenAnswerForm,
    VerdictForm,
    asking,
    levels_in,
)
from kalo.learning.models import Attempt, AttemptSlot, Submission, Verdict
from kalo.learning.permissions import may_judge, may_mark, may_mark_answer
from kalo.learning.queries import marking as queries
from kalo.learning.queries.marking import ANSWER, WORK, Chosen, Edge, Row
from kalo.learning.queries.rubrics import criteria_of
from kalo.learning.queries.tasks import get_submission, numbers_of
from kalo.learning.views.room import bp, often

WORK_AT = "/marking/works/<int(max=2147483647):submission_id>/"
ANSWER_AT = "/marking/answers/<uuid:attempt_id>/<int(max=2147483647):number>/"
SHARES = {
    "0": _("Not yet"),
    "0.25": _("A beginning"),
    "0.5": _("Half of it"),
    "0.75": _("Nearly all of it"),
    "1": _("All of it"),
}
Answer = str | Response | tuple[str, int]


@bp.get("/marking/")
def show_queue() -> str:
    """All that waits for a word, the oldest first."""
    need(may_mark(g.person))
    chosen, counts = _chosen(), queries.count_waiting(g.person)
    return render_template(
        "learning/marking.html",
        found=queries.waiting(chosen, request.args.get("after", "")),
        counts=counts,
        programmes=queries.programmes_named([*counts, chosen.programme]),
        cohorts=queries.cohorts_led_by(g.person),
        chosen=chosen,
        filters=_filters(chosen),
        place_of=place_of,
    )


def _chosen() -> Chosen:
    return Chosen(g.person, whole_argument("programme", 0), whole_argument("cohort", 0))


def _filters(chosen: Chosen) -> dict[str, Any]:
    """What the addresses of the desk carry on."""
    kept = {"programme": chosen.programme, "cohort": chosen.cohort}
    return {name: value for name, value in kept.items() if value}


def place_of(row: Row, filters: dict[str, Any]) -> str:
    """Where something that waits is marked."""
    if row.is_work:
        return url_for("learning.show_submission", submission_id=row.edge.key[0], **filters)
    attempt_id, number = row.edge.key
    return url_for("learning.show_open_answer", attempt_id=attempt_id, number=number, **filters)


def _around(edge: Edge) -> dict[str, Any]:
    """The neighbours in the queue, and what the desk's addresses carry on."""
    chosen = _chosen()
    filters = _filters(chosen)
    before, after = (queries.next_to(chosen, edge, backwards) for backwards in (True, False))
    return {
        "filters": filters,
        "before": place_of(before, filters) if before else None,
        "after": place_of(after, filters) if after else None,
    }


def _onward(edge: Edge) -> Response:
    """To what waits next; from the end to the beginning; to the desk where nothing waits."""
    chosen = _chosen()
    filters = _filters(chosen)
    row = queries.next_to(chosen, edge) or queries.first_of(chosen)
    return redirect(
        place_of(row, filters) if row else url_for("learning.show_queue", **filters), 303
    )


@bp.get(WORK_AT)
def show_submission(submission_id: int) -> str:
    """A version of a work, to be read and marked."""
    need(g.person is not None)
    version = get_submission(submission_id, g.person)
    return _work_page(version, _form_for(version, version.verdict))


@bp.post(f"{WORK_AT}verdict")
@often
@once
def judge(submission_id: int) -> Answer:
    """Say what a version is worth; of two who do so at once, the second sees the first's."""
    need(g.person is not None)
    version = get_submission(submission_id, g.person)
    need(may_judge(g.person, version.work))
    criteria = criteria_of(version.work.block, language())
    form = asking(criteria)()
    if not form.validate():
        return _work_page(version, form), 422
    word = Word(form.accepted, form.words.data or "", levels_in(form, criteria))
    try:
        actions.judge(version, g.person, word, form.revision.data or 0)
    except actions.VerdictConflict as conflict:
        form.revision.raw_data = [str(conflict.verdict.revision if conflict.verdict else 0)]
        return _work_page(version, form, theirs=conflict.verdict), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _work_page(version, form), 422
    flash(gettext("Saved. %(name)s is told.", name=version.work.person.name), "good")
    return _onward(Edge(version.made_at, WORK, (version.id,)))


def _form_for(version: Submission, verdict: Verdict | None) -> VerdictForm:
    """The form as it stands: empty, or with what was said."""
    kind = asking(criteria_of(version.work.block, language()))
    if verdict is None:
        return kind(formdata=None)
    said = {f"level-{line}": level for line, level in verdict.levels.items()}
    decision = ACCEPT if verdict.accepted else RETURN
    facts = {"words": verdict.words, "decision": decision, "revision": verdict.revision}
    return kind(formdata=None, data={**said, **facts})


def _work_page(version: Submission, form: VerdictForm, theirs: Verdict | None = None) -> str:
    block = version.work.block
    return render_template(
        "learning/marking_work.html",
        **_around(Edge(version.made_at, WORK, (version.id,))),
        version=version,
        work=version.work,
        block=block,
        words=block.words_in(language()),
        criteria=criteria_of(block, language()),
        numbers=numbers_of(version.work),
        judges=may_judge(g.person, version.work),
        form=form,
        theirs=theirs,
    )


@bp.get(ANSWER_AT)
def show_open_answer(attempt_id: uuid.UUID, number: int) -> str:
    """An open answer of a quiz, to be read and marked."""
    need(g.person is not None)
    attempt, slot = queries.get_open_answer(attempt_id, number, g.person)
    return _answer_page(attempt, slot, _answer_form(slot))


@bp.post(f"{ANSWER_AT}mark")
@often
@once
def mark_answer(attempt_id: uuid.UUID, number: int) -> Answer:
    """Give an open answer its level and words."""
    need(g.person is not None)
    attempt, slot = queries.get_open_answer(attempt_id, number, g.person)
    need(may_mark_answer(g.person, attempt))
    form = _offering(OpenAnswerForm())
    if not form.validate():
        return _answer_page(attempt, slot, form), 422
    share, words, seen = float(form.share.data), form.words.data or "", form.seen.data or ""
    try:
        actions.mark_answer(attempt, number, g.person, share, words, seen)
    except actions.AnswerConflict:
        form.seen.raw_data = [seen_of(slot)]
        return _answer_page(attempt, slot, form, theirs=True), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _answer_page(attempt, slot, form), 422
    flash(gettext("Saved."), "good")
    return _onward(_edge_of(attempt, number))


def _edge_of(attempt: Attempt, number: int) -> Edge:
    assert attempt.submitted_at is not None
    return Edge(attempt.submitted_at, ANSWER, (attempt.id, number))


def _answer_form(slot: AttemptSlot) -> OpenAnswerForm:
    most = slot.version.body.get("points", 1)
    share = None if slot.score is None or not most else f"{slot.score / most:g}"
    kept = {"share": share, "words": slot.words, "seen": seen_of(slot)}
    return _offering(OpenAnswerForm(formdata=None, **kept))


def _offering(form: OpenAnswerForm) -> OpenAnswerForm:
    form.share.choices = [SelectChoice(share, str(words)) for share, words in SHARES.items()]
    return form


def _answer_page(
    attempt: Attempt, slot: AttemptSlot, form: OpenAnswerForm, theirs: bool = False
) -> str:
    body = slot.version.body
    return render_template(
        "learning/marking_answer.html",
        **_around(_edge_of(attempt, slot.slot)),
        attempt=attempt,
        given=slot,
        asked=body.get(language()) or body["el"],
        points=body.get("points", 1),
        words=attempt.block.words_in(language()),
        block=attempt.block,
        judges=may_mark_answer(g.person, attempt),
        shares=SHARES,
        form=form,
        theirs=theirs,
    )
