"""The sample life: believable, dated from now, told once, and saying that it is a sample."""

from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.forum.models import (
    Bookmark,
    Category,
    Post,
    PostRevision,
    Tag,
    Topic,
    TopicAct,
    Watch,
)
from kalo.forum.seeds import seed
from kalo.forum.seeds.sample import read_story
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.models import Case, Held, Ruling
from tests.factories.forum import counted

HANDLES = ("maria", "giorgos", "despoina", "nikos", "anna", "eleni", "admin", "iosif", "katerina")


@pytest.fixture
def told(make_person: Any) -> dict[str, Any]:
    people = {
        h: make_person(h.title(), roles={"moderator"} if h == "anna" else ()) for h in HANDLES
    }
    with transaction():
        seed({handle: db.session.merge(person) for handle, person in people.items()})
    return people


def test_the_sample_is_told_once(told: dict[str, Any]) -> None:
    before = how_many()
    assert before[:2] == [15, sum(len(story.posts) for story in read_story())]
    with transaction():
        seed({handle: db.session.merge(person) for handle, person in told.items()})
    assert how_many() == before


def how_many() -> list[int | None]:
    """The rows of everything that the sample makes."""
    nouns = (Topic, Post, Category, Tag, Watch, Bookmark, PostRevision, TopicAct, Case, Held)
    return [db.session.scalar(select(func.count()).select_from(noun)) for noun in nouns]


def test_the_sample_has_every_sort_of_topic(told: dict[str, Any], client: Any) -> None:
    topics = db.session.scalars(select(Topic).options(db.joinedload(Topic.category))).all()
    assert [t.title for t in topics if t.pinned] == [
        "Καλώς ήρθες: αυτή είναι μια δοκιμαστική κοινότητα"
    ]
    assert sum(t.closed_at is not None for t in topics) == 1
    assert sum(t.category.members_only for t in topics) == 1
    assert [t.posts_count > 20 for t in topics].count(True) == 1
    pinned = next(t for t in topics if t.pinned)
    assert "δείγμα" in client.get(pinned.path).text


def test_the_sample_happened_in_order_and_before_now(told: dict[str, Any]) -> None:
    for topic in db.session.scalars(select(Topic)):
        moments = db.session.scalars(
            select(Post.created_at).where(Post.topic_id == topic.id).order_by(Post.number)
        ).all()
        assert moments == sorted(moments)
        assert moments[-1] <= clock.now()
        assert counted(topic) == (len(moments), len(moments))
    for category in db.session.scalars(select(Category)):
        own = select(func.count(Topic.id)).where(Topic.category_id == category.id)
        assert category.topics_count == db.session.scalar(own)


def test_the_sample_reacts_accepts_and_votes(told: dict[str, Any]) -> None:
    topics = db.session.scalars(select(Topic).order_by(Topic.opened_at)).all()
    assert [t.answer_number for t in topics if t.answer_number] == [2]
    polls = [(t.poll["kind"], t.poll["voters"]) for t in topics if t.poll]
    assert polls == [("one", 5), ("several", 5), ("date", 5)]
    assert sum(t.reactions_count for t in topics) > 10


def test_the_sample_uses_everything_that_members_can_do(told: dict[str, Any]) -> None:
    topics = db.session.scalars(select(Topic).order_by(Topic.id))
    tagged = {topic.title: [name for _slug, name in topic.tags] for topic in topics}
    assert [title for title, tags in tagged.items() if not tags] == [
        "Ποια ώρα βολεύει για τις ζωντανές συναντήσεις;",
        "A note for readers in English",
        "Τι διαβάζετε αυτόν τον χειμώνα;",
    ]
    below = select(Category.title_el).where(Category.parent_id.is_not(None))
    assert db.session.scalars(below).all() == ["Καταστατικά"]
    english = select(Topic.title).where(Topic.language == "en")
    assert db.session.scalars(english).all() == ["A note for readers in English"]
    reasons = db.session.scalars(select(PostRevision.reason)).all()
    assert reasons == ["Έλειπε η προθεσμία για την απάντηση"]
    common = db.session.scalars(select(Post.html).where(Post.wiki)).one()
    marks = ("<table>", 'class="footnotes"', 'class="spoiler"', "☑", "☐")
    assert [mark for mark in marks if mark not in common] == []
    kept = db.session.scalars(select(Bookmark).where(Bookmark.remind_at > clock.now())).all()
    assert [each.person_id for each in kept] == [told["maria"].id]
    watched = select(Person.handle, Tag.name).join(Watch, Watch.person_id == Person.id)
    watched = watched.join(Tag, (Tag.id == Watch.thing_id) & (Watch.kind == "tag"))
    assert sorted(map(tuple, db.session.execute(watched))) == [
        ("maria", "κοινωνική ρήτρα"),
        ("nikos", "μέλη"),
    ]


def test_the_sample_is_kept_civil(told: dict[str, Any], as_person: Any) -> None:
    acts = select(TopicAct.kind).where(TopicAct.kind.in_(("moved", "arrived")))
    assert sorted(db.session.scalars(acts)) == ["arrived", "moved"]
    ruling = db.session.scalars(select(Ruling)).one()
    assert (ruling.verb, ruling.reason, ruling.author_id) == ("hide", "off_topic", told["iosif"].id)
    waiting = select(Case.kind).where(Case.state == "open").order_by(Case.kind)
    assert db.session.scalars(waiting).all() == ["flags", "held"]
    held = db.session.scalars(select(Held)).one()
    assert (held.person_id, held.state) == (told["katerina"].id, "waiting")
    queue = as_person(told["anna"]).get("/moderation/").text
    assert "σε ένα κομμωτήριο" in queue
    mine = as_person(told["iosif"]).get("/moderation/mine").text
    assert "Πώς ξεκινάμε κουβέντα με τον δήμο" in mine
