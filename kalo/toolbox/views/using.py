"""The doors of a tool before anything is kept: answers come and go with each form."""

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.safety import csrf
from kalo.kit.versions import shows
from kalo.kit.web import Refused, go_to, language, need, thinks_first
from kalo.toolbox.actions.works import keep_work
from kalo.toolbox.forms.answers import as_text, from_text, read_data, read_form
from kalo.toolbox.forms.works import KeepForm
from kalo.toolbox.models.works import EXAMPLE, KEPT
from kalo.toolbox.permissions import may_use_tools
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from kalo.toolbox.views.drawing import (
    Sheet,
    context,
    drawn,
    mark_as_made_up,
    sheet_of,
    sheet_of_form,
)
from kalo.toolbox.views.exporting import COPY, FROM_EXAMPLE, export
from kalo.toolbox.views.places import Place, author, drawing, exporting, making, result_of, tool_of
from kalo.toolbox.views.rooms import bp

Answer = str | Response | tuple[str, int]
# What a guest's page of a tool shows besides the code: facts, discussions, names of other rooms.
SCOPES = (
    *("tool", "forum", "categories", "people", "toolbox", "library"),
    *("programme", "lesson", "event", "network"),
)
LARGEST_FILE = 2 * 1024 * 1024


@bp.get("/tools/")
def show_tools() -> Response:
    """The tools stand first on the room's own page."""
    return go_to(".show_room", _anchor="tools")


@bp.get("/tools/<slug>/")
def show_tool(slug: str) -> Answer:
    """A tool with nothing answered, or what the address answers; kept for guests."""
    place = Place(tool_of(slug))
    shows(*SCOPES, *(f"facts:{name}" for name in place.tool.facts))
    said = read_form(place.tool, request.args) if request.args else None
    return drawn(sheet_of(place, said.answers if said else {}))


@bp.get("/tools/<slug>/example")
def show_example(slug: str) -> Answer:
    """The worked example, to be played with; it is kept nowhere."""
    place = Place(tool_of(slug))
    answers = place.tool.example(language()) or abort(404)
    shows(*SCOPES, *(f"facts:{name}" for name in place.tool.facts))
    sheet = sheet_of(place, answers)
    sheet.example = True
    return drawn(sheet)


@bp.post("/tools/<slug>/")
@csrf.exempt
@drawing
@thinks_first
def draw_tool(slug: str) -> Answer:
    """The page again with everything that was typed and the result so far; nothing is stored."""
    need(may_use_tools(g.person))
    sheet = sheet_of_form(Place(tool_of(slug)))
    return drawn(sheet, 422 if sheet.said.wrong else 200)


@bp.post("/tools/<slug>/result")
@csrf.exempt
@drawing
@thinks_first
def result_tool(slug: str) -> Answer:
    """The result as it grows, while somebody types."""
    need(may_use_tools(g.person))
    return result_part(Place(tool_of(slug)))


@bp.post("/tools/<slug>/export/<kind>")
@csrf.exempt
@exporting
@thinks_first
def export_tool(slug: str, kind: str) -> Answer:
    """A file of what was answered, without keeping it."""
    need(may_use_tools(g.person))
    place = Place(tool_of(slug))
    said = read_form(place.tool, request.form)
    if said.wrong:  # a file would leave it out without a word
        return drawn(sheet_of_form(place), 422)
    answers = place.tool.press(said.answers, request.form)
    return export(place, answers, kind, str(place.tool.title))


@bp.post("/tools/<slug>/opening")
@csrf.exempt
@drawing
@thinks_first
def open_tool(slug: str) -> Answer:
    """A file that somebody took along before, opened again."""
    need(may_use_tools(g.person))
    place = Place(tool_of(slug))
    file = request.files.get("file")
    text = file.read(LARGEST_FILE + 1).decode("utf-8-sig", "replace") if file else ""
    data = from_text(text) if len(text) <= LARGEST_FILE else None
    said = read_data(place.tool, _answers_in(data, place.tool))
    if other := _other_tool(data, place.tool):
        words = _("This file is of another tool: “%(title)s”. Open it there.", title=other.title)
        said.wrong[""] = words
    sheet = Sheet(place, said, result_of(place.tool, said.answers), opened=bool(said.answers))
    mark = data.get(FROM_EXAMPLE) if isinstance(data, dict) else None
    mark_as_made_up(sheet, mark if mark in (True, COPY) else "")
    return drawn(sheet, 422 if said.wrong else 200)


