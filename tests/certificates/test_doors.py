"""Every door, and who passes: one table."""

from collections.abc import Callable

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.certificates import actions
from kalo.certificates.models import Certificate
from kalo.kit.db import db, transaction
from tests.answers import wrong
from tests.conftest import Browser
from tests.factories.certificates import Study

STANDS, REVOKED, GONE = "stands", "revoked", "gone"
# path, method, state, then guest, stranger, holder, facilitator, administrator
DOORS = [
    ("/certificates/", "GET", STANDS, 303, 200, 200, 200, 200),
    ("/certificates/check", "GET", STANDS, 200, 200, 200, 200, 200),
    ("/certificates/check?code={code}", "GET", STANDS, 303, 303, 303, 303, 303),
    ("/certificates/check?code=x", "GET", STANDS, 404, 404, 404, 404, 404),
    ("/certificates/for/{subject}", "GET", STANDS, 303, 200, 303, 200, 200),
    ("/certificates/for/{subject}", "GET", REVOKED, 303, 200, 303, 200, 200),
    ("/certificates/for/{subject}", "POST", STANDS, 401, 422, 303, 422, 422),
    ("/certificates/for/{subject}", "POST", REVOKED, 401, 422, 422, 422, 422),
    ("/certificates/{code}/", "GET", STANDS, 200, 200, 200, 200, 200),
    ("/certificates/{code}/", "GET", REVOKED, 200, 200, 200, 200, 200),
    ("/certificates/{code}/", "GET", GONE, 200, 200, 200, 200, 200),
    ("/certificates/K7Q2-M9XT-4HPD/", "GET", STANDS, 404, 404, 404, 404, 404),
    ("/certificates/{code}.json", "GET", STANDS, 200, 200, 200, 200, 200),
    ("/certificates/{code}.json", "GET", REVOKED, 200, 200, 200, 200, 200),
    ("/certificates/{code}.json", "GET", GONE, 200, 200, 200, 200, 200),
    ("/certificates/K7Q2-M9XT-4HPD.json", "GET", STANDS, 404, 404, 404, 404, 404),
    ("/certificates/{code}.pdf", "GET", STANDS, 303, 403, 200, 200, 200),
    ("/certificates/{code}.pdf", "GET", REVOKED, 303, 403, 403, 403, 403),
    ("/certificates/{code}.pdf", "GET", GONE, 303, 403, 403, 403, 403),
    ("/certificates/K7Q2-M9XT-4HPD.pdf", "GET", STANDS, 404, 404, 404, 404, 404),
    ("/certificates/{code}/name", "GET", STANDS, 303, 403, 200, 403, 403),
    ("/certificates/{code}/name", "GET", REVOKED, 303, 403, 403, 403, 403),
    ("/certificates/{code}/name", "POST", STANDS, 401, 403, 303, 403, 403),
    ("/certificates/{code}/name", "POST", REVOKED, 401, 403, 403, 403, 403),
    ("/certificates/{code}/name", "POST", GONE, 401, 403, 403, 403, 403),
    ("/certificates/{code}/revocation", "GET", STANDS, 303, 403, 403, 200, 200),
    ("/certificates/{code}/revocation", "GET", REVOKED, 303, 403, 403, 403, 403),
    ("/certificates/{code}/revocation", "POST", STANDS, 401, 403, 403, 303, 303),
    ("/certificates/{code}/revocation", "POST", REVOKED, 401, 403, 403, 403, 403),
    ("/certificates/{code}/revocation", "POST", GONE, 401, 403, 403, 403, 403),
    ("/certificates/{code}/revocation/undo", "GET", REVOKED, 303, 303, 303, 303, 303),
    ("/certificates/{code}/revocation/undo", "POST", REVOKED, 401, 403, 403, 303, 303),
    ("/certificates/{code}/revocation/undo", "POST", STANDS, 401, 403, 403, 403, 403),
    ("/certificates/{code}/revocation/undo", "POST", GONE, 401, 403, 403, 403, 403),
]


def bring_about(certificate: Certificate, state: str, maria: Person, ada: Person) -> None:
    """As it stands when somebody comes by the door."""
    with transaction():
        kept = db.session.get_one(Certificate, certificate.id)
        if state == REVOKED:
            actions.revoke(kept, db.session.get_one(Person, maria.id), "Γιατί")
        if state == GONE:
            actions.let_go(db.session.get_one(Person, ada.id))


ROLES = ("guest", "stranger", "holder", "facilitator", "administrator")


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    study: Study,
    certificate: Certificate,
    ada: Person,
    mallory: Person,
    maria: Person,
    administrator: Person,
    state: str,
) -> None:
    bring_about(certificate, state, maria, ada)
    named = {"code": certificate.code, "subject": study.subject}
    form = {"name": "Ἀΐδα Ξ.", "why": "Γιατί", "once": "key-of-one-form"}
    browsers, found = [as_person(who) for who in (None, mallory, ada, maria, administrator)], []
    for path, method, where, *expected in DOORS:
        if where == state:
            asked, sent = path.format(**named), form if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def test_no_door_is_missing_here(app: Flask) -> None:
    rules = {
        (rule.rule.replace("<code>", "{code}").replace("<subject>", "{subject}"), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("certificates.")
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert rules - {(path.partition("?")[0], method) for path, method, *_more in DOORS} == set()
