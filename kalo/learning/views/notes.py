"""A learner's own notes and bookmarks."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.text.differences import differences
from kalo.kit.web import go_to, need
from kalo.learning.actions import notes as actions
from kalo.learning.forms.notes import ChangedNoteForm, NoteForm
from kalo.learning.models import Lesson, Note
from kalo.learning.permissions import may_learn, may_note
from kalo.learning.queries import get_lesson_alone
from kalo.learning.queries import notes as queries
from kalo.learning.views.room import bp, often

Answer = str | Response | tuple[str, int]


@bp.get("/mine/notes/")
def show_notes() -> str:
    """Everything that one has noted and bookmarked."""
    need(may_note(g.person))
    return render_template(
        "learning/notes.html",
        notes=queries.notes_of(g.person),
        bookmarks=queries.bookmarks_of(g.person),
    )


@bp.post("/<programme>/<slug>/notes")
@often
@once
def write_note(programme: str, slug: str) -> Answer:
    """Add a note beside a lesson."""
    lesson = get_lesson_alone(programme, slug)
    need(may_learn(g.person, lesson))
    form = NoteForm()
    if not form.validate_on_submit():
        return render_template("learning/note.html", form=form, lesson=lesson, note=None), 422
    note = actions.write_note(g.person, lesson, form.note.data or "")
    return go_to("learning.show_lesson", programme=programme, slug=slug, _anchor=f"note-{note.id}")


@bp.get("/mine/notes/<int(max=2147483647):note_id>")
def show_note(note_id: int) -> str:
    """One note, to be changed."""
    need(may_note(g.person))
    note = queries.get_note(note_id, g.person)
    form = ChangedNoteForm(formdata=None, note=note.text, revision=note.revision)
    return _page(note, form)


@bp.post("/mine/notes/<int(max=2147483647):note_id>")
@often
@once
def change_note(note_id: int) -> Answer:
    """Other words for a note; where it was changed elsewhere meanwhile, both texts are shown."""
    need(may_note(g.person))
    note = queries.get_note(note_id, g.person)
    form = ChangedNoteForm()
    if not form.validate_on_submit():
        return _page(note, form), 422
    try:
        actions.change_note(note, form.note.data or "", form.revision.data or 0)
    except actions.NoteConflict:
        form.revision.raw_data = [str(note.revision)]
        return _page(note, form, differences(note.text, form.note.data or "")), 409
    flash(_("Your note is saved."), "good")
    return _to_lesson(note.lesson, f"note-{note.id}")


@bp.post("/mine/notes/<int(max=2147483647):note_id>/removal")
@often
@once
def remove_note(note_id: int) -> Response:
    """Take a note away."""
    need(may_note(g.person))
    note = queries.get_note(note_id, g.person)
    actions.remove_note(note)
    flash(_("The note is gone."))
    return _to_lesson(note.lesson, "notes")


@bp.post("/<programme>/<slug>/bookmark")
@often
def keep_bookmark(programme: str, slug: str) -> Response:
    """Bookmark a lesson."""
    return _bookmarked(get_lesson_alone(programme, slug), kept=True)


@bp.post("/<programme>/<slug>/bookmark/undo")
@often
def drop_bookmark(programme: str, slug: str) -> Response:
    """Let go of a bookmark."""
    return _bookmarked(get_lesson_alone(programme, slug), kept=False)


def _bookmarked(lesson: Lesson, kept: bool) -> Response:
    need(may_learn(g.person, lesson))
    (actions.keep_bookmark if kept else actions.drop_bookmark)(g.person, lesson)
    flash(_("You find it under “Notes and bookmarks”.") if kept else _("No longer bookmarked."))
    return _to_lesson(lesson)


def _page(note: Note, form: ChangedNoteForm, changes: object = None) -> str:
    facts = {"note": note, "form": form, "lesson": note.lesson, "changes": changes}
    return render_template("learning/note.html", **facts)


def _to_lesson(lesson: Lesson, anchor: str | None = None) -> Response:
    if not lesson.is_here:
        return go_to("learning.show_notes")
    where = {"programme": lesson.programme.slug, "slug": lesson.slug}
    return go_to("learning.show_lesson", **where, _anchor=anchor)
