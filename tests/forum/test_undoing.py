"""A move, a split or a merge that is taken back: marks, counters, addresses, notices."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.acts import note_act, show_acts
from kalo.forum.models import Post, Topic, TopicAct
from kalo.forum.models.reading import ReadMark
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, done, fresh, posts_of, read_by, talk

WAYS = ("moved", "split", "merged")


@pytest.fixture
def other(category: Any, ada: Any) -> Topic:
    return talk(category, ada, "Η άλλη συζήτηση", replies=1)


@pytest.fixture
def long(category: Any, grace: Any, ada: Any) -> Topic:
    """Grace's topic of eight posts: 5 and 7 answer 2, 6 answers 5, 8 answers 7."""
    topic = talk(category, grace, "Η μεγάλη συζήτηση", replies=3)
    for number, answered in ((5, 2), (6, 5), (7, 2), (8, 7)):
        answer(topic, ada, f"Απάντηση {number}", reply_to=answered)
    return topic


@pytest.fixture
def go(as_person: Any, moderator: Any, long: Topic, other: Topic) -> Any:
    """go("split") does it with posts 2, 5 and 7; answers the act and where they went."""
    browser = as_person(moderator)

    def _go(way: str) -> tuple[TopicAct, Topic]:
        sure: dict[str, Any] = {"go": "1", "sure": "1", "posts": [2, 5, 7]}
        if way == "merged":
            sent = browser.post(f"{long.path}merger", data={**sure, "target": other.id})
        elif way == "split":
            new = {"where": "new", "title": "Νέο", "category": "agora"}
            sent = browser.post(f"{long.path}arrange", data={**sure, **new})
        else:
            there = {"where": "other", "target": other.id}
            sent = browser.post(f"{long.path}arrange", data={**sure, **there})
        assert sent.status_code == 303
        act = db.session.scalars(select(TopicAct).where(TopicAct.kind == way)).one()
        return act, db.session.get_one(Topic, act.details["other"])

    return _go


@pytest.fixture
def back(as_person: Any, moderator: Any, long: Topic) -> Any:
    def _back(act: TopicAct) -> None:
        answer = as_person(moderator).post(f"{long.path}acts/{act.id}/undo")
        assert answer.status_code == 303
        db.session.expire_all()

    return _back


def told(*topics: Topic) -> list[tuple[int, int, int]]:
    """How many replies each post says it has."""
    columns = (Post.topic_id, Post.number, Post.replies_count)
    here = Post.topic_id.in_([topic.id for topic in topics])
    rows = db.session.execute(select(*columns).where(here).order_by(*columns[:2]))
    return [(topic_id, number, count) for topic_id, number, count in rows]


def counted(*topics: Topic) -> list[tuple[int, int, int]]:
    """How many it has."""
    columns = (Post.topic_id, Post.number, Post.reply_to, Post.deleted_at)
    here = Post.topic_id.in_([topic.id for topic in topics])
    rows = db.session.execute(select(*columns).where(here).order_by(*columns[:2])).all()
    answers = [(row.topic_id, row.reply_to) for row in rows if row.deleted_at is None]
    return [(r.topic_id, r.number, answers.count((r.topic_id, r.number))) for r in rows]


def numbers_in(topic: Topic) -> dict[int, int]:
    """The numbers of the posts of a topic, by their ids."""
    here = select(Post.id, Post.number).where(Post.topic_id == topic.id).order_by(Post.number)
    return dict(db.session.execute(here).all())


@pytest.mark.parametrize("way", WAYS)
def test_replies_are_counted_right_after_it_and_after_taking_it_back(
    way: str, go: Any, back: Any, long: Topic, other: Topic, ada: Any
) -> None:
    done(actions.delete_post, db.session.scalars(select(Post).filter_by(number=8)).one(), long, ada)
    before = told(long, other)
    assert [count for topic_id, _n, count in before if topic_id == long.id] == [
        *(0, 2, 0, 0, 1, 0, 0, 0)
    ]
    act, end = go(way)
    here = {topic.id: topic for topic in (long, other, end)}.values()
    assert told(*here) == counted(*here)
    if way != "merged":
        carried = [count for topic_id, _n, count in told(end) if topic_id == end.id][-3:]
        assert carried == [2, 0, 0]
    back(act)
    assert told(long, other) == before == counted(long, other)


