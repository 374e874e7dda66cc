"""The page of an organisation, its history, and taking it out of the directory."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import ageing
from kalo.kit.page import whole_address
from kalo.kit.structured import as_json, breadcrumbs
from kalo.kit.versions import shows
from kalo.kit.web import go_to, in_language, language, need
from kalo.network import queries, words
from kalo.network.actions import organisations as verbs
from kalo.network.forms import WhyForm
from kalo.network.models import WRITTEN, Call, Organisation, Version
from kalo.network.permissions import may_decide, may_rest, may_return, may_see_inside
from kalo.network.queries.calls import calls_of
from kalo.network.queries.organisations import versions_of
from kalo.network.queries.people import keepers_of
from kalo.network.views.labels import LABELS, shown_value
from kalo.network.views.room import HERE, Answer, bp, find, often, rights
from kalo.network.views.taking import ways_of_organisation


@bp.get(HERE)
def show_organisation(slug: str) -> str:
    """What it says of itself, what it seeks and offers, what it passed."""
    organisation, own = find(slug)
    decides = may_decide(g.person, organisation)
    calls = calls_of(organisation.id) if organisation.is_shown else []
    if organisation.is_shown:
        _keep(calls)
    return render_template(
        "network/organisation.html",
        organisation=organisation,
        calls=calls,
        marks=queries.marks_of([organisation.id]).get(organisation.id, []),
        has_people=bool(queries.keeper_ids(organisation.id)),
        data=as_json(_for_machines(organisation)) if organisation.is_shown else "",
        ways=ways_of_organisation(organisation.slug),
        why_form=WhyForm() if decides else None,
        asking=keepers_of(organisation) if decides else [],
        **rights(organisation, own),
    )


def _keep(calls: list[Call]) -> None:
    """A guest's page holds until it or its discussions change, or the first of its calls ends."""
    for call in calls:
        ageing.changes_at(call.ends_at)
    shows("network", "forum", "categories", "people")


def _for_machines(organisation: Organisation) -> list[dict[str, Any]]:
    """As schema.org says an organisation; its e-mail is not among it."""
    address = whole_address(in_language(organisation.path, language()))
    place = words.drawing().places.get(organisation.place)
    english = language() == "en"
    said = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address,
        "url": organisation.website or address,
        "name": (organisation.name_en if english else "") or organisation.name_el,
        "alternateName": organisation.name_el if english else organisation.name_en,
        "description": (organisation.summary_en if english else "") or organisation.summary_el,
        "foundingDate": str(organisation.founded or ""),
        "knowsAbout": words.all_said("sectors", organisation.sectors, language()),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": organisation.address,
            "addressLocality": place.said(language()) if place and place.x is not None else "",
            "addressCountry": "GR",
        },
    }
    way = [
        (_("Directory"), in_language("/network/", language())),
        (said["name"], organisation.path),
    ]
    return [said, breadcrumbs([(str(name), path) for name, path in way])]


@bp.get(f"{HERE}history")
def show_history(slug: str) -> str:
    """Every version, and how each differs from the one before."""
    organisation, own = find(slug)
    need(may_see_inside(g.person, own))
    versions = versions_of(organisation)
    return render_template(
        "network/history.html",
        organisation=organisation,
        versions=[
            (version, _differences(version, before))
            for version, before in zip(versions, [*versions[1:], None], strict=False)
        ],
        **rights(organisation, own),
    )


def _differences(version: Version, before: Version | None) -> list[tuple[str, str, str]]:
    """Label, what stood, what stands now; nothing for the first."""
    if before is None:
        return []
    pairs = [(name, before.said.get(name), version.said.get(name)) for name in WRITTEN]
    return [
        (str(LABELS[name]), shown_value(name, was), shown_value(name, now))
        for name, was, now in pairs
        if was != now
    ]


@bp.post(f"{HERE}rest")
@often
def rest(slug: str) -> Response:
    """Out of the directory; everything is kept."""
    organisation, own = find(slug)
    need(may_rest(g.person, organisation, own))
    verbs.rest(organisation, g.person)
    flash(_("It is not in the directory any more. Everything is kept."))
    return go_to("network.show_organisation" if own else "network.show_desk", **_at(own, slug))


@bp.post(f"{HERE}rest/undo")
@often
def come_back(slug: str) -> Response:
    """Into the directory again."""
    organisation, own = find(slug)
    need(may_return(g.person, organisation, own))
    verbs.come_back(organisation, g.person)
    flash(_("It stands in the directory again."), "good")
    return go_to("network.show_organisation", slug=slug)


def _at(own: object, slug: str) -> dict[str, str]:
    return {"slug": slug} if own else {}


@bp.post(f"{HERE}listing")
@often
def list_it(slug: str) -> Response:
    """Staff have looked: everybody sees it now."""
    organisation, _own = find(slug)
    need(may_decide(g.person, organisation))
    verbs.list_it(organisation, g.person)
    flash(_("It stands in the directory."), "good")
    return go_to("network.show_organisation", slug=slug)


@bp.post(f"{HERE}return")
@often
def send_back(slug: str) -> Answer:
    """Not yet: with a reason, to whoever asked."""
    organisation, own = find(slug)
    need(may_decide(g.person, organisation))
    form = WhyForm()
    if not form.validate():
        facts = {"organisation": organisation, "why_form": form, "calls": [], "marks": []}
        facts["asking"] = keepers_of(organisation)
        more = {"has_people": False, "data": "", "ways": [], **rights(organisation, own)}
        return render_template("network/organisation.html", **facts, **more), 422
    verbs.send_back(organisation, g.person, form.why.data or "")
    flash(_("Whoever asked for it reads what is missing."))
    return go_to("network.show_desk")
