"""What the forum shows on other rooms' pages."""

from typing import Any

from flask import g, render_template

from kalo.accounts.models import Person
from kalo.forum import queries
from kalo.kit.slots import fills

LIVELY = 5


@fills("home-main", order=5)
def moving_discussions(person: Person | None = None, **_: Any) -> str:
    """The discussions that moved last; one statement."""
    rows = queries.latest_topics(person, LIVELY)
    return render_template("forum/_moving.html", rows=rows)


@fills("discussion")
def discussion_about(subject: str, title: str = "", category: str = "", **_: Any) -> str:
    """The discussions about a thing, and the door to a new one; one statement."""
    rows = queries.topics_about(subject, g.person)
    asked = {"subject": subject, "title": title or None, "category": category or None}
    return render_template("forum/_discussion.html", rows=rows, asked=asked)


@fills("person-profile", order=20)
def written_by(person: Person, viewer: Person | None = None, **_: Any) -> str:
    """What somebody opened and said last, of what the viewer may see; two statements."""
    topics, posts = queries.topics_by(person, viewer), queries.posts_by(person, viewer)
    if not topics and not posts:
        return ""
    return render_template("forum/_written.html", topics=topics, posts=posts)
