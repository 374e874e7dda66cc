"""The doors of works: their page, saving, history, copies, the bin. Behind a link the same."""

from typing import Any

from flask import abort, flash, g, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import digest_of_form, once
from kalo.kit.pages import whole_argument
from kalo.kit.web import Refused, go_to, language, need, thinks_first
from kalo.toolbox.actions import works as actions
from kalo.toolbox.actions.works import Conflict, Full
from kalo.toolbox.forms.answers import checked, read_form
from kalo.toolbox.forms.works import CommentForm, GroupForm, LinkForm, NameForm
from kalo.toolbox.merging import changes
from kalo.toolbox.models.works import AUTO, KEPT
from kalo.toolbox.permissions import (
    may_change,
    may_copy,
    may_manage,
    may_see,
    may_see_history,
    may_take_over,
)
from kalo.toolbox.planned import MARK
from kalo.toolbox.queries import works as queries
from kalo.toolbox.queries.history import history_of
from kalo.toolbox.tools import TOOLS
from kalo.toolbox.views.days import days_beside
from kalo.toolbox.views.drawing import Sheet, context, drawn, seen_revision, sheet_of, sheet_of_form
from kalo.toolbox.views.exporting import copy_words, export
from kalo.toolbox.views.places import (
    Place,
    author,
    drawing,
    exporting,
    find,
    making,
    result_of,
    saving,
    work_door,
)
from kalo.toolbox.views.rooms import bp
from kalo.toolbox.views.using import result_part

Answer = str | Response | tuple[str, int]


@bp.get("/works/")
def show_works() -> Answer:
    """What one keeps, and what one's groups work on."""
    need(g.person is not None)
    works, gone = queries.works_of(g.person), queries.thrown_away_of(g.person)
    return render_template("toolbox/works.html", works=works, gone=gone, tools=TOOLS)


@work_door("/", methods=["GET"])
def show_work(**at: Any) -> Answer:
    """A work as it is now: its questions for whoever may change it, its result for all."""
    place = find(**at)
    return work_page(sheet_of(place, place.work.answers))  # type: ignore[union-attr]


@work_door("/", methods=["POST"])
@saving
@once
def save_work(**at: Any) -> Answer:
    """One version more; where others changed the same answer, both texts come back (409)."""
    place, work = _found(at)
    need(may_change(place.right))
    said = read_form(place.tool, request.form)
    said.answers = place.tool.press(said.answers, request.form)
    seen = seen_revision(place)
    sheet = Sheet(place, said, result_of(place.tool, said.answers), seen)
    if said.wrong:
        return work_page(sheet, 422)
    try:
        kind = AUTO if "_auto" in request.form else KEPT
        saved = actions.save_work(work, said.answers, seen, author(), _key_of_save(), kind)
    except Conflict as conflict:
        said.answers, sheet.conflicts = conflict.merged.answers, conflict.merged.conflicts
        sheet.revision = conflict.revision
        return work_page(sheet, 409)
    except Refused as refusal:
        said.wrong[""], sheet.full = str(refusal), isinstance(refusal, Full)
        sheet.copied = queries.began_as_example(work)  # and so is what is kept as a new work
        return work_page(sheet, 422)
    if saved.brought_in and kind != AUTO:  # the page itself takes it in, and shows it
        flash(_("Saved, together with what others saved meanwhile."), "good")
    return redirect(place.url("show", _anchor=_step()), 303)


@work_door("/drawn", methods=["POST"])
@drawing
@thinks_first
def draw_work(**at: Any) -> Answer:
    """The page again with what was typed, after a press of a button; nothing is stored."""
    place, _work = _found(at)
    need(may_change(place.right))
    sheet = sheet_of_form(place)
    return work_page(sheet, 422 if sheet.said.wrong else 409 if sheet.conflicts else 200)


@work_door("/result", methods=["POST"])
@drawing
@thinks_first
def result_work(**at: Any) -> Answer:
    """The result as it grows, while somebody types."""
    place, _work = _found(at)
    need(may_change(place.right))
    return result_part(place)


@work_door("/export/<kind>", methods=["GET"])
@exporting
def export_work(kind: str, **at: Any) -> Answer:
    """A file of the work as it was saved last."""
    place, work = _found(at)
    return export(place, checked(place.tool, work.answers), kind, work.title)


@work_door("/answers.json", methods=["GET"])
def answers_work(**at: Any) -> Answer:
    """The answers and their revision, for a page that is open."""
    place, work = _found(at)
    answer = jsonify(revision=work.revision, answers=checked(place.tool, work.answers))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@work_door("/history", methods=["GET"])
def history_work(**at: Any) -> Answer:
    """Every version, the latest first, with what it changed; one for what saved itself."""
    place, work = _with_history(at)
    history = history_of(work, whole_argument("before", work.revision + 1))
    return render_template("toolbox/history.html", history=history, **_of(place))


