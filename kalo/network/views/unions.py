"""Unions and networks, from facts with their sources: by level, role and members."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _

from kalo.kit.facts import (
    LINE,
    ONE,
    SOME,
    Part,
    facts_of,
    lists_facts,
    shapes_facts,
    wrong_with,
)
from kalo.kit.web import language
from kalo.network.views.room import bp
from kalo.network.views.taking import ways_of_unions

SET = "networks"
LEVELS = {
    "regional": _("Regional"),
    "national": _("National"),
    "european": _("European"),
    "world": _("Worldwide"),
}
ROLES = {
    "representation": _("Representation"),
    "support": _("Support"),
    "research": _("Research and learning"),
    "finance": _("Finance"),
    "sector": _("One sector"),
}
MEMBERS = {
    "bodies": _("Organisations"),
    "municipalities": _("Municipalities"),
    "people": _("People"),
}
KINDS = {"level": LEVELS, "role": ROLES, "members": MEMBERS}


def wrong_body(row: Mapping[str, Any]) -> str:
    """What is wrong with a union or network among the facts; empty where nothing is."""
    about = row["about"]
    name, level = about.get("name"), str(about.get("level"))
    if not isinstance(name, Mapping) or not all(name.get(each) for each in ("el", "en")):
        return wrong_with("about: name stands in both languages: {el: …, en: …}")
    if level not in LEVELS:
        return wrong_with("about: level is one of %(known)s", known=", ".join(LEVELS))
    for what, known in (("role", ROLES), ("members", MEMBERS)):
        words = about.get(what) or []
        if not isinstance(words, list) or not all(each in known for each in map(str, words)):
            return wrong_with(
                "about: %(name)s is a list of some of %(known)s", name=what, known=", ".join(known)
            )
    return ""


lists_facts(SET, wrong_body)
shapes_facts(
    SET,
    Part("name", _("Name"), needed=True),
    Part("level", _("Level"), ONE, tuple(LEVELS.items()), needed=True),
    Part("role", _("What it does"), SOME, tuple(ROLES.items())),
    Part("members", _("Whom it gathers"), SOME, tuple(MEMBERS.items())),
    Part("address", _("Its own address on the web"), LINE),
    Part("claim", _("What it says of itself, in its words")),
    value=False,
    unit=False,
)


@dataclass(frozen=True)
class Body:
    """A union or network: a fact, and what its file says about it besides."""

    key: str
    fact: Any
    name: str
    address: str
    claim: str
    level: str
    role: tuple[str, ...]
    members: tuple[str, ...]

    def fits(self, chosen: Mapping[str, str]) -> bool:
        """Whether it is of what somebody looks for."""
        own = {"level": (self.level,), "role": self.role, "members": self.members}
        return all(word in own[name] for name, word in chosen.items())


@bp.get("/unions/")
def show_unions() -> str:
    """All of them by level; `?level=`, `?role=` and `?members=` choose."""
    chosen, bodies = chosen_bodies()
    levels = [(key, word, [b for b in bodies if b.level == key]) for key, word in LEVELS.items()]
    return render_template(
        "network/unions.html",
        shown="unions",
        levels=[level for level in levels if level[2]],
        kinds=KINDS,
        chosen=chosen,
        ways=ways_of_unions(chosen) if bodies else [],
        roles=ROLES,
        members=MEMBERS,
        may_propose=False,
        may_verify=False,
    )


def chosen_bodies() -> tuple[dict[str, str], list[Body]]:
    """What this address chooses, and those that are of it; 404 for a word that does not exist."""
    chosen = {name: _one_of(name) for name in KINDS if request.args.get(name)}
    return chosen, [body for body in all_bodies() if body.fits(chosen)]


def _one_of(name: str) -> str:
    word = request.args.get(name, "")
    return word if word in KINDS[name] else abort(404)


def all_bodies() -> list[Body]:
    """Every union and network that the facts name, in the order of the file."""
    facts = facts_of(SET, language())
    return [body for key, fact in facts.items() if (body := _body(key, fact))]


def _body(key: str, fact: Any) -> Body | None:
    """A fact as a body; None where an editor left out what it needs."""
    about: Mapping[str, Any] = fact.about or {}
    if about.get("level") not in LEVELS:
        return None
    return Body(
        key=key,
        fact=fact,
        name=_in_words(about.get("name")) or key,
        address=_web(str(about.get("address") or "")),
        claim=_in_words(about.get("claim")),
        level=str(about["level"]),
        role=tuple(word for word in about.get("role") or () if word in ROLES),
        members=tuple(word for word in about.get("members") or () if word in MEMBERS),
    )


def _in_words(said: Any) -> str:
    if isinstance(said, Mapping):
        return str(said.get(language()) or said.get("el") or "")
    return str(said or "")


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
