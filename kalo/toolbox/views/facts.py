"""The doors of facts: a page of each set for everybody; editors change them, and settle tasks."""

from typing import Any

from flask import Response, flash, g, render_template
from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, language, need
from kalo.toolbox.actions import facts as actions
from kalo.toolbox.facts.keeping import as_yaml, unpacked
from kalo.toolbox.forms.facts import FactForm, typed
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.permissions import may_edit_facts
from kalo.toolbox.queries import facts as queries
from kalo.toolbox.reports import legal_notice
from kalo.toolbox.reports.page import IN_TEMPLATES
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
    rows, today = queries.get_set(set_name), clock.today()
    facts = [(row, row.in_language(language(), today)) for row in rows]
    return render_template(
        "toolbox/facts/set.html",
        called=queries.set_called(set_name),
        facts=facts,
        notice=legal_notice().text,
        edits=may_edit_facts(g.person),
    )


@bp.get("/facts/<set_name>/facts.yaml")
def give_facts(set_name: str) -> Response:
    """The set as a file that `kalo seed` reads."""
    rows = [{"key": row.key, **row.said()} for row in queries.get_set(set_name)]
    answer = Response(as_yaml(rows), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{set_name}.yaml"'
    return answer


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
    return _page(fact, FactForm(formdata=None).show(fact))


@bp.post(FACT)
@often
@once
def change_fact(fact_id: int) -> Answer:
    """Say something else, unless somebody else did in between: then both are shown (409)."""
    need(may_edit_facts(g.person))
    fact, form = queries.get_fact(fact_id), FactForm()
    if not form.validate():
        return _page(fact, form), 422
    try:
        actions.change_fact(fact, g.person, form.said(), form.reason.data or "", form.seen)
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


def _beside(fact: FactRow, form: FactForm, refusal: Refused) -> Answer:
    stands = FactForm(formdata=None).show(fact)
    stands.reason.data = form.reason.data
    return _page(fact, form, form.beside(stands, refusal)), 409


def _refused(fact: FactRow, refusal: Refused) -> Answer:
    form = FactForm(formdata=None).show(fact)
    form.form_errors.append(str(refusal))
    return _page(fact, form), 409


def _page(fact: FactRow, form: FactForm, apart: Any = None) -> str:
    return render_template(
        "toolbox/facts/fact.html",
        fact=fact,
        called=queries.set_called(fact.set_name),
        now=fact.in_language(language(), clock.today()),
        form=form,
        apart=apart,
        versions=queries.versions_of(fact),
        waits=_waiting(fact),
        typed=typed,
    )


def _waiting(fact: FactRow) -> Any:
    """What the file says, beside what stands; an empty list where it has the fact no more."""
    if fact.waits is None:
        return None
    if fact.waits == actions.GONE:
        return []
    row = FactRow(**unpacked(fact.waits), revision=fact.revision)
    file, stands = (FactForm(formdata=None).show(each).shown() for each in (row, fact))
    labels = FactForm(formdata=None)
    return [
        (labels[name].label.text, stands[name], words)
        for name, words in file.items()
        if name != "reason" and words != stands[name]
    ]
