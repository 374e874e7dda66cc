"""The blueprint of the room, its limits, and the words that its templates share."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, g, request
from werkzeug.wrappers import Response

from kalo.kit.safety import limiter
from kalo.kit.web import language, need
from kalo.network import permissions, queries, words
from kalo.network.models import Call, Keeper, Organisation, ShownMark

Answer = str | Response | tuple[str, int]
HERE = "/<slug>/"
MARK_SIGNS = {"impact": "chart", "certificate": "certificate"}
bp = Blueprint("network", "kalo.network", url_prefix="/network", template_folder="templates")


def visitor() -> str:
    """Whose acts are counted: the person's; many may share one address."""
    return f"person:{g.person.id}" if g.person else f"guest:{request.remote_addr}"


often = limiter.limit("60/minute", key_func=visitor, methods=["POST"])
taking = limiter.shared_limit("90/minute", scope="network-taking", key_func=visitor)
playing = limiter.shared_limit("1200/minute", scope="network-playing", key_func=visitor)
writing = limiter.limit("10/hour;30/day", key_func=visitor, methods=["POST"])
lettering = limiter.limit("10/hour;20/day", key_func=visitor, methods=["POST"])


def find(slug: str) -> tuple[Organisation, Keeper | None]:
    """The organisation that this person may see, and what they are there; 404 otherwise."""
    return queries.get_organisation(slug, g.person)


def kept(slug: str) -> tuple[Organisation, Keeper | None]:
    """An organisation of which this person is one of the people: 404 or 403 otherwise."""
    organisation, own = find(slug)
    need(permissions.may_keep(g.person, own))
    return organisation, own


def one_of(name: str, kind: str) -> str:
    """A word of the address; none is "", an unknown one a 404."""
    word = request.args.get(name, "")
    if word and word not in words.words_of(kind):
        abort(404)
    return word


def choice(kind: str) -> list[tuple[str, str]]:
    """What can be chosen of a kind: the word, its label in the language of the page."""
    return [(key, word.said(language())) for key, word in words.words_of(kind).items()]


@bp.app_template_filter("form_word")
def form_word(organisation: Organisation) -> str:
    """Its legal form."""
    return words.said("forms", organisation.form, language())


@bp.app_template_filter("place_word")
def place_word(key: str) -> str:
    """A municipality."""
    return words.said("places", key, language()) if key else ""


@bp.app_template_filter("sector_word")
def sector_word(key: str) -> str:
    """A sector."""
    return words.said("sectors", key, language()) if key else ""


@bp.app_template_filter("sector_words")
def sector_words(keys: Iterable[str]) -> list[str]:
    """Several sectors, in their order."""
    return words.all_said("sectors", keys, language())


@bp.app_template_filter("service_word")
def service_word(key: str) -> str:
    """A service."""
    return words.said("services", key, language()) if key else ""


@bp.app_template_filter("service_keys")
def service_keys(keys: Iterable[str]) -> list[str]:
    """Several services, by their words, in their order."""
    wanted = set(keys)
    return [key for key in words.words_of("services") if key in wanted]


@bp.app_template_filter("sector_keys")
def sector_keys(keys: Iterable[str]) -> list[str]:
    """Several sectors, by their words, in their order."""
    wanted = set(keys)
    return [key for key in words.words_of("sectors") if key in wanted]


@bp.app_template_filter("mark_sign")
def mark_sign(mark: ShownMark) -> str:
    """The picture of a kind of mark."""
    return MARK_SIGNS.get(mark.kind, "good")


@bp.app_template_filter("call_facts")
def call_facts(call: Call) -> list[str]:
    """What it is about, in a few words: the service, the sector, where."""
    found = [service_word(call.service), sector_word(call.sector), place_word(call.place)]
    return [word for word in found if word]


def rights(organisation: Organisation, own: Keeper | None) -> dict[str, Any]:
    """What this person may do with it, for its pages."""
    person = g.person
    return {
        "may_edit": permissions.may_edit(person, organisation, own),
        "may_keep": permissions.may_keep(person, own),
        "may_see_inside": permissions.may_see_inside(person, own),
        "may_claim": permissions.may_claim(person, organisation, own),
        "may_call": permissions.may_call(person, organisation, own),
        "may_contact": permissions.may_contact(person, organisation, own),
        "may_rest": permissions.may_rest(person, organisation, own),
        "may_return": permissions.may_return(person, organisation, own),
        "may_decide": permissions.may_decide(person, organisation),
        "own": own,
    }
