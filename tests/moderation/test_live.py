"""What is said in a live room is reported, hidden by a ruling, and put back."""

from kalo.kit.db import db
from kalo.live.models import Room
from kalo.moderation.models import Ruling
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
