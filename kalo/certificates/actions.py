"""The verbs of certificates; each may be repeated, and none of them deletes one."""

from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.certificates import queries
from kalo.certificates.codes import new_code
from kalo.certificates.models import GROUND, HOLDER, STAFF, Certificate
from kalo.certificates.subjects import Certified, Earned, Grounds, find_earned, kind_of
from kalo.config import Settings
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import speaking
from kalo.kit.web import Refused

LANGUAGES = ("el", "en")
STATE = ("revoked_at", "revoked_by_id", "revoked_how", "revoked_why")
VERBS = (_("revoked a certificate"), _("took back that a certificate was revoked"))


def issue(person: Person, subject: str, name: str) -> Certificate:
    """The certificate of a person for a subject: a new one, or the one that stands already."""
    last = queries.settled_for(person, subject)
    if last and last.stands:
        return last
    kind, earned = kind_of(subject), find_earned(person, subject)
    if kind is None or earned is None:
        raise Refused(gettext("This is not finished yet, so there is nothing to certify."))
    if last:
        raise Refused(gettext("Your certificate for this was revoked. Write to a facilitator."))
    return _write(person, kind, earned, name)


def _write(person: Person, kind: Certified, earned: Earned, name: str) -> Certificate:
    """Freeze what it says; where another request was faster, its certificate is the one."""
    facts, sample = _frozen(person, kind, earned)
    certificate = Certificate(
        code=new_code(),
        person_id=person.id,
        name=name,
        kind=kind.paper,
        subject=earned.subject,
        facts=facts,
        earned_on=earned.earned_on,
        issued_at=clock.now(),
        sample=sample,
    )
    try:
        with db.session.begin_nested():
            db.session.add(certificate)
            db.session.flush()
    except IntegrityError:
        standing = queries.standing_for(person, earned.subject)
        if standing is None:
            raise
        return standing
    return certificate


def _frozen(
    person: Person, kind: Certified, earned: Earned
) -> tuple[dict[str, dict[str, Any]], bool]:
    """What the paper says, in both languages, and whether it is only a sample."""
    settings: Settings = current_app.config["KALO"]
    facts, sample = {}, settings.sample or person.sample
    for language in LANGUAGES:
        with speaking(language):
            grounds = kind.grounds(person, earned)
            facts[language] = _said(grounds, settings, language, earned.path)
            sample = sample or grounds.sample
    return facts, sample


def _said(grounds: Grounds, settings: Settings, language: str, path: str) -> dict[str, Any]:
    english = language == "en"
    return {
        "title": grounds.title,
        "region": settings.issuer_region_en if english else settings.issuer_region,
        "body": settings.issuer_en if english else settings.issuer,
        "outcomes": grounds.outcomes,
        "hours": grounds.hours,
        "level": gettext("Non-formal learning, without a level."),
        "credit": gettext("Non-formal education: no ECTS credits are claimed."),
        "assessment": grounds.assessment,
        "participation": grounds.participation,
        "quality": grounds.quality,
        "identity": gettext("The holder wrote the name; nobody checked an identity document."),
        "more": [list(line) for line in grounds.more],
        "path": path,
    }


def correct(certificate: Certificate, person: Person, name: str) -> Certificate:
    """The same, with the name written in another way: a new paper, and the old one is revoked."""
    _lock(certificate)
    if not certificate.stands:
        raise Refused(gettext("This certificate does not stand any more."))
    if certificate.name == name:
        return certificate
    _end(certificate, person, HOLDER)
    again = Certificate(
        code=new_code(), person_id=person.id, name=name, issued_at=clock.now(), **_kept(certificate)
    )
    db.session.add(again)
    db.session.flush()
    return again


def _kept(certificate: Certificate) -> dict[str, Any]:
    fields = ("kind", "subject", "facts", "earned_on", "sample")
    return {field: getattr(certificate, field) for field in fields}


def revoke(certificate: Certificate, by: Person, why: str, how: str = STAFF) -> None:
    """It no longer stands, and its page says why: by staff, or because its ground fell."""
    _lock(certificate)
    if not certificate.stands:
        return
    _end(certificate, by, how, why)
    whose = f"person:{certificate.person_id}"
    note_staff_act(by, "revoked a certificate", f"certificate:{certificate.id}", whose, after=why)


def _lock(certificate: Certificate) -> None:
    """As it stands now: of two who change it at once, the second sees what the first did."""
    db.session.refresh(certificate, STATE, with_for_update=True)


def _end(certificate: Certificate, by: Person, how: str, why: str = "") -> None:
    certificate.revoked_at, certificate.revoked_by_id = clock.now(), by.id
    certificate.revoked_how, certificate.revoked_why = how, why
    db.session.flush()


def fell(person: Person, subject: str, by: Person, why: str) -> Certificate | None:
    """What it stood on was taken back; answers the certificate that fell with it."""
    certificate = queries.standing_for(person, subject)
    if certificate:
        revoke(certificate, by, why, GROUND)
    return certificate


def restore(certificate: Certificate, by: Person) -> None:
    """It stands again, unless another one took its place, or what it stood on fell meanwhile."""
    _lock(certificate)
    if certificate.stands:
        return
    if queries.newer_than(certificate):
        raise Refused(gettext("Another certificate stands for this already."))
    if certificate.person is None or not find_earned(certificate.person, certificate.subject):
        raise Refused(gettext("What it stood on was taken back, so it cannot stand again."))
    certificate.revoked_at, certificate.revoked_by_id = None, None
    certificate.revoked_how, certificate.revoked_why = "", ""
    verb, whose = "took back that a certificate was revoked", f"person:{certificate.person_id}"
    note_staff_act(by, verb, f"certificate:{certificate.id}", whose)
    db.session.flush()


def let_go(person: Person) -> None:
    """A person was erased: the codes stay known, the names and the reasons do not."""
    mine = update(Certificate).where(Certificate.person_id == person.id)
    db.session.execute(mine.values(person_id=None, name="", revoked_why="", revoked_by_id=None))
