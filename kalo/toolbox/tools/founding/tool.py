"""The founding guide as a tool: what it asks, and what comes of it."""

from flask_babel import lazy_gettext as _

from kalo.toolbox.tool import Export, Tool
from kalo.toolbox.tools.founding import checks
from kalo.toolbox.tools.founding.days import calendar_file, calendar_file_of, days
from kalo.toolbox.tools.founding.example import example
from kalo.toolbox.tools.founding.questions import FIELDS, STEPS
from kalo.toolbox.tools.founding.result import result

__all__ = ["TOOL", "checks"]

TOOL = Tool(
    slug="founding",
    order=2,
    title=_("Founding guide"),
    summary=_(
        "The steps from the group to the first day of work as your own plan: papers, authority, "
        "cost, time, and what waits for what."
    ),
    when=_("We are founding it"),
    promise=_("A plan with days for your calendar, and a checklist of the statutes"),
    minutes=15,
    picture="flag",
    leaf="founding",
    legal=True,
    fields=FIELDS,
    steps=STEPS,
    result=result,
    formats=("pdf", "docx", "xlsx", "json"),
    exports={
        "calendar": Export(
            label=_("Into your calendar (.ics)"),
            ending="ics",
            type="text/calendar; charset=utf-8",
            make=calendar_file,
            make_kept=calendar_file_of,
        )
    },
    facts=("founding",),
    example=example,
    related=(
        "/toolbox/founding/",
        "/toolbox/legal-forms/",
        "/toolbox/canvas/",
        "/learning/founding-koinsep/",
        "/toolbox/funding/",
        "/network/",
        "/library/good-practices/",
        "/forum/",
    ),
    days=days,
    form="toolbox/tools/founding/form.html",
    style="tools/founding.css",
)
