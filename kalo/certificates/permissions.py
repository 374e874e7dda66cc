"""Who may have, print, correct and revoke a certificate. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.certificates.models import STAFF, Certificate


def may_have(person: Person | None) -> bool:
    """Members with a confirmed address; what they have earned, their rooms say."""
    return person is not None and person.confirmed_at is not None


def may_see_all_of(person: Person | None) -> bool:
    """Facilitators find the certificates of people, to print or to revoke one."""
    return person is not None and person.has_role("facilitator")


def is_holder(person: Person | None, certificate: Certificate) -> bool:
    """Whose it is."""
    return person is not None and certificate.person_id == person.id


def may_print(person: Person | None, certificate: Certificate) -> bool:
    """Its holder and facilitators, while it stands."""
    mine = is_holder(person, certificate)
    return certificate.stands and not certificate.gone and (mine or may_see_all_of(person))


def may_correct(person: Person | None, certificate: Certificate) -> bool:
    """Its holder may have the name on it written in another way."""
    return is_holder(person, certificate) and certificate.stands


def may_revoke(person: Person | None, certificate: Certificate) -> bool:
    """Facilitators and administrators; nobody their own."""
    others = not certificate.gone and not is_holder(person, certificate)
    return may_see_all_of(person) and others and certificate.stands


def may_restore(person: Person | None, certificate: Certificate) -> bool:
    """What staff revoked, staff can take back; the rest is issued anew by its holder."""
    others = not certificate.gone and not is_holder(person, certificate)
    return may_see_all_of(person) and others and certificate.revoked_how == STAFF
