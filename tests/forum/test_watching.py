"""Following: by hand, by reading and by writing; who is told; nobody who may not see it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.own_data import everything_of
from kalo.forum import actions
from kalo.forum.actions.watching import follow_thing, follow_topic
from kalo.forum.models import Bookmark, Category, CategoryGrant, ReadMark, Watch
from kalo.forum.models.reading import MUTED, NORMAL, TRACKING, WATCHING
from kalo.forum.permissions import may_see_category
from kalo.forum.queries.telling import unmuted_ids
from kalo.forum.queries.watching import followers, level_of
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.conftest import HTMX
from tests.factories.forum import answer, fresh, talk


def mark(person: Any, topic: Any) -> tuple[int | None, bool] | None:
    mine = ReadMark.person_id == person.id, ReadMark.topic_id == topic.id
    row = db.session.execute(select(ReadMark.level, ReadMark.by_hand).where(*mine)).one_or_none()
    return (row[0], row[1]) if row else None


def watch(person: Any) -> list[tuple[str, int, int]]:
    mine = select(Watch.kind, Watch.thing_id, Watch.level).where(Watch.person_id == person.id)
    return [(kind, thing, level) for kind, thing, level in db.session.execute(mine)]


def test_whoever_writes_watches(topic: Any, ada: Any, grace: Any) -> None:
    assert mark(ada, topic) == (WATCHING, False)
    answer(topic, grace)
    assert mark(grace, topic) == (WATCHING, False)


def test_whoever_reads_for_four_minutes_tracks(as_person: Any, grace: Any, topic: Any) -> None:
    browser, seen = as_person(grace), []
    for seconds in ("100", "90", "49", "1"):
        browser.post(f"{topic.path}reading", data={"number": "1", "seconds": seconds})
        seen.append(mark(grace, topic))
    assert seen == [(None, False)] * 3 + [(TRACKING, False)]


@pytest.mark.parametrize("odd", ["-5", "x", "999999"])
def test_a_page_claims_two_minutes_at_most(
    as_person: Any, grace: Any, topic: Any, odd: str
) -> None:
    as_person(grace).post(f"{topic.path}reading", data={"number": "1", "seconds": odd})
    assert mark(grace, topic) == (None, False)
    kept = db.session.scalar(select(ReadMark.seconds).where(ReadMark.person_id == grace.id))
    assert kept == (120 if odd == "999999" else 0)


def test_what_was_chosen_by_hand_is_never_overwritten(
    as_person: Any, grace: Any, topic: Any
) -> None:
    browser = as_person(grace)
    page = browser.post(f"{topic.path}watching", data={"level": str(NORMAL)})
    assert (page.status_code, page.location) == (303, topic.path)
    answer(topic, grace)
    for _ in range(3):
        browser.post(f"{topic.path}reading", data={"number": "2", "seconds": "120"})
    assert mark(grace, topic) == (NORMAL, True)
    with transaction():
        actions.mark_read(db.session.merge(grace), db.session.merge(topic), 0, WATCHING)
    assert mark(grace, topic) == (NORMAL, True)


def test_acting_follows_closer_and_never_less(grace: Any, topic: Any) -> None:
    seen = []
    for level in (TRACKING, WATCHING, TRACKING):
        with transaction():
            actions.mark_read(db.session.merge(grace), db.session.merge(topic), 0, level)
        seen.append(mark(grace, topic))
    assert seen == [(TRACKING, False), (WATCHING, False), (WATCHING, False)]


def test_the_choice_stands_on_the_page_and_answers_htmx_with_itself(
    as_person: Any, grace: Any, topic: Any
) -> None:
    browser, url = as_person(grace), f"{topic.path}watching"
    assert f'action="{url}"' in browser.get(topic.path).text
    page = browser.post(url, data={"level": "3"}, headers=HTMX)
    assert page.status_code == 200
    assert page.text.startswith("<form")
    assert '<option value="3" selected>' in page.text
    assert '<option value="3" selected>' in browser.get(topic.path).text


def test_guests_and_odd_levels_follow_nothing(
    client: Any, as_person: Any, grace: Any, topic: Any, cafe: Any, ada: Any
) -> None:
    paths = (f"{topic.path}watching", "/forum/c/agora/watching")
    for path in paths:
        assert client.post(path, data={"level": "3"}).status_code == 401
        for odd in ("4", "-1", "x", ""):
            assert as_person(grace).post(path, data={"level": odd}).status_code == 404
    secret = talk(cafe, ada, "Κρυφό")
    for path in (f"{secret.path}watching", "/forum/c/members/watching", "/forum/tag/x/watching"):
        assert client.post(path, data={"level": "3"}).status_code == 404
    assert watch(grace) == []
    assert "watching" not in client.get(topic.path).text


def test_categories_and_tags_are_followed_and_let_go(
    as_person: Any, grace: Any, topic: Any, ada: Any, category: Any
) -> None:
    with transaction():
        actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
    browser = as_person(grace)
    for path in ("/forum/c/agora/", "/forum/tag/stegi"):
        url = f"{path.rstrip('/')}/watching"
        assert f'action="{url}"' in browser.get(path).text
        assert browser.post(url, data={"level": "2"}).location == path
        assert '<option value="2" selected>' in browser.get(path).text
    assert sorted(watch(grace)) == [("category", category.id, 2), ("tag", 1, 2)]
    text = browser.get("/forum/following").text
    assert "Αγορά" in text
    assert "στέγη" in text
    browser.post("/forum/c/agora/watching", data={"level": "1"})
    assert watch(grace) == [("tag", 1, 2)]


def test_following_shows_what_one_may_still_see(
    as_person: Any, grace: Any, cafe: Any, topic: Any, ada: Any
) -> None:
    there = talk(cafe, ada, "Στο καφενείο")
    with transaction():
        for each in (there, topic):
            follow_topic(grace, db.session.merge(each), MUTED)
        actions.set_tags(db.session.merge(there), "κρυφή", db.session.merge(ada))
        follow_thing(grace, "category", cafe.id, WATCHING)
        follow_thing(grace, "tag", 1, WATCHING)
    browser = as_person(grace)
    text = browser.get("/forum/following").text
    assert there.title in text
    assert "κρυφή" in text
    assert topic.title in text
    with transaction():
        db.session.get_one(Category, cafe.id).see = "staff"
    text = browser.get("/forum/following").text
    assert there.title not in text
    assert "Καφενείο" not in text
    assert "κρυφή" not in text  # its page is not there either
    assert topic.title in text


@pytest.mark.parametrize(
    ("own", "by_hand", "around", "level"),
    [
        (None, False, [], NORMAL),
        (TRACKING, False, [], TRACKING),
        (TRACKING, False, [WATCHING], WATCHING),
        (NORMAL, True, [WATCHING], NORMAL),
        (MUTED, True, [WATCHING, WATCHING], MUTED),
        (None, False, [MUTED], MUTED),
        (WATCHING, False, [MUTED], WATCHING),
        (None, False, [MUTED, TRACKING], TRACKING),
    ],
)
def test_how_closely_all_told(own: Any, by_hand: bool, around: list[int], level: int) -> None:
    assert level_of(own, by_hand, around) == level


def test_followers_are_those_of_the_topic_its_category_the_one_above_and_its_tags(
    make: Any, make_person: Any, topic: Any, category: Any, ada: Any, queries_run: list[str]
) -> None:
    upper = make(Category, slug="upper", title_el="Πάνω")
    names = ("Iris", "Petra", "Thea", "Mila", "Nora", "Zoe")
    people = {name: make_person(name) for name in names}
    with transaction():
        db.session.get_one(Category, category.id).parent_id = upper.id
        actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
        follow_topic(people["Iris"], db.session.merge(topic), TRACKING)
        follow_thing(people["Petra"], "category", category.id, WATCHING)
        follow_thing(people["Thea"], "category", upper.id, TRACKING)
        follow_thing(people["Mila"], "tag", 1, MUTED)
        follow_thing(people["Nora"], "tag", 2, WATCHING)
    with transaction():
        found = db.session.merge(topic)
        assert found.category_id == category.id
        queries_run.clear()
        told = followers(found)
        assert len(queries_run) == 1
    names = {people[name].id: name for name in people}
    assert {names.get(who, "Ada"): level for who, level in told.items()} == {
        "Ada": WATCHING, "Iris": TRACKING, "Petra": WATCHING, "Thea": TRACKING, "Mila": MUTED,
    }  # fmt: skip


@pytest.mark.parametrize("muted", ["category", "parent", "tag"])
@pytest.mark.parametrize("followed", ["", "topic", "category", "tag"])
def test_letters_leave_out_what_is_muted_all_told(
    make: Any, make_person: Any, topic: Any, category: Any, ada: Any, muted: str, followed: str
) -> None:
    upper, reader = make(Category, slug="upper", title_el="Πάνω"), make_person("Rhea")
    things = {"category": ("category", category.id), "parent": ("category", upper.id)}
    things["tag"] = ("tag", 1)
    with transaction():
        db.session.get_one(Category, category.id).parent_id = upper.id
        actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
        follow_thing(reader, *things[muted], MUTED)
        if followed == "topic":
            follow_topic(reader, db.session.merge(topic), TRACKING)
        elif followed and followed != muted:
            follow_thing(reader, *things[followed], TRACKING)
    told = unmuted_ids(reader, [topic.id])
    assert told == ({topic.id} if followed not in ("", muted) else set())


@pytest.mark.parametrize("see", ["everyone", "members", "groups", "staff"])
def test_nobody_follows_what_they_may_not_see(
    make: Any, make_person: Any, moderator: Any, administrator: Any, category: Any, ada: Any,
    see: str,
) -> None:  # fmt: skip
    topic = talk(category, ada)
    group = make(Group, slug="g", name="Ομάδα", made_at=clock.now())
    inside, outside = make_person("Iris"), make_person("Olga")
    make(Membership, group_id=group.id, person_id=inside.id, since=clock.now())
    unconfirmed = make_person("Ulla", confirmed_at=None)
    make(CategoryGrant, category_id=category.id, group_id=group.id, can="see")
    people: list[Person] = [ada, inside, outside, unconfirmed, moderator, administrator]
    with transaction():
        here = db.session.get_one(Category, category.id)
        here.see, here.groups = see, {"see": [group.id]}
        for person in people:
            follow_topic(person, db.session.merge(topic), WATCHING)
    with transaction():
        told = set(followers(db.session.merge(topic)))
        here = db.session.get_one(Category, category.id)
        allowed = {p.id for p in people if may_see_category(db.session.get_one(Person, p.id), here)}
    assert told == allowed
    assert len(told) == {"everyone": 6, "members": 5, "groups": 3, "staff": 2}[see]


def test_a_mark_of_old_stays_when_a_topic_is_followed(grace: Any, topic: Any, ada: Any) -> None:
    answer(topic, ada)
    with transaction():
        actions.mark_read(grace, db.session.merge(topic), 2)
        follow_topic(grace, db.session.merge(topic), MUTED)
    kept = db.session.scalar(select(ReadMark.last_read).where(ReadMark.person_id == grace.id))
    assert (kept, mark(grace, topic)) == (2, (MUTED, True))
    assert clock.now() - timedelta(days=1) < clock.now()


def test_what_is_followed_and_kept_is_in_ones_own_copy_and_goes_with_them(
    as_person: Any, grace: Any, ada: Any, topic: Any, category: Any
) -> None:
    browser = as_person(grace)
    browser.post(f"{topic.path}watching", data={"level": "2"})
    browser.post("/forum/c/agora/watching", data={"level": "0"})
    browser.post(f"{topic.path}1/bookmark", data={"note": "Δες το"})
    held = everything_of(fresh(grace))["forum"]
    assert held["follows"] == [
        {"what": topic.path, "level": "tracking"},
        {"what": "category: Αγορά", "level": "muted"},
    ]
    assert [(each["address"], each["note"]) for each in held["kept"]] == [
        (f"{topic.path}1", "Δες το")
    ]
    with transaction():
        signals.person_left.send(fresh(grace))
    assert watch(grace) == []
    assert db.session.scalars(select(Bookmark.id)).all() == []
    assert mark(grace, topic) is None
