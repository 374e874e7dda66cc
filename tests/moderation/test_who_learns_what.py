"""Reports tell nobody more than they may know, and go to nobody who did not ask."""

from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.moderation.models import Report
from kalo.moderation.permissions import may_penalise
from kalo.notifications.models import Notification
from tests.factories.forum import shelf


def test_the_address_that_a_guest_types_gets_none_of_their_words(as_person, rude, ada):
    words = "Αγοράστε τώρα: http://example.com"
    sent = {"words": words, "place": "Εκεί", "faith": "y", "email": "somebody@example.org"}
    door = f"/moderation/report?subject=post:{rude.id}"
    assert as_person(None).post(door, data=sent).status_code == 303
    letter = db.session.query(Letter).filter_by(recipient="somebody@example.org").one()
    assert "example.com" not in letter.text + letter.html
    assert as_person(ada).post(door, data={"reason": "other", "words": words}).status_code == 303
    assert words in db.session.query(Letter).filter_by(recipient=ada.email).one().text


def test_whoever_reported_learns_no_title_of_what_they_see_no_more(
    as_person, ada, rude, topic, case_id, moderator, rule
):
    mine = "/moderation/mine"
    assert "Πώς ξεκινάμε;" in as_person(ada).get(mine).text
    office = shelf("Ομάδα")
    with transaction():
        db.session.merge(office).see = "staff"
        moved = db.session.merge(topic)
        moved.category_id, moved.title = office.id, "Μυστικός τίτλος"
    assert "Μυστικός τίτλος" not in as_person(ada).get(mine).text
    assert rule(moderator, case_id, "keep").status_code == 303
    told = db.session.query(Notification).filter_by(person_id=ada.id).one()
    assert told.what == db.session.query(Report.code).scalar()
    assert "Μυστικός τίτλος" not in as_person(ada).get("/accounts/news/").text


def test_whoever_reported_is_told_the_title_of_what_was_taken_away(
    ada, rude, case_id, moderator, rule
):
    assert rule(moderator, case_id, "delete", reason="unkind").status_code == 303
    told = db.session.query(Notification).filter_by(person_id=ada.id).one()
    assert told.what == "Πώς ξεκινάμε; #2"


def test_staff_are_silenced_by_administrators_only(moderator, administrator, make_person):
    editor = make_person("Edith", roles={"editor"})
    assert [may_penalise(moderator, editor, verb) for verb in ("warn", "silence", "suspend")] == [
        True,
        False,
        False,
    ]
    assert may_penalise(administrator, editor, "silence")
    assert may_penalise(moderator, make_person("Member"), "silence")
