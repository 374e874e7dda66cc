"""The forms side by side: all of them on a wide screen, those that were chosen on a phone."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from kalo.kit.reports import legal_notice
from kalo.kit.versions import shows
from kalo.kit.web import language
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.legal_forms.comparing import SET, cell, mark_of
from kalo.toolbox.tools.legal_forms.kinds import FORMS, KOINSEP, WORKERS
from kalo.toolbox.tools.legal_forms.words import ASPECTS, NAMES

bp = Blueprint("legal_forms", __name__)
AT_FIRST = (KOINSEP, WORKERS)
MOST = 3  # side by side on a phone


@bp.get("/comparison")
def show_comparison() -> str:
    """Each form with each aspect; every cell with its facts."""
    shows(f"facts:{SET}")
    facts, wanted = facts_of(SET, language()), request.args.getlist("form")
    chosen = [form for form in FORMS if form in wanted][:MOST] or list(AT_FIRST)
    rows: list[Any] = [
        (form, NAMES[form], [cell(facts, form, aspect, language()) for aspect in ASPECTS])
        for form in FORMS
    ]
    return render_template(
        "toolbox/tools/legal_forms/comparison.html",
        title=_("All forms side by side"),
        aspects=ASPECTS.values(),
        names=NAMES,
        rows=rows,
        chosen=chosen,
        most=MOST,
        too_many=len([form for form in FORMS if form in wanted]) > MOST,
        facts=facts.values(),
        mark_of=mark_of,
        notice=legal_notice().text,
    )
