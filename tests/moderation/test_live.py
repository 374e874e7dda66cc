"""What is said in a live room is reported, hidden by a ruling, and put back."""

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live.models import Room
from kalo.moderation.models import Case, Note, Ruling
from kalo.moderation.things import find_thing, visible_thing
from tests.factories.live import done, gathering_now


def test_a_line_is_hidden_and_put_back(as_person, ada, grace, moderator, rule):
    event = gathering_now(capacity=None)
    seq = done("said", ada, event, "Κακές λέξεις")
    room = db.session.query(Room).one()
    subject = f"said:{room.id}.{seq}"
    assert visible_thing(subject, None) is None
    address = f"/moderation/report?subject={subject}"
    assert as_person(None).get(address).status_code == 404
    assert as_person(grace).post(address, data={"reason": "unkind"}).status_code == 303
    assert rule(moderator, 1, "hide", reason="unkind").status_code == 303
    assert find_thing(subject).state == "hidden"
    page = f"/live/{event.id}/"
    assert "Κακές λέξεις" not in as_person(grace).get(page).text
    ruling_id = db.session.query(Ruling.id).scalar()
    assert as_person(moderator).post(f"/moderation/rulings/{ruling_id}/undo").status_code == 303
    assert find_thing(subject).state == "stands"
    assert "Κακές λέξεις" in as_person(grace).get(page).text


def test_whoever_wrote_under_a_pseudonym_is_named_to_no_moderator(as_person, ada, grace, moderator):
    event = gathering_now(capacity=None)
    done("veiled", grace, event)
    seq = done("said", grace, event, "Κακές λέξεις")
    room = db.session.query(Room).one()
    address = f"/moderation/report?subject=said:{room.id}.{seq}"
    assert as_person(ada).post(address, data={"reason": "unkind"}).status_code == 303
    case_id = db.session.query(Case.id).scalar()
    with transaction():  # as the author writes who asks for a look
        db.session.add(Note(case_id=case_id, by_id=grace.id, words="Γιατί;", at=clock.now()))
    for page in ("", f"cases/{case_id}/"):
        text = as_person(moderator).get(f"/moderation/{page}").text
        assert ("με ψευδώνυμο" in text, "Grace" in text) == (True, False)
