"""Pictures, videos, sound, captions and files of lessons; and a video that somebody else serves."""

import uuid
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from flask import abort, current_app, flash, g, render_template, send_file, url_for
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.kit.web import Refused, go_to, language, need
from kalo.learning import actions, queries
from kalo.learning.actions.importing import CONTENT
from kalo.learning.forms import ActForm
from kalo.learning.models import AUDIO, FILE, VIDEO, Block, BlockProgress
from kalo.learning.permissions import may_learn
from kalo.learning.queries import media
from kalo.learning.views.blocks import Facts, block_facts
from kalo.learning.views.room import bp, often

YEAR = 31_536_000
TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

FORMATS = {
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "audio/mp4": "M4A",
    "audio/webm": "WebM",
    "audio/mpeg": "MP3",
    "audio/ogg": "Ogg",
}


@bp.get("/media/<int(max=2147483647):block_id>/<name>")
def send_media(block_id: int, name: str) -> Response:
    """A file of a block, whole or in parts; what the block does not name does not exist."""
    shelf = media.get_shelf(block_id)
    if name not in media.files_of(shelf):
        abort(404)
    root = Path(current_app.config.get("LEARNING_CONTENT", CONTENT))
    path = root.joinpath(*shelf.folder, name)
    if not path.is_file():
        abort(404)
    answer = send_file(
        path,
        mimetype=TYPES.get(path.suffix.lower()),
        as_attachment=shelf.kind == FILE,
        conditional=True,
        max_age=YEAR,
    )
    answer.cache_control.public = True
    answer.cache_control.immutable = True  # the address changes with the block's version
    return answer


@bp.get("/<programme>/<slug>/video/<name>")
def show_video_elsewhere(programme: str, slug: str, name: str) -> str:
    """A video that somebody else serves, opened only by whoever asked for it."""
    opened = queries.get_lesson(programme, slug, g.person)
    blocks = (piece.block for piece in opened.pieces)
    block = next((b for b in blocks if b.name == name and b.kind == VIDEO), None)
    if block is None or not block.made.get("external"):
        abort(404)
    g.frames = f"https://{block.made['external']['host']}"
    return render_template(
        "learning/video_elsewhere.html",
        lesson=opened.lesson,
        programme=opened.lesson.programme,
        block=block,
        words=block.words_in(language()),
    )


@bp.post("/media/<int(max=2147483647):block_id>/watched")
@often
def finish_block(block_id: int) -> Response:
    """A learner took in a film or a sound in another way, as by its transcript: that counts."""
    block = queries.find_block(block_id)
    if block is None or block.kind not in {VIDEO, AUDIO}:
        abort(404)
    need(may_learn(g.person, block.lesson))
    try:
        actions.mark_watched(g.person, block, ActForm().made)
    except Refused as refusal:
        flash(str(refusal), "alarm")
    where = {"programme": block.lesson.programme.slug, "slug": block.lesson.slug}
    return go_to("learning.show_lesson", **where, _anchor=f"{block.name}-watched")


@bp.app_template_global("media_url")
def media_url(block: Block, name: str) -> str:
    """Where a file of a block is; another version of the block is another address."""
    return url_for("learning.send_media", block_id=block.id, name=name, v=block.version[:8])


@bp.app_template_global("new_act")
def new_act() -> str:
    """The id of an act that a form without scripts may send."""
    return str(uuid.uuid4())


@bp.app_template_global("size_words")
def size_words(size: int) -> str:
    """How large a file is, in the unit that a person would use: 840 KB, 1,4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=language())} MB"


@bp.app_template_global("format_words")
def format_words(media_type: str) -> str:
    """What a format is called: MP4, WebM."""
    return FORMATS.get(media_type, media_type.partition("/")[2])


@bp.app_template_global("clock_words")
def clock_words(seconds: float) -> str:
    """A length or a moment of a video: 4:12, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@block_facts(VIDEO, AUDIO)
def playing_facts(
    person: Person | None, blocks: list[Block], progress: dict[int, BlockProgress]
) -> Facts:
    """How far a learner has watched or heard, and where to go on."""
    return {block.id: _playing(block, progress.get(block.id)) for block in blocks}


def _playing(block: Block, progress: BlockProgress | None) -> dict[str, Any]:
    seconds = block.made.get("seconds") or 0
    position = (progress and progress.position) or 0
    resumes = 5 < position < seconds - 5
    return {
        "position": position if resumes else 0,
        "watched": progress.watched if progress else 0,
        "done": bool(progress and progress.done_at),
    }
