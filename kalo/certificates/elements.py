"""The eleven elements of an EU micro-credential, in the order of the Recommendation, with labels.

Council Recommendation of 16 June 2022 (2022/C 243/02), annex I. The words were frozen when the
certificate was issued; the labels are those of the language that is spoken now.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _

from kalo.certificates.models import ATTENDANCE, MODULE, PROGRAMME, Certificate
from kalo.certificates.subjects import Grounds
from kalo.kit.clock import date_words

LABELS = {
    "learner": _("Learner"),
    "title": _("Title"),
    "region": _("Country and region of the issuer"),
    "body": _("Awarding body"),
    "issued": _("Date of issuing"),
    "outcomes": _("Learning outcomes"),
    "workload": _("Notional workload"),
    "level": _("Level of the qualifications framework (EQF)"),
    "assessment": _("Type of assessment"),
    "participation": _("Form of participation"),
    "quality": _("Type of quality assurance"),
}
HEADS = {
    PROGRAMME: _("Certificate of completion of a programme"),
    MODULE: _("Certificate of completion of a module"),
    ATTENDANCE: _("Certificate of attendance"),
}
DID = {
    PROGRAMME: _("completed the programme"),
    MODULE: _("completed the module"),
    ATTENDANCE: _("took part in"),
}


@dataclass(frozen=True)
class Element:
    """A line of the eleven: one sentence, or several."""

    key: str
    label: str
    words: list[str]


def elements_of(certificate: Certificate, language: str) -> list[Element]:
    """All eleven, in a language that is spoken now."""
    says = certificate.says(language)
    words: dict[str, list[str]] = {
        "learner": [certificate.name],
        "title": [says["title"]],
        "region": [says["region"]],
        "body": [says["body"]],
        "issued": [date_words(certificate.issued_at)],
        "outcomes": _outcomes(says["outcomes"]),
        "workload": [hours_words(says["hours"])],
        "level": [says["level"], says["credit"]],
        "assessment": says["assessment"],
        "participation": [says["participation"]],
        "quality": [says["quality"]],
    }
    return _listed(words)


def covered_by(grounds: Grounds) -> list[Element]:
    """What a certificate will say of what was learned, before it is issued."""
    words: dict[str, list[str]] = {
        "title": [grounds.title],
        "outcomes": _outcomes(grounds.outcomes),
        "workload": [hours_words(grounds.hours)],
        "assessment": grounds.assessment,
        "participation": [grounds.participation],
    }
    more = [Element("more", label, [said]) for label, said in grounds.more]
    return [*_listed(words), *more]


def _listed(words: dict[str, list[str]]) -> list[Element]:
    """In the order of the Recommendation, each with its label."""
    return [Element(key, str(label), words[key]) for key, label in LABELS.items() if key in words]


def _outcomes(outcomes: list[str]) -> list[str]:
    return outcomes or [gettext("None: what is certified is attendance.")]


def hours_words(hours: float | None) -> str:
    """So many hours, as they are written here: "6,5 ώρες"."""
    if hours is None:
        return gettext("Not measured")
    number = format_decimal(hours, format="#,##0.#")
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2, hours=number)


def as_json(certificate: Certificate, language: str) -> list[dict[str, Any]]:
    """The eleven for machines."""
    return [
        {"key": element.key, "label": element.label, "words": element.words}
        for element in elements_of(certificate, language)
    ]
