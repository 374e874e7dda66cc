"""The questions of a lesson: what each shows, and taking an answer."""

import uuid
from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kalo.accounts.models import Person
from kalo.kit.web import Refused, fragment, go_to, language, need, wants_fragment
from kalo.learning import actions, queries
from kalo.learning.forms import AnswerForm, new_answer, sent_answer
from kalo.learning.models import QUESTION, Block, BlockProgress
from kalo.learning.permissions import may_answer
from kalo.learning.views.blocks import Facts, block_facts
from kalo.learning.views.lessons import lesson_page
from kalo.learning.views.room import bp, often


@block_facts(QUESTION)
def question_facts(
    person: Person | None, blocks: list[Block], progress: dict[int, BlockProgress]
) -> Facts:
    """Its form, the answer given last, what that is worth, and whether it is kept."""
    return {block.id: _facts(block, progress.get(block.id)) for block in blocks}


def _facts(
    block: Block, progress: BlockProgress | None, sent: AnswerForm | None = None
) -> dict[str, Any]:
    words = block.words_in(language())
    kept = progress.answer_event if progress else None
    tried = request.args.get("answer", "") if _tries_here(block) else ""
    chosen = kept.answer if kept else tried
    return {
        "form": sent or new_answer(words, chosen),
        "verdict": next((o for o in words["options"] if o["key"] == chosen), None),
        "right": chosen == block.made["key"]["right"],
        "kept": kept,
        "act": uuid.uuid4(),
    }


def _tries_here(block: Block) -> bool:
    """True for a guest who tries this question; nothing of it is kept."""
    return g.person is None and request.args.get("block") == block.name


@bp.post("/<programme>/<slug>/<name>/answers")
@often
def answer(programme: str, slug: str, name: str) -> AnyResponse | tuple[str, int]:
    """Keep an answer and say what it is worth."""
    block = queries.get_block(programme, slug, name)
    need(may_answer(g.person, block))
    form = sent_answer(block.words_in(language()))
    if not form.validate_on_submit():
        return _answer_again(block, form)
    try:
        actions.answer(g.person, block, form.made, form.answer.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _answer_again(block, form)
    return _answered(block)


def _answer_again(block: Block, sent: AnswerForm) -> tuple[str, int]:
    opened = queries.get_lesson(block.lesson.programme.slug, block.lesson.slug, g.person)
    piece = next(piece for piece in opened.pieces if piece.block.id == block.id)
    facts = _facts(piece.block, piece.progress, sent)
    if wants_fragment():
        return _part(piece.block, facts, opened), 422
    return lesson_page(opened, {block.id: facts}), 422


def _answered(block: Block) -> AnyResponse:
    lesson = block.lesson
    place: dict[str, Any] = {"programme": lesson.programme.slug, "slug": lesson.slug}
    if not wants_fragment():
        return go_to("learning.show_lesson", **place, _anchor=block.name)
    opened = queries.get_lesson(person=g.person, **place)
    piece = next(piece for piece in opened.pieces if piece.block.id == block.id)
    html = _part(piece.block, _facts(piece.block, piece.progress), opened)
    return fragment(html, at=url_for("learning.show_lesson", **place, _anchor=block.name))


def _part(block: Block, facts: dict[str, Any], opened: queries.Opened) -> str:
    return render_template(
        "learning/_block_question.html",
        block=block,
        words=block.words_in(language()),
        facts=facts,
        lesson=opened.lesson,
        programme=opened.lesson.programme,
    )
