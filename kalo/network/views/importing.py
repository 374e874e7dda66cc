"""A table of organisations: sent, looked at line by line, then kept whole or not at all."""

from dataclasses import replace
from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from kalo.kit.once import once
from kalo.kit.web import go_to, need
from kalo.network import tables
from kalo.network.actions.importing import CHANGED, NEW, Planned, keep
from kalo.network.forms import ImportForm, OrganisationForm
from kalo.network.forms.people import noted, revisions
from kalo.network.models import Organisation
from kalo.network.permissions import may_verify
from kalo.network.queries.organisations import by_slug, said_at
from kalo.network.tables import SEVERAL, Line, WrongTable, cells_of, decoded, read_lines
from kalo.network.views.labels import LABELS, shown_value
from kalo.network.views.room import Answer, bp, often

Wrong = list[tuple[int, str]]  # the number of a line, and what is wrong there
STAY, GO = "stay", "go"  # what others wrote meanwhile


@bp.get("/desk/import")
def show_import() -> str:
    """What a table must have, and the form for it."""
    need(may_verify(g.person))
    return _page(ImportForm())


@bp.post("/desk/import")
@often
def look_at_import() -> Answer:
    """What each line would do, or what is wrong with it; nothing is kept yet."""
    need(may_verify(g.person))
    form = ImportForm()
    planned, wrong = _planned(form)
    form.seen.data = _noted(planned)
    return _page(form, planned, wrong), 422 if wrong or form.form_errors else 200


@bp.post("/desk/import/kept")
@often
@once
def keep_import() -> Answer:
    """All of it, if every line still stands; where somebody wrote meanwhile, both first (409)."""
    need(may_verify(g.person))
    form = ImportForm()
    planned, wrong = _planned(form, held=True)
    if wrong or form.form_errors:
        return _page(form, planned, wrong), 422
    planned = _with_theirs(planned, revisions(form.seen.data))
    chosen = request.form.get("theirs", "")
    if any(_unseen(each, revisions(form.shown.data), chosen) for each in planned):
        form.shown.data = _noted(planned)
        return _page(form, planned), 409
    if chosen == STAY:
        planned = [each.leaving_theirs() for each in planned]
    done = keep(g.person, planned)
    said = {"new": done[NEW], "changed": done[CHANGED]}
    flash(_("Kept: %(new)d new, %(changed)d changed.", **said), "good")
    return go_to("network.show_desk")


@bp.get("/desk/import/kept")
def lead_to_import() -> Any:
    """A refusal stands under this address; opened again, it leads to the form."""
    need(may_verify(g.person))
    return go_to("network.show_import")


def _noted(planned: list[Planned]) -> str:
    return noted(each.organisation for each in planned if each.organisation)


def _unseen(planned: Planned, shown: dict[str, int], chosen: str) -> bool:
    """Whether somebody wrote there meanwhile and nobody has said, with both seen, what stands."""
    if not planned.theirs or planned.organisation is None:
        return False
    stands = planned.organisation
    return chosen not in (STAY, GO) or shown.get(stands.slug) != stands.revision


def _with_theirs(planned: list[Planned], seen: dict[str, int]) -> list[Planned]:
    """The same lines, with what others wrote since they were looked at."""
    moved = {
        each.organisation.id: seen.get(each.organisation.slug, 0)
        for each in planned
        if each.organisation and each.organisation.revision != seen.get(each.organisation.slug)
    }
    before = said_at(moved) if moved else {}
    return [
        replace(each, theirs=_theirs(each, before.get(each.organisation.id, {})))
        if each.organisation and each.organisation.id in moved
        else each
        for each in planned
    ]


def _theirs(planned: Planned, before: dict[str, Any]) -> dict[str, Any]:
    """What stands, other than it was looked at and other than the table says."""
    stands = planned.organisation
    if stands is None:
        return {}
    written = stands.written()
    return {
        name: getattr(stands, name)
        for name, value in planned.values.items()
        if written[name] != before.get(name) and getattr(stands, name) != value
    }


def _planned(form: ImportForm, held: bool = False) -> tuple[list[Planned], Wrong]:
    try:
        form.text.data = decoded(form.typed())
        lines = read_lines(form.text.data)
    except WrongTable as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return [], []
    known = by_slug({line.page for line in lines if line.page}, held)
    planned: list[Planned] = []
    wrong: Wrong = []
    for line in lines:
        stands = known.get(line.page)
        checked = OrganisationForm(_formdata(line, stands), meta={"csrf": False})
        if said := _what_is_wrong(line, checked, known, planned):
            wrong += [(line.number, each) for each in said]
        else:
            planned.append(Planned(line.number, checked.values(), stands))
    return planned, wrong


def _what_is_wrong(
    line: Line,
    form: OrganisationForm,
    known: dict[str, Organisation],
    before: list[Planned],
) -> list[str]:
    """Sentences, each with its heading; none where the line can be kept."""
    said = [_("%(name)s: this begins like a formula.", name=name) for name in line.runs]
    if line.page and line.page not in known:
        said.append(_("page: there is no organisation with this address."))
    if line.page and any(p.organisation is known.get(line.page) for p in before if line.page):
        said.append(_("page: this organisation stands in the table twice."))
    if not form.validate():
        said += [f"{name}: {' '.join(map(str, sentences))}" for name, sentences in _each(form)]
    return said


def _each(form: OrganisationForm) -> list[tuple[str, list[Any]]]:
    return [(str(name), list(said)) for name, said in form.errors.items() if said]


def _formdata(line: Line, stands: Organisation | None) -> MultiDict[str, str]:
    """A line as if somebody had typed it into the form; what has no column stays as it stands."""
    pairs = []
    for name, cell in {**(cells_of(stands) if stands else {}), **line.cells}.items():
        cells = cell.replace(",", " ").split() if name in SEVERAL else [cell]
        pairs += [(name, each) for each in cells]
    return MultiDict(pairs)


def _page(
    form: ImportForm, planned: list[Planned] | None = None, wrong: Wrong | None = None
) -> str:
    return render_template(
        "network/import.html",
        form=form,
        planned=planned,
        wrong=wrong,
        columns=tables.COLUMNS,
        must=tables.MUST,
        apart=[(each, _apart(each)) for each in planned or () if each.theirs],
    )


def _apart(planned: Planned) -> list[tuple[str, str, str]]:
    """Label, what somebody else wrote, what the table says."""
    return [
        (str(LABELS[name]), _read(name, value), _read(name, planned.values[name]))
        for name, value in planned.theirs.items()
    ]


def _read(name: str, value: Any) -> str:
    return shown_value(name, sorted(value) if isinstance(value, frozenset) else value)
