"""A certificate as a PDF, with a picture that leads to its page."""

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from kalo.certificates.elements import DID, HEADS, elements_of, hours_words
from kalo.certificates.models import Certificate
from kalo.kit import papers
from kalo.kit.clock import date_words
from kalo.kit.locales import speaking
from kalo.kit.page import whole_address
from kalo.kit.qr import qr_svg
from kalo.kit.text import upper
from kalo.kit.web import in_language

TEMPLATE = Path(__file__).parent / "templates" / "certificates" / "certificate.typ"


def print_certificate(certificate: Certificate, language: str) -> bytes:
    """The paper in "el" or "en"."""
    with speaking(language):
        return papers.pdf(TEMPLATE, facts_of(certificate, language), language)


def address_of(certificate: Certificate, language: str) -> str:
    """Where anybody can check it."""
    return whole_address(in_language(certificate.path, language))


def facts_of(certificate: Certificate, language: str) -> dict[str, Any]:
    """All that the paper says, in the language that is spoken now."""
    says, address = certificate.says(language), address_of(certificate, language)
    head = str(HEADS[certificate.kind])
    return {
        "head": head,
        "document": f"{head}: {says['title']}",
        "certifies": _("This certifies that"),
        "name": certificate.name,
        "did": str(DID[certificate.kind]),
        "title": says["title"],
        "body": says["body"],
        "region": says["region"],
        "code": certificate.code,
        "address": address,
        "qr": qr_svg(address, border=0),
        "sample": upper(_("Sample")) if certificate.sample else "",
        "sample_words": sample_words() if certificate.sample else "",
        "outcomes": says["outcomes"],
        "badges": _badges(certificate, says),
        "elements": _lines(certificate, language),
        "more": says["more"],
        "credit": says["credit"],
        "identity": says["identity"],
        "words": _labels(),
    }


def sample_words() -> str:
    """What a certificate of the sample community is worth."""
    return _("Issued in a sample community: it certifies nothing.")


def _badges(certificate: Certificate, says: dict[str, Any]) -> list[list[str]]:
    """What is read at one glance: a large word and a small one under it."""
    badges = [[date_words(certificate.earned_on), _("completed on")]]
    if certificate.kind == "attendance":
        badges = [[date_words(certificate.earned_on), _("took place on")]]
    if says["hours"] is not None:
        badges.insert(0, [hours_words(says["hours"]), _("notional workload")])
    return [*badges, [date_words(certificate.issued_at), _("date of issuing")]]


def _lines(certificate: Certificate, language: str) -> list[dict[str, Any]]:
    return [
        {"key": element.key, "label": element.label, "words": element.words}
        for element in elements_of(certificate, language)
    ]


def _labels() -> dict[str, str]:
    return {
        "outcomes": _("Learning outcomes"),
        "elements": _("The eleven elements of an EU micro-credential"),
        "recommendation": _("Council Recommendation of 16 June 2022 (2022/C 243/02), annex I"),
        "first": _("They stand on the first page."),
        "element": _("Element"),
        "content": _("Content"),
        "more": _("More"),
        "check": _("Check that it is genuine"),
        "check_words": _("Scan the picture or open the address. The page says whether it stands."),
        "code": _("Code"),
        "page": _("Page {n} of {all}"),
        "qr": _("QR code that opens the page where this certificate is checked"),
    }
