"""What somebody passed and lets their organisation show."""

from flask import flash, g, render_template
from flask_babel import gettext as _

from kalo.kit.marks import marks_of
from kalo.kit.once import once
from kalo.kit.web import go_to
from kalo.network import queries
from kalo.network.actions.marks import show_marks
from kalo.network.forms import MarksForm
from kalo.network.models import Keeper, Organisation
from kalo.network.views.room import HERE, Answer, bp, kept, often, rights


@bp.get(f"{HERE}marks")
def show_my_marks(slug: str) -> str:
    """What I passed, and what of it is shown."""
    organisation, own = kept(slug)
    return _page(organisation, own, MarksForm())


@bp.post(f"{HERE}marks")
@often
@once
def choose_marks(slug: str) -> Answer:
    """Show exactly what was chosen of my own."""
    organisation, own = kept(slug)
    form, offered = MarksForm(), marks_of(g.person)
    form.offer(offered, set())
    if not form.validate():
        return _page(organisation, own, form), 422
    show_marks(organisation, g.person, offered, form.marks.data or [])
    flash(_("Saved."), "good")
    return go_to("network.show_organisation", slug=slug)


def _page(organisation: Organisation, own: Keeper | None, form: MarksForm) -> str:
    shown = queries.marks_of([organisation.id]).get(organisation.id, [])
    offered = marks_of(g.person)
    form.offer(offered, {mark.subject for mark in shown})
    others = [mark for mark in shown if mark.by_id != g.person.id]
    facts = {"organisation": organisation, "form": form, "offered": offered, "others": others}
    return render_template("network/marks.html", **facts, **rights(organisation, own))
