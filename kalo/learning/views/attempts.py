"""An attempt at a quiz: its questions, saving, handing in, its result. One's own, nobody else's."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.web import Refused, go_to, need
from kalo.learning.actions import quizzes
from kalo.learning.forms import ActForm
from kalo.learning.forms.quizzes import trace_of
from kalo.learning.marking import answer_in, clean
from kalo.learning.models import RUNNING, Attempt, AttemptAnswer, AttemptSlot
from kalo.learning.permissions import may_go_on, may_have_attempts
from kalo.learning.queries import attempts as queries
from kalo.learning.views.asked import asked_in, marked_in
from kalo.learning.views.room import bp, often

Answer = str | Response | tuple[str, int]
Slots = Sequence[AttemptSlot]
HERE = "/attempts/<uuid:attempt_id>/"


def _mine(attempt_id: uuid.UUID) -> Attempt:
    """One's own attempt; whoever was signed out meanwhile signs in and goes on."""
    need(may_have_attempts(g.person))
    return queries.get_attempt(attempt_id, g.person)


@bp.get(HERE)
def show_attempt(attempt_id: uuid.UUID) -> Answer:
    """The questions while it runs; afterwards what it was worth."""
    attempt = _mine(attempt_id)
    if attempt.state == RUNNING:
        return page_of(attempt, queries.slots_of(attempt), {}, {})
    standing = queries.standings(g.person, [attempt.block_id])[attempt.block_id]
    return result_of(attempt, standing)


@bp.post(HERE + "answers")
@often
def save_answers(attempt_id: uuid.UUID) -> Answer:
    """Keep what the form holds; its other buttons ask for a hint, a check, or to hand in."""
    attempt = _mine(attempt_id)
    need(may_go_on(g.person, attempt))
    slots = queries.slots_of(attempt)
    given, errors = _read(slots)
    if errors:
        return page_of(attempt, slots, given, errors), 422
    for told in _save(attempt, slots, given, ActForm().act_id):
        flash(told, "info")
    return _go_on(attempt, request.form.get("do", ""))


@bp.get(HERE + "hand-in")
def show_hand_in(attempt_id: uuid.UUID) -> Answer:
    """What is answered and what is not, before it is handed in."""
    attempt = _mine(attempt_id)
    if attempt.state != RUNNING:
        return go_to("learning.show_attempt", attempt_id=attempt_id)
    asked = [asked_in(slot) for slot in queries.slots_of(attempt)]
    return render_template(
        "learning/quiz_hand_in.html", attempt=attempt, asked=asked, act=uuid.uuid4()
    )


@bp.post(HERE + "submission")
@often
def submit_attempt(attempt_id: uuid.UUID) -> Answer:
    """Hand in what is saved; sent again, it changes nothing."""
    attempt = _mine(attempt_id)
    need(may_go_on(g.person, attempt))
    quizzes.hand_in(g.person, attempt.id, ActForm().act_id)
    return go_to("learning.show_attempt", attempt_id=attempt_id)


def _read(slots: Slots) -> tuple[dict[int, Any], dict[int, str]]:
    """What the form holds by question, and why some of it makes no sense."""
    given: dict[int, Any] = {}
    errors: dict[int, str] = {}
    for slot in slots:
        sent = answer_in(request.form, slot.version.body, f"q{slot.slot}")
        try:
            given[slot.slot] = clean(slot.version.body, sent)
        except Refused as refusal:
            given[slot.slot], errors[slot.slot] = sent, str(refusal)
    return given, errors


def _save(attempt: Attempt, slots: Slots, given: dict[int, Any], act: uuid.UUID) -> list[str]:
    """Keep the answers that were changed in this form; answers what is to be told of them."""
    told = []
    for slot in slots:
        name, answer = f"q{slot.slot}", given[slot.slot]
        if request.form.get(name + "-was", trace_of(answer)) == trace_of(answer):
            continue
        revision = request.form.get(name + "-revision", 0, type=int) + 1
        own = uuid.uuid5(act, f"{slot.slot} {trace_of(answer)}")
        saved = quizzes.save_answer(g.person, attempt.id, slot.slot, answer, revision, own)
        if saved.told:
            told.append(_("Question %(number)s: %(words)s", number=slot.slot, words=saved.told))
    return told


def _go_on(attempt: Attempt, do: str) -> Answer:
    """Where the button leads: to a hint, to a check, to handing in, or back to the page."""
    if do == "hand-in":
        return go_to("learning.show_hand_in", attempt_id=attempt.id)
    what, _dash, number = do.partition("-")
    if not (number.isdecimal() and len(number) < 6):
        flash(_("Saved %(moment)s", moment=clock.hour_words(clock.now())), "good")
        return go_to("learning.show_attempt", attempt_id=attempt.id)
    try:
        _ask(what, attempt.id, int(number))
    except Refused as refusal:
        flash(str(refusal), "alarm")
    return go_to("learning.show_attempt", attempt_id=attempt.id, _anchor=f"q{number}")


def _ask(what: str, attempt_id: uuid.UUID, number: int) -> None:
    if what == "hint":
        quizzes.take_hint(g.person, attempt_id, number)
    elif what == "check":
        quizzes.check_answer(g.person, attempt_id, number)


def page_of(attempt: Attempt, slots: Slots, given: dict[int, Any], errors: dict[int, str]) -> str:
    """The page of an attempt that runs; typed words come back where some were refused."""
    asked = [
        asked_in(slot, given.get(slot.slot), errors.get(slot.slot, ""), typed=bool(errors))
        for slot in slots
    ]
    now = clock.now()
    return render_template(
        "learning/quiz.html",
        attempt=attempt,
        asked=asked,
        answered=sum(one.answered for one in asked),
        now=now,
        over=queries.is_over(attempt, now),
        act=uuid.uuid4(),
        submit_act=uuid.uuid4(),
    )


def result_of(
    attempt: Attempt,
    standing: queries.Standing | None,
    history: Sequence[AttemptAnswer] = (),
) -> str:
    """What an attempt was worth, question by question; without a standing for a facilitator."""
    asked = [marked_in(slot, attempt) for slot in queries.slots_of(attempt)]
    return render_template(
        "learning/quiz_result.html",
        attempt=attempt,
        block=attempt.block,
        asked=asked,
        standing=standing,
        history=history,
        waiting=sum(one.marked.state == "waiting" for one in asked if one.marked),
    )
