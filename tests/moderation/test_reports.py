"""Who may report what, once, with a receipt; and when reports alone hide something."""

import pytest

from kalo.accounts.models import Person
from kalo.forum.models import Post
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.moderation.models import Case, Report
from kalo.notifications.models import Notification
from tests.factories.moderation import reply_by

ILLEGAL = {
    "words": "Απειλεί κάποιον",
    "place": "http://localhost/forum/",
    "name": "Ε. Δ.",
    "email": "guest@example.org",
    "faith": "y",
}


def test_a_guest_reports_illegal_content_and_gets_a_receipt(as_person, rude):
    address = f"/moderation/report?subject=post:{rude.id}"
    guest = as_person(None)
    assert "καλή πίστη" in guest.get(address).text
    answer = guest.post(address, data=ILLEGAL)
    assert answer.status_code == 303
    assert guest.get(answer.location).status_code == 200
    assert db.session.query(Case.illegal).scalar() is True
    assert db.session.query(Letter.recipient).scalar() == "guest@example.org"


@pytest.mark.parametrize("missing", ["words", "place", "faith"])
def test_a_notice_needs_what_the_law_asks(missing, as_person, rude):
    typed = {key: value for key, value in ILLEGAL.items() if key != missing}
    typed |= {"place": ""} if missing == "place" else {}
    answer = as_person(None).post(f"/moderation/report?subject=post:{rude.id}", data=typed)
    assert answer.status_code == 422
    assert db.session.query(Report).count() == 0


def test_name_and_address_may_be_left_out(as_person, rude):
    typed = {**ILLEGAL, "name": "", "email": ""}
    answer = as_person(None).post(f"/moderation/report?subject=post:{rude.id}", data=typed)
    assert answer.status_code == 303
    assert db.session.query(Letter).count() == 0


def test_one_open_report_for_each_person_and_thing(report, ada, grace, rude, as_person):
    assert report(ada, rude).status_code == 303
    again = report(ada, rude, reason="spam")
    assert again.status_code == 422
    assert "Το έχεις ήδη αναφέρει" in again.text
    assert report(grace, rude).status_code == 303
    assert db.session.query(Report).count() == 2
    assert db.session.query(Case.reports_count).scalar() == 2
    page = as_person(ada).get(f"/moderation/report?subject=post:{rude.id}").text
    assert "Το έχεις ήδη αναφέρει" in page


def test_nobody_reports_their_own(report, mallory, rude):
    assert report(mallory, rude).status_code == 403


def test_what_one_may_not_see_cannot_be_reported(as_person, mallory, grace, moderator, rude, ada):
    with transaction():
        db.session.get(Post, rude.id).hidden_at = rude.created_at
    address = f"/moderation/report?subject=post:{rude.id}"
    assert [as_person(who).get(address).status_code for who in (None, grace, mallory)] == [
        *(404, 404, 200)
    ]
    assert as_person(ada).get("/moderation/report?subject=post:999").status_code == 404
    assert as_person(ada).get("/moderation/report?subject=nothing:1").status_code == 404
    assert as_person(ada).get("/moderation/report").status_code == 404


def test_something_else_needs_words(report, ada, rude):
    assert report(ada, rude, reason="other").status_code == 422
    assert report(ada, rude, reason="other", words="Κάτι").status_code == 303


def test_several_trusted_reports_hide_until_somebody_looks(
    report, make_person, moderator, rude, as_person, rule
):
    people = [make_person(f"Person {letter}", trust=2) for letter in "abcd"]
    for person in people[:3]:
        report(person, rude)
    assert db.session.get(Post, rude.id).hidden_at is None
    report(people[3], rude)
    assert db.session.get(Post, rude.id).hidden_at is not None
    case = db.session.query(Case).one()
    assert case.hidden_at is not None
    whom = db.session.get(Person, rude.author_id)
    at = f"/forum/t/{rude.topic.named_id}/"
    said = "Δεν το έχει δει ακόμη άνθρωπος"
    assert said in as_person(whom).get(at).text
    assert said in db.session.query(Letter).filter_by(recipient=whom.email).one().text
    kinds = db.session.query(Notification.kind).filter_by(person_id=whom.id).all()
    assert kinds == [("moderation.hidden",)]
    rule(moderator, case.id, "keep")
    assert db.session.get(Post, rude.id).hidden_at is None


def test_newcomers_alone_hide_nothing(report, make_person, rude):
    for letter in "abcdefghijklm":
        report(make_person(f"New {letter}", trust=0), rude)
    assert db.session.get(Post, rude.id).hidden_at is None
    assert db.session.query(Case.reports_count).scalar() == 13


def test_who_was_right_before_weighs_more(report, ada, moderator, mallory, topic, rule):
    weights = []
    for n in range(3):
        post = reply_by(topic, mallory, f"Ανάρτηση {n}")
        report(ada, post)
        row = db.session.query(Report).order_by(Report.id.desc()).first()
        weights.append(row.weight)
        rule(moderator, row.case_id, "hide", reason="spam")
    assert weights == [1.0, 1.33, 1.5]


def test_a_profile_is_reported_and_emptied(as_person, ada, moderator, mallory, rule):
    with transaction():
        person = db.session.get(Person, mallory.id)
        person.about, person.about_html = "Αγοράστε", "<p>Αγοράστε</p>"
    address = f"/moderation/report?subject=person:{mallory.id}"
    assert as_person(ada).post(address, data={"reason": "spam"}).status_code == 303
    case_id = db.session.query(Case.id).scalar()
    rule(moderator, case_id, "hide", reason="spam")
    assert "Αγοράστε" not in as_person(ada).get(f"/people/{mallory.handle}").text
    ruling_id = 1
    as_person(moderator).post(f"/moderation/rulings/{ruling_id}/undo")
    assert "Αγοράστε" in as_person(ada).get(f"/people/{mallory.handle}").text


def test_the_queue_is_for_moderators(as_person, ada, moderator, administrator, case_id):
    doors = ("/moderation/", f"/moderation/cases/{case_id}/", "/moderation/words")
    doors += ("/moderation/people",)
    for door in doors:
        assert as_person(None).get(door).status_code in {302, 303, 401}, door
        assert as_person(ada).get(door).status_code == 403, door
        for staff in (moderator, administrator):
            assert as_person(staff).get(door).status_code == 200, door


def test_the_queue_costs_the_same_for_one_and_for_many(
    as_person, moderator, ada, mallory, topic, report, queries_run
):
    desk, counts = as_person(moderator), []
    for turn in range(3):
        report(ada, reply_by(topic, mallory, f"Ανάρτηση {turn}"))
        desk.get("/moderation/")
        queries_run.clear()
        assert desk.get("/moderation/?kind=flags").status_code == 200
        counts.append(len(queries_run))
    assert counts[0] == counts[2]
    page = desk.get("/moderation/").text
    assert page.index("#2") < page.index("#3") < page.index("#4")


def test_who_leaves_is_no_longer_in_reports(report, ada, rude):
    from kalo.accounts.actions import erase

    report(ada, rude, words="Προσβάλλει")
    with transaction():
        erase(db.session.get(Person, ada.id))
    row = db.session.query(Report).one()
    assert (row.person_id, row.open_key) == (None, None)


def test_the_same_form_leads_to_its_receipt_every_time(as_person, ada, rude):
    address = f"/moderation/report?subject=post:{rude.id}"
    sent = {"reason": "unkind", "once": "the-same-form-twice"}
    answers = [as_person(ada).post(address, data=sent) for _again in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert db.session.query(Report).count() == 1
