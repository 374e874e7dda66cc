"""Who finds what: pages, lists, counts, slots and search agree with the permissions."""

from typing import Any

import pytest
from flask import g
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum import permissions as may
from kalo.forum.models import Topic
from kalo.forum.queries import categories_for, get_post, latest_topics, visible_ids, visible_topics
from kalo.kit.db import db
from kalo.kit.slots import slot
from kalo.search.kinds import kinds
from tests.factories.forum import answer, done, fresh, talk

SECRET = "Μόνο μεταξύ μας"


@pytest.fixture
def people(make_person: Any, ada: Any, grace: Any, moderator: Any) -> dict[str, Person | None]:
    return {
        "guest": None,
        "unconfirmed": make_person("Ulla", confirmed_at=None),
        "author": ada,
        "member": grace,
        "moderator": moderator,
        "editor": make_person("Edna", roles={"editor"}),
    }


@pytest.fixture
def topics(category: Any, cafe: Any, ada: Any, moderator: Any) -> list[Topic]:
    """Open, closed, taken away by its author or by a moderator; in both categories."""
    made = []
    for shelf in (category, cafe):
        made += [talk(shelf, ada, f"Θέμα {n}") for n in range(4)]
        done(actions.close_topic, made[-3], moderator)
        done(actions.delete_topic, made[-2], ada)
        done(actions.delete_topic, made[-1], moderator)
    return made


WHO = ["guest", "unconfirmed", "author", "member", "moderator", "editor"]


@pytest.mark.parametrize("who", WHO)
def test_everybody_finds_exactly_the_topics_they_may_see(
    as_person: Any, people: dict[str, Any], topics: list[Topic], who: str
) -> None:
    person = people[who]
    found = {topic.id for topic in db.session.scalars(visible_topics(person))}
    loaded = select(Topic).options(db.joinedload(Topic.category))
    allowed = {t.id for t in db.session.scalars(loaded) if may.may_see(person, t)}
    assert found == allowed
    opened = {t.id for t in topics if as_person(person).get(t.path).status_code == 200}
    assert opened == allowed
    assert len(allowed) == {"guest": 2, "unconfirmed": 2, "author": 6, "moderator": 8}.get(who, 4)


@pytest.mark.parametrize("who", WHO)
def test_lists_show_what_stands_and_may_be_seen(
    as_person: Any, people: dict[str, Any], topics: list[Topic], who: str
) -> None:
    person = people[who]
    standing = {t.id for t in topics if fresh(t).deleted_at is None}
    seen = {t.id for t in db.session.scalars(visible_topics(person))} & standing
    assert {row.id for row in latest_topics(person, 50)} == seen
    assert visible_ids(person, [t.id for t in topics]) == seen
    assert {c.slug for c in categories_for(person)} == (
        {"agora", "members"} if may.is_member(person) else {"agora"}
    )


@pytest.mark.parametrize("who", ["guest", "unconfirmed"])
def test_what_members_say_among_themselves_is_nowhere_for_others(
    as_person: Any, people: dict[str, Any], cafe: Any, ada: Any, topic: Any, who: str
) -> None:
    secret = talk(cafe, ada, SECRET, subject="lesson:17")
    answer(secret, ada, SECRET)
    browser = as_person(people[who])
    closed = ["/forum/c/members/", secret.path, f"{secret.path}1", f"{secret.path}posts?after=0"]
    closed += [f"/forum/t/{secret.id}/", f"/forum/t/{secret.id}-x/", f"{secret.path}1/quote"]
    for path in closed:
        assert browser.get(path).status_code == 404, path
    for path in ("/forum/", "/forum/c/agora/", topic.path, "/"):
        text = browser.get(path).text
        assert SECRET not in text, path
        assert "Καφενείο" not in text, path
    wrote = browser.post(f"{secret.path}posts", data={"body": "Γεια"})
    assert wrote.status_code == 404
    sent = {"title": "Γεια σου", "category": "members", "body": "Γεια"}
    assert browser.post("/forum/new", data=sent).status_code in {401, 403}


def test_members_do_find_it(as_person: Any, grace: Any, cafe: Any, ada: Any) -> None:
    secret = talk(cafe, ada, SECRET)
    for path in ("/forum/", "/forum/c/members/", secret.path):
        assert SECRET in as_person(grace).get(path).text, path


@pytest.mark.parametrize("member", [False, True])
def test_slots_show_each_viewer_what_that_viewer_may_see(
    app: Any, ada: Any, grace: Any, cafe: Any, topic: Any, member: bool
) -> None:
    answer(talk(cafe, ada, SECRET, subject="lesson:17"), ada, SECRET)
    viewer = grace if member else None
    with app.test_request_context("/"):
        g.person = viewer
        home = slot("home-main", person=viewer)
        about = slot("discussion", subject="lesson:17", title="Κέρδη")
        profile = slot("person-profile", person=ada, viewer=viewer)
    assert topic.title in home
    assert [SECRET in html for html in (home, about, profile)] == [member] * 3
    assert "/forum/new?subject=lesson:17&amp;title=" in about


def test_search_knows_who_may_find_a_topic(cafe: Any, ada: Any, topic: Any) -> None:
    secret, kind = talk(cafe, ada, SECRET), kinds["topic"]
    answer(topic, ada, "Με **έντονα** και <b>πλάγια</b>")
    found = {document.id: document for document in kind.documents(None)}
    assert (found[topic.id].audience, found[secret.id].audience) == ("public", "members")
    assert (found[topic.id].title, found[topic.id].path) == (topic.title, topic.path)
    assert found[topic.id].body == "Η πρώτη ανάρτηση\n\nΜε έντονα και <b>πλάγια</b>"
    assert kind.visible(None, [topic.id, secret.id]) == {topic.id}
    assert kind.visible(ada, [topic.id, secret.id]) == {topic.id, secret.id}

    done(actions.delete_post, get_post(topic, 2), topic, ada)
    done(actions.delete_topic, secret, ada)
    left = list(kind.documents([topic.id, secret.id, 999]))
    assert [(d.id, d.body) for d in left] == [(topic.id, "Η πρώτη ανάρτηση")]
    assert kind.visible(ada, [secret.id]) == set()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (lambda p, t, o: may.may_reply(p, t), "author member moderator editor"),
        (lambda p, t, o: may.may_edit(p, t, o), "author moderator"),
        (lambda p, t, o: may.may_delete(p, t, o), "author moderator"),
        (lambda p, t, o: may.may_delete_topic(p, t), "moderator"),
        (lambda p, t, o: may.may_moderate(p), "moderator"),
        (lambda p, t, o: may.may_arrange_categories(p), "editor"),
        (lambda p, t, o: may.may_mark_read(p), "author member moderator editor"),
        (lambda p, t, o: may.may_restore(p, o), ""),
    ],
)
def test_who_may_do_what(
    people: dict[str, Any], category: Any, ada: Any, question: Any, expected: str
) -> None:
    post = answer(talk(category, ada), ada)
    loaded = db.session.scalars(visible_topics(None)).one()
    answers = {who for who, person in people.items() if question(person, loaded, post)}
    assert answers == set(expected.split())
