"""What a letter leads to: an organisation's yes to a member, or an invitation."""

from flask import abort, flash, g, render_template
from flask_babel import gettext as _

from kalo.kit.web import Refused, go_to, need
from kalo.network.actions.people import answer_letter
from kalo.network.forms import AnswerForm
from kalo.network.models import Invitation
from kalo.network.permissions import may_answer_letter
from kalo.network.queries.people import live_letter
from kalo.network.views.room import Answer, bp, often

YES, NO = "yes", "no"


@bp.get("/letters/<token>")
def show_letter(token: str) -> Answer:
    """What it asks; opening it does nothing yet."""
    letter = live_letter(token)
    if letter is None:
        return render_template("network/letter_gone.html"), 410
    return _page(letter, token)


@bp.post("/letters/<token>")
@often
def answer(token: str) -> Answer:
    """The answer, once."""
    letter = live_letter(token)
    if letter is None:
        need(True)
        return render_template("network/letter_gone.html"), 410
    need(may_answer_letter(g.person, letter))
    form = AnswerForm()
    if form.answer.data not in (YES, NO):
        abort(400)
    try:
        organisation = answer_letter(letter, g.person, form.answer.data == YES)
    except Refused as refusal:
        return _page(letter, token, str(refusal)), 422
    flash(_("Thank you, it is noted."), "good")
    return (
        go_to("network.show_organisation", slug=organisation.slug)
        if (organisation.is_shown)
        else go_to("network.show_directory")
    )


def _page(letter: Invitation, token: str, refusal: str = "") -> str:
    return render_template(
        "network/letter.html",
        letter=letter,
        token=token,
        organisation=letter.organisation,
        refusal=refusal,
        form=AnswerForm(),
        may_answer=may_answer_letter(g.person, letter),
    )
