"""Whatever a person can write in any room is flagged, read by moderators, and ruled on."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.actions import let_in, make_group
from kalo.accounts.models import Group, Person
from kalo.kit.db import db, transaction
from kalo.live.models import Room
from kalo.moderation.models import Case, Ruling
from kalo.moderation.things import find_thing, kinds
from tests.factories.events import make_event
from tests.factories.forum import fresh
from tests.factories.live import done, gathering_now

KINDS = {
    *("event", "group", "held", "person", "post", "said", "topic"),
    *("organisation", "network-call", "network-message"),
}


def test_the_kinds_of_things_are_these(app: Any) -> None:
    assert set(kinds) == KINDS


@pytest.fixture
def facilitator(make_person: Any) -> Person:
    person: Person = make_person("Fay", roles={"facilitator"})
    return person


@pytest.fixture
def group(administrator: Person, mallory: Person, ada: Person) -> Group:
    """Mallory owns it, Ada is in it, Grace is not."""
    with transaction():
        group = make_group("Ομάδα", "Αγοράστε φτηνά", administrator, owner=mallory)
        let_in(group, ada, administrator)
    return group


def test_a_group_is_flagged_by_its_members_emptied_and_filled_again(
    as_person: Any, group: Group, ada: Person, grace: Person, mallory: Person, moderator: Person,
    rule: Any,
) -> None:  # fmt: skip
    way, page = f"/moderation/report?subject=group:{group.id}", f"/accounts/groups/{group.slug}/"
    assert f'href="{way}"' in as_person(ada).get(page).text
    assert as_person(grace).get(way).status_code == 404
    assert as_person(None).get(way).status_code == 404
    assert as_person(mallory).post(way, data={"reason": "spam"}).status_code == 403
    assert as_person(ada).post(way, data={"reason": "spam"}).status_code == 303
    assert "Αγοράστε φτηνά" in as_person(moderator).get("/moderation/cases/1/").text

    rule(moderator, 1, "delete", reason="spam")
    assert "Αγοράστε" not in as_person(ada).get(page).text
    ruling = db.session.scalars(select(Ruling)).one()
    assert (ruling.author_id, "Αγοράστε φτηνά" in ruling.source) == (mallory.id, True)
    as_person(moderator).post(f"/moderation/rulings/{ruling.id}/undo")
    assert "Αγοράστε φτηνά" in as_person(ada).get(page).text


def test_an_event_is_flagged_and_whoever_planned_it_is_answered(
    as_person: Any, client: Any, ada: Person, grace: Person, facilitator: Person,
    moderator: Person, rule: Any,
) -> None:  # fmt: skip
    event = make_event(title_el="Γιορτή", about_el="Κάτι παράνομο", made_by_id=facilitator.id)
    way = f"/moderation/report?subject=event:{event.id}"
    for browser in (client, as_person(ada)):
        assert f'href="{way}"' in browser.get(event.path).text
    assert as_person(facilitator).post(way, data={"reason": "other"}).status_code == 403
    assert as_person(ada).post(way, data={"reason": "spam"}).status_code == 303
    desk = as_person(moderator).get("/moderation/cases/1/").text
    assert f'href="{event.path}edit"' in desk
    assert 'value="hide"' not in desk
    assert rule(moderator, 1, "warn", reason="spam").status_code == 303
    assert db.session.scalars(select(Ruling.author_id)).all() == [facilitator.id]


def test_a_draft_of_an_event_is_no_thing_for_members(as_person: Any, ada: Person) -> None:
    event = make_event(state="draft")
    assert as_person(ada).get(f"/moderation/report?subject=event:{event.id}").status_code == 404


def test_a_question_in_a_live_room_is_flagged(
    as_person: Any, ada: Person, grace: Person, moderator: Person, rule: Any
) -> None:
    event = gathering_now(capacity=None)
    seq = done("asked", ada, event, "Μια κακή ερώτηση")
    subject = f"said:{db.session.scalars(select(Room.id)).one()}.{seq}"
    way = f"/moderation/report?subject={subject}"
    assert f'href="{way}"' in as_person(grace).get(f"/live/{event.id}/").text
    assert as_person(grace).post(way, data={"reason": "unkind"}).status_code == 303
    rule(moderator, 1, "hide", reason="unkind")
    assert "Μια κακή ερώτηση" not in as_person(grace).get(f"/live/{event.id}/").text


@pytest.mark.parametrize("kind", ["post", "topic"])
def test_moderators_read_poll_and_tags_with_the_post_that_opens(
    kind: str, as_person: Any, ada: Person, grace: Person, moderator: Person, topic: Any
) -> None:
    mine = as_person(ada)
    asked = {"poll-kind": "one", "poll-question": "Ποιος;", "poll-options": "Α<b>\nΒήτα"}
    assert mine.post(f"{topic.path}poll", data={**asked, "poll-results": "always"}).location
    number = topic.id if kind == "topic" else 1
    thing = find_thing(f"{kind}:{number}")
    assert thing
    assert "<li>Α&lt;b&gt;</li><li>Βήτα</li>" in thing.html
    assert "Ποιος;" in thing.html
    if kind == "topic":
        assert "Βήτα" in thing.source
    way = f"/moderation/report?subject={kind}:{number}"
    as_person(grace).post(way, data={"reason": "unkind"})
    case = db.session.scalars(select(Case)).one()
    assert "Βήτα" in as_person(moderator).get(f"/moderation/cases/{case.id}/").text
    assert fresh(topic).poll["question"] == "Ποιος;"
