"""One person's whole story in a cohort, for those who lead it, and what they arrange there."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.learning.actions import allowances, completion, places
from kalo.learning.forms.arranging import AllowanceForm, CompletionForm, ReasonForm
from kalo.learning.models import Cohort
from kalo.learning.queries import story
from kalo.learning.queries.allowances import arranged_for, get_allowance
from kalo.learning.queries.board import board_of
from kalo.learning.queries.cohorts import get_led_cohort
from kalo.learning.queries.items import every_item, outline_of
from kalo.learning.queries.lessons import find_block
from kalo.learning.queries.standing import names_from
from kalo.learning.views.board import BOARD
from kalo.learning.views.cohorts import Answer
from kalo.learning.views.exporting import cell_words
from kalo.learning.views.room import bp, often

PERSON = BOARD + "people/<handle>/"


@dataclass(frozen=True)
class Member:
    """A member of a cohort that one leads."""

    cohort: Cohort
    person: Person

    @property
    def programme_id(self) -> int:
        """Of which programme."""
        return self.cohort.programme_id

    @property
    def whole(self) -> str:
        """The programme as rules name it."""
        return f"programme:{self.cohort.programme_id}"

    @property
    def route(self) -> dict[str, Any]:
        """What `url_for` needs to find the page."""
        return {"cohort_id": self.cohort.id, "handle": self.person.handle}


def _member(cohort_id: int, handle: str) -> Member:
    need(g.person is not None)
    cohort = get_led_cohort(cohort_id, g.person).cohort
    return Member(cohort, story.get_member(cohort, handle))


@bp.get(PERSON)
def show_story(cohort_id: int, handle: str) -> str:
    """All of it."""
    member = _member(cohort_id, handle)
    outline = outline_of(member.programme_id)
    things = [item.thing for item in every_item(outline)]
    (line,) = board_of(member.cohort, outline, things, member.person.id)
    dues = (due.thing for due in line.standing.open_dues.values())
    return _page(
        "story",
        member,
        line=line,
        outline=outline,
        items={item.thing: item for item in every_item(outline)},
        names=names_from(outline, [line.standing.verdict], dues),
        acts=story.acts_page(member.person, member.programme_id),
        attempts=story.attempts_of(member.person, member.programme_id),
        versions=story.versions_of(member.person, member.programme_id),
        completions=story.completions_of(member.person, member.programme_id),
        allowances=arranged_for(member.person.id, member.programme_id),
        cell_words=cell_words,
        act_words=act_words,
    )


@bp.get(PERSON + "allowances")
def show_allowance(cohort_id: int, handle: str) -> str:
    """The form for arranging something."""
    member = _member(cohort_id, handle)
    form = AllowanceForm().offer(outline_of(member.programme_id))
    return _page("allowance", member, form=form)


@bp.post(PERSON + "allowances")
@often
@once
def allow(cohort_id: int, handle: str) -> Answer:
    """Arrange something for a person."""
    member = _member(cohort_id, handle)
    form = AllowanceForm().offer(outline_of(member.programme_id))
    if not form.validate():
        return _page("allowance", member, form=form), 422
    block = find_block(form.block.data) if form.block.data else None
    programme = member.cohort.programme
    try:
        allowances.allow(member.person, programme, block, g.person, **form.given())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page("allowance", member, form=form), 422
    flash(_("It is arranged. %(name)s sees it too.", name=member.person.name), "good")
    return _back(member, "arranged")


@bp.post(PERSON + "allowances/<int(max=2147483647):allowance_id>/undo")
@often
def take_back_allowance(cohort_id: int, handle: str, allowance_id: int) -> Answer:
    """Take back what was arranged."""
    member = _member(cohort_id, handle)
    allowance = get_allowance(allowance_id, member.person, member.programme_id)
    allowances.take_back(allowance, member.person, g.person)
    flash(_("It is taken back."))
    return _back(member, "arranged")


@bp.get(PERSON + "completions")
def show_completion(cohort_id: int, handle: str) -> str:
    """The form for saying that something is finished, whatever the rule says."""
    member = _member(cohort_id, handle)
    return _completion_page(member, _completion_form(member))


@bp.post(PERSON + "completions")
@often
@once
def give_completion(cohort_id: int, handle: str) -> Answer:
    """Say that something is finished, whatever the rule says."""
    member = _member(cohort_id, handle)
    form = _completion_form(member)
    if not form.validate():
        return _completion_page(member, form), 422
    whose, thing, reason = member.person.id, form.thing.data, form.reason.data or ""
    completion.give(g.person, whose, member.programme_id, thing, reason)
    flash(_("It counts as finished now."), "good")
    return _back(member, "finished")


@bp.get(PERSON + "completions/undo")
def show_taking_back(cohort_id: int, handle: str) -> str:
    """The form for taking back a completion, `?thing=`."""
    member = _member(cohort_id, handle)
    return _completion_page(member, _completion_form(member), back=True)


@bp.post(PERSON + "completions/undo")
@often
@once
def take_back_completion(cohort_id: int, handle: str) -> Answer:
    """Take back a completion."""
    member = _member(cohort_id, handle)
    form = _completion_form(member)
    if not form.validate():
        return _completion_page(member, form, back=True), 422
    earned = story.completions_of(member.person, member.programme_id)
    known = earned.get(form.thing.data) or abort(404)
    completion.take_back(g.person, known, form.reason.data or "")
    flash(_("It does not count as finished any more."))
    return _back(member, "finished")


@bp.get(PERSON + "removal")
def show_removal(cohort_id: int, handle: str) -> str:
    """The form for taking somebody out."""
    return _page("removal", _member(cohort_id, handle), form=ReasonForm())


@bp.post(PERSON + "removal")
@often
@once
def take_out(cohort_id: int, handle: str) -> Answer:
    """Take somebody out of the cohort; they are told, and the next who waits comes in."""
    member = _member(cohort_id, handle)
    form = ReasonForm()
    if not form.validate():
        return _page("removal", member, form=form), 422
    places.take_out(member.cohort, member.person, g.person, form.reason.data or "")
    flash(_("%(name)s is not in the cohort any more.", name=member.person.name))
    return go_to("learning.show_board", cohort_id=cohort_id)


def _completion_form(member: Member) -> CompletionForm:
    form = CompletionForm().offer(outline_of(member.programme_id), member.whole)
    if request.method == "GET":
        form.thing.data = request.args.get("thing", "")
    return form


def _completion_page(member: Member, form: CompletionForm, back: bool = False) -> str:
    return _page("completion", member, form=form, back=back)


def _page(name: str, member: Member, **facts: Any) -> str:
    return render_template(
        f"learning/{name}.html",
        member=member,
        cohort=member.cohort,
        programme=member.cohort.programme,
        whose=member.person,
        **facts,
    )


def act_words(row: Any) -> str:
    """What somebody did, in a few words."""
    act, kinds = row.LearningEvent, _kinds()
    said = kinds.get(act.kind, act.kind)
    if act.right is not None:
        return _("%(what)s, right", what=said) if act.right else _("%(what)s, wrong", what=said)
    return _("%(what)s, taken back", what=said) if act.value.get("undone") else said


def _kinds() -> dict[str, str]:
    return {
        "opened": _("opened the lesson"),
        "done": _("said it is finished"),
        "answered": _("answered a question"),
        "played": _("played a film or a recording"),
        "handed-in": _("handed in a task"),
        "submitted": _("submitted a quiz"),
        "attended": _("was at a workshop"),
        "excused": _("was excused"),
        "accepted": _("a task was accepted"),
    }


def _back(member: Member, anchor: str | None = None) -> Response:
    return go_to("learning.show_story", **member.route, _anchor=anchor)
