"""The legal forms as a tool: what it asks, and what comes of it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.kit.facts import ONE, SOME, Part, shapes_facts, wrong_with
from kalo.kit.reports import FORMATS
from kalo.toolbox.facts import checks_facts
from kalo.toolbox.tool import Export, Tool
from kalo.toolbox.tools.legal_forms.comparing import SET, as_file
from kalo.toolbox.tools.legal_forms.example import example
from kalo.toolbox.tools.legal_forms.kinds import FORMS
from kalo.toolbox.tools.legal_forms.questions import FIELDS, STEPS
from kalo.toolbox.tools.legal_forms.result import result
from kalo.toolbox.tools.legal_forms.words import ASPECTS, NAMES

TOOL = Tool(
    slug="legal-forms",
    order=1,
    title=_("Which legal form?"),
    summary=_(
        "Ten plain questions. What stays open, what is left out, by which rule of the law, and "
        "all forms side by side."
    ),
    when=_("Which form suits us?"),
    promise=_("Two or three forms to take to a lawyer, with the reasons"),
    minutes=8,
    picture="people",
    leaf="legal-forms",
    legal=True,
    fields=FIELDS,
    steps=STEPS,
    result=result,
    formats=("pdf", "docx", "xlsx", "json"),
    exports={
        "comparison": Export(
            label=_("All forms side by side (XLSX)"),
            ending="xlsx",
            type=FORMATS["xlsx"].mime,
            make=as_file,
        )
    },
    facts=(SET,),
    example=example,
    related=(
        "/toolbox/legal-forms/",
        "/toolbox/basics/",
        "/toolbox/founding/",
        "/learning/sse-basics/",
        "/learning/founding-koinsep/",
        "/participation/bodies/",
        "/network/",
        "/library/e-library/",
        "/toolbox/funding/",
        "/forum/",
    ),
)


shapes_facts(
    SET,
    Part("forms", _("Of which legal forms"), SOME, tuple(NAMES.items()), needed=True),
    Part("aspect", _("Under which aspect"), ONE, tuple(ASPECTS.items()), needed=True),
    Part("cell", _("In a few words, for the table of all forms")),
    figures={
        "one_in": _("At most one in so many"),
        "least": _("At least, in percent"),
        "staff": _("Staff at most, in percent"),
        "others": _("Others at most, in percent"),
        "reserve": _("To the reserve, in percent"),
        "employees": _("To the employees at most, in percent"),
        "most": _("At most, in percent"),
        "seasonal": _("At most for seasonal needs, in percent"),
    },
)


@checks_facts(SET)
def check(row: Mapping[str, Any]) -> str:
    """A fact of this set says of which forms it speaks, and under which aspect."""
    about = row["about"]
    forms = about.get("forms")
    if set(about) - {"forms", "aspect", "cell"} or not isinstance(forms, list):
        return wrong_with("`about` has forms, aspect and cell")
    if not forms or set(forms) - set(FORMS):
        return wrong_with("`about.forms` names some of %(known)s", known=", ".join(FORMS))
    if about.get("aspect") not in ASPECTS:
        return wrong_with("`about.aspect` is one of %(known)s", known=", ".join(ASPECTS))
    cell = about.get("cell")
    if cell is not None and (not isinstance(cell, dict) or set(cell) != {"el", "en"}):
        return wrong_with("`about.cell` has el and en")
    return ""
