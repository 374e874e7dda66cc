"""The worked example: a page, what it seeks and what fits, a contact; to be changed and looked at.

Nothing of it is kept: no table holds it, and what is typed comes and goes with the form.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from flask import Response, g, render_template, request
from flask_babel import gettext as _

from kalo.kit import ageing, clock
from kalo.kit.safety import csrf
from kalo.kit.versions import shows
from kalo.kit.web import language, need, thinks_first
from kalo.network import example
from kalo.network.forms import CallForm, OrganisationForm
from kalo.network.models import Call, Organisation
from kalo.network.permissions import may_play
from kalo.network.views.files import as_file
from kalo.network.views.reports import organisation_report
from kalo.network.views.room import Answer, bp, playing, taking
from kalo.network.views.taking import OF_AN_ORGANISATION, WORDS

FREE: Any = {"csrf": False}  # nothing is written, and a guest's page is the same for all


@dataclass
class Played:
    """The forms as they were filled in, and what comes of them; nothing where they are wrong."""

    form: OrganisationForm
    call_form: CallForm
    organisation: Organisation | None = None
    call: Call | None = None
    fits: list[Call] = field(default_factory=list)


@bp.get("/example/")
def show_example() -> str:
    """The example as it is."""
    shows("network")
    ageing.changes_at(_midnight())
    return _page(_example())


def _midnight() -> datetime:
    """Until then its days are right."""
    return datetime.combine(clock.today() + timedelta(days=1), time(), clock.ATHENS)


@bp.post("/example/")
@csrf.exempt
@playing
@thinks_first
def play() -> Answer:
    """The example with other words in it."""
    need(may_play(g.person))
    played = _played()
    return _page(played), 200 if played.organisation else 422


@bp.get("/example/profile.<any(pdf, docx, json):kind>")
@taking
def download_example(kind: str) -> Response:
    """The example as a file, which says that it is one."""
    return _file(_example(), kind)


@bp.post("/example/profile.<any(pdf, docx, json):kind>")
@csrf.exempt
@taking
@thinks_first
def download_played(kind: str) -> Answer | Response:
    """The same with what was typed."""
    need(may_play(g.person))
    played = _played()
    return _file(played, kind) if played.organisation else (_page(played), 422)


def _example() -> Played:
    at = clock.now()
    organisation = example.organisation(example.values(language()), at)
    call = example.call(example.call_values(language()), organisation, at)
    form, call_form = _forms(None)
    return _with_what_fits(Played(form.show(organisation), call_form.show(call)))


def _played() -> Played:
    form, call_form = _forms(request.form)
    both = [form.validate(), call_form.validate()]
    played = Played(form, call_form)
    return _with_what_fits(played) if all(both) else played


def _forms(sent: Any) -> tuple[OrganisationForm, CallForm]:
    return (
        OrganisationForm(sent, prefix="o", meta=FREE),
        CallForm(sent, prefix="c", meta=FREE),
    )


def _with_what_fits(played: Played) -> Played:
    at = clock.now()
    played.organisation = example.organisation(played.form.values(), at)
    played.call = example.call(played.call_form.values(), played.organisation, at)
    played.fits = example.fitting(played.call, language(), at)
    return played


def _file(played: Played, kind: str) -> Response:
    organisation = played.organisation
    assert organisation is not None
    assert played.call is not None
    note = _("This is an example: the answers in it are made up.")
    made = organisation_report(organisation, [played.call], [example.mark(clock.now())], note)
    return as_file(made, kind, example.SLUG, {"example": True, **organisation.written()})


def _page(played: Played) -> str:
    return render_template(
        "network/example.html",
        played=played,
        organisation=played.organisation,
        marks=[example.mark(clock.now())],
        calls=[played.call],
        may_call=False,
        thread=example.thread(language()),
        kinds=[(kind, WORDS[kind]) for kind in OF_AN_ORGANISATION],
    )
