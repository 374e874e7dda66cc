"""Why something of one's own is hidden, and asking for another look where nobody looked yet."""

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.moderation import actions
from kalo.moderation.forms import LookForm
from kalo.moderation.models import Case
from kalo.moderation.notices import said_of_hiding
from kalo.moderation.permissions import is_member, may_ask_for_a_look, may_see_ruling
from kalo.moderation.queries import cases, rulings
from kalo.moderation.things import find_thing
from kalo.moderation.views.doors import bp, show

Answer = str | Response | tuple[str, int]


@bp.get("/why")
def show_why() -> Answer:
    """What moderators decided, or that reports alone did it."""
    need(is_member(g.person))
    subject = request.args.get("subject", "")[:80]
    decided = rulings.standing_decision(subject)
    if decided and may_see_ruling(g.person, decided):
        return go_to("moderation.show_ruling", ruling_id=decided.id)
    return _page(cases.hidden_case(subject, g.person), LookForm(formdata=None))


def _page(case: Case, form: LookForm) -> str:
    said, asked = said_of_hiding(case), cases.asked_for_a_look(case)
    return show(
        "why.html", case=case, thing=find_thing(case.subject), form=form, said=said, asked=asked
    )


@bp.post("/why")
@once
def ask_for_a_look() -> Answer:
    need(is_member(g.person))
    case = cases.hidden_case(request.args.get("subject", "")[:80], g.person)
    need(may_ask_for_a_look(g.person, case))
    form = LookForm()
    if not form.validate():
        return _page(case, form), 422
    try:
        actions.ask_for_a_look(case, g.person, form.words.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(case, form), 422
    flash(_("Thank you. We look again and write to you."), "good")
    return redirect(url_for(".show_why", subject=case.subject), 303)
