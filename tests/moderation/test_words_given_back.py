"""What somebody typed is given back where it could not be done, and never thrown away."""

from datetime import timedelta

import pytest

from kalo.accounts.models import Person, Setting
from kalo.forum import actions
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.models import Case, Held, Note
from kalo.writing.actions.drafts import Words, save_draft
from kalo.writing.models import Draft
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


def test_what_was_begun_meanwhile_stays_when_a_text_is_published(
    moderator, make_person, as_person, category, topic, waits, rule
):
    author = db.session.query(Held).one().person_id
    with transaction():
        new = db.session.get_one(Person, author)
        save_draft(new, f"topic-{topic.id}", 1, Words("Η δεύτερη, που δεν τέλειωσα", path="/"))
        save_draft(new, "new-topic", 1, Words("Μια άλλη συζήτηση", path="/"))
    assert rule(moderator, waits, "publish").status_code == 303
    sent = {"title": "Κι αυτό", "category": category.slug, "body": "Περιμένει"}
    other = make_person("Newer", trust=0, joined_at=clock.now() - timedelta(days=3))
    as_person(other).post("/forum/new", data=sent)
    with transaction():
        save_draft(other, "new-topic", 1, Words("Και κάτι άλλο", path="/"))
    case = db.session.query(Case).filter_by(state="open").one()
    assert rule(moderator, case.id, "publish").status_code == 303
    kept = {(draft.person_id, draft.body) for draft in db.session.query(Draft)}
    assert kept == {
        (author, "Η δεύτερη, που δεν τέλειωσα"),
        (author, "Μια άλλη συζήτηση"),
        (other.id, "Και κάτι άλλο"),
    }
