"""The doors of learning: find, ask, do, answer."""

from typing import Any

from flask import Blueprint, Response, flash, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import clock
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, fragment, go_to, language, need, wants_fragment
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm, AnswerForm, answer_form
from kalo.learning.models import LearningEvent, Lesson
from kalo.learning.permissions import may_follow, may_learn, may_leave
from kalo.learning.queries import Opened

bp = Blueprint("learning", __name__, url_prefix="/learning", template_folder="templates")
often = limiter.limit("60/minute", methods=["POST"])


@bp.get("/")
def show_programmes() -> str:
    """All programmes, those one follows with the place to go on."""
    return render_template("learning/programmes.html", cards=queries.list_programmes(g.person))


@bp.get("/<slug>/")
def show_programme(slug: str) -> str:
    """A programme and its path."""
    programme, enrolment = queries.get_programme(slug, g.person)
    return render_template(
        "learning/programme.html",
        programme=programme,
        enrolment=enrolment,
        path=queries.path_of(programme, g.person),
    )


@bp.post("/<slug>/enrolment")
@often
def enrol(slug: str) -> AnyResponse:
    """Follow a programme."""
    programme, _enrolment = queries.get_programme(slug, g.person)
    need(may_follow(g.person, programme))
    actions.enrol(g.person, programme.id)
    flash(_("You follow this programme now. Go at your own pace; your place is kept."), "good")
    return go_to("learning.show_programme", slug=slug)


@bp.post("/<slug>/enrolment/undo")
@often
def leave(slug: str) -> AnyResponse:
    """Leave a programme; what was done stays."""
    _programme, enrolment = queries.get_programme(slug, g.person)
    need(may_leave(g.person, enrolment))
    assert enrolment is not None
    actions.leave(enrolment)
    flash(_("You have left the programme. What you finished is kept, in case you come back."))
    return go_to("learning.show_programme", slug=slug)


@bp.get("/<programme>/<slug>/")
def show_lesson(programme: str, slug: str) -> str:
    """A lesson to read; `?option=` is how a guest tries the check question, unkept."""
    opened = queries.get_lesson(programme, slug, g.person)
    return _lesson_page(opened, _form_for(opened))


@bp.post("/<programme>/<slug>/answers")
@often
def answer(programme: str, slug: str) -> AnyResponse | tuple[str, int]:
    """Keep an answer and say what it is worth."""
    opened = queries.get_lesson(programme, slug, g.person)
    need(may_learn(g.person, opened.lesson))
    form = _form_for(opened)
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
def finish(programme: str, slug: str) -> AnyResponse | tuple[str, int]:
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


def _form_for(opened: Opened) -> AnswerForm:
    kept = opened.progress.answer_event if opened.progress else None
    guest = request.args.get("option", "") if g.person is None else ""
    chosen = kept.value["option"] if kept else guest
    return answer_form(opened.lesson.question_in(language()), chosen, keeps=g.person is not None)


def _check_facts(opened: Opened, form: AnswerForm) -> dict[str, Any]:
    """What the check question needs: the option that was answered, and whether it is kept."""
    kept = opened.progress.answer_event if opened.progress else None
    chosen = kept.value["option"] if kept else request.args.get("option", "")
    question = opened.lesson.question_in(language())
    options = question["options"] if question else []
    verdict = next((option for option in options if option["key"] == chosen), None)
    return {
        "lesson": opened.lesson,
        "programme": opened.lesson.programme,
        "question": question,
        "form": form,
        "verdict": verdict if kept or g.person is None else None,
        "kept": kept,
    }


def _lesson_page(opened: Opened, form: AnswerForm) -> str:
    lesson = opened.lesson
    path = queries.path_of(lesson.programme, g.person)
    before, after = path.around(lesson)
    return render_template(
        "learning/lesson.html",
        **_check_facts(opened, form),
        enrolment=opened.enrolment,
        progress=opened.progress,
        path=path,
        part=path.part_of(lesson),
        before=before,
        after=after,
        act=ActForm().act.data if g.person else None,
    )


def _answer_again(opened: Opened, form: AnswerForm) -> tuple[str, int]:
    if wants_fragment():
        return render_template("learning/_check.html", **_check_facts(opened, form)), 422
    return _lesson_page(opened, form), 422


def _answered(programme: str, slug: str) -> AnyResponse:
    there = url_for("learning.show_lesson", programme=programme, slug=slug, _anchor="check")
    if not wants_fragment():
        return go_to("learning.show_lesson", programme=programme, slug=slug, _anchor="check")
    opened = queries.get_lesson(programme, slug, g.person)
    fresh = answer_form(
        opened.lesson.question_in(language()), 
    )
    return fragment(render_template("learning/_check.html", **_check_facts(opened, fresh)), there)


def _receipt(lesson: Lesson, kept: LearningEvent) -> str:
    return _(
        "“%(lesson)s” is done. Saved %(hour)s, receipt %(code)s.",
        lesson=getattr(lesson, f"title_{language()}") or lesson.title_el,
        hour=clock.hour_words(kept.received_at),
        code=kept.receipt,
    )


def _go_on(opened: Opened) -> AnyResponse:
    """To the next lesson; after the last one, to the whole path."""
    programme = opened.lesson.programme
    _before, after = queries.path_of(programme, g.person).around(opened.lesson)
    if after is None:
        return go_to("learning.show_programme", slug=programme.slug, _anchor="path")
    return go_to("learning.show_lesson", programme=programme.slug, slug=after.slug)
