"""Lessons: reading them, finishing."""

from datetime import datetime

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.versions import shows
from kalo.kit.web import Refused, go_to, need
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm
from kalo.learning.models import WORKSHOP, LearningEvent
from kalo.learning.permissions import may_learn
from kalo.learning.queries import Opened
from kalo.learning.queries.notes import kept_beside
from kalo.learning.views.blocks import Facts, facts_of
from kalo.learning.views.finishing import ending_of
from kalo.learning.views.room import CONTENT, TALK, bp, often
from kalo.learning.views.standing import dues_of


@bp.get("/<programme>/<slug>/")
def show_lesson(programme: str, slug: str) -> str:
    """A lesson to read; its query is how a guest tries a question, unkept."""
    opened = queries.get_lesson(programme, slug, g.person)
    if not any(block.kind == WORKSHOP for block in opened.blocks):  # events change by themselves
        shows(*CONTENT, *TALK)
    return lesson_page(opened)


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
    opened = queries.get_lesson(programme, slug, g.person)  # as it stands now
    flash(_receipt(opened, kept), "good")
    return _go_on(opened)


@bp.get("/<programme>/<slug>/finish/part")
def show_finish_part(programme: str, slug: str) -> str:
    """The end of a lesson's page as it is now: what is there, and what is missing."""
    opened = queries.get_lesson(programme, slug, g.person)
    path = queries.path_of(opened.lesson.programme, g.person)
    return render_template("learning/_finish.html", **ending_of(opened, path, told=True))


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
    return render_template(
        "learning/lesson.html",
        **ending_of(opened, path),
        enrolment=opened.enrolment,
        content=opened.pieces,
        facts_by_block=facts_of(opened.pieces) | (told or {}),
        path=path,
        part=path.part_of(lesson),
        beside=kept_beside(lesson, g.person),
        dues=dues_of(opened),
    )


def _receipt(opened: Opened, kept: LearningEvent) -> str:
    facts = {
        "lesson": in_this_language(opened.lesson, "title"),
        "saved": saved_words(kept.received_at),
        "code": kept.receipt,
    }
    if opened.progress and opened.progress.done_at:
        return _("“%(lesson)s” is done. %(saved)s, receipt %(code)s.", **facts)
    return _("You have said that you finished “%(lesson)s”. %(saved)s, receipt %(code)s.", **facts)


def _go_on(opened: Opened) -> AnyResponse:
    """To the next lesson, after the last one to the whole path; first to what is missing."""
    programme = opened.lesson.programme
    ending = ending_of(opened, queries.path_of(programme, g.person))
    at, after = {"programme": programme.slug, "slug": opened.lesson.slug}, ending["after"]
    if ending["lacks"]:
        return go_to("learning.show_lesson", **at, _anchor="finish")
    if after is None:
        return go_to("learning.show_programme", slug=programme.slug, _anchor="path")
    return go_to("learning.show_lesson", programme=programme.slug, slug=after.slug)