@work_door("/history/<int(max=2147483647):number>", methods=["GET"])
def version_work(number: int, **at: Any) -> Answer:
    """One version: the result as it was then, and how it differs from now."""
    place, work = _with_history(at)
    version = queries.find_version(work, number)
    then = queries.answers_at(work, version.number)
    return render_template(
        "toolbox/version.html",
        version=version,
        report=result_of(place.tool, checked(place.tool, then)),
        apart=changes(then, work.answers),
        before=checked(place.tool, then),
        after=checked(place.tool, work.answers),
        words_in=language(),
        **_of(place),
    )


@work_door("/history/<int(max=2147483647):number>/restoration", methods=["POST"])
@saving
@once
def restore_work(number: int, **at: Any) -> Answer:
    """Bring a version back, as the newest one."""
    place, work = _found(at)
    need(may_change(place.right))
    version = queries.find_version(work, number)
    try:
        actions.restore(work, version.number, author(), request.form.get("once", ""))
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return redirect(place.url("show"), 303)
    flash(_("That version is the current one again. Nothing in between is lost."), "good")
    return redirect(place.url("show"), 303)


@work_door("/copy", methods=["POST"])
@making
@once
def copy_work(**at: Any) -> Answer:
    """A work of one's own that begins where this one, or a version of it, is."""
    place, work = _found(at)
    need(may_copy(g.person, place.right))
    title = _("%(title)s (copy)", title=work.title[:100])
    number = request.form.get("number", "")
    then = int(number) if number.isdecimal() and len(number) < 10 else None
    if then is not None:
        _with_history(at)
    try:
        copy = actions.copy_work(work, title, g.person, then)
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return redirect(place.url("show"), 303)
    return go_to(".show_work", work_id=copy.id)


@work_door("/name", methods=["POST"])
@saving
@once
def rename_work(**at: Any) -> Answer:
    """Give it another name."""
    place, work = _found(at)
    need(may_manage(place.right))
    form = NameForm()
    if not form.validate():
        return work_page(sheet_of(place, work.answers), 422, naming=form)
    actions.rename(work, form.title.data or "")
    return redirect(place.url("show"), 303)


@work_door("/owner", methods=["POST"])
@saving
@once
def take_over_work(**at: Any) -> Answer:
    """A guest's work, or one that was left to a group, becomes a member's."""
    place, work = _found(at)
    need(may_take_over(g.person, work, place.right))
    try:
        actions.take_over(work, g.person)
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return redirect(place.url("show"), 303)
    flash(_("It is among your works now. The secret link opens it no more."), "good")
    return go_to(".show_work", work_id=work.id)


def work_page(sheet: Sheet, status: int = 200, **more: Any) -> Answer:
    """The page of a work with all that stands beside it; for htmx the tool alone."""
    return drawn(sheet, status, **_beside(sheet.place, sheet.place.work, more))


def _beside(place: Place, work: Any, more: dict[str, Any]) -> dict[str, Any]:
    """What stands around the questions of a work: saves, comments, links, groups."""
    manages = may_manage(place.right)
    beside: dict[str, Any] = {
        "saves": queries.latest_saves(work),
        "began_as": copy_words() if queries.began_as_example(work) else "",
        "comments": queries.comments_on(work),
        "links": queries.links_of(work) if manages else [],
        "naming": NameForm(formdata=None, title=work.title),
        "linking": LinkForm(formdata=None),
        "commenting": CommentForm(formdata=None),
        "grouping": GroupForm(formdata=None, group=work.group_id or 0, can=work.group_can),
    }
    groups = queries.groups_to_share(work, g.person) if manages else []
    chosen = {**beside, **days_beside(place), **more}
    chosen["grouping"].offer([(group.id, group.name) for group in groups])
    chosen["groups"] = groups
    chosen["commenting"].offer([(n, f.label) for n, f in place.tool.fields.items() if n != MARK])
    return chosen


def _found(at: dict[str, Any]) -> tuple[Place, Any]:
    place = find(**at)
    need(may_see(place.right))
    return place, place.work


def _with_history(at: dict[str, Any]) -> tuple[Place, Any]:
    place, work = _found(at)
    if not may_see_history(place.right):
        abort(404)
    return place, work


def _of(place: Place) -> dict[str, Any]:
    """What the pages about a work are given."""
    sheet = sheet_of(place, {})
    known = context(sheet)
    return {name: known[name] for name in ("place", "tool", "work", "label_of", "shown")}


def _key_of_save() -> str:
    """The form, and what it says: whoever goes back and writes something else saves that too."""
    typed = request.form.get("once", "")[:50]
    return f"{typed}~{digest_of_form()}" if typed else ""


def _step() -> str | None:
    """The step of the walk on which the button was pressed."""
    step = request.form.get("_step", "")
    return step if step.startswith("step-") and len(step) < 60 else None
