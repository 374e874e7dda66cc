"""What a discussion is, for machines (schema.org); asked only for what guests may read."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from kalo.forum.models import Topic
from kalo.forum.permissions import may_see
from kalo.forum.queries.rows import PostRow
from kalo.kit import text
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address
from kalo.kit.pages import Window
from kalo.kit.structured import as_json, breadcrumbs
from kalo.kit.web import in_language, language

LONGEST = 1000  # characters of a post; the page itself has the rest


def structured(topic: Topic, posts: Sequence[PostRow], page: Window) -> Markup | None:
    """The discussion with the posts of this page, and the way to it."""
    if topic.deleted_at is not None or not may_see(None, topic):
        return None
    shown = [post for post in posts if post.deleted_at is None and post.hidden_at is None]
    main = _question(topic, shown) if topic.category.asks else _discussion(topic, shown)
    return as_json([main, breadcrumbs(_way(topic))])


def _way(topic: Topic) -> list[tuple[str, str]]:
    shelf = topic.category
    return [
        (_("Discussions"), _path("/forum/")),
        (in_this_language(shelf, "title"), _path(f"/forum/c/{shelf.slug}/")),
        (topic.title, _path(topic.path)),
    ]


def _path(path: str) -> str:
    return in_language(path, language())


def _url(topic: Topic, number: int = 1) -> str:
    """The first post is the topic itself; the others have their permalinks."""
    return whole_address(_path(f"{topic.path}{number if number > 1 else ''}"))


def _person(name: str, handle: str) -> dict[str, Any]:
    if not name:
        return {"@type": "Person", "name": _("former member")}
    url = whole_address(_path(f"/people/{handle}"))
    return {"@type": "Person", "name": name, "url": url}


def _said(topic: Topic, post: PostRow) -> dict[str, Any]:
    return {
        "url": _url(topic, post.number),
        "author": _person(post.name, post.handle),
        "datePublished": post.created_at.isoformat(),
        "dateModified": post.edited_at.isoformat() if post.edited_at else None,
        "text": text.plain(post.html)[:LONGEST],
    }


def _opening(topic: Topic, posts: Sequence[PostRow]) -> dict[str, Any]:
    """The first post where it is on this page; of a later page only where it is."""
    if posts and posts[0].number == 1:
        return _said(topic, posts[0])
    return {
        "url": _url(topic),
        "author": _person(topic.author.name, topic.author.handle),
        "datePublished": topic.opened_at.isoformat(),
    }


def _count(kind: str, count: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{kind}",
        "userInteractionCount": count,
    }


def _discussion(topic: Topic, posts: Sequence[PostRow]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "mainEntityOfPage": _url(topic),
        "headline": topic.title,
        "inLanguage": topic.language,
        **_opening(topic, posts),
        "interactionStatistic": [
            _count("CommentAction", max(0, topic.posts_count - 1)),
            _count("LikeAction", topic.reactions_count),
        ],
        "comment": [_comment(topic, post) for post in posts if post.number > 1],
    }


def _comment(topic: Topic, post: PostRow) -> dict[str, Any]:
    return {
        "@type": "Comment",
        **_said(topic, post),
        "interactionStatistic": _count("LikeAction", post.reacted) if post.reacted else None,
    }


def _question(topic: Topic, posts: Sequence[PostRow]) -> dict[str, Any]:
    answers = [_answer(topic, post) for post in posts if post.number > 1]
    accepted = [a for a in answers if a["url"] == _url(topic, topic.answer_number or -1)]
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": topic.title,
            "inLanguage": topic.language,
            **_opening(topic, posts),
            "answerCount": max(0, topic.posts_count - 1),
            "acceptedAnswer": accepted[0] if accepted and topic.answer_number else None,
            "suggestedAnswer": [a for a in answers if a not in accepted],
        },
    }


def _answer(topic: Topic, post: PostRow) -> dict[str, Any]:
    return {"@type": "Answer", **_said(topic, post), "upvoteCount": post.reacted or None}