@pytest.mark.parametrize("way", WAYS)
def test_addresses_lead_home_right_after_taking_it_back(
    way: str, go: Any, back: Any, client: Any, long: Topic, other: Topic
) -> None:
    before, ids = posts_of(long), numbers_in(long)
    act, end = go(way)
    now = numbers_in(end)
    moved = [(old, now[id]) for id, old in ids.items() if id in now]
    assert len(moved) == (8 if way == "merged" else 3)
    for old, new in moved:
        assert client.get(f"{long.path}{old}").location == f"{end.path}#post-{new}"
    back(act)
    assert posts_of(long) == before
    for old, new in moved:
        assert client.get(f"{long.path}{old}").location == f"{long.path}#post-{old}"
        assert client.get(f"{end.path}{new}").location == f"{long.path}#post-{old}"
    assert client.get(long.path).status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_what_was_read_is_read_and_what_is_new_is_new(
    way: str, go: Any, back: Any, long: Topic, other: Topic, ada: Any, grace: Any, mallory: Any
) -> None:
    done(lambda who, there: actions.mark_read(who, there, 8), ada, long)
    done(lambda who, there: actions.mark_read(who, there, 4), mallory, long)
    done(lambda who, there: actions.mark_read(who, there, 2), ada, other)
    people = (ada, grace, mallory)
    before = [read_by(person, long) for person in people]
    assert before[0] == 8
    assert before[2] == 4
    act, _end = go(way)
    assert [read_by(person, long) for person in people] == before
    back(act)
    assert [read_by(person, long) for person in people] == before
    assert (read_by(ada, other) or 0) >= fresh(other).last_number  # nothing new there
    post = answer(other, grace, "Κάτι νέο")
    assert (read_by(ada, other) or 0) < post.number == fresh(other).last_number


def test_who_followed_only_because_of_a_merge_does_no_more(
    go: Any, back: Any, long: Topic, other: Topic, mallory: Person, make_person: Any
) -> None:
    stayed = make_person("Stayed")
    for person in (mallory, stayed):
        done(lambda who, there: actions.mark_read(who, there, 4, 3), person, long)
    act, _end = go("merged")
    level = select(ReadMark.level).where(ReadMark.topic_id == other.id)
    assert db.session.scalar(level.where(ReadMark.person_id == mallory.id)) == 3
    done(lambda who, there: actions.mark_read(who, there, 2), stayed, other)
    back(act)
    assert read_by(mallory, other) is None
    assert read_by(stayed, other) == 2
    assert (read_by(mallory, long), read_by(stayed, long)) == (4, 4)


@pytest.mark.parametrize(
    ("left", "after"),
    [
        ((), (1, 19, 20, 21, 45)),
        ((20,), (20,)),  # the last number of a page
        ((21, 22), (21, 22)),  # the first of one
        ((19, 20, 21), (19, 20, 21)),
        (tuple(range(21, 41)), (25, 40)),  # a whole page
        (tuple(range(41, 46)), (41, 45)),  # the last one
        (tuple(range(2, 46)), (1, 20, 21, 40, 45)),
    ],
)
def test_a_notice_between_numbers_is_drawn_on_one_page(
    left: tuple[int, ...], after: tuple[int, ...], as_person: Any, moderator: Any, grace: Any,
    category: Any, other: Topic,
) -> None:  # fmt: skip
    topic = talk(category, grace, "Πολύ μεγάλη", replies=44)
    if left:
        done(lambda a, b, by: actions.move_posts(a, b, list(left), by), topic, other, moderator)
    with transaction():
        here, by = db.session.get_one(Topic, topic.id), db.session.merge(moderator)
        for number in after:
            note_act(here, by, "closed", after=number)
        show_acts(here)
    ids = {f'id="act-{act["id"]}"' for act in fresh(topic).notices}
    assert len(ids) == len(after) + bool(left)
    for browser in (as_person(None), as_person(grace)):
        pages = [browser.get(f"{topic.path}?page={number}").text for number in (1, 2, 3)]
        drawn = {one: sum(page.count(one) for page in pages) for one in ids}
        assert drawn == dict.fromkeys(ids, 1)