@bp.post("/tools/<slug>/keeping")
@csrf.exempt
@drawing
@thinks_first
def keeping_tool(slug: str) -> Answer:
    """Before something is kept: its name, and how it is found again."""
    need(may_use_tools(g.person))
    sheet = sheet_of_form(Place(tool_of(slug)))
    if sheet.said.wrong:
        return drawn(sheet, 422)
    form = KeepForm(formdata=None)
    form.title.data, form.answers.data = _first_title(sheet), as_text(sheet.said.answers)
    return _keeping_page(sheet.place, form)


@bp.post("/tools/<slug>/reopening")
@csrf.exempt
@drawing
@thinks_first
def reopen_tool(slug: str) -> Answer:
    """Back from the page where a work is named, with its answers."""
    need(may_use_tools(g.person))
    place = Place(tool_of(slug))
    sent = from_text(request.form.get("answers", ""))
    sheet = sheet_of(place, read_data(place.tool, sent).answers)
    mark_as_made_up(sheet, request.form.get("_example", ""))
    return drawn(sheet)


@bp.get("/tools/<slug>/<any(result, opening, keeping, reopening, works):door>")
@bp.get("/tools/<slug>/export/<door>")
def lead_to_tool(slug: str, door: str) -> Response:
    """A form was sent to these; opened again, they lead to the tool."""
    return go_to(".show_tool", slug=tool_of(slug).slug)


@bp.post("/tools/<slug>/works")
@making
def keep_new_work(slug: str) -> Answer:
    """Keep it: a member's among their works, a guest's behind a link that only they have.

    Where a guest's form led is not remembered, as the address is the secret: see `secret_of`.
    """
    need(may_use_tools(g.person))
    answer: Answer = once(_keep)(slug) if g.person else _keep(slug)
    return answer


def _keep(slug: str) -> Answer:
    tool = tool_of(slug)
    form = KeepForm()
    said = read_data(tool, from_text(form.answers.data or ""))
    if not form.validate() or said.wrong:
        form.form_errors.extend(said.wrong.values())
        return _keeping_page(Place(tool), form, 422)
    client = form.once.data or ""
    try:
        title, kind = form.title.data or "", EXAMPLE if "_example" in request.form else KEPT
        saved = keep_work(tool.slug, title, said.answers, author(), client, kind)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _keeping_page(Place(tool), form, 422)
    # What was kept leaves the device; answers to the tool itself stay there beside an example.
    kept = None if request.form.get("_example", COPY) != COPY else slug
    at = {"token": saved.secret} if saved.secret else {"work_id": saved.work.id}
    return redirect(url_for(".show_work", **at, kept=kept), 303)


def result_part(place: Place) -> Answer:
    """The result of a form alone, for htmx."""
    sheet = sheet_of_form(place)
    part = render_template("toolbox/_result.html", **context(sheet))
    return part, 422 if sheet.said.wrong else 200


def _keeping_page(place: Place, form: KeepForm, status: int = 200) -> Answer:
    example = request.form.get("_example", "")
    page = render_template("toolbox/keep.html", tool=place.tool, form=form, example=example)
    return page, status


def _first_title(sheet: Sheet) -> str:
    """The first words that somebody wrote, or what the tool is called."""
    for name, field in sheet.place.tool.fields.items():
        said = sheet.said.answers.get(name)
        if field.shape == "text" and isinstance(said, str) and said:
            return said[:120]
    title = str(sheet.place.tool.title)
    return f"{_('Example')}: {title}" if sheet.example else title


def _other_tool(data: object, tool: Tool) -> Tool | None:
    """The tool for which we made a file that was brought to this one."""
    named = data.get("tool") if isinstance(data, dict) else None
    other = TOOLS.get(named) if isinstance(named, str) else None
    return other if other is not tool else None


def _answers_in(data: object, tool: Tool) -> object:
    """The answers of a file that we made for this tool; the bare answers are taken too."""
    if isinstance(data, dict) and isinstance(data.get("answers"), dict):
        return data["answers"] if data.get("tool", tool.slug) == tool.slug else None
    return data
