"""The questions of a lesson: what each shows, and taking an answer."""

import uuid
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from kalo.accounts.models import Person
from kalo.kit.web import Refused, fragment, go_to, language, need, wants_fragment
from kalo.learning import actions, queries
from kalo.learning.forms import ActForm
from kalo.learning.marking import answer_in, clean, doubt, explain, question_in, shuffled
from kalo.learning.models import QUESTION, Block, BlockProgress
from kalo.learning.permissions import may_answer
from kalo.learning.queries import Opened
from kalo.learning.views.blocks import Facts, block_facts
from kalo.learning.views.lessons import lesson_page
from kalo.learning.views.room import bp, often


@block_facts(QUESTION)
def question_facts(
    person: Person | None, blocks: list[Block], progress: dict[int, BlockProgress]
) -> Facts:
    """The answer given last, what that is worth, and whether it is kept."""
    return {block.id: _facts(block, progress.get(block.id)) for block in blocks}


def _facts(block: Block, progress: BlockProgress | None, error: str = "") -> dict[str, Any]:
    """What `_question.html` needs; `error` is why the answer just sent was not kept."""
    body, words = question_in(block), block.words_in(language())
    kept = progress.answer_event if progress else None
    said = kept.answer if kept else None if g.person else _tried(block, body)
    marked = explain(body, words, said, reveal=False) if said is not None else None
    return {
        "kind": body["kind"],
        "order": shuffled(body, block.key, shuffle=False),
        "name": block.name,
        "answer": answer_in(request.form, body, block.name) if error else said,
        "marked": None if error else marked,
        "error": error,
        "doubt": doubt(body, said),
        "kept": kept,
        "act": uuid.uuid4(),
    }


def _tried(block: Block, body: dict[str, Any]) -> Any:
    """What a guest tries, unkept: it stands in the address."""
    try:
        return clean(body, answer_in(MultiDict(request.args), body, block.name))
    except Refused:
        return None


@bp.post("/<programme>/<slug>/<name>/answers")
@often
def answer(programme: str, slug: str, name: str) -> AnyResponse | tuple[str, int]:
    """Keep an answer and say what it is worth."""
    block = queries.get_block(programme, slug, name)
    need(may_answer(g.person, block))
    form = ActForm()
    if not form.validate_on_submit():
        return _answer_again(block, _("The form waited too long. Send it again."))
    try:
        given = answer_in(request.form, question_in(block), block.name)
        actions.answer(g.person, block, form.made, given)
    except Refused as refusal:
        return _answer_again(block, str(refusal))
    return _answered(block)


@bp.get("/<programme>/<slug>/parts/<name>")
def show_question_part(programme: str, slug: str, name: str) -> str:
    """The part of a lesson's page in which a question stands, as it is now."""
    block = queries.get_block(programme, slug, name)
    need(may_answer(g.person, block))
    return _part(block)


def _answer_again(block: Block, sentence: str) -> tuple[str, int]:
    if wants_fragment():
        return _part(block, sentence), 422
    return lesson_page(_opened(block), {block.id: _facts(block, None, sentence)}), 422


def _answered(block: Block) -> AnyResponse:
    lesson = block.lesson
    place: dict[str, Any] = {"programme": lesson.programme.slug, "slug": lesson.slug}
    if not wants_fragment():
        return go_to("learning.show_lesson", **place, _anchor=block.name)
    there = url_for("learning.show_lesson", **place, _anchor=block.name)
    return fragment(_part(block), at=there)


def _opened(block: Block) -> Opened:
    return queries.get_lesson(block.lesson.programme.slug, block.lesson.slug, g.person)


def _part(block: Block, error: str = "") -> str:
    opened = _opened(block)
    piece = next(piece for piece in opened.pieces if piece.block.id == block.id)
    return render_template(
        "learning/_block_question.html",
        block=piece.block,
        words=piece.block.words_in(language()),
        facts=_facts(piece.block, piece.progress, error),
        lesson=opened.lesson,
        programme=opened.lesson.programme,
    )
