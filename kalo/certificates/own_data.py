"""What we hold of a person: every certificate, with all that it says."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.certificates import queries
from kalo.certificates.models import Certificate


@gives_own_data("certificates")
def collect(person: Person) -> dict[str, Any]:
    """Those that stand and those that were revoked."""
    return {"certificates": [_held(each) for each in queries.certificates_of(person)]}


def _held(certificate: Certificate) -> dict[str, Any]:
    return {
        "code": certificate.code,
        "address": certificate.path,
        "name": certificate.name,
        "kind": certificate.kind,
        "about": certificate.subject,
        "earned_on": certificate.earned_on,
        "issued_at": certificate.issued_at,
        "sample": certificate.sample,
        "revoked_at": certificate.revoked_at,
        "revoked_why": certificate.revoked_why,
        "says": certificate.facts,
    }
