"""A ruling for its author, one's own reports and rulings, the public numbers."""

from flask import flash, g
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.web import Refused, go_to, need
from kalo.moderation import actions, reasons
from kalo.moderation.forms import AskForm
from kalo.moderation.models import Ruling
from kalo.moderation.notices import statement
from kalo.moderation.permissions import is_member, may_ask_again, may_moderate, may_undo
from kalo.moderation.queries import cases, held, rulings
from kalo.moderation.views.doors import bp, show

Answer = str | Response | tuple[str, int]
RULING = "/rulings/<int(max=2147483647):ruling_id>"


@bp.get(RULING)
def show_ruling(ruling_id: int) -> str:
    ruling = rulings.get_ruling(ruling_id, g.person)
    return ruling_page(ruling, AskForm(formdata=None))


def ruling_page(ruling: Ruling, form: AskForm) -> str:
    staff = may_moderate(g.person)
    others = cases.others_who_rule({ruling.by_id, ruling.author_id or 0})
    return show(
        "ruling.html",
        ruling=ruling,
        form=form,
        said=statement(ruling),
        others=others,
        verbs=reasons.VERBS,
        may_ask=may_ask_again(g.person, ruling),
        can_undo=may_undo(g.person, ruling, rulings.person_by_id(ruling.author_id)),
        by=rulings.person_by_id(ruling.by_id) if staff else None,
    )


@bp.post(f"{RULING}/appeal")
def ask_again(ruling_id: int) -> Answer:
    ruling = rulings.get_ruling(ruling_id, g.person)
    need(may_ask_again(g.person, ruling))
    form = AskForm()
    if not form.validate():
        return ruling_page(ruling, form), 422
    try:
        actions.ask_again(ruling, form.words.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return ruling_page(ruling, form), 422
    flash(_("Thank you. We look again and write to you."), "good")
    return go_to("moderation.show_ruling", ruling_id=ruling.id)


@bp.post(f"{RULING}/undo")
def undo(ruling_id: int) -> Answer:
    need(may_moderate(g.person))
    ruling = rulings.get_ruling(ruling_id, g.person)
    need(may_undo(g.person, ruling, rulings.person_by_id(ruling.author_id)))
    actions.undo(ruling, g.person)
    flash(_("Taken back. Its author was told."), "good")
    return go_to("moderation.show_ruling", ruling_id=ruling.id)


@bp.get("/mine")
def show_mine() -> str:
    """What was decided about one's own texts, what one reported, what waits."""
    need(is_member(g.person))
    return show(
        "mine.html",
        rulings=rulings.rulings_on(g.person),
        reports=cases.reports_shown_to(g.person),
        held=held.held_texts(g.person),
        words=reasons,
    )


@bp.get("/numbers")
def show_numbers() -> str:
    """What was reported and decided, for everybody; nobody is named."""
    return show("numbers.html", months=rulings.months(), verbs=reasons.VERBS)
