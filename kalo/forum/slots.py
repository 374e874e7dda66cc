"""What the forum shows on other rooms' pages."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template

from kalo.accounts.models import Person
from kalo.forum import queries
from kalo.forum.queries.drafts import titles_of_drafts
from kalo.forum.queries.starters import topics_about_any
from kalo.kit.slots import fills
from kalo.writing.queries.drafts import names_of_places

LIVELY = 5
names_of_places.append(titles_of_drafts)


@fills("home-main", order=5)
def moving_discussions(person: Person | None = None, **_: Any) -> str:
    """The discussions that moved last; one statement."""
    rows = queries.latest_topics(person, LIVELY)
    return render_template("forum/_moving.html", rows=rows)


@fills("discussion")
def discussion_about(
    subject: str, title: str = "", category: str = "", along: Sequence[str] = (), **_: Any
) -> str:
    """The discussions about a thing, and along with them those about its parts; the door to a new
    one. One statement."""
    rows = (
        topics_about_any([subject, *along], g.person, LIVELY + len(along))
        if along
        else queries.topics_about(subject, g.person)
    )
    asked = {"subject": subject, "title": title or None, "category": category or None}
    return render_template("forum/_discussion.html", rows=rows, asked=asked)


@fills("person-profile", order=20)
def written_by(person: Person, viewer: Person | None = None, **_: Any) -> str:
    """What somebody opened and said last, of what the viewer may see; two statements."""
    topics, posts = queries.topics_by(person, viewer), queries.posts_by(person, viewer)
    if not topics and not posts:
        return ""
    return render_template("forum/_written.html", topics=topics, posts=posts)
