"""Revoking: by facilitators, with a reason that everybody reads; nothing is deleted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.certificates.models import Certificate
from kalo.kit.db import db, transaction
from kalo.learning.models import Completion
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.certificates import AIDA, Study, certificate_of

KEY, WHY = "k" * 20, "Η εργασία ήταν αλλουνού."
FELL = "Αυτή η βεβαίωση ήταν γνήσια, αλλά δεν ισχύει πια"


def news_of(person: Person) -> list[tuple[str, str]]:
    rows = select(Notification).where(Notification.person_id == person.id)
    return [(row.kind, row.path) for row in db.session.scalars(rows.order_by(Notification.id))]


def acts() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(StaffAct).order_by(StaffAct.id))
    return [(row.verb, row.subject, row.after) for row in rows]


@pytest.fixture
def revoked(as_maria: Browser, certificate: Certificate) -> Certificate:
    answer = as_maria.post(f"{certificate.path}revocation", data={"why": WHY, "once": KEY})
    assert answer.location == certificate.path
    return certificate


def test_its_page_says_that_it_fell_when_and_why(client: Browser, revoked: Certificate) -> None:
    page = client.get(revoked.path).text
    assert FELL in page
    assert "Ανακλήθηκε στις 4 Δεκεμβρίου 2026." in page
    assert WHY in page
    assert AIDA in page
    told = client.get(f"/certificates/{revoked.code}.json").get_json()
    assert (told["state"], told["revoked_at"]) == ("revoked", "2026-12-04T10:00:00+00:00")


def test_it_is_in_the_log_of_staff_and_its_holder_is_told(
    revoked: Certificate, ada: Person
) -> None:
    assert acts() == [("revoked a certificate", f"certificate:{revoked.id}", WHY)]
    assert news_of(ada) == [("certificates.revoked", revoked.path)]


def test_no_paper_is_printed_any_more(
    as_ada: Browser, as_maria: Browser, revoked: Certificate
) -> None:
    for browser in (as_ada, as_maria):
        assert browser.get(f"/certificates/{revoked.code}.pdf").status_code == 403
        assert ".pdf" not in browser.get(revoked.path).text


def test_its_holder_cannot_make_another(
    as_ada: Browser, revoked: Certificate, study: Study
) -> None:
    answer = as_ada.post(
        f"/certificates/for/{study.subject}", data={"name": "Ada", "once": "x" * 20}
    )
    assert answer.status_code == 422
    assert "ανακλήθηκε" in answer.text


def test_its_holder_is_offered_no_other_either(
    as_ada: Browser, revoked: Certificate, study: Study
) -> None:
    there = f"/certificates/for/{study.subject}"
    assert there not in as_ada.get("/certificates/").text
    assert as_ada.get(there).location == revoked.path


def test_without_a_reason_nothing_is_revoked(as_maria: Browser, certificate: Certificate) -> None:
    answer = as_maria.post(f"{certificate.path}revocation", data={"why": "  ", "once": KEY})
    assert answer.status_code == 422
    assert "Συμπλήρωσέ το." in answer.text
    assert db.session.get_one(Certificate, certificate.id).stands


def test_nobody_revokes_their_own(
    make: Callable[..., Any], maria: Person, as_maria: Browser
) -> None:
    from tests.factories.certificates import a_study, finish

    study = a_study(make)
    finish(make, study, maria)
    mine = certificate_of(maria, study.subject)
    assert as_maria.get(f"{mine.path}revocation").status_code == 403
    answer = as_maria.post(f"{mine.path}revocation", data={"why": WHY, "once": KEY})
    assert answer.status_code == 403


def test_it_can_stand_again(
    client: Browser, as_maria: Browser, ada: Person, revoked: Certificate
) -> None:
    answer = as_maria.post(f"{revoked.path}revocation/undo")
    assert answer.location == revoked.path
    page = client.get(revoked.path).text
    assert "Η βεβαίωση είναι γνήσια και ισχύει" in page
    assert WHY not in page
    assert acts()[-1][0] == "took back that a certificate was revoked"
    assert news_of(ada)[-1][0] == "certificates.restored"


def test_pressed_twice_it_stands_again_once(as_maria: Browser, revoked: Certificate) -> None:
    page = as_maria.get(revoked.path).text
    (key,) = re.findall(r'revocation/undo".+?name="once" value="([^"]+)"', page, re.DOTALL)
    for _press in range(2):
        answer = as_maria.post(f"{revoked.path}revocation/undo", data={"once": key})
        assert answer.location == revoked.path
    assert [verb for verb, *_more in acts()].count("took back that a certificate was revoked") == 1


def test_without_what_it_stood_on_it_cannot_stand_again(
    as_maria: Browser, ada: Person, study: Study, revoked: Certificate
) -> None:
    with transaction():
        done = db.session.get_one(Completion, (ada.id, study.subject))
        done.revoked_at = revoked.issued_at
    as_maria.post(f"{revoked.path}revocation/undo")
    page = as_maria.get(revoked.path).text
    assert "άρα δεν μπορεί να ισχύσει ξανά." in page
    assert FELL in page


def test_its_holder_is_told_in_their_language(
    as_maria: Browser, ada: Person, certificate: Certificate
) -> None:
    with transaction():
        db.session.get_one(Person, ada.id).language = "en"
    as_maria.post(f"{certificate.path}revocation", data={"why": WHY, "once": KEY})
    assert db.session.scalars(select(Notification.what)).all() == ["title 1 en"]


def test_a_completion_that_is_taken_back_takes_its_certificate_along(
    client: Browser, certificate: Certificate, study: Study, ada: Person, maria: Person
) -> None:
    with transaction():
        done = db.session.get_one(Completion, (ada.id, study.subject))
        done.revoked_at, done.reason = certificate.issued_at, WHY
        people = [db.session.get_one(Person, id) for id in (ada.id, maria.id)]
        signals.completion_taken_back.send(done, person=people[0], by=people[1])
    page = client.get(certificate.path).text
    assert FELL in page
    assert WHY in page
    assert news_of(ada) == [("certificates.revoked", certificate.path)]


def test_what_is_earned_again_is_certified_anew(
    app: Flask, as_ada: Browser, certificate: Certificate, study: Study, ada: Person, maria: Person
) -> None:
    with transaction():
        done = db.session.get_one(Completion, (ada.id, study.subject))
        people = [db.session.get_one(Person, id) for id in (ada.id, maria.id)]
        signals.completion_taken_back.send(done, person=people[0], by=people[1])
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    codes = list(db.session.scalars(select(Certificate.code).order_by(Certificate.id)))
    assert len(codes) == 2
    assert as_ada.get(f"/certificates/{codes[1]}/").text.count(FELL) == 0
    answer = as_ada.get(f"/certificates/for/{study.subject}")
    assert answer.location == f"/certificates/{codes[1]}/"
