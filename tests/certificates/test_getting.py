"""Getting a certificate: what was earned, the name on it, once."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.certificates import actions
from kalo.certificates.models import Certificate
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from tests.conftest import Browser
from tests.factories.certificates import (
    AIDA,
    Study,
    a_study,
    certificate_of,
    finish,
    for_real,
    noon,
)
from tests.factories.learning import make_module

KEY = "k" * 20


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Certificate)) or 0


def only() -> Certificate:
    return db.session.scalars(select(Certificate)).one()


def test_what_was_finished_waits_for_its_certificate(as_ada: Browser, study: Study) -> None:
    page = as_ada.get("/certificates/").text
    for subject, title in ((study.subject, "title 1 el"), (study.module.subject, "Μέρος 1")):
        assert f'href="/certificates/for/{subject}"' in page
        assert title in page
    assert "3 Δεκεμβρίου 2026" in page


def test_whoever_finished_nothing_reads_how_one_gets_there(
    as_person: Callable[..., Browser], grace: Person, study: Study
) -> None:
    page = as_person(grace).get("/en/certificates/").text
    assert "No certificate yet" in page
    assert study.subject not in page


def test_the_name_of_the_account_stands_there_already(as_ada: Browser, study: Study) -> None:
    page = as_ada.get(f"/en/certificates/for/{study.subject}").text
    assert 'value="Ada"' in page
    assert "title 1 en" in page
    assert "Certificate of completion of a programme" in page


def test_before_it_is_issued_one_reads_what_it_certifies(as_ada: Browser, study: Study) -> None:
    page = as_ada.get(f"/en/certificates/for/{study.subject}").text
    covers = page[page.index('id="covers"') : page.index("</dl>")]
    lines = re.findall(r"<dt>(.+?)</dt>\s*<dd>(.+?)</dd>", covers)
    assert [(label, re.findall(r"(?<=>)[^<]+|^[^<]+", words)) for label, words in lines] == [
        ("Title", ["title 1 en"]),
        ("Learning outcomes", ["Know something."]),
        ("Notional workload", ["25 hours"]),
        (
            "Type of assessment",
            [
                "A quiz, with at least 70 % right",
                "A practical task that was handed in",
                "Check questions in the lessons",
            ],
        ),
        (
            "Form of participation",
            ["Online, at one&#39;s own pace, with live workshops (2 hours)"],
        ),
        ("Live workshops", ["attended: 1 of 1"]),
        ("Version of the rules of completion", ["3"]),
    ]


def test_it_is_issued_under_the_name_that_was_written(
    as_ada: Browser, ada: Person, study: Study
) -> None:
    answer = as_ada.post(
        f"/certificates/for/{study.subject}", data={"name": f"  {AIDA}  ", "once": KEY}
    )
    issued = only()
    assert answer.status_code == 303
    assert answer.location == f"/certificates/{issued.code}/"
    assert (issued.person_id, issued.name, issued.kind, issued.subject) == (
        ada.id,
        AIDA,
        "programme",
        study.subject,
    )
    assert (str(issued.earned_on), issued.sample, issued.stands) == ("2026-12-03", False, True)


def test_what_it_says_is_frozen_in_both_languages(as_ada: Browser, study: Study, make: Any) -> None:
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    says = only().says("en")
    assert says == {
        "title": "title 1 en",
        "region": "Greece, Attica",
        "body": "e-ΚΑΛΟ",
        "outcomes": ["Know something."],
        "hours": 25.0,
        "level": "Non-formal learning, without a level.",
        "credit": "Non-formal education: no ECTS credits are claimed.",
        "assessment": [
            "A quiz, with at least 70 % right",
            "A practical task that was handed in",
            "Check questions in the lessons",
        ],
        "participation": "Online, at one's own pace, with live workshops (2 hours)",
        "quality": (
            "Internal: rules of completion that everybody can read; texts and questions are kept "
            "in all their versions."
        ),
        "identity": "The holder wrote the name; nobody checked an identity document.",
        "more": [
            ["Live workshops", "attended: 1 of 1"],
            ["Version of the rules of completion", "3"],
        ],
        "path": "/learning/programme-1/",
    }
    greek = only().says("el")
    assert greek["title"] == "title 1 el"
    assert greek["credit"] == "Μη τυπική εκπαίδευση: δεν απονέμει πιστωτικές μονάδες ECTS."
    assert greek["participation"] == (
        "Εξ αποστάσεως, με τον ρυθμό του κάθε ατόμου, και με ζωντανά εργαστήρια (2 ώρες)"
    )


def test_a_programme_that_changes_later_changes_no_paper(
    as_ada: Browser, certificate: Certificate, study: Study
) -> None:
    with transaction():
        study.programme.title_el = "Άλλος τίτλος"
        db.session.merge(study.programme)
    page = as_ada.get(certificate.path).text
    assert "title 1 el" in page
    assert "Άλλος τίτλος" not in page


def test_a_module_is_certified_by_itself(as_ada: Browser, study: Study) -> None:
    as_ada.post(f"/certificates/for/{study.module.subject}", data={"name": "Ada", "once": KEY})
    says = only().says("el")
    assert says["title"] == "Μέρος 1"
    assert says["outcomes"] == ["Θα μπορείς να ξέρεις."]
    assert says["hours"] == 2.5  # half an hour of reading, two of the workshop
    assert says["more"][0] == ["Μέρος του προγράμματος", "title 1 el"]


def test_while_modules_wait_to_be_written_a_programme_claims_only_its_lessons(
    as_ada: Browser, study: Study, make: Any
) -> None:
    make_module(make, study.programme, 7)
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    says = only().says("el")
    assert (says["outcomes"], says["hours"]) == (["Θα μπορείς να ξέρεις."], 2.5)


def test_asking_again_leads_to_the_one_that_stands(
    as_ada: Browser, study: Study, certificate: Certificate
) -> None:
    for door in ("get", "post"):
        answer = getattr(as_ada, door)(
            f"/certificates/for/{study.subject}", data={"name": "Another", "once": door * 9}
        )
        assert answer.location == certificate.path
    assert count() == 1
    assert only().name == AIDA


@pytest.mark.parametrize("way", ["not finished", "taken back", "nobody's", "no subject"])
def test_what_was_not_earned_is_not_certified(
    as_person: Callable[..., Browser],
    make: Callable[..., Any],
    grace: Person,
    study: Study,
    way: str,
) -> None:
    other = a_study(make, 2)
    if way == "taken back":
        finish(make, other, grace, revoked_at=noon())
    subject = {"nobody's": "programme:999", "no subject": "hello"}.get(way, other.subject)
    as_grace = as_person(grace)
    page = as_grace.get(f"/en/certificates/for/{subject}")
    assert "There is nothing to certify here yet" in page.text
    answer = as_grace.post(f"/en/certificates/for/{subject}", data={"name": "Grace", "once": KEY})
    assert answer.status_code == 422
    assert count() == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Fill this in."),
        ("   ", "Fill this in."),
        ("α" * 81, "At most 80 characters."),
        ("漢字", "letters that a certificate can show"),
        ("🙂", "letters that a certificate can show"),
        ("!!!", "letters that a certificate can show"),
    ],
)
def test_a_name_that_cannot_stand_there_comes_back(
    as_ada: Browser, study: Study, name: str, words: str
) -> None:
    answer = as_ada.post(f"/en/certificates/for/{study.subject}", data={"name": name, "once": KEY})
    assert answer.status_code == 422
    assert words in answer.text
    assert count() == 0


def test_eight_at_once_get_the_same(app: Flask, study: Study, ada: Person) -> None:
    codes: list[str] = []
    whose, subject = ada.id, study.subject  # plain numbers: each thread has a session of its own

    def ask() -> None:
        with app.app_context():
            codes.append(certificate_of(db.session.get_one(Person, whose), subject).code)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert len(codes) == 8
    assert len(set(codes)) == count() == 1


def test_in_a_sample_community_it_says_so(app: Flask, as_ada: Browser, study: Study) -> None:
    for_real(app, sample=True)
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    page = as_ada.get(only().path).text
    assert only().sample
    assert "Αυτό είναι δείγμα, όχι βεβαίωση" in page
    assert "είναι γνήσια και ισχύει" not in page


def test_the_organisation_of_the_settings_stands_on_it(
    app: Flask, as_ada: Browser, study: Study
) -> None:
    for_real(
        app, issuer="Φορέας", issuer_en="Body", issuer_region="Κρήτη", issuer_region_en="Crete"
    )
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    assert [only().says(each)["body"] for each in ("el", "en")] == ["Φορέας", "Body"]
    assert [only().says(each)["region"] for each in ("el", "en")] == ["Κρήτη", "Crete"]


def test_a_name_is_corrected_by_a_new_paper(
    as_ada: Browser, ada: Person, certificate: Certificate
) -> None:
    answer = as_ada.post(f"{certificate.path}name", data={"name": "Ἀΐδα Ξ.", "once": KEY})
    old, new = db.session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert answer.location == new.path
    assert (new.name, new.facts, new.stands) == ("Ἀΐδα Ξ.", old.facts, True)
    assert (old.name, old.stands, old.revoked_how) == (AIDA, False, "holder")
    page = as_ada.get(old.path).text
    assert "δεν ισχύει πια" in page
    assert new.code in page
    assert new.code not in as_ada.application.test_client().get(old.path).text


def test_names_corrected_at_once_leave_one_that_stands(
    app: Flask, ada: Person, certificate: Certificate
) -> None:
    whose, which = ada.id, certificate.id  # plain numbers, as above

    def correct(name: str) -> None:
        with app.app_context(), suppress(Refused), transaction():
            mine = db.session.get_one(Certificate, which)
            actions.correct(mine, db.session.get_one(Person, whose), name)

    threads = [threading.Thread(target=correct, args=[f"Ada {letter}"]) for letter in "ABCDEF"]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    rows = db.session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert [row.stands for row in rows] == [False, True]


def test_only_its_holder_corrects_it(
    as_person: Callable[..., Browser], as_maria: Browser, mallory: Person, certificate: Certificate
) -> None:
    for browser, code in ((as_maria, 403), (as_person(mallory), 403), (as_person(None), 401)):
        answer = browser.post(f"{certificate.path}name", data={"name": "X", "once": KEY})
        assert answer.status_code == code
    assert only().name == AIDA


def test_refused_says_why(app: Flask, ada: Person) -> None:
    with app.test_request_context("/en/"), pytest.raises(Refused):
        actions.issue(ada, "programme:1", "Ada")
