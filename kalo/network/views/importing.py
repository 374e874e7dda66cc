"""A table of organisations: sent, looked at line by line, then kept whole or not at all."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from kalo.kit.once import once
from kalo.kit.web import go_to, need
from kalo.network import tables
from kalo.network.actions.importing import CHANGED, NEW, Planned, keep
from kalo.network.forms import ImportForm, OrganisationForm
from kalo.network.models import Organisation
from kalo.network.permissions import may_verify
from kalo.network.queries.organisations import by_slug
from kalo.network.tables import SEVERAL, Line, WrongTable, cells_of, decoded, read_lines
from kalo.network.views.room import Answer, bp, often

Wrong = list[tuple[int, str]]  # the number of a line, and what is wrong there
NONE: list[Any] = []


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
    return _page(form, planned, wrong), 422 if wrong or form.form_errors else 200


@bp.post("/desk/import/kept")
@often
@once
def keep_import() -> Answer:
    """All of it, if every line still stands."""
    need(may_verify(g.person))
    form = ImportForm()
    planned, wrong = _planned(form)
    if wrong or form.form_errors:
        return _page(form, planned, wrong), 422
    done = keep(g.person, planned)
    said = {"new": done[NEW], "changed": done[CHANGED]}
    flash(_("Kept: %(new)d new, %(changed)d changed.", **said), "good")
    return go_to("network.show_desk")


@bp.get("/desk/import/kept")
def lead_to_import() -> Any:
    """A refusal stands under this address; opened again, it leads to the form."""
    need(may_verify(g.person))
    return go_to("network.show_import")


def _planned(form: ImportForm) -> tuple[list[Planned], Wrong]:
    try:
        form.text.data = decoded(form.typed())
        lines = read_lines(form.text.data)
    except WrongTable as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return [], []
    known = by_slug({line.page for line in lines if line.page})
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
    )
