"""The canvas as a tool: what may be answered, and what comes of it."""

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Choice, Day, Long, Number, Rows, Text
from kalo.toolbox.tool import Export, StepOf, Tool
from kalo.toolbox.tools.canvas.blocks import BLOCKS
from kalo.toolbox.tools.canvas.days import days
from kalo.toolbox.tools.canvas.drawing import drawing
from kalo.toolbox.tools.canvas.example import example
from kalo.toolbox.tools.canvas.poster import poster
from kalo.toolbox.tools.canvas.presses import press
from kalo.toolbox.tools.canvas.result import result
from kalo.toolbox.tools.canvas.wall import FARTHEST, LONGEST_NOTE, MOST_NOTES
from kalo.toolbox.tools.canvas.words import RESULTS, TONES, called

MOST_TESTS = 200

NOTE = {
    "block": Choice(label=_("Block"), options=called(BLOCKS), listed=True),
    "text": Long(label=_("What the note says"), most=LONGEST_NOTE, rows=2),
    "tone": Choice(label=_("Colour"), options=TONES),
    "at": Number(label=_("Place in its block"), most=FARTHEST),
}
TEST = {
    "claim": Long(label=_("What do you assume?"), most=500, rows=2),
    "block": Choice(label=_("Which block does it touch?"), options=called(BLOCKS), listed=True),
    "how": Long(
        label=_("How will you test it?"),
        hint=_("Whom you ask, what you show, what you count."),
        most=1_000,
        rows=2,
    ),
    "by": Day(label=_("By when?")),
    "result": Choice(label=_("What came out?"), options=RESULTS),
    "learned": Long(label=_("What did you learn?"), most=1_000, rows=2),
}

TOOL = Tool(
    slug="canvas",
    order=5,
    title=_("Social business model canvas"),
    summary=_(
        "Your whole idea on one sheet: who benefits, who pays, what it costs, what changes. "
        "With notes that you move, and assumptions that you test."
    ),
    minutes=40,
    when=_("I have an idea"),
    promise=_("A poster of your idea"),
    picture="idea",
    leaf="canvas",
    legal=True,
    fields={
        "name": Text(label=_("What is your idea called?"), most=120),
        "idea": Text(
            label=_("Your idea in one sentence"),
            hint=_("What you do, for whom, and what changes."),
            most=300,
        ),
        "notes": Rows(label=_("Notes on the sheet"), one=_("Note"), fields=NOTE, most=MOST_NOTES),
        "tests": Rows(
            label=_("Hypotheses and tests"),
            one=_("Hypothesis"),
            add=_("Another hypothesis"),
            fields=TEST,
            most=MOST_TESTS,
        ),
    },
    steps=(
        StepOf("idea", _("The idea"), ("name", "idea")),
        StepOf("sheet", _("The sheet"), ("notes",)),
        StepOf("tests", _("Hypotheses and tests"), ("tests",)),
    ),
    result=result,
    formats=("docx", "json"),
    exports={
        "poster": Export(_("Poster, A3 (PDF)"), "pdf", "application/pdf", poster),
        "svg": Export(_("Poster as a drawing (SVG)"), "svg", "image/svg+xml", drawing),
    },
    facts=("legal-forms",),
    example=example,
    related=(
        "/learning/social-business-plan/",
        "/toolbox/founding/",
        "/toolbox/impact-tool/",
        "/toolbox/funding/",
        "/library/good-practices/",
        "/network/",
        "/events/?kind=workshop",
    ),
    form="toolbox/tools/canvas/form.html",
    press=press,
    changes="toolbox/tools/canvas/changes.html",
    script="canvas.js",
    style="canvas.css",
    beside=False,
    days=days,
)
