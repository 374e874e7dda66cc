"""Ignoring somebody: folded for one, told to nobody, undone with a button."""

from kalo.kit.db import db
from kalo.moderation.models import Ignored
from kalo.notifications.models import Notification
from tests.factories.moderation import reply_by


def test_texts_are_folded_for_whoever_ignores(as_person, ada, grace, mallory, topic, rude):
    browser = as_person(ada)
    assert browser.post(f"/moderation/ignored/{mallory.id}").status_code == 303
    page = browser.get(f"/forum/t/{topic.named_id}/").text
    assert "Από πρόσωπο που αγνοείς" in page or "αγνοείς" in page
    assert "αγνοείς" not in as_person(grace).get(f"/forum/t/{topic.named_id}/").text
    assert mallory.name in browser.get("/moderation/ignored").text
    assert mallory.name in browser.get("/accounts/me/preferences").text
    assert browser.post(f"/moderation/ignored/{mallory.id}/undo").status_code == 303
    assert "αγνοείς" not in browser.get(f"/forum/t/{topic.named_id}/").text


def test_no_news_from_them(as_person, ada, mallory, topic, work):
    as_person(ada).post(f"/moderation/ignored/{mallory.id}")
    reply_by(topic, mallory, "Με ακούς;")
    work()
    assert db.session.query(Notification).filter_by(person_id=ada.id).count() == 0


def test_nobody_ignores_themselves_and_guests_nobody(as_person, ada):
    assert as_person(ada).post(f"/moderation/ignored/{ada.id}").status_code == 403
    assert as_person(None).post(f"/moderation/ignored/{ada.id}").status_code in {302, 303, 401}
    assert db.session.query(Ignored).count() == 0


def test_one_ignores_staff_too_but_not_their_acts(
    as_person, mallory, moderator, rude, case_id, rule
):
    as_person(mallory).post(f"/moderation/ignored/{moderator.id}")
    rule(moderator, case_id, "warn", reason="unkind")
    told = db.session.query(Notification).filter_by(person_id=mallory.id, subject="ruling:1")
    assert told.count() == 1
