"""What editors type of a funding tool and of a paper, part by part."""

from flask_babel import lazy_gettext as _

from kalo.kit.facts import DAY, LINES, LINKS, ONE, SOME, WHOLE, YES, Options, Part, facts_of
from kalo.kit.web import language
from kalo.toolbox.facts import said
from kalo.toolbox.tools.funding.words import (
    FORMS,
    LEGAL_FORMS,
    REGIONS,
    STAGES,
    STATES,
    SUPPORT,
    UNKNOWN,
    WIDE,
)

PAPERS = "funding-papers"
SILENT = _("Tick nothing where the source does not say.")


def papers() -> Options:
    """The papers that there are, by what they are called."""
    facts = facts_of(PAPERS, language())
    return [(key, said(fact.about.get("name"), language())) for key, fact in facts.items()]


ENTRY = (
    Part("name", _("Name"), needed=True),
    Part("giver", _("Who gives"), needed=True),
    Part("recipients", _("For whom"), needed=True),
    Part("state", _("State"), ONE, STATES, needed=True, first=UNKNOWN),
    Part("forms", _("Form of money"), SOME, (*FORMS, SUPPORT)),
    Part("stages", _("Stage"), SOME, STAGES, hint=SILENT),
    Part("legal_forms", _("Legal form"), SOME, LEGAL_FORMS, hint=SILENT),
    Part("areas", _("Area"), SOME, (*WIDE, *REGIONS), hint=SILENT),
    Part("least", _("Least amount, in euro"), WHOLE),
    Part("most", _("Highest amount, in euro"), WHOLE),
    Part("range", _("What else is said of the amount")),
    Part("opens", _("Takes applications from"), DAY),
    Part("closes", _("Takes applications until"), DAY),
    Part("closes_for", _("Whom that last day is for, if not everybody")),
    Part("conditions", _("Conditions"), LINES),
    Part("needs", _("Papers that it names itself"), SOME, papers),
    Part("sources", _("More sources"), LINKS),
)
PAPER = (
    Part("name", _("Name"), needed=True),
    Part("where", _("Where it comes from"), needed=True),
    Part("stages", _("Stage"), SOME, STAGES, hint=_("Tick nothing where it is for all of them.")),
    Part("forms", _("Form of money"), SOME, (*FORMS, SUPPORT)),
    Part("registered", _("Only for bodies of the register"), YES),
    Part("only_if_needed", _("Only where a funding tool names it itself"), YES),
)
