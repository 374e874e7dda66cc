"""Whoever has a code checks it: genuine, revoked, unknown; by eye and by machine."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.certificates.models import Certificate
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.factories.certificates import AIDA, certificate_of, finish

GENUINE = "Η βεβαίωση είναι γνήσια και ισχύει"
FELL = "Αυτή η βεβαίωση ήταν γνήσια, αλλά δεν ισχύει πια"
UNKNOWN = "K7Q2-M9XT-4HPD"


def test_a_guest_reads_in_plain_words_that_it_is_genuine(
    client: Browser, certificate: Certificate
) -> None:
    page = client.get(certificate.path).text
    assert GENUINE in page
    assert (
        f"Εκδόθηκε στις 4 Δεκεμβρίου 2026 από τον φορέα «e-ΚΑΛΟ», στο όνομα «{AIDA}», "
        "για το «title 1 el»."
    ) in page
    assert "δεν απονέμει πιστωτικές μονάδες ECTS" in page
    assert "ada@example.org" not in page
    assert "@ada" not in page


def test_in_english_too(client: Browser, certificate: Certificate) -> None:
    page = client.get(f"/en{certificate.path}").text
    assert "The certificate is genuine and stands" in page
    assert "title 1 en" in page
    assert "Non-formal education: no ECTS credits are claimed." in page
    assert f'href="http://localhost/en{certificate.path}"' in page


def test_all_eleven_elements_stand_there(client: Browser, certificate: Certificate) -> None:
    page = client.get(f"/en{certificate.path}").text
    labels = re.findall(r"<dt>(.*?)</dt>", page)
    assert labels == [
        "Country and region of the issuer",
        "Awarding body",
        "Date of issuing",
        "Learning outcomes",
        "Notional workload",
        "Level of the qualifications framework (EQF)",
        "Type of assessment",
        "Form of participation",
        "Type of quality assurance",
        "Live workshops",
        "Version of the rules of completion",
    ]
    assert f'<p class="name">{AIDA}</p>' in page
    assert '<p class="subject">title 1 en</p>' in page


def test_the_picture_leads_to_the_page_and_is_said_in_words(
    client: Browser, certificate: Certificate
) -> None:
    page = client.get(certificate.path).text
    assert re.search(
        r'<svg role="img" aria-label="Κωδικός QR που ανοίγει αυτή τη σελίδα"[^>]*viewBox', page
    )
    assert f'data-copy="http://localhost{certificate.path}"' in page


def test_no_search_engine_keeps_it(client: Browser, certificate: Certificate) -> None:
    for address in (certificate.path, f"/certificates/{certificate.code}.json"):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in client.get(certificate.path).text
    assert certificate.code not in client.get("/sitemap.xml").text


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", "")])
def test_any_spelling_leads_to_its_address(
    client: Browser, certificate: Certificate, spelling: Callable[[str], str]
) -> None:
    answer = client.get(f"/certificates/{spelling(certificate.code)}/")
    assert (answer.status_code, answer.location) == (301, certificate.path)


def test_a_typed_code_leads_to_its_page(client: Browser, certificate: Certificate) -> None:
    typed = certificate.code.lower().replace("-", " ")
    answer = client.get("/certificates/check", query_string={"code": typed})
    assert answer.location == certificate.path
    assert 'name="code"' in client.get("/certificates/check").text


@pytest.mark.parametrize(
    "address",
    [
        f"/certificates/{UNKNOWN}/",
        "/certificates/hello/",
        "/certificates/check?code=hello",
    ],
)
def test_an_unknown_code_is_said_with_where_to_look(
    client: Browser, certificate: Certificate, address: str
) -> None:
    answer = client.get(address)
    typed = UNKNOWN if UNKNOWN in address else "hello"
    assert answer.status_code == 404
    assert f"Δεν υπάρχει βεβαίωση με τον κωδικό «{typed}»" in answer.text
    assert "το χαρτί δεν είναι δικό μας" in answer.text
    assert f'value="{typed}"' in answer.text
    assert GENUINE not in answer.text


def test_hostile_codes_are_only_words(client: Browser) -> None:
    answer = client.get("/certificates/check", query_string={"code": "<script>alert(1)</script>"})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_machines_get_the_eleven_in_both_languages(
    client: Browser, certificate: Certificate
) -> None:
    told = client.get(f"/certificates/{certificate.code}.json").get_json()
    elements = told.pop("elements")
    assert told == {
        "code": certificate.code,
        "address": f"http://localhost{certificate.path}",
        "state": "valid",
        "kind": "programme",
        "sample": False,
        "issued_at": "2026-12-04T10:00:00+00:00",
        "earned_on": "2026-12-03",
        "revoked_at": None,
        "identity_checked": False,
    }
    keys = "learner title region body issued outcomes workload level assessment participation"
    for language in ("el", "en"):
        assert [each["key"] for each in elements[language]] == [*keys.split(), "quality"]
        assert elements[language][0]["words"] == [AIDA]
    assert elements["el"][6] == {
        "key": "workload",
        "label": "Θεωρητικός φόρτος εργασίας",
        "words": ["25 ώρες"],
    }
    assert elements["en"][4]["words"] == ["4 December 2026"]


def test_guessing_codes_is_slowed_down_and_the_right_one_is_not(
    client: Browser, certificate: Certificate, limits_on: None
) -> None:
    for _ in range(30):
        assert client.get(certificate.path).status_code == 200
    codes = [client.get(f"/certificates/{UNKNOWN}/").status_code for _ in range(21)]
    assert codes == [404] * 20 + [429]


@pytest.mark.parametrize("door", ["", ".json", "pdf"])
def test_every_way_of_guessing_is_slowed_down(
    client: Browser, as_ada: Browser, certificate: Certificate, limits_on: None, door: str
) -> None:
    address = {"": f"/certificates/{UNKNOWN}/", ".json": f"/certificates/{UNKNOWN}.json"}
    wanted = address.get(door, f"/certificates/{UNKNOWN}.pdf")
    assert {client.get(wanted).status_code for _ in range(21)} == {404, 429}


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_of_a_page_are_fixed(
    client: Browser,
    as_ada: Browser,
    ada: Person,
    make: Callable[..., Any],
    certificate: Certificate,
    queries_run: list[str],
    count: int,
) -> None:
    from tests.factories.certificates import a_study

    for number in range(2, count + 1):
        study = a_study(make, number)
        finish(make, study, ada)
        certificate_of(ada, study.subject)
    asked = {}
    for name, browser, address in (
        ("guest", client, certificate.path),
        ("mine", as_ada, "/certificates/"),
    ):
        browser.get(address)
        queries_run.clear()
        browser.get(address)
        asked[name] = len([query for query in queries_run if "certificates_" in query])
        asked[f"{name} learning"] = len([query for query in queries_run if "learning_" in query])
    assert asked == {"guest": 1, "guest learning": 0, "mine": 1, "mine learning": 2}


def test_whoever_left_is_no_longer_named(
    app: Flask, client: Browser, ada: Person, certificate: Certificate
) -> None:
    from kalo.accounts.actions.leaving import erase

    with transaction():
        erase(db.session.get_one(Person, ada.id))
    page = client.get(certificate.path)
    assert page.status_code == 200
    assert "Αυτή η βεβαίωση δεν φυλάσσεται πια" in page.text
    assert AIDA not in page.text
    assert GENUINE not in page.text
    told = client.get(f"/certificates/{certificate.code}.json").get_json()
    assert (told["state"], told["elements"]) == ("gone", {})
    assert AIDA not in str(told)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Έλεγχος βεβαίωσης"), ("/en", "Check a certificate")]
)
def test_the_way_to_it_stands_at_the_foot_of_every_page(
    client: Browser, as_ada: Browser, prefix: str, words: str
) -> None:
    for browser in (client, as_ada):
        for path in ("/", "/learning/", "/site/terms/"):
            foot = browser.get(prefix + path).text.partition('<footer class="site">')[2]
            links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', foot)
            assert [each[0] for each in links[3:6]] == [
                f"{prefix}/site/terms/",
                f"{prefix}/certificates/check",
                "mailto:contact@localhost",
            ]
            assert links[4][1] == words
