"""What a moderator typed is given back where it could not be done."""

from datetime import timedelta

import pytest

from kalo.accounts.models import Setting
from kalo.forum import actions
from kalo.kit import clock
from kalo.kit.db import db
from kalo.moderation.models import Case, Note
from tests.factories.forum import done


def test_a_note_that_is_too_long(as_person, moderator, case_id):
    door = f"/moderation/cases/{case_id}/notes"
    page = as_person(moderator).post(door, data={"words": "Μια σημείωση. " * 400})
    assert page.status_code == 422
    assert "Μια σημείωση. Μια σημείωση." in page.text
    assert db.session.query(Note).count() == 0


def test_a_decision_that_came_too_late(as_person, moderator, case_id):
    sent = {"verb": "warn", "reason": "unkind", "version": "0", "words": "Με δικά μου λόγια"}
    page = as_person(moderator).post(f"/moderation/cases/{case_id}/ruling", data=sent)
    assert page.status_code == 409
    assert "Με δικά μου λόγια</textarea>" in page.text


@pytest.fixture
def waits(make, as_person, make_person, topic):
    """A reply that waits for a look."""
    make(Setting, key="first_posts", value="hold")
    new = make_person("New", trust=0, joined_at=clock.now() - timedelta(days=3))
    as_person(new).post(f"{topic.path}posts", data={"body": "Η πρώτη μου λέξη"})
    return db.session.query(Case.id).scalar()


def test_a_text_that_cannot_be_published_any_more(moderator, topic, waits, rule):
    done(actions.close_topic, topic, moderator)
    page = rule(moderator, waits, "publish", words="Με δικά μου λόγια")
    assert page.status_code == 422
    assert "Με δικά μου λόγια</textarea>" in page.text
    assert db.session.query(Case.state).scalar() == "open"
    assert rule(moderator, waits, "give_back", reason="other").status_code == 303
