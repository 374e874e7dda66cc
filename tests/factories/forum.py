"""Categories, topics and posts as tests need them, made by the forum's own verbs."""

import threading
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Category, Post, ReadMark, Topic
from kalo.kit.db import db, transaction

WORDS = {"title_en": "Market", "about_el": "Για όλα", "about_en": "For everything"}


def shelf(title: str = "Αγορά", members_only: bool = False) -> Category:
    """A category."""
    slug = {"Αγορά": "agora"}.get(title, "members" if members_only else "other")
    see = "members" if members_only else "everyone"
    values = {**WORDS, "title_el": title, "slug": slug, "see": see}
    with transaction():
        category = Category(**values, position=len(slug))
        db.session.add(category)
    return fresh(category)


def talk(
    category: Category, author: Person, title: str = "Πώς ξεκινάμε;", replies: int = 0, **more: Any
) -> Topic:
    """A topic with so many replies by its author, which say "Απάντηση 2" and so on."""
    with transaction():
        here, who = db.session.merge(category), db.session.merge(author)
        topic = actions.open_topic(here, who, title, "Η πρώτη ανάρτηση", **more)
        for number in range(2, replies + 2):
            actions.post_reply(topic, who, f"Απάντηση {number}")
    return fresh(topic)


def answer(topic: Topic, author: Person, source: str = "Μια απάντηση", **more: Any) -> Post:
    """A reply."""
    with transaction():
        topic, author = db.session.merge(topic), db.session.merge(author)
        post = actions.post_reply(topic, author, source, **more)
    return fresh(post)


def done(verb: Any, *things: Any) -> None:
    """Do one of the forum's verbs, as a request would."""
    with transaction():
        verb(*(db.session.merge(thing) for thing in things))
    db.session.expire_all()


def fresh(row: Any) -> Any:
    """A row as it stands in the database now."""
    db.session.refresh(row)
    return row


def posts_of(topic: Topic) -> list[tuple[int, str]]:
    """The posts of a topic that stand, as numbers and texts."""
    standing = select(Post.number, Post.source).where(
        Post.topic_id == topic.id, Post.deleted_at.is_(None)
    )
    return [
        (number, source) for number, source in db.session.execute(standing.order_by(Post.number))
    ]


def read_by(person: Person, topic: Topic) -> int | None:
    """How far somebody has read."""
    mine = ReadMark.person_id == person.id, ReadMark.topic_id == topic.id
    return db.session.scalar(select(ReadMark.last_read).where(*mine))


def counted(topic: Topic) -> tuple[int, int]:
    """How many posts a topic says it has, and how many it has."""
    standing = select(func.count(Post.id)).where(
        Post.topic_id == topic.id, Post.deleted_at.is_(None)
    )
    return fresh(topic).posts_count, db.session.scalar(standing) or 0


def post_at_once(app: Flask, address: str, crowd: list[tuple[Any, dict[str, Any]]]) -> list[int]:
    """Each browser of the crowd sends its form at the same moment; answers the status codes."""
    start, codes = threading.Barrier(len(crowd)), []

    def send(browser: Any, said: dict[str, Any]) -> None:
        with app.app_context():
            start.wait()
            codes.append(browser.post(address, data=said).status_code)

    db.session.rollback()
    threads = [threading.Thread(target=send, args=each) for each in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
