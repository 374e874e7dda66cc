"""What the directory shows on other rooms' pages, and what it answers other rooms."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from kalo.accounts.models import Person
from kalo.certificates.queries import certificates_of
from kalo.kit.market import Answering, Wanted, knows_market
from kalo.kit.marks import Mark, gives_marks
from kalo.kit.slots import fills
from kalo.kit.web import in_language, language
from kalo.network.models import Organisation
from kalo.network.queries.organisations import listed_for_search, market
from kalo.network.words import AS_A_TOOL, all_said, said, sectors_of_cpv, words_of

PLACES = {
    "/network/": _("Directory of organisations"),
    "/network/map/": _("Organisations on the map"),
    "/network/calls/": _("Who seeks and who offers what"),
    "/network/unions/": _("Unions and networks"),
    "/network/new": _("Ask for a page of your organisation"),
}
CHOICES = {
    "form": "forms",
    "municipality": "places",
    "sector": "sectors",
    "service": "services",
}


@fills("link", order=45)
def link_to_a_page(path: str, **_more: Any) -> str | None:
    """A link for one of the places above."""
    if path not in PLACES:
        return None
    there = in_language(path, language())
    return Markup('<a class="title" href="{}">{}</a>').format(there, PLACES[path])


@fills("topic-about", order=45)
def about_organisation(subject: str | None, **_more: Any) -> str | None:
    """The organisation that a discussion is about, or the directory itself."""
    if subject == AS_A_TOOL:
        return render_template("network/_about_directory.html")
    kind, _colon, number = (subject or "").partition(":")
    if kind != "organisation" or not number.isdecimal() or len(number) > 9:
        return None
    found = listed_for_search([int(number)])
    return render_template("network/_about.html", organisation=found[0]) if found else None


@fills("toolbox-tools", order=30)
def among_the_tools(**_more: Any) -> str:
    """The directory as one of the tools of the toolbox."""
    return render_template("network/_tool_card.html")


@fills("home-aside", order=40)
def on_the_front(**_more: Any) -> str:
    """The way to the directory; asks nothing of the database."""
    return render_template("network/_front.html")


@fills("account-pages", order=55)
def own_pages(**_more: Any) -> str:
    """The ways to one's own organisations and letters."""
    return render_template("network/_account_page.html")


def could_answer(wanted: Wanted, most: int) -> Sequence[Answering]:
    """Listed organisations that fit what is wanted; nothing for a code that no sector has."""
    sectors = set(wanted.sectors)
    if wanted.cpv:
        sectors |= sectors_of_cpv(wanted.cpv)
        if not sectors:
            return []
    found = market(sectors, wanted.services, wanted.forms, wanted.municipality, most)
    return [_answering(organisation, wanted.municipality) for organisation in found]


def _answering(organisation: Organisation, municipality: str) -> Answering:
    spoken = language()
    return Answering(
        name=(organisation.name_en if spoken == "en" else "") or organisation.name_el,
        path=organisation.path,
        form=organisation.form,
        form_label=said("forms", organisation.form, spoken),
        place=said("places", organisation.place, spoken),
        sectors=tuple(all_said("sectors", organisation.sectors, spoken)),
        near=bool(municipality) and organisation.place == municipality,
    )


def choices(kind: str, spoken: str) -> Sequence[tuple[str, str]]:
    """What can be chosen of a kind; nothing for a kind that we do not know."""
    if kind not in CHOICES:
        return []
    return [(key, word.said(spoken)) for key, word in words_of(CHOICES[kind]).items()]


def certificates_to_show(person: Person) -> Iterable[Mark]:
    """The certificates of a person that stand: they may let an organisation show them."""
    for certificate in certificates_of(person):
        if certificate.stands:
            yield Mark(
                subject=f"certificate:{certificate.id}",
                title_el=str(certificate.says("el")["title"]),
                title_en=str(certificate.says("en")["title"]),
                on=certificate.earned_on,
            )


knows_market(could_answer, choices)
gives_marks("certificate", certificates_to_show)
