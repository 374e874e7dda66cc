"""The words of the funding finder: families, forms of money, stages, states, places; in order."""

from flask_babel import lazy_gettext as _

FAMILIES = (
    ("private", _("Private")),
    ("civil-society", _("Civil society")),
    ("international", _("International organisations")),
    ("public", _("Public programmes")),
)
FORMS = (
    ("loan", _("Loan")),
    ("guarantee", _("Guarantee")),
    ("grant", _("Grant")),
    ("donation", _("Donation or crowdfunding")),
    ("equity", _("Equity")),
)
SUPPORT = ("support", _("Support without money"))  # no form of money: nobody can ask for it
STAGES = (
    ("idea", _("An idea, or a body being set up")),
    ("new", _("A new body")),
    ("running", _("A body already at work")),
)
OPEN, EXPECTED, UNKNOWN, CLOSED = "open", "expected", "unknown", "closed"
STATES = (
    (OPEN, _("Takes applications")),
    (EXPECTED, _("Applications expected")),
    (UNKNOWN, _("State not known")),
    (CLOSED, _("Closed now")),
)
# The legal forms of the tool that chooses one; the keys are those of its facts.
LEGAL_FORMS = (
    ("koinsep", _("Social cooperative of collective and social benefit")),
    ("koinsep-vulnerable", _("Social cooperative for vulnerable groups")),
    ("koinsep-special", _("Social cooperative for special groups")),
    ("worker-cooperative", _("Worker cooperative")),
    ("koispe", _("Limited-liability social cooperative (mental health)")),
    ("agricultural-cooperative", _("Agricultural cooperative")),
    ("energy-community", _("Energy community")),
    ("energy-community-2018", _("Energy community of the law of 2018")),
    ("civil-cooperative", _("Civil cooperative")),
    ("civil-nonprofit", _("Civil non-profit company")),
    ("association", _("Association")),
)
REGIONS = (
    ("attica", _("Attica")),
    ("central-greece", _("Central Greece")),
    ("central-macedonia", _("Central Macedonia")),
    ("crete", _("Crete")),
    ("eastern-macedonia-thrace", _("Eastern Macedonia and Thrace")),
    ("epirus", _("Epirus")),
    ("ionian-islands", _("Ionian Islands")),
    ("north-aegean", _("North Aegean")),
    ("peloponnese", _("Peloponnese")),
    ("south-aegean", _("South Aegean")),
    ("thessaly", _("Thessaly")),
    ("western-greece", _("Western Greece")),
    ("western-macedonia", _("Western Macedonia")),
)
# What an entry may name besides: a whole country is each of its regions.
WIDE = (("greece", _("The whole of Greece")), ("europe", _("The European Union")))
WITHIN = (
    ("14", _("Closes within two weeks")),
    ("30", _("Closes within a month")),
    ("90", _("Closes within three months")),
)
LABELS = {
    "family": dict(FAMILIES),
    "form": dict((*FORMS, SUPPORT)),
    "stage": dict(STAGES),
    "state": dict(STATES),
    "legal": dict(LEGAL_FORMS),
    "area": dict((*REGIONS, *WIDE)),
    "within": dict(WITHIN),
}


def label(kind: str, value: str) -> str:
    """The words for a value; the value itself where nobody gave it any."""
    return str(LABELS[kind].get(value, value))
