"""Reporting something, and the receipt of it."""

from flask import abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.page import whole_address
from kalo.kit.web import Refused, in_language, language, need
from kalo.moderation import actions, reasons
from kalo.moderation.forms import IllegalForm, ReportForm
from kalo.moderation.permissions import may_report
from kalo.moderation.queries import cases
from kalo.moderation.queries.rulings import find_ruling
from kalo.moderation.things import Thing, find_thing, visible_thing
from kalo.moderation.views.doors import bp, reporting_limit, show

Answer = str | Response | tuple[str, int]


def thing_asked() -> Thing:
    """The thing that the address names, if the visitor may see it."""
    return visible_thing(request.args.get("subject", "")[:80], g.person) or abort(404)


def wants_illegal() -> bool:
    """The notice of illegal content: asked for, or all that a guest can do."""
    return g.person is None or request.args.get("reason") == reasons.ILLEGAL


@bp.get("/report")
def show_report() -> str:
    thing = thing_asked()
    return _page(thing, _form(thing))


def _form(thing: Thing) -> ReportForm | IllegalForm:
    if not wants_illegal():
        return ReportForm(formdata=None)
    where = whole_address(in_language(thing.path, language()))
    name = g.person.name if g.person else ""
    email = g.person.email if g.person else ""
    return IllegalForm(formdata=None, place=where, name=name, email=email)


def _page(thing: Thing, form: ReportForm | IllegalForm) -> str:
    earlier = cases.open_report(g.person, thing.subject) if g.person else None
    return show(
        "report.html", thing=thing, form=form, illegal=wants_illegal(), earlier=earlier,
        choices=reasons.CHOICES,
    )  # fmt: skip


@bp.post("/report")
@once
@reporting_limit
def report() -> Answer:
    thing, illegal = thing_asked(), wants_illegal()
    need(may_report(g.person, thing.author_id, illegal))
    form = IllegalForm() if illegal else ReportForm()
    if not form.validate():
        return _page(thing, form), 422
    try:
        row = actions.report(
            thing, g.person, _reason(form), form.words.data or "", language(), **_more(form)
        )
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(thing, form), 422
    return redirect(url_for(".show_receipt", code=row.code), 303)


def _reason(form: ReportForm | IllegalForm) -> str:
    return reasons.ILLEGAL if isinstance(form, IllegalForm) else form.reason.data or ""


def _more(form: ReportForm | IllegalForm) -> dict[str, str]:
    if isinstance(form, ReportForm):
        return {}
    fields = ("law", "place", "name", "email")
    return {name: getattr(form, name).data or "" for name in fields}


@bp.get("/reports/<code>")
def show_receipt(code: str) -> Response | str:
    """For whoever has the reference: what was reported, and what became of it."""
    row = cases.report_by_code(code)
    case = cases.get_case(row.case_id)
    thing = find_thing(case.subject)
    shown = thing if thing and visible_thing(case.subject, g.person) else None
    ruling = find_ruling(row.ruling_id)
    label = reasons.CHOICES.get(row.reason, (_("Something else"), ""))[0]
    return show("receipt.html", report=row, thing=shown, ruling=ruling, label=label)
