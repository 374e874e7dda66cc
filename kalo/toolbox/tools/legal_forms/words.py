"""The names of the forms, and what rules say, in sentences."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.toolbox.tools.legal_forms.kinds import (
    ASSOCIATION,
    CIVIL,
    ENERGY,
    ENERGY_2018,
    FARMERS,
    KOINSEP,
    KOISPE,
    NONPROFIT,
    SPECIAL,
    VULNERABLE,
    WORKERS,
)
from kalo.toolbox.tools.legal_forms.verdicts import AGAINST, FOR, UNSURE, Said

NAMES = {
    KOINSEP: _("KoinSEp of collective and social benefit"),
    VULNERABLE: _("Integration KoinSEp, vulnerable groups"),
    SPECIAL: _("Integration KoinSEp, special groups"),
    WORKERS: _("Worker cooperative"),
    KOISPE: _("KoiSPE (social cooperative of limited liability)"),
    FARMERS: _("Agricultural cooperative"),
    ENERGY: _("Renewable or citizen energy community"),
    ENERGY_2018: _("Energy community of 2018"),
    CIVIL: _("Civil cooperative"),
    NONPROFIT: _("Civil non-profit company (AMKE)"),
    ASSOCIATION: _("Association"),
}
ASPECTS = {
    "law": _("Law"),
    "founders": _("Founders"),
    "members": _("Who can be a member"),
    "special": _("What stands out"),
    "profits": _("Profits"),
    "work": _("Work"),
    "sse": _("SSE body"),
    "tax": _("Tax"),
}
SENTENCES: dict[tuple[str, str], Any] = {
    (AGAINST, "closed"): _("No new ones are founded."),
    (AGAINST, "founders"): _("You would be %(there)s; it needs %(least)s founders."),
    (UNSURE, "founders-unknown"): _("How many founders it needs depends on who takes part."),
    (UNSURE, "founders-open"): _(
        "You would be %(there)s and it needs %(least)s founders: whether an organisation or a "
        "municipal body makes up the number is not said."
    ),
    (AGAINST, "only-people"): _("Only natural persons are its members."),
    (UNSURE, "organisations-unknown"): _("Whether organisations can be members: ask."),
    (AGAINST, "third"): _(
        "%(bodies)s of %(all)s members would be organisations: more than 1/%(one_in)s."
    ),
    (AGAINST, "others"): _(
        "%(bodies)s of %(all)s members would be organisations; such members are at most %(most)s%%."
    ),
    (FOR, "municipality-may"): _("A municipality can take part."),
    (UNSURE, "municipality-unknown"): _("Whether a municipality can take part: ask."),
    (AGAINST, "municipality-not"): _("A municipality cannot be a member."),
    (FOR, "entity-may"): _("A municipal body under public law can join, with prior approval."),
    (UNSURE, "entity-unknown"): _("Whether a municipal body under public law can join: ask."),
    (FOR, f"purpose-{VULNERABLE}"): _("Integration of people of vulnerable groups is its purpose."),
    (AGAINST, f"purpose-{VULNERABLE}"): _("It is for the integration of vulnerable groups."),
    (FOR, f"purpose-{SPECIAL}"): _("Integration of people of special groups is its purpose."),
    (AGAINST, f"purpose-{SPECIAL}"): _("It is for the integration of special groups."),
    (FOR, f"purpose-{KOISPE}"): _("Mental health is its purpose."),
    (AGAINST, f"purpose-{KOISPE}"): _("It is a mental health unit."),
    (FOR, f"purpose-{FARMERS}"): _("It is the form of people who farm."),
    (AGAINST, f"purpose-{FARMERS}"): _("It is for people who farm."),
    (FOR, f"purpose-{ENERGY}"): _("Energy is its purpose."),
    (AGAINST, f"purpose-{ENERGY}"): _("It is for energy."),
    (FOR, "suits-local"): _("Collective and social benefit is its purpose."),
    (FOR, "suits-work"): _("It is there to give its members work."),
    (FOR, "suits-cause"): _("It serves a cause and distributes no profit."),
    (UNSURE, "share-unknown"): _("How many of the members belong to the group: not said."),
    (AGAINST, "share"): _("%(share)s%% of the members belong to the group; it needs %(least)s%%."),
    (FOR, "share-enough"): _(
        "%(share)s%% of the members belong to the group; %(least)s%% are enough."
    ),
    (FOR, "all-work"): _("All members work in it."),
    (AGAINST, "not-all-work"): _("Its members work in it; with you some would not."),
    (UNSURE, "employees-unknown"): _("How many employees may be no members: ask."),
    (AGAINST, "employees"): _(
        "%(share)s%% of the employees would not be members; at most %(most)s%% may."
    ),
    (UNSURE, "seasonal"): _(
        "%(share)s%% employees who are not members: more than %(most)s%% only for extraordinary "
        "seasonal needs, by decision of the register."
    ),
    (AGAINST, "no-dividends"): _("It pays out no profit to its members as members."),
    (UNSURE, "own-rules"): _("It has rules of its own for profit: ask."),
    (UNSURE, "profits-unknown"): _("What becomes of its profit, we have not seen: ask."),
    (FOR, "by-law"): _("It is an SSE body by law."),
    (AGAINST, "by-choice"): _("It is no SSE body by law; it may become one later."),
    (AGAINST, "no-share"): _("Each member pays a share of %(least)s euro or more."),
}


def sentence(said: Said) -> str:
    """What a rule says, with its numbers."""
    numbers = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in said.numbers.items()
    }
    return str(SENTENCES[said.way, said.words]) % numbers
