"""The doors of the comparison with others: what it takes, saying yes, taking it back."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need
from kalo.toolbox.models.works import Work
from kalo.toolbox.queries.works import began_as_example, get_work
from kalo.toolbox.tools import TOOLS
from kalo.toolbox.tools.impact import actions, queries
from kalo.toolbox.tools.impact.forms import ConsentForm, TakeBackForm
from kalo.toolbox.tools.impact.permissions import may_choose_comparison, may_let_count
from kalo.toolbox.tools.impact.questionnaires import AXES, KIND
from kalo.toolbox.tools.impact.result.portrait import latest_scores

bp = Blueprint("impact", __name__, template_folder="templates")
COMPARISON = "/works/<int(max=2147483647):work_id>/comparison"
Answer = str | Response | tuple[str, int]


@bp.get(COMPARISON)
def show_comparison(work_id: int) -> Answer:
    """What would be given, to whom it is shown, and whether it counts now."""
    work, right = _found(work_id)
    need(may_choose_comparison(g.person, right))
    return _page(work, ConsentForm(formdata=None))


@bp.post(COMPARISON)
@limiter.limit("20/hour")
@once
def let_count(work_id: int) -> Answer:
    """Let the scores count, from now on."""
    work, right = _found(work_id)
    need(may_let_count(g.person, right))
    form = ConsentForm()
    if not form.validate():
        return _page(work, form, 422)
    try:
        actions.let_count(work, g.person)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(work, form, 422)
    flash(_("Your scores count from now on, without your name."), "good")
    return redirect(url_for(".show_comparison", work_id=work_id), 303)


@bp.post(f"{COMPARISON}/undo")
@limiter.limit("20/hour")
@once
def take_back(work_id: int) -> Answer:
    """Take them back."""
    work, right = _found(work_id)
    need(may_choose_comparison(g.person, right))
    actions.take_back(work)
    flash(_("Your scores do not count any more."), "good")
    return redirect(url_for(".show_comparison", work_id=work_id), 303)


@bp.get(f"{COMPARISON}/undo")
def lead_back(work_id: int) -> Response:
    """A form was sent here; opened again, it leads to its page."""
    return go_to(".show_comparison", work_id=work_id)


def _found(work_id: int) -> tuple[Work, str]:
    work, right = get_work(work_id, g.person)
    return (work, right) if work.tool == "impact" else abort(404)


def _page(work: Work, form: ConsentForm, status: int = 200) -> Answer:
    kind = work.answers.get("kind") or ""
    given = queries.find_contribution(work.id)
    now = latest_scores(work.answers) if kind else None
    return render_template(
        "toolbox/tools/impact/comparison.html",
        work=work,
        tool=TOOLS["impact"],
        form=form,
        undo=TakeBackForm(formdata=None),
        axes=AXES,
        kind=KIND.get(kind),
        scores=now,
        given=given,
        moved=bool(given and now and given.scores != {axis: str(s) for axis, s in now.items()}),
        published=queries.published(kind) if kind else None,
        may=may_let_count(g.person, "own"),
        made_up=actions.made_up_words() if began_as_example(work) else "",
    ), status
