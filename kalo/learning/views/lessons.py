"""Lessons: reading them, finishing."""

import uuid
from datetime import datetime

from flask import Response, flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.web import Refused, go_to, need
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm
from kalo.learning.models import LearningEvent, Lesson
from kalo.learning.permissions import may_learn
from kalo.learning.queries import Opened
from kalo.learning.queries.notes import kept_beside
from kalo.learning.views.blocks import Facts, facts_of
from kalo.learning.views.room import bp, often


@bp.get("/<programme>/<slug>/")
def show_lesson(programme: str, slug: str) -> str:
    """A lesson to read; `?block=…&answer=…` is how a guest tries a question, unkept."""
    return lesson_page(queries.get_lesson(programme, slug, g.person))


@bp.post("/<programme>/<slug>/completion")
@often
def finish(programme: str, slug: str) -> AnyResponse:
    """Mark a lesson done and lead on to the next one."""
    opened = queries.get_lesson(programme, slug, g.person)
    need(may_learn(g.person, opened.lesson))
    try:
        kept = actions.mark_done(g.person, opened.lesson, ActForm().made)
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
    actions.note_opened(g.person, opened.lesson, ActForm().made)
    return Response(status=204)


@bp.app_template_global("saved_words")
def saved_words(moment: datetime) -> str:
    """When something was saved: the hour, with its day once that has passed."""
    today = clock.athens(moment).date() == clock.today()
    said = clock.hour_words(moment) if today else clock.moment_words(moment)
    return _("Saved %(moment)s", moment=said)


def lesson_page(opened: Opened, told: Facts | None = None) -> str:
    """The page of a lesson; `told` are facts of blocks that a view knows better."""
    lesson = opened.lesson
    path = queries.path_of(lesson.programme, g.person)
    before, after = path.around(lesson)
    return render_template(
        "learning/lesson.html",
        lesson=lesson,
        programme=lesson.programme,
        enrolment=opened.enrolment,
        progress=opened.progress,
        pieces=opened.pieces,
        facts_by_block=facts_of(opened.pieces) | (told or {}),
        path=path,
        part=path.part_of(lesson),
        before=before,
        after=after,
        beside=kept_beside(lesson, g.person),
        done_act=uuid.uuid4(),
        opening_act=uuid.uuid4(),
    )


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
