"""Lessons: reading them, answering, finishing."""

import uuid
from datetime import datetime
from typing import Any

from flask import Response, flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.web import Refused, fragment, go_to, language, need, wants_fragment
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm, AnswerForm, new_answer, sent_answer
from kalo.learning.models import LearningEvent, Lesson
from kalo.learning.permissions import may_answer, may_learn
from kalo.learning.queries import Opened
from kalo.learning.views.room import bp, often


@bp.get("/<programme>/<slug>/")
def show_lesson(programme: str, slug: str) -> str:
    """A lesson to read; `?option=` is how a guest tries the check question, unkept."""
    return _lesson_page(queries.get_lesson(programme, slug, g.person))


@bp.post("/<programme>/<slug>/answers")
@often
def answer(programme: str, slug: str) -> AnyResponse | tuple[str, int]:
    """Keep an answer and say what it is worth."""
    opened = queries.get_lesson(programme, slug, g.person)
    need(may_answer(g.person, opened.lesson))
    form = sent_answer(_question(opened.lesson))
    if not form.validate_on_submit():
        return _answer_again(opened, form)
    try:
        actions.answer(g.person, opened.lesson, form.act_id, form.option.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _answer_again(opened, form)
    return _answered(programme, slug)


@bp.post("/<programme>/<slug>/completion")
@often
def finish(programme: str, slug: str) -> AnyResponse:
    """Mark a lesson done and lead on to the next one."""
    opened = queries.get_lesson(programme, slug, g.person)
    need(may_learn(g.person, opened.lesson))
    try:
        kept = actions.mark_done(g.person, opened.lesson, ActForm().act_id)
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return go_to("learning.show_lesson", programme=programme, slug=slug)
    flash(_receipt(opened.lesson, kept), "good")
    return _go_on(opened)


@bp.post("/<programme>/<slug>/opening")
@often
def note_opened(programme: str, slug: str) -> AnyResponse:
    """Remember that the learner is here now; the page sends it by itself."""
    opened = queries.get_lesson(programme, slug, g.person)
    need(may_learn(g.person, opened.lesson))
    actions.note_opened(g.person, opened.lesson, ActForm().act_id)
    return Response(status=204)


@bp.app_template_global("saved_words")
def saved_words(moment: datetime) -> str:
    """When something was saved: the hour, with its day once that has passed."""
    today = clock.athens(moment).date() == clock.today()
    said = clock.hour_words(moment) if today else clock.moment_words(moment)
    return _("Saved %(moment)s", moment=said)


def _question(lesson: Lesson) -> dict[str, Any]:
    return lesson.question_in(language()) or {"options": []}


def _check_facts(opened: Opened, sent: AnswerForm | None) -> dict[str, Any]:
    """What the check question needs: its form, the option answered last, and what is kept of it."""
    question = _question(opened.lesson)
    kept = opened.progress.answer_event if opened.progress else None
    tried = "" if g.person else request.args.get("option", "")
    chosen = kept.value["option"] if kept else tried
    return {
        "lesson": opened.lesson,
        "programme": opened.lesson.programme,
        "question": question,
        "form": sent or new_answer(question, chosen),
        "verdict": next((o for o in question["options"] if o["key"] == chosen), None),
        "kept": kept,
        "act": uuid.uuid4(),
    }


def _lesson_page(opened: Opened, sent: AnswerForm | None = None) -> str:
    lesson = opened.lesson
    path = queries.path_of(lesson.programme, g.person)
    before, after = path.around(lesson)
    return render_template(
        "learning/lesson.html",
        **_check_facts(opened, sent),
        enrolment=opened.enrolment,
        progress=opened.progress,
        path=path,
        part=path.part_of(lesson),
        before=before,
        after=after,
        done_act=uuid.uuid4(),
        opening_act=uuid.uuid4(),
    )


def _answer_again(opened: Opened, sent: AnswerForm) -> tuple[str, int]:
    if wants_fragment():
        return render_template("learning/_check.html", **_check_facts(opened, sent)), 422
    return _lesson_page(opened, sent), 422


def _answered(programme: str, slug: str) -> AnyResponse:
    place: dict[str, Any] = {"programme": programme, "slug": slug, "_anchor": "check"}
    if not wants_fragment():
        return go_to("learning.show_lesson", **place)
    facts = _check_facts(queries.get_lesson(programme, slug, g.person), None)
    html = render_template("learning/_check.html", **facts)
    return fragment(html, at=url_for("learning.show_lesson", **place))


def _receipt(lesson: Lesson, kept: LearningEvent) -> str:
    return _(
        "“%(lesson)s” is done. %(saved)s, receipt %(code)s.",
        lesson=in_this_language(lesson, "title"),
        saved=saved_words(kept.received_at),
        code=kept.receipt,
    )


def _go_on(opened: Opened) -> AnyResponse:
    """To the next lesson; after the last one, to the whole path."""
    programme = opened.lesson.programme
    _before, after = queries.path_of(programme, g.person).around(opened.lesson)
    if after is None:
        return go_to("learning.show_programme", slug=programme.slug, _anchor="path")
    return go_to("learning.show_lesson", programme=programme.slug, slug=after.slug)
