"""The doors of facts: a page of each set for everybody; editors change them, and settle tasks."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from flask import Response, abort, flash, g, render_template
from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.facts import ListOfFacts, list_called
from kalo.kit.once import once
from kalo.kit.reports import legal_notice
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, language, need
from kalo.toolbox.actions import facts as actions
from kalo.toolbox.facts.keeping import as_yaml, unpacked
from kalo.toolbox.forms.facts import (
    FactForm,
    NewFactForm,
    StandingForm,
    fact_form,
    new_fact_form,
)
from kalo.toolbox.forms.values import said_value
from kalo.toolbox.models.facts import FactRow, FactVersion
from kalo.toolbox.permissions import may_change_list, may_edit_facts
from kalo.toolbox.queries import facts as queries
from kalo.toolbox.shown import IN_TEMPLATES
from kalo.toolbox.views.rooms import bp

FACT = "/facts/<int(max=2147483647):fact_id>"
often = limiter.limit("60/minute", methods=["POST"])
Answer = Any

for _name, _function in IN_TEMPLATES.items():
    bp.add_app_template_global(_function, _name)


@bp.get("/facts/")
def show_fact_sets() -> str:
    """Every set of facts, for everybody; for editors what is to be checked."""
    edits = may_edit_facts(g.person)
    return render_template(
        "toolbox/facts/sets.html",
        sets=queries.sets_of_facts(),
        owed=queries.count_to_check() if edits else 0,
        edits=edits,
    )


@bp.get("/facts/<set_name>/")
def show_facts(set_name: str) -> str:
    """The facts of a set with source, date and mark."""
    edits, today = may_edit_facts(g.person), clock.today()
    rows = queries.get_set(set_name, gone=edits)
    facts = [(row, row.in_language(language(), today)) for row in rows]
    return render_template(
        "toolbox/facts/set.html",
        called=queries.set_called(set_name),
        facts=[(row, fact) for row, fact in facts if row.withdrawn_at is None],
        gone=[(row, fact) for row, fact in facts if row.withdrawn_at is not None],
        notice=legal_notice().text,
        edits=edits,
        lists=may_change_list(g.person, list_called(set_name) is not None),
        retires=_retires(set_name),
    )


@bp.get("/facts/<set_name>/facts.yaml")
def give_facts(set_name: str) -> Response:
    """The set as a file that `kalo seed` reads."""
    rows = [{"key": row.key, **row.said()} for row in queries.get_set(set_name)]
    answer = Response(as_yaml(rows), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{set_name}.yaml"'
    return answer


@bp.get("/facts/<set_name>/new")
def new_fact(set_name: str) -> str:
    """The form for one more on a list; 404 for a set that is none."""
    _need_list(set_name)
    return _new_page(set_name, new_fact_form(set_name)(formdata=None).begin())


@bp.post("/facts/<set_name>/new")
@often
@once
def add_fact(set_name: str) -> Answer:
    """Add it; where its name is taken, what stands there is shown beside what was typed (409)."""
    _need_list(set_name)
    form = new_fact_form(set_name)()
    if not form.validate():
        return _new_page(set_name, form), 422
    key, reason = form.key.data or "", form.reason.data or ""
    try:
        fact = actions.add_fact(set_name, key, g.person, form.said(), reason)
    except actions.Taken as refusal:
        form.form_errors.append(str(refusal))
        apart = form.apart_from(form.of(refusal.fact))
        return _new_page(set_name, form, refusal.fact, apart), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _new_page(set_name, form), 422
    flash(_("Added. It stands on the pages from now on."), "good")
    return go_to(".edit_fact", fact_id=fact.id)


def _retires(set_name: str) -> bool:
    """Whether this person may take one off the list, or put it back."""
    found = list_called(set_name)
    return may_change_list(g.person, found is not None and found.retires)


def _need_list(set_name: str) -> ListOfFacts:
    found = list_called(set_name) or abort(404)
    need(may_change_list(g.person, listed=True))
    return found


def _new_page(
    set_name: str, form: NewFactForm, there: FactRow | None = None, apart: Any = None
) -> str:
    called = queries.set_called(set_name)
    return render_template(
        "toolbox/facts/new.html", called=called, form=form, there=there, apart=apart
    )


@bp.get("/facts/tasks")
def show_fact_tasks() -> str:
    """What editors owe a look."""
    need(may_edit_facts(g.person))
    rows, today = queries.facts_to_check(), clock.today()
    tasks = [(row, row.in_language(language(), today)) for row in rows]
    return render_template("toolbox/facts/tasks.html", tasks=tasks)


@bp.get(FACT)
def edit_fact(fact_id: int) -> str:
    """The form with what a fact says, its history, and what waits from its file."""
    need(may_edit_facts(g.person))
    fact = queries.get_fact(fact_id)
    return _page(fact, _shown(fact))


@bp.post(FACT)
@often
@once
def change_fact(fact_id: int) -> Answer:
    """Say something else, unless somebody else did in between: then both are shown (409)."""
    need(may_edit_facts(g.person))
    fact = queries.get_fact(fact_id)
    form = fact_form(fact.set_name, fact)()
    if not form.validate():
        return _page(fact, form), 422
    try:
        actions.change_fact(fact, g.person, form.said(fact), form.reason.data or "", form.seen)
    except actions.Outdated as refusal:
        return _beside(fact, form, refusal)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(fact, form), 422
    flash(_("Saved. The pages show it from now on."), "good")
    return go_to(".edit_fact", fact_id=fact.id)


@bp.post(f"{FACT}/versions/<int(max=2147483647):number>/undo")
@often
@once
def take_back_fact(fact_id: int, number: int) -> Answer:
    """Say again what an earlier version said."""
    need(may_edit_facts(g.person))
    fact, form = queries.get_fact(fact_id), FactForm()
    version = queries.get_version(fact, number)
    try:
        actions.take_back(fact, g.person, version, form.seen)
    except Refused as refusal:
        return _refused(fact, refusal)
    flash(_("The fact says again what it said then."), "good")
    return go_to(".edit_fact", fact_id=fact.id)


@bp.post(f"{FACT}/file/<any(take, leave):way>")
@often
@once
def settle_fact(fact_id: int, way: str) -> Answer:
    """Take what the file says, or leave what an editor wrote."""
    need(may_edit_facts(g.person))
    fact, form = queries.get_fact(fact_id), FactForm()
    try:
        actions.settle(fact, g.person, way == "take", form.seen)
    except Refused as refusal:
        return _refused(fact, refusal)
    flash(_("Settled."), "good")
    return go_to(".show_fact_tasks")


@bp.post(f"{FACT}/retirement")
@often
@once
def retire_fact(fact_id: int) -> Answer:
    """Take a fact off its list, with a reason."""
    return _standing(fact_id, actions.retire_fact, _("Retired. No page shows it any more."))


@bp.post(f"{FACT}/retirement/undo")
@often
@once
def bring_back_fact(fact_id: int) -> Answer:
    """Put it on its list again, with a reason."""
    return _standing(fact_id, actions.bring_back_fact, _("It is back on the pages."))


def _standing(fact_id: int, act: Callable[..., None], done: str) -> Answer:
    need(may_edit_facts(g.person))
    fact, form = queries.get_fact(fact_id), StandingForm()
    need(_retires(fact.set_name))
    if not form.validate():
        return _page(fact, _shown(fact), standing=form), 422
    try:
        act(fact, g.person, form.why.data or "", form.seen)
    except Refused as refusal:
        return _refused(fact, refusal, form)
    flash(done, "good")
    return go_to(".edit_fact", fact_id=fact.id)


def _shown(fact: FactRow) -> FactForm:
    return fact_form(fact.set_name, fact)(formdata=None).show(fact)


def _beside(fact: FactRow, form: FactForm, refusal: Refused) -> Answer:
    stands = _shown(fact)
    stands.reason.data = form.reason.data
    return _page(fact, form, form.beside(stands, refusal)), 409


def _refused(fact: FactRow, refusal: Refused, standing: StandingForm | None = None) -> Answer:
    form = _shown(fact)
    (standing or form).form_errors.append(str(refusal))
    return _page(fact, form, standing=standing), 409


def _page(
    fact: FactRow, form: FactForm, apart: Any = None, standing: StandingForm | None = None
) -> str:
    return render_template(
        "toolbox/facts/fact.html",
        fact=fact,
        called=queries.set_called(fact.set_name),
        now=fact.in_language(language(), clock.today()),
        form=form,
        apart=apart,
        past=_past(fact),
        waits=_waiting(fact),
        has_left=fact.waits == actions.GONE,
        lists=_retires(fact.set_name),
        standing=standing or StandingForm(formdata=None),
        value_words=said_value(fact.set_name),
    )


def _waiting(fact: FactRow) -> Any:
    """What the file says, beside what stands; an empty list where it has the fact no more."""
    if fact.waits is None:
        return None
    if fact.waits == actions.GONE:
        return []
    row = FactRow(**unpacked(fact.waits), revision=fact.revision)
    form = fact_form(fact.set_name, fact, row)
    return _apart(*(form(formdata=None).show(each) for each in (fact, row)))


def _apart(before: FactForm, after: FactForm) -> list[tuple[str, str, str]]:
    """Where two states of a fact differ: label, before, after."""
    was = before.shown()
    return [
        (after[name].label.text, was[name], words)
        for name, words in after.shown().items()
        if name != "reason" and words != was[name]
    ]


def _past(fact: FactRow) -> list[tuple[FactVersion, Any]]:
    """Every version, the newest first, with what it changed of the one before it."""
    versions = queries.versions_of(fact)
    rows = [FactRow(**unpacked(each.what), revision=each.revision) for each in versions]
    form = fact_form(fact.set_name, *rows)
    forms = [form(formdata=None).show(row) for row in rows]
    changed = [_apart(before, after) for after, before in pairwise(forms)]
    return list(zip(versions, [*changed, []], strict=True))
