"""Moving, splitting and merging: nothing is lost, no number is given twice, all can be undone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select, text

from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.actions.watching import follow_thing
from kalo.forum.models import Category, Post, Topic, TopicAct
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.notifications.models import Notification
from tests.factories.forum import answer, counted, done, fresh, posts_of, read_by, talk


@pytest.fixture
def other(category: Any, ada: Any) -> Topic:
    return talk(category, ada, "Η άλλη συζήτηση", replies=1)


@pytest.fixture
def long(category: Any, grace: Any) -> Topic:
    """A topic of Grace's with five replies, 2 to 6."""
    return talk(category, grace, "Η μεγάλη συζήτηση", replies=5)


def act_in(topic: Topic, kind: str) -> TopicAct:
    found = select(TopicAct).where(TopicAct.topic_id == topic.id, TopicAct.kind == kind)
    return db.session.scalars(found).one()


def send(browser: Any, topic: Topic, **values: Any) -> Any:
    return browser.post(f"{topic.path}arrange", data={"go": "1", "sure": "1", **values})


def test_posts_go_to_the_end_of_another_topic(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    page = send(as_person(moderator), long, posts=[3, 5], where="other", target=other.id)

    assert (page.status_code, page.location) == (303, other.path)
    assert posts_of(long) == [(1, "Η πρώτη ανάρτηση"), *((n, f"Απάντηση {n}") for n in (2, 4, 6))]
    assert posts_of(other)[2:] == [(3, "Απάντηση 3"), (4, "Απάντηση 5")]
    assert counted(long) == (4, 4)
    assert counted(other) == (4, 4)
    assert (fresh(other).highest_number, fresh(long).highest_number) == (4, 6)
    assert fresh(db.session.get(Category, long.category_id)).posts_count == 8


def test_old_addresses_lead_to_the_new_place_for_ever(
    as_person: Any, moderator: Any, long: Topic, other: Topic, category: Any, ada: Any
) -> None:
    third = talk(category, ada, "Η τρίτη")
    browser = as_person(moderator)
    send(browser, long, posts=[3], where="other", target=other.id)
    send(browser, other, posts=[3], where="other", target=third.id)
    guest = as_person(None)
    for old in (f"{long.path}3", f"{other.path}3"):
        assert guest.get(old).location == f"{third.path}#post-2"


def test_a_place_that_is_hidden_is_not_given_away(
    as_person: Any, moderator: Any, long: Topic, cafe: Any, ada: Any
) -> None:
    hidden = talk(cafe, ada, "Μυστικός τίτλος")
    browser = as_person(moderator)
    send(browser, long, posts=[3], where="other", target=hidden.id)
    guest = as_person(None)
    assert "mystikos" not in guest.get(f"{long.path}3").location
    assert "Μυστικός" not in guest.get(long.path).text
    assert f"/forum/t/{hidden.id}/" in guest.get(long.path).text


def test_an_open_page_asks_for_nothing_that_has_moved_on(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    guest = as_person(None)
    assert guest.get(f"{long.path}posts?after=4").status_code == 200
    send(as_person(moderator), long, posts=[5, 6], where="other", target=other.id)
    assert guest.get(f"{long.path}posts?after=4").status_code == 204
    done(actions.merge_topic, long, other, moderator)
    assert guest.get(f"{long.path}posts?after=0").status_code == 204


def test_a_number_is_never_given_again(
    as_person: Any, moderator: Any, long: Topic, other: Topic, ada: Any
) -> None:
    send(as_person(moderator), long, posts=[6], where="other", target=other.id)
    assert answer(long, ada).number == 7


def test_answers_among_moved_posts_stay_answers(
    as_person: Any, moderator: Any, long: Topic, other: Topic, ada: Any
) -> None:
    answer(long, ada, "σε έξι", reply_to=6)
    answer(long, ada, "σε δύο", reply_to=2)
    send(as_person(moderator), long, posts=[6, 7, 8], where="other", target=other.id)
    moved = select(Post.source, Post.reply_to).where(Post.topic_id == other.id, Post.number > 2)
    said = dict(db.session.execute(moved).all())
    assert said == {"Απάντηση 6": None, "σε έξι": 3, "σε δύο": None}


def test_a_split_makes_a_topic_whose_readers_have_read_what_they_had(
    as_person: Any, moderator: Any, long: Topic, ada: Any, grace: Any
) -> None:
    done(lambda person, topic: actions.mark_read(person, topic, 4), ada, long)
    sent = {"where": "new", "title": "Το καινούργιο", "category": "agora"}
    page = send(as_person(moderator), long, posts=[3, 4, 5], **sent)

    new = db.session.scalars(select(Topic).where(Topic.title == "Το καινούργιο")).one()
    assert page.location == new.path
    assert posts_of(new) == [(1, "Απάντηση 3"), (2, "Απάντηση 4"), (3, "Απάντηση 5")]
    assert (new.author_id, read_by(ada, new), read_by(grace, new)) == (grace.id, 2, 3)
    assert counted(new) == (3, 3)
    assert as_person(None).get(new.path).status_code == 200


def test_a_merge_leads_the_old_address_on(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    data = {"target": other.id, "go": "1", "sure": "1"}
    page = as_person(moderator).post(f"{long.path}merger", data=data)

    assert page.location == other.path
    assert [number for number, _ in posts_of(other)] == [1, 2, 3, 4, 5, 6, 7, 8]
    guest = as_person(None)
    assert guest.get(long.path).location == f"/forum/t/{other.id}/"
    assert guest.get(f"{long.path}4").location == f"{other.path}#post-6"
    assert "Η μεγάλη συζήτηση" not in guest.get("/forum/").text
    assert counted(other) == (8, 8)
    assert fresh(db.session.get(Category, long.category_id)).topics_count == 1


@pytest.mark.parametrize("way", ["moved", "split", "merged"])
def test_a_move_is_taken_back_as_it_was(
    as_person: Any, moderator: Any, long: Topic, other: Topic, way: str
) -> None:
    before = posts_of(long), posts_of(other), counted(long), counted(other)
    browser = as_person(moderator)
    if way == "moved":
        send(browser, long, posts=[3, 5], where="other", target=other.id)
    elif way == "split":
        send(browser, long, posts=[3, 5], where="new", title="Νέο", category="agora")
    else:
        browser.post(f"{long.path}merger", data={"target": other.id, "go": "1", "sure": "1"})
    act = act_in(long, way)
    end = db.session.get(Topic, act.details["other"])
    twin = db.session.scalars(select(TopicAct).where(TopicAct.topic_id == end.id)).one()

    assert browser.post(f"{end.path}acts/{twin.id}/undo").status_code == 303
    assert (posts_of(long), posts_of(other), counted(long), counted(other)) == before
    assert fresh(act).undone_by_id == moderator.id
    guest = as_person(None)
    assert guest.get(f"{long.path}3").location == f"{long.path}#post-3"
    if way != "split":
        back = {"moved": 3, "merged": 1}[way]
        assert guest.get(f"{other.path}3").location == f"{long.path}#post-{back}"
        assert answer(other, moderator).number > 3
    else:
        assert guest.get(end.path).location == f"/forum/t/{long.id}/"


def test_what_has_moved_on_is_not_taken_back(
    as_person: Any, moderator: Any, long: Topic, other: Topic, category: Any, ada: Any
) -> None:
    third = talk(category, ada, "Η τρίτη")
    browser = as_person(moderator)
    send(browser, long, posts=[3], where="other", target=other.id)
    act = act_in(long, "moved")
    send(browser, other, posts=[3], where="other", target=third.id)
    page = browser.post(f"{long.path}acts/{act.id}/undo")
    assert page.status_code == 422
    assert "έχουν μετακινηθεί" in page.text
    assert [n for n, _ in posts_of(third)] == [1, 2]


def test_a_split_that_was_answered_is_not_taken_back(
    as_person: Any, moderator: Any, long: Topic, ada: Any
) -> None:
    browser = as_person(moderator)
    send(browser, long, posts=[3], where="new", title="Νέο", category="agora")
    act = act_in(long, "split")
    answer(db.session.get(Topic, act.details["other"]), ada)
    assert browser.post(f"{long.path}acts/{act.id}/undo").status_code == 422
    assert fresh(act).undone_at is None


def test_one_looks_once_more_before_it_happens(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    browser = as_person(moderator)
    data = {"go": "1", "posts": [3, 5], "where": "other", "target": other.id}
    page = browser.post(f"{long.path}arrange", data=data)
    assert page.status_code == 200
    assert other.title in page.text
    assert "#3, #5" in " ".join(page.text.split())
    assert counted(long) == (6, 6)


def test_the_page_finds_the_other_discussion(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    browser = as_person(moderator)
    for typed in ("άλλη", str(other.id), f"http://localhost{other.path}2", f"#{other.id}"):
        page = browser.post(f"{long.path}arrange", data={"q": typed, "posts": [4], "find": "1"})
        assert f'name="target" value="{other.id}"' in page.text, typed
        assert 'value="4" checked' in page.text
    nothing = browser.post(f"{long.path}arrange", data={"q": "τίποτε τέτοιο", "find": "1"})
    assert "Δεν βρέθηκε" in nothing.text


def test_choices_on_other_pages_are_kept(
    as_person: Any, moderator: Any, category: Any, ada: Any
) -> None:
    topic = talk(category, ada, replies=60)
    data = {"posts": [3, 4], "page": "2"}
    page = as_person(moderator).post(f"{topic.path}arrange", data=data)
    assert '<input type="hidden" name="posts" value="3">' in page.text
    assert "#60" in page.text


@pytest.mark.parametrize(
    "sent",
    [{}, {"posts": [1]}, {"posts": [99]}, {"posts": [3]}, {"posts": [3], "where": "new"}],
)
def test_a_choice_that_lacks_something_comes_back(
    as_person: Any, moderator: Any, long: Topic, sent: dict[str, Any]
) -> None:
    data = {"go": "1", "where": "other", "category": "agora", **sent}
    assert as_person(moderator).post(f"{long.path}arrange", data=data).status_code == 422


def test_only_moderators_move_and_both_ends_are_asked(
    as_person: Any, ada: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    data = {"posts": [3], "where": "other", "target": other.id}
    assert send(as_person(ada), long, **data).status_code == 403
    assert send(as_person(None), long, **data).status_code == 401
    done(actions.archive_topic, other, moderator)
    assert send(as_person(moderator), long, **data).status_code == 403
    assert send(as_person(moderator), long, **{**data, "target": 999}).status_code == 404


def test_the_same_form_sent_twice_moves_once(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    browser = as_person(moderator)
    data = {"posts": [3], "where": "other", "target": other.id, "once": "0123456789"}
    answers = [send(browser, long, **data).location for _ in range(3)]
    assert answers == [other.path] * 3
    assert counted(other) == (3, 3)


def test_what_is_gone_meanwhile_is_refused(moderator: Any, long: Topic, other: Topic) -> None:
    done(lambda by: actions.move_posts(*both(long, other), [3], by), moderator)
    with pytest.raises(Refused), transaction():
        actions.move_posts(*both(long, other), [3], db.session.merge(moderator))


def both(*topics: Topic) -> list[Topic]:
    return [db.session.get_one(Topic, topic.id) for topic in topics]


def test_the_accepted_answer_and_reactions_follow(
    as_person: Any, moderator: Any, long: Topic, other: Topic
) -> None:
    third = db.session.scalars(select(Post).where(Post.topic_id == long.id, Post.number == 3)).one()
    with transaction():
        db.session.get_one(Topic, long.id).answer_number = 3
        actions.react(*merged(third, long, moderator), "thanks")
    browser = as_person(moderator)
    send(browser, long, posts=[3], where="other", target=other.id)
    assert fresh(long).answer_number is None
    assert (fresh(long).reactions_count, fresh(other).reactions_count) == (0, 1)
    browser.post(f"{long.path}acts/{act_in(long, 'moved').id}/undo")
    assert fresh(long).answer_number == 3
    assert (fresh(long).reactions_count, fresh(other).reactions_count) == (1, 0)


def merged(*things: Any) -> list[Any]:
    return [db.session.merge(thing) for thing in things]


def test_the_last_moment_is_that_of_the_newest_post(
    as_person: Any, moderator: Any, long: Topic, other: Topic, ada: Any
) -> None:
    newest = answer(other, ada)
    send(as_person(moderator), long, posts=[2], where="other", target=other.id)
    assert (fresh(other).last_post_at, fresh(other).last_number) == (newest.created_at, 4)


def test_replies_during_a_merge_are_there_or_refused_and_counted(
    app: Any, moderator: Any, long: Topic, other: Topic, grace: Any
) -> None:
    ids = long.id, other.id, moderator.id, grace.id
    db.session.rollback()
    said: list[int] = []

    def reply(number: int) -> None:
        with app.app_context():
            try:
                with transaction():
                    topic = db.session.get_one(Topic, ids[number % 2])
                    writer = db.session.get_one(type(grace), ids[3])
                    said.append(actions.post_reply(topic, writer, f"Μαζί {number}").id)
            except Refused:
                pass

    def merge() -> None:
        with app.app_context(), suppress(Refused), transaction():
            source, target = (db.session.get_one(Topic, topic_id) for topic_id in ids[:2])
            actions.merge_topic(source, target, db.session.get_one(type(grace), ids[2]))

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(reply, number) for number in range(12)]
        waiting += [pool.submit(merge), pool.submit(merge)]
        waiting += [pool.submit(reply, number) for number in range(12, 24)]
        for each in waiting:
            each.result(timeout=120)
    db.session.expire_all()
    numbers = [number for number, _ in posts_of(other)]
    assert len(numbers) == len(set(numbers)) == 8 + len(said)
    assert counted(other) == (8 + len(said), 8 + len(said))
    assert fresh(other).highest_number == max(numbers)
    assert counted(long) == (0, 0)
    category = fresh(db.session.get(Category, other.category_id))
    assert (category.topics_count, category.posts_count) == (1, 8 + len(said))
    kinds = select(TopicAct.kind).where(TopicAct.topic_id == long.id)
    assert list(db.session.scalars(kinds)) == ["merged"]


def test_two_moderators_do_two_things_and_both_are_said(
    app: Any, moderator: Any, topic: Any
) -> None:
    topic_id, by_id, kind = topic.id, moderator.id, type(moderator)
    db.session.rollback()

    def do(verb: Any) -> None:
        with app.app_context(), transaction():
            verb(db.session.get_one(Topic, topic_id), db.session.get_one(kind, by_id))

    verbs = [actions.close_topic, actions.pin_topic, actions.archive_topic, actions.close_topic]
    with ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(do, verb) for verb in verbs]:
            each.result(timeout=120)
    said = sorted(notice["kind"] for notice in fresh(topic).notices)
    assert said == ["archived", "closed", "pinned"]


def test_who_watches_the_shelf_of_a_split_topic_is_told_and_others_not_twice(
    as_person: Any, moderator: Any, long: Topic, category: Any, ada: Any, grace: Any, work: Any
) -> None:
    for person in (ada, grace):
        done(lambda who: follow_thing(who, "category", category.id, 3), person)
    work()
    db.session.query(Notification).delete()
    db.session.commit()
    sent = {"posts": [3], "where": "new", "title": "Κάτι νέο", "category": category.slug}
    assert send(as_person(moderator), long, **sent).status_code == 303
    work()
    told = db.session.execute(select(Notification.person_id, Notification.kind)).all()
    assert told == [(ada.id, "forum.opened")]  # grace wrote it


def test_unread_news_follow_the_posts_that_move(
    as_person: Any, moderator: Any, long: Topic, other: Topic, ada: Any, grace: Any, work: Any
) -> None:
    answer(long, ada, "Πρώτη είδηση")
    answer(long, ada, "Δεύτερη είδηση")
    work()
    rows = select(Notification).where(Notification.person_id == grace.id)
    assert [(row.subject, row.unread) for row in db.session.scalars(rows)] == [(long.tag, 2)]
    send(as_person(moderator), long, posts=[8], where="other", target=other.id)
    db.session.expire_all()
    found = {row.subject: (row.unread, row.path) for row in db.session.scalars(rows)}
    assert found == {long.tag: (1, f"{long.path}7"), other.tag: (1, f"{other.path}3")}


def test_a_topic_with_votes_is_not_merged_away(
    as_person: Any, moderator: Any, topic: Topic, other: Topic, grace: Any
) -> None:
    done(lambda here: actions.add_poll(here, Asked("one", ["Ναι", "Όχι"])), topic)
    choice = fresh(topic).poll["options"][0]["id"]
    done(lambda here, who: actions.vote(here, who, {choice: 1}), topic, grace)
    data = {"target": other.id, "go": "1", "sure": "1"}
    page = as_person(moderator).post(f"{topic.path}merger", data=data)
    assert page.status_code == 422
    assert "ψήφοι" in page.text
    assert fresh(topic).moved_to_id is None


@pytest.mark.parametrize("typed", ["μεγαλη συζητηση", "ΜΕΓΑΛΗ", "Μεγάλη"])
def test_targets_are_found_without_accents(
    as_person: Any, moderator: Any, long: Topic, other: Topic, typed: str
) -> None:
    page = as_person(moderator).post(f"{other.path}merger", data={"q": typed})
    assert "Η μεγάλη συζήτηση" in page.text


def test_a_jump_to_a_day_uses_an_index(long: Topic) -> None:
    words = (
        "SELECT number FROM forum_post WHERE topic_id = 1 AND created_at >= '2026-01-01'"
        " ORDER BY created_at, number LIMIT 1"
    )
    if db.engine.dialect.name == "sqlite":
        plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {words}")).all()
        assert "ix_forum_post_moments (topic_id=? AND created_at>?)" in plan[0].detail
