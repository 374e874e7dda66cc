"""News gathers: one row per person and subject, the strongest kind says the line."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Group, Membership, Person
from kalo.forum.actions import edit_post
from kalo.forum.actions.answers import accept_answer
from kalo.forum.actions.reactions import react
from kalo.forum.actions.watching import follow_thing, follow_topic
from kalo.forum.models import Category, Topic
from kalo.forum.models.reading import MUTED, NORMAL, WATCHING
from kalo.kit import clock
from kalo.kit.db import db
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.forum import answer, done, shelf, talk


def news(person: Person) -> list[tuple[str, int, str]]:
    rows = select(Notification).where(Notification.person_id == person.id)
    db.session.expire_all()
    return [(n.kind, n.unread, n.path) for n in db.session.scalars(rows.order_by(Notification.id))]


def watch(person: Person, topic: Topic, level: int = WATCHING) -> None:
    done(lambda p, t: follow_topic(p, t, level), person, topic)


def test_for_one_post_each_person_hears_once_of_what_concerns_them_most(
    topic: Topic, ada: Person, grace: Person, mallory: Person, work: Any, make: Any
) -> None:
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=mallory.id, since=clock.now())
    make(Membership, group_id=group.id, person_id=grace.id, since=clock.now())
    answer(topic, grace, "Πρώτη")
    work()
    quote = f"> [Grace #2]({topic.path}2)\n> Πρώτη\n\n@grace και @omada, δείτε"

    answer(topic, ada, quote, reply_to=2)
    work()

    assert news(grace) == [("forum.mention", 1, f"{topic.path}3")]
    # Of a group whose members only they know, a stranger to it names nobody.
    assert news(mallory) in ([], [("forum.group_mention", 1, f"{topic.path}3")])


@pytest.mark.parametrize(
    ("words", "reply_to", "kind"),
    [
        ("Κάτι", None, "forum.reply"),
        ("Κάτι", 2, "forum.reply_to_you"),
        ("> [Grace #2](/forum/t/1-pos-xekiname/2)\n> Πρώτη\n\nΝαι", None, "forum.quote"),
        ("> [Grace #2](/forum/t/1-pos-xekiname/2)\n> Πρώτη\n\nΝαι", 2, "forum.reply_to_you"),
        ("@grace τι λες", 2, "forum.mention"),
    ],
)
def test_the_stronger_kind_decides(
    topic: Topic, ada: Person, grace: Person, work: Any, words: str, reply_to: Any, kind: str
) -> None:
    answer(topic, grace, "Πρώτη")
    work()
    answer(topic, ada, words, reply_to=reply_to)
    work()
    assert news(grace) == [(kind, 1, f"{topic.path}3")]


def test_it_adds_up_under_the_strongest_and_leads_to_the_first_unread(
    topic: Topic, ada: Person, grace: Person, mallory: Person, work: Any, as_ada: Browser
) -> None:
    answer(topic, grace, "Ένα")
    answer(topic, mallory, "Δύο, @ada")
    answer(topic, grace, "Τρία")
    work()
    assert news(ada) == [("forum.mention", 3, f"{topic.path}2")]
    page = as_ada.get("/accounts/news/").text
    assert "Mallory και Grace: σε αναφέρει στο «Πώς ξεκινάμε;»" in page
    assert "3 νέα" in page

    row = db.session.scalars(select(Notification).where(Notification.person_id == ada.id)).one()
    assert as_ada.post(f"/accounts/news/{row.id}/reading").location == f"{topic.path}2"
    answer(topic, grace, "Τέσσερα")
    work()
    assert news(ada) == [("forum.reply", 1, f"{topic.path}5")]


def test_reading_half_of_it_reads_none_of_the_news(
    topic: Topic, grace: Person, ada: Person, work: Any, as_ada: Browser
) -> None:
    answer(topic, grace, "Ένα")
    answer(topic, grace, "Δύο")
    work()
    as_ada.post(f"{topic.path}reading", data={"number": "2"})
    assert [unread for _k, unread, _p in news(ada)] == [2]
    as_ada.post(f"{topic.path}reading", data={"number": "3"})
    assert [unread for _k, unread, _p in news(ada)] == [0]


def test_a_muted_topic_and_an_ignored_person_say_nothing(
    topic: Topic, category: Category, ada: Person, grace: Person, mallory: Person, work: Any
) -> None:
    from kalo.moderation.actions import ignore

    done(ignore, ada, mallory)
    answer(topic, mallory, "@ada;")
    work()
    assert news(ada) == []

    watch(ada, topic, MUTED)
    answer(topic, grace, "@ada;")
    work()
    assert news(ada) == []

    watch(ada, topic, NORMAL)
    answer(topic, grace, "@ada;")
    work()
    assert news(ada) == [("forum.mention", 1, f"{topic.path}4")]


def test_a_mention_where_one_may_not_look_says_nothing(
    ada: Person, grace: Person, moderator: Person, category: Category, work: Any, make: Any
) -> None:
    closed = make(Category, slug="staff", title_el="Ομάδα", see="staff", position=9)
    talk(closed, moderator, "Κλειστό")
    topic = db.session.scalars(select(Topic)).one()
    answer(topic, moderator, "@ada;")
    work()
    assert news(ada) == []


def test_an_edit_tells_only_those_it_names_anew(
    topic: Topic, ada: Person, grace: Person, mallory: Person, work: Any
) -> None:
    post = answer(topic, grace, "@ada;")
    work()
    done(lambda p, t, b: edit_post(p, t, b, "@ada και @mallory;", 1), post, topic, grace)
    work()
    assert news(ada) == [("forum.mention", 1, f"{topic.path}2")]
    assert news(mallory) == [("forum.mention", 1, f"{topic.path}2")]


def test_whoever_watches_a_category_hears_of_a_new_discussion(
    category: Category, ada: Person, grace: Person, mallory: Person, work: Any
) -> None:
    done(lambda p, c: follow_thing(p, "category", c.id, WATCHING), grace, category)
    talk(category, ada, "Κάτι νέο")
    work()
    assert [kind for kind, *_ in news(grace)] == ["forum.opened"]
    assert news(mallory) == []


def test_reactions_gather_and_an_accepted_answer_is_told(
    topic: Topic, ada: Person, grace: Person, mallory: Person, work: Any, as_person: Any
) -> None:
    post = answer(topic, grace, "Λύση")
    work()
    for who in (ada, mallory):
        done(lambda p, t, b: react(p, t, b, "thanks"), post, topic, who)
    assert news(grace) == [("forum.reaction", 2, f"{topic.path}2")]
    done(accept_answer, post, topic, ada)
    assert news(grace) == [("forum.answer", 3, f"{topic.path}2")]


@pytest.mark.parametrize("many", [40, pytest.param(200, marks=pytest.mark.long)])
def test_many_answers_are_one_notification_each(
    topic: Topic, ada: Person, make_person: Any, work: Any, queries_run: list[str], many: int
) -> None:
    people = [
        make_person("N" + "abcdefghij"[n // 20] + "abcdefghijklmnopqrst"[n % 20])
        for n in range(many)
    ]
    for person in people:
        answer(topic, person)
    queries_run.clear()
    work()
    assert len(queries_run) < many * 25
    rows = db.session.scalars(select(Notification)).all()
    told = {row.person_id for row in rows}
    assert len(told) == len(rows) == many  # all but the last who answered
    mine = next(row for row in rows if row.person_id == ada.id)
    assert (mine.unread, len(mine.gathered), mine.path) == (many, 20, f"{topic.path}2")


def test_posting_itself_owes_one_row_however_many_listen(
    topic: Topic, grace: Person, make_person: Any, queries_run: list[str], as_person: Any, work: Any
) -> None:
    counts = []
    for name in ("Pa", "Pb", "Pc"):
        watch(make_person(name), topic)
        browser = as_person(grace)
        queries_run.clear()
        browser.post(f"{topic.path}posts", data={"body": "Κι άλλη"})
        counts.append(len([q for q in queries_run if "notifications_" in q]))
    assert counts[1] == counts[2] == 2  # the errand; what the author is told of it is read


def test_the_other_shelf_is_quiet(
    category: Category, ada: Person, grace: Person, work: Any
) -> None:
    done(lambda p, c: follow_thing(p, "category", c.id, WATCHING), grace, category)
    talk(shelf("Άλλο"), ada)
    work()
    assert news(grace) == []
