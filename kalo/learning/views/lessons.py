"""Lessons: reading them, finishing."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.versions import shows
from kalo.kit.web import Refused, go_to, need
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm
from kalo.learning.models import WORKSHOP, LearningEvent, Lesson
from kalo.learning.permissions import may_learn
from kalo.learning.queries import Opened, Path
from kalo.learning.queries.facts import facts_here
from kalo.learning.queries.missing import finished_when, missing_sentence, names_in
from kalo.learning.queries.notes import kept_beside
from kalo.learning.rules import Verdict, judge
from kalo.learning.views.blocks import Facts, facts_of
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
    flash(_receipt(opened.lesson, kept), "good")
    return _go_on(opened)


@bp.get("/<programme>/<slug>/finish/part")
def show_finish_part(programme: str, slug: str) -> str:
    """The end of a lesson's page as it is now: what is there, and what is missing."""
    opened = queries.get_lesson(programme, slug, g.person)
    path = queries.path_of(opened.lesson.programme, g.person)
    return render_template("learning/_finish.html", **_ending(opened, path))


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
        **_ending(opened, path),
        enrolment=opened.enrolment,
        content=opened.pieces,
        facts_by_block=facts_of(opened.pieces) | (told or {}),
        path=path,
        part=path.part_of(lesson),
        beside=kept_beside(lesson, g.person),
        dues=dues_of(opened),
    )


def _ending(opened: Opened, path: Path) -> dict[str, Any]:
    """What `_finish.html` needs: when a lesson is finished, what of it is missing, where to go."""
    lesson = opened.lesson
    rule = opened.rule
    names = names_in(opened)
    verdict = judge(rule, facts_here(opened, g.person, rule))
    before, after = path.around(lesson)
    return {
        "lesson": lesson,
        "programme": lesson.programme,
        "progress": opened.progress,
        "when": finished_when(rule, names),
        "missing": missing_sentence(_but_reading(verdict), names),
        "before": before,
        "after": after,
        "done_act": uuid.uuid4(),
    }


def _but_reading(verdict: Verdict) -> Verdict:
    """The button that says it was read stands beside: that it is missing needs no words."""
    return replace(verdict, missing=tuple(one for one in verdict.missing if one.kind != "read"))


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
