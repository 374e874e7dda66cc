"""What certificates give to other rooms, and hear from them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import _rooms
from kalo.certificates import seeds
from kalo.certificates.actions import revoke
from kalo.certificates.jobs import tell_the_ripe
from kalo.certificates.models import Certificate
from kalo.events.models import Event, Registration
from kalo.kit.db import db, transaction
from kalo.kit.slots import slot
from kalo.learning.models import Completion
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.certificates import AIDA, Study, a_study, certificate_of, finish, noon
from tests.factories.events import make_event

KEY = "k" * 20


def news_of(person: Person) -> list[tuple[str, str, str]]:
    rows = select(Notification).where(Notification.person_id == person.id)
    found = db.session.scalars(rows.order_by(Notification.id))
    return [(row.kind, row.what, row.path) for row in found]


def shown(app: Flask, person: Person | None, *subjects: str, path: str = "/") -> list[str]:
    with app.test_request_context(path):
        g.person = person
        return [str(slot("certificate", subject=subject, person=person)) for subject in subjects]


# The slot on the page of what was earned


def test_where_it_was_earned_stands_the_way_to_it(
    app: Flask, study: Study, ada: Person, mallory: Person
) -> None:
    (way,) = shown(app, ada, study.subject)
    assert f'href="/certificates/for/{study.subject}"' in way
    assert "Πάρε τη βεβαίωσή σου" in way
    assert shown(app, mallory, study.subject) == [""]
    assert shown(app, None, study.subject) == [""]
    assert shown(app, ada, "programme:999", "hello:1") == ["", ""]


def test_once_it_is_issued_the_place_leads_to_it(
    app: Flask, certificate: Certificate, study: Study, ada: Person
) -> None:
    (way,) = shown(app, ada, study.subject, path="/en/")
    assert f'href="{certificate.path}"' in way
    assert "Η βεβαίωσή σου" in way


def test_once_staff_revoked_it_the_place_offers_no_other(
    app: Flask, certificate: Certificate, study: Study, ada: Person, maria: Person
) -> None:
    with transaction():
        revoke(certificate, maria, "Άλλο άτομο.")
    (way,) = shown(app, ada, study.subject)
    assert f'href="{certificate.path}"' in way
    assert "Η βεβαίωσή σου δεν ισχύει πια" in way


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_places_a_page_has_they_cost_the_same(
    app: Flask,
    make: Callable[..., Any],
    study: Study,
    ada: Person,
    queries_run: list[str],
    count: int,
) -> None:
    studies = [study]
    for number in range(2, count + 1):
        studies.append(a_study(make, number))
        finish(make, studies[-1], ada)
    db.session.refresh(ada)
    subjects = [each.subject for each in studies]
    queries_run.clear()
    assert all(shown(app, ada, *subjects))
    assert len(queries_run) == 2


# Attendance


@pytest.fixture
def event(make: Callable[..., Any], ada: Person) -> Event:
    """It is over; Ada was there."""
    event = make_event("2026-12-02 18:00", organiser="Ο σύλλογος")
    noted = {"made_at": noon(), "taken_at": noon(), "changed_at": noon()}
    make(Registration, event_id=event.id, person_id=ada.id, attended_at=noon(), **noted)
    return event


def test_who_was_at_an_event_gets_a_certificate_of_it(as_ada: Browser, event: Event) -> None:
    as_ada.post(f"/certificates/for/{event.subject}", data={"name": AIDA, "once": KEY})
    certificate = db.session.scalars(select(Certificate)).one()
    assert (certificate.kind, str(certificate.earned_on)) == ("attendance", "2026-12-02")
    says = certificate.says("en")
    assert (says["title"], says["hours"], says["outcomes"]) == ("Workshop on the statutes", 2.0, [])
    assert says["more"] == [
        ["Kind", "Workshop"],
        ["When", "2 December 2026, 18:00–20:00"],
        ["Where", "Δημαρχείο Περιστερίου"],
        ["Organised by", "Ο σύλλογος"],
    ]
    page = as_ada.get(certificate.path).text
    assert "Βεβαίωση συμμετοχής" in page
    assert "Κανένα: βεβαιώνεται η παρουσία." in page
    assert f'href="{certificate.path}"' in as_ada.get(event.path).text


def test_of_an_event_of_several_days_the_paper_names_both(
    as_ada: Browser, event: Event, ada: Person
) -> None:
    with transaction():
        there = db.session.get_one(Event, event.id)
        there.ends_at += timedelta(days=1)
    says = certificate_of(ada, event.subject).says("el")
    assert ["Πότε", "2 Δεκεμβρίου 2026, 18:00 – 3 Δεκεμβρίου 2026, 20:00"] in says["more"]


@pytest.mark.parametrize("reason", ["not there", "not over", "cancelled", "given up"])
def test_nobody_else_does(as_ada: Browser, event: Event, ada: Person, reason: str) -> None:
    with transaction():
        seat = db.session.scalars(select(Registration)).one()
        there = db.session.get_one(Event, event.id)
        if reason == "not there":
            seat.attended_at = None
        if reason == "not over":
            there.ends_at = noon() + timedelta(minutes=1)
        if reason == "cancelled":
            there.state = "cancelled"
        if reason == "given up":
            seat.state = "given-up"
    answer = as_ada.post(f"/certificates/for/{event.subject}", data={"name": "Ada", "once": KEY})
    assert answer.status_code == 422


def test_attendance_that_is_taken_back_takes_its_certificate_along(
    client: Browser, event: Event, ada: Person, maria: Person
) -> None:
    certificate = certificate_of(ada, event.subject)
    with transaction():
        seat = db.session.scalars(select(Registration)).one()
        seat.event, seat.person = (
            db.session.get_one(Event, event.id),
            db.session.get_one(Person, ada.id),
        )
        signals.attendance_undone.send(seat, by=db.session.get_one(Person, maria.id))
    page = client.get(certificate.path).text
    assert "δεν ισχύει πια" in page
    assert "Η σημείωση της παρουσίας αναιρέθηκε." in page
    assert news_of(ada)[0][0] == "certificates.revoked"


def test_who_was_there_is_told_once_when_it_is_over(app: Flask, event: Event, ada: Person) -> None:
    for _ in range(2):
        with transaction():
            tell_the_ripe()
        with transaction():
            db.session.query(Notification).update({"read_at": noon()})
    path = f"/certificates/for/{event.subject}"
    assert news_of(ada) == [("certificates.ready", event.title_el, path)]


# News


@pytest.mark.parametrize("what", ["programme", "module"])
def test_whoever_finished_is_told(app: Flask, study: Study, ada: Person, what: str) -> None:
    subject = getattr(study, what).subject
    with transaction():
        done = db.session.get_one(Completion, (ada.id, subject))
        signal = {"programme": signals.programme_done, "module": signals.module_done}[what]
        signal.send(done, person=db.session.get_one(Person, ada.id))
    title = {"programme": "title 1 el", "module": "Μέρος 1"}[what]
    assert news_of(ada) == [("certificates.ready", title, f"/certificates/for/{subject}")]


def test_getting_it_reads_the_news(as_ada: Browser, study: Study, ada: Person) -> None:
    with transaction():
        done = db.session.get_one(Completion, (ada.id, study.subject))
        signals.programme_done.send(done, person=db.session.get_one(Person, ada.id))
    as_ada.post(f"/certificates/for/{study.subject}", data={"name": "Ada", "once": KEY})
    row = db.session.scalars(select(Notification)).one()
    assert row.read_at is not None


# Own data, and leaving


def test_a_person_gets_what_we_hold_of_them(
    app: Flask, ada: Person, mallory: Person, certificate: Certificate
) -> None:
    held = _rooms["certificates"](ada)["certificates"]
    assert [(each["code"], each["name"], each["says"]) for each in held] == [
        (certificate.code, AIDA, certificate.facts)
    ]
    assert _rooms["certificates"](mallory) == {"certificates": []}


def test_of_whoever_left_neither_name_nor_reason_stays(
    app: Flask, ada: Person, maria: Person, certificate: Certificate
) -> None:
    from kalo.certificates import actions

    with transaction():
        kept = db.session.get_one(Certificate, certificate.id)
        actions.revoke(kept, db.session.get_one(Person, maria.id), "Η Άιντα δεν ήταν εκεί")
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    left = db.session.get_one(Certificate, certificate.id)
    assert (left.person_id, left.name, left.revoked_why, left.revoked_by_id) == (None, "", "", None)
    assert AIDA not in str(left.facts)


# Profiles and the account


def test_only_facilitators_see_certificates_on_a_profile(
    as_maria: Browser, as_ada: Browser, moderator: Person, as_person: Any, certificate: Certificate
) -> None:
    assert certificate.code in as_maria.get("/people/ada").text
    for browser in (as_ada, as_person(moderator), as_person(None)):
        assert certificate.code not in browser.get("/people/ada").text


def test_the_account_leads_to_ones_own(as_ada: Browser) -> None:
    assert 'href="/certificates/"' in as_ada.get("/accounts/me/").text


def test_in_the_sample_somebody_has_one(app: Flask, study: Study, ada: Person) -> None:
    for _ in range(2):
        with transaction():
            seeds.seed({"nikos": db.session.get_one(Person, ada.id)})
    certificate = db.session.scalars(select(Certificate)).one()
    assert (certificate.name, certificate.person_id) == ("Ada", ada.id)
