"""What kinds, classes, routes, reasons and flags are called."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.toolbox.queries.figures import with_figures

SET = "procurement"


def _with_share(words: Any) -> Any:
    """Words with the share of case d of article 20."""
    return with_figures(words, SET, share="reserved-other")


KINDS: tuple[tuple[str, Any], ...] = (
    ("supplies", _("Supplies")),
    ("services", _("Services")),
    ("social", _("A social or other specific service (health, care, education, culture)")),
    ("works", _("Public works")),
    ("concession", _("A concession")),
)
PLACES: tuple[tuple[str, Any], ...] = (
    ("agia-varvara", _("Municipality of Agia Varvara")),
    ("agioi-anargyroi-kamatero", _("Municipality of Agioi Anargyroi-Kamatero")),
    ("aigaleo", _("Municipality of Aigaleo")),
    ("ilion", _("Municipality of Ilion")),
    ("peristeri", _("Municipality of Peristeri")),
    ("petroupoli", _("Municipality of Petroupoli")),
    ("chaidari", _("Municipality of Chaidari")),
    ("elsewhere", _("Another authority")),
)
BENEFITS: tuple[tuple[str, Any], ...] = (
    ("jobs", _("Jobs for people who find it hard to get one")),
    ("access", _("Access for people with disabilities")),
    ("work", _("Decent terms of work")),
    ("chain", _("Fair supply")),
    ("place", _("Services that the neighbourhood lacks")),
)
MARKET: tuple[tuple[str, Any], ...] = (
    ("workshops", _("A sheltered production workshop")),
    ("koispe", _("A KoiSPE")),
    ("integration", _("An integration KoinSEp")),
    ("other", _("Another body whose main aim is integration into work")),
    ("collective", _("A KoinSEp of collective and social benefit, or a worker cooperative")),
    ("none", _("We looked and found none of these")),
)
YES_NO: tuple[tuple[str, Any], ...] = (("yes", _("Yes")), ("no", _("No")))
STATES: tuple[tuple[str, Any], ...] = (
    ("done", _("It is done")),
    ("open", _("Not yet")),
    ("not", _("Not for us")),
)
WRONG_BODY = _(
    "It is reserved for a KoinSEp of collective and social benefit with %(share)s%% or less"
)
DRAFTED: tuple[tuple[str, Any], ...] = (
    ("unlinked", _("A clause that has no link to the subject of the contract")),
    ("form", _("A legal form is demanded outside article 20")),
    ("local", _("Only bodies of our municipality may take part")),
    ("price", _("Price is the only criterion")),
    ("wrong-body", _with_share(WRONG_BODY)),
)
CLASSES: dict[str, Any] = {
    "direct": _("within what may be awarded directly"),
    "maybe-direct": with_figures(
        _("up to %(limit)s: direct award only for some services and ICT works, check"),
        SET,
        limit="direct-award-some",
    ),
    "below": _("below the European threshold"),
    "above": _("at or above the European threshold"),
    "unknown": _("not known yet"),
}
ROUTES: dict[str, Any] = {
    "reserved": _("Reserved contract (article 20 of Law 4412/2016)"),
    "light": _("Reserved social service (article 77 of the Directive)"),
    "clauses": _("Open procedure with social clauses"),
    "other": _("Programme contract or another form of cooperation"),
}
ROUTE_STATES: dict[str, Any] = {
    "open": _("this way is open"),
    "ask": _("to be asked"),
    "shut": _("not for this contract"),
}
REASONS: dict[str, Any] = {
    "body-workshops": _("A sheltered production workshop could answer (case a)."),
    "body-koispe": _("A KoiSPE could answer (case b)."),
    "body-integration": _("An integration KoinSEp could answer (case c)."),
    "body-other": _with_share(
        _(
            "A body with more than %(share)s%% disabled or disadvantaged workers could answer "
            "(case d)."
        )
    ),
    "share-unknown": _with_share(
        _(
            "The body that you found belongs here only if more than %(share)s%% of its employees "
            "are disabled or disadvantaged workers: ask it for proof."
        )
    ),
    "share-small": _with_share(
        _("The body that you found does not reach the share of %(share)s%% that case d asks for.")
    ),
    "nobody": _(
        "Nobody was found who could answer: a reserved contract would stay without offers."
    ),
    "market": _(
        "Look first at who exists: the register, the directory below, a market consultation."
    ),
    "not-social": _("This is not among the social and other specific services."),
    "not-listed": _("The CPV code is not in the closed list of the article."),
    "listed": _(
        "The code is in the list. Ask the legal service for the article of Greek law and whether "
        "the body meets its conditions."
    ),
    "list": _("Check whether the CPV code is in the closed list of the article."),
    "always": _("Always possible: social terms in specifications, award criteria and performance."),
    "law": _("We have not read the law in force on this: ask the legal service."),
}
PROPOSED = {"least": "weight-proposal.least", "most": "weight-proposal.most"}
FLAGS: dict[str, Any] = {
    "unlinked": _("A social clause must be linked to the subject of the contract."),
    "form": _("Outside article 20 no legal form may be demanded."),
    "local": _("“Only local bodies” is forbidden discrimination."),
    "price": _("If price is the only criterion, social quality counts for nothing."),
    "wrong-body": _(
        "A KoinSEp of collective and social benefit is no body of article 20, unless case d holds."
    ),
    "split": _(
        "The value lies just under a limit, and the need was cut up: artificial cutting is "
        "forbidden."
    ),
    "nobody-and-some": _(
        "You ticked bodies that could answer, and also that you found none: keep the one that is "
        "true."
    ),
    "no-weight": _("The award criterion has no weight yet."),
    "weight": with_figures(
        _(
            "We propose a weight of %(least)s%% to %(most)s%% for social quality: more than that "
            "needs good reasons."
        ),
        SET,
        **PROPOSED,
    ),
    "collective": _(
        "The KoinSEp or worker cooperative that you found can answer an open procedure; the "
        "contract cannot be reserved for it."
    ),
    "no-aim": _("The social aim is not written yet: everything else hangs on it."),
}
CLAUSE_GAPS: dict[str, Any] = {
    "weight": _("…%"),
    "share": _("…%"),
    "training": _("… hours"),
    "payment": _("… days"),
    "cure": _("… days"),
}
