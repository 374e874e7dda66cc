"""The finder as a tool: what is asked, and what comes of it."""

from flask_babel import lazy_gettext as _

from kalo.toolbox.tool import Tool
from kalo.toolbox.tools.funding.example import example
from kalo.toolbox.tools.funding.plan import FIELDS, STEPS
from kalo.toolbox.tools.funding.reading import PAPERS, SETS
from kalo.toolbox.tools.funding.result import days, result

TOOL = Tool(
    slug="funding",
    order=6,
    title=_("Find funding"),
    summary=_(
        "Say how much you need and who you are: see which loans, guarantees, grants and donations "
        "could suit, with source and date, and which papers they take."
    ),
    minutes=10,
    when=_("We need money"),
    promise=_("A list of what could suit, side by side, and your list of papers"),
    picture="coins",
    leaf="funding",
    legal=True,
    fields=FIELDS,
    steps=STEPS,
    result=result,
    formats=("pdf", "docx", "xlsx", "json"),
    facts=(*SETS, PAPERS),
    example=example,
    related=(
        "/toolbox/tools/funding/directory/",
        "/toolbox/funding/",
        "/learning/funding-and-finance/",
        "/toolbox/tools/legal-forms/",
        "/toolbox/tools/canvas/",
        "/network/",
        "/library/european-market/",
        "/forum/",
    ),
    form="toolbox/tools/funding/form.html",
    style="funding.css",
    beside=False,
    days=days,
)
