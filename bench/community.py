"""The rows of the forum: people, categories, topics, posts and read marks, in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench import words
from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, ReadMark, Topic
from kalo.kit.text import fold, render

Row = dict[str, Any]
MEMBER = 1  # the person whose pages are measured
LONG_TOPIC = 1
HITS = 20
YEARS = timedelta(days=730)


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    topics: int
    posts: int
    long_topic: int
    people: int
    events: int
    categories: int = 20


def size_at(scale: float) -> Size:
    """The data set of the issue at scale 1; smaller ones keep its shape."""
    return Size(
        topics=max(50, round(5000 * scale)),
        posts=max(500, round(50_000 * scale)),
        long_topic=max(60, round(2000 * scale)),
        people=max(10, round(500 * scale)),
        events=max(20, round(300 * scale)),
    )


def people(chance: Random, size: Size, now: datetime) -> list[Row]:
    """Members who have been here since before the first topic."""
    named = [(number, words.name(chance)) for number in range(1, size.people + 1)]
    joined = now - YEARS - timedelta(days=30)
    return [
        {
            "id": number,
            "handle": f"melos{number}",
            "name": name,
            "name_key": fold(name),
            "email": f"melos{number}@example.org",
            "joined_at": joined,
            "confirmed_at": joined,
        }
        for number, name in named
    ]


def topics(chance: Random, size: Size, now: datetime) -> list[Row]:
    """The topics without what their posts will say of them; the first is the long one."""
    return [_topic(chance, number, size, now) for number in range(1, size.topics + 1)]


def _topic(chance: Random, number: int, size: Size, now: datetime) -> Row:
    title, slug = words.title(chance)
    long = number == LONG_TOPIC
    return {
        "id": number,
        "category_id": 1 if long else chance.randint(1, size.categories),
        "title": title[:140],
        "slug": slug,
        "author_id": chance.randint(1, size.people),
        "opened_at": now - YEARS * (0.5 if long else chance.uniform(0.01, 1)),
    }


def places(chance: Random, size: Size, topics: list[Row], now: datetime) -> list[Row]:
    """Where and when every post stands; ids follow time, as they do when people write.

    So the posts of a topic are strewn over the table, which is what a page has to gather.
    """
    counts = {topic["id"]: 1 for topic in topics} | {LONG_TOPIC: size.long_topic}
    others = [topic["id"] for topic in topics if topic["id"] != LONG_TOPIC]
    lively = [chance.paretovariate(1.2) for _ in others]  # few topics have most of the answers
    left = size.posts - sum(counts.values())
    for topic_id in chance.choices(others, lively, k=max(0, left)):
        counts[topic_id] += 1
    found = [row for topic in topics for row in _posts_of(chance, topic, counts[topic["id"]], now)]
    found.sort(key=lambda row: (row["created_at"], row["topic_id"], row["number"]))
    return [{"id": number, **row} for number, row in enumerate(found, 1)]


def _posts_of(chance: Random, topic: Row, count: int, now: datetime) -> Iterator[Row]:
    opened = topic["opened_at"]
    whole = now - opened - timedelta(hours=1)
    span = whole if topic["id"] == LONG_TOPIC else min(whole, timedelta(days=30))
    moments = [0.0, *sorted(chance.random() for _ in range(count - 1))]
    for number, part in enumerate(moments, 1):
        yield {"topic_id": topic["id"], "number": number, "created_at": opened + span * part}


def written(chance: Random, size: Size, topics: list[Row], places: list[Row]) -> Iterator[Row]:
    """The posts with their words, rendered as the forum does when somebody writes."""
    openers = {topic["id"]: topic["author_id"] for topic in topics}
    sought = set(chance.sample(range(LONG_TOPIC + 1, size.topics + 1), HITS))
    for place in places:
        first, topic_id = place["number"] == 1, place["topic_id"]
        source = words.post(chance)
        if first and topic_id in sought:
            source = f"{source}\n\n{words.sentence(chance, 6)} {words.SOUGHT}."
        author = openers[topic_id] if first else chance.randint(1, size.people)
        yield {**place, "author_id": author, "source": source, "html": render(source)}


def counted(topics: list[Row], posts: list[Row]) -> list[Row]:
    """The topics with what their posts say of them."""
    last = {post["topic_id"]: post for post in posts}  # in the order of time
    return [{**topic, **_counts(last[topic["id"]])} for topic in topics]


def _counts(last: Row) -> Row:
    number = last["number"]
    return {
        "posts_count": number,
        "highest_number": number,
        "last_number": number,
        "last_post_at": last["created_at"],
        "last_author_id": last["author_id"],
    }


def categories(chance: Random, size: Size, topics: list[Row]) -> list[Row]:
    """The categories, with the counts of what stands in them."""
    return [_category(chance, number, topics) for number in range(1, size.categories + 1)]


def _category(chance: Random, number: int, topics: list[Row]) -> Row:
    own = [topic for topic in topics if topic["category_id"] == number]
    title, slug = words.title(chance)
    return {
        "id": number,
        "slug": f"{slug[:50]}-{number}",
        "title_el": title[:80],
        "about_el": words.sentence(chance, 12),
        "position": number,
        "topics_count": len(own),
        "posts_count": sum(topic["posts_count"] for topic in own),
        "last_post_at": max((topic["last_post_at"] for topic in own), default=None),
    }


def read_marks(chance: Random, topics: list[Row]) -> list[Row]:
    """How far the member has read: in six topics of ten somewhere, in the others nowhere."""
    read = [topic for topic in topics if topic["id"] == LONG_TOPIC or chance.random() < 0.6]
    return [
        {
            "person_id": MEMBER,
            "topic_id": topic["id"],
            "last_read": chance.randint(1, topic["last_number"]),
        }
        for topic in read
    ]


def rows(chance: Random, size: Size, now: datetime) -> Iterator[tuple[type[Any], list[Row]]]:
    """Everything of the forum, table by table, in an order that foreign keys allow."""
    bare = topics(chance, size, now)
    posts = list(written(chance, size, bare, places(chance, size, bare, now)))
    whole = counted(bare, posts)
    yield Person, people(chance, size, now)
    yield Category, categories(chance, size, whole)
    yield Topic, whole
    yield Post, posts
    yield ReadMark, read_marks(chance, whole)
