"""Questions about certificates."""

from collections.abc import Collection, Sequence

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.certificates.models import STAFF, Certificate
from kalo.kit.db import db


def find_certificate(code: str) -> Certificate | None:
    """The certificate of a code, with its holder; whoever has the code may see it."""
    query = select(Certificate).options(joinedload(Certificate.person))
    return db.session.scalar(query.where(Certificate.code == code))


def get_certificate(code: str) -> Certificate:
    """That, or 404."""
    return find_certificate(code) or abort(404)


def certificates_of(person: Person) -> Sequence[Certificate]:
    """All that a person ever had, the latest first."""
    query = select(Certificate).where(Certificate.person_id == person.id)
    return db.session.scalars(query.order_by(Certificate.id.desc())).all()


def standing_for(person: Person, subject: str) -> Certificate | None:
    """The one that stands for a subject, if there is one."""
    query = select(Certificate).where(
        Certificate.person_id == person.id,
        Certificate.subject == subject,
        Certificate.revoked_at.is_(None),
    )
    return db.session.scalar(query)


def codes_of_subject(subject: str) -> dict[int, str]:
    """The codes of the certificates that stand for a subject, by whose they are."""
    query = select(Certificate.person_id, Certificate.code).where(
        Certificate.subject == subject,
        Certificate.revoked_at.is_(None),
    )
    return {whose: code for whose, code in db.session.execute(query) if whose is not None}


def by_language(person_ids: Collection[int]) -> dict[str, list[int]]:
    """These people, by the language in which each is written to."""
    found: dict[str, list[int]] = {}
    if person_ids:
        asked = select(Person.id, Person.language).where(Person.id.in_(person_ids))
        for person_id, language in db.session.execute(asked.order_by(Person.id)):
            found.setdefault(language, []).append(person_id)
    return found


def newer_than(certificate: Certificate) -> Certificate | None:
    """What stands in the place of one that was revoked."""
    if certificate.stands or certificate.person_id is None:
        return None
    query = select(Certificate).where(
        Certificate.person_id == certificate.person_id,
        Certificate.subject == certificate.subject,
        Certificate.revoked_at.is_(None),
    )
    return db.session.scalar(query)


def settled_for(person: Person, subject: str) -> Certificate | None:
    """The one because of which there is no other to be had: it stands, or staff revoked it."""
    query = select(Certificate).where(
        Certificate.person_id == person.id,
        Certificate.subject == subject,
        or_(Certificate.revoked_at.is_(None), Certificate.revoked_how == STAFF),
    )
    return db.session.scalar(query.order_by(Certificate.id.desc()).limit(1))
