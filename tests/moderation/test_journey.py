"""Report, rule, undo: as pages answer, from everybody's side."""

import re

from kalo.accounts.models import Person
from kalo.forum.models import Post
from kalo.kit.db import db
from kalo.kit.mail import Letter
from kalo.moderation.models import Case, Report, Ruling
from kalo.notifications.models import Notification


def letters_to(person: Person) -> list[str]:
    rows = db.session.query(Letter).filter_by(recipient=person.email).order_by(Letter.id)
    return [letter.subject for letter in rows]


def test_report_rule_undo(as_person, ada, mallory, grace, moderator, rude, report, rule):
    answer = report(ada, rude, words="Προσβάλλει")
    assert answer.status_code == 303
    receipt = as_person(ada).get(answer.location)
    code = answer.location.rpartition("/")[2]
    assert receipt.status_code == 200
    assert code in receipt.text
    assert letters_to(ada) == ["Λάβαμε την αναφορά σου"]

    desk = as_person(moderator)
    queue = desk.get("/moderation/").text
    case_id = int(re.search(r"/moderation/cases/(\d+)/", queue)[1])
    assert "1 αναφορά" in queue
    page = desk.get(f"/moderation/cases/{case_id}/").text
    assert "Προσβάλλει" in page

    assert rule(moderator, case_id, "hide", reason="unkind").status_code == 303
    topic_page = rude_page(as_person(grace), rude)
    assert "ανοησίες" not in topic_page
    ruling = db.session.query(Ruling).one()
    own = as_person(mallory).get(f"/moderation/rulings/{ruling.id}")
    assert own.status_code == 200
    assert "ανοησίες" in own.text
    assert "Αυτό πληγώνει κάποιο άτομο" in own.text
    assert as_person(grace).get(f"/moderation/rulings/{ruling.id}").status_code == 404
    assert letters_to(ada)[1:] == ["Απαντήσαμε στην αναφορά σου"]
    assert len(letters_to(mallory)) == 1
    bell = db.session.query(Notification.person_id, Notification.subject)
    told = {(id, subject.partition(":")[0]) for id, subject in bell}
    assert (mallory.id, "ruling") in told
    assert (ada.id, "report") in told
    assert "είχες δίκιο" in as_person(ada).get("/moderation/mine").text

    assert desk.post(f"/moderation/rulings/{ruling.id}/undo").status_code == 303
    assert "ανοησίες" in rude_page(as_person(grace), rude)
    assert len(letters_to(mallory)) == 2
    assert db.session.query(Report).one().outcome is None
    assert db.session.query(Case).one().state == "open"


def rude_page(browser, rude: Post) -> str:
    db.session.expire_all()
    post = db.session.get(Post, rude.id)
    page = browser.get(f"/forum/t/{post.topic_id}/", follow_redirects=True)
    assert page.status_code == 200
    return page.text


def test_the_numbers_name_nobody(as_person, moderator, mallory, case_id, rule):
    rule(moderator, case_id, "delete", reason="unkind")
    page = as_person(None).get("/moderation/numbers").text
    assert mallory.name not in page.replace("moderation", "")
    assert "Αποσύρθηκε" in page
