"""What goes out into the world: feeds, plain text, pages for paper."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Response, current_app, g, url_for
from flask_babel import gettext as _

from kalo.forum import queries
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_read
from kalo.forum.queries import publishing
from kalo.forum.queries.publishing import Said
from kalo.forum.queries.rows import PostRow
from kalo.forum.queries.tags import get_tag
from kalo.forum.views.room import POST, TOPIC, bp, show
from kalo.forum.views.topics import base_of, led_on
from kalo.kit import atom, text
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address
from kalo.kit.pages import Window, window
from kalo.kit.versions import shows
from kalo.kit.web import in_language, language

AT_ONCE = 1000  # posts of a raw text or a print
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # an empty feed has not changed since


@bp.get("/feed")
def show_feed() -> Response:
    """The discussions that were opened last, anywhere that guests may look."""
    return _topics_feed(
        "forum", _("Discussions"), url_for(".show_forum"), publishing.latest_opened()
    )


@bp.get("/c/<slug>/feed")
def show_category_feed(slug: str) -> Response:
    category = queries.get_category(slug, None)
    name, page = in_this_language(category, "title"), url_for(".show_category", slug=slug)
    said = publishing.latest_opened(publishing.in_category(category))
    return _topics_feed(f"category:{category.id}", name, page, said)


@bp.get("/tag/<slug>/feed")
def show_tag_feed(slug: str) -> Response:
    """As its page: of a word that stands on nothing that guests may see there is no feed."""
    tag = get_tag(slug, None)
    page = in_language(f"/forum/tag/{slug}", language())
    said = publishing.latest_opened(publishing.with_tag(tag.id))
    return _topics_feed(f"tag:{tag.id}", tag.name, page, said)


@bp.get(f"{TOPIC}/feed")
def show_topic_feed(topic_id: int, slug: str) -> Response:
    """The last posts of a discussion; of one that guests may not read there is no feed."""
    topic = queries.get_topic(topic_id, None)
    if topic.moved_to_id:
        return led_on(topic)  # type: ignore[return-value]
    shows(topic.tag, "categories", "people")
    said = publishing.latest_said(topic)
    page = base_of(topic)
    entries = [_entry(each, f"{each.author or _('former member')} #{each.number}") for each in said]
    return _feed(topic.tag, topic.title, page, entries, topic.language)


def _topics_feed(name: str, title: str, page: str, said: Sequence[Said]) -> Response:
    shows("forum", "categories", "people")
    entries = [_entry(each, each.title) for each in said]
    return _feed(name, f"{title} · e-ΚΑΛΟ", page, entries, language())


def _feed(name: str, title: str, page: str, entries: list[atom.Entry], spoken: str) -> Response:
    feed = atom.Feed(
        id=_name(name, BEGINNING),
        title=title,
        link=whole_address(page),
        itself=whole_address(f"{page.rstrip('/')}/feed"),
        language=spoken,
        updated=max((entry.updated for entry in entries), default=BEGINNING),
        entries=entries,
    )
    return atom.answer(feed)


def _entry(said: Said, title: str) -> atom.Entry:
    return atom.Entry(
        id=_name(f"post:{said.id}", said.opened_at),
        title=title,
        link=whole_address(in_language(said.path, language())),
        author=said.author or _("former member"),
        html=said.html,
        published=said.at,
        updated=said.edited_at or said.at,
        language=said.language,
    )


def _name(thing: str, day: datetime) -> str:
    host = urlsplit(current_app.config["KALO"].public_url).hostname or "localhost"
    return atom.tag_uri(host, day, thing)


@bp.get(f"{TOPIC}/raw")
def show_raw_topic(topic_id: int, slug: str) -> Response:
    """A discussion as it was typed, a thousand posts a page."""
    topic = queries.get_topic(topic_id, g.person)
    if topic.moved_to_id:
        return led_on(topic)  # type: ignore[return-value]
    page = window(topic.highest_number, AT_ONCE)
    return _plain(_as_markdown(topic, page, publishing.said_between(topic, page.first, page.last)))


def _as_markdown(topic: Topic, page: Window, said: Sequence[Said]) -> str:
    head = [f"# {topic.title}", whole_address(base_of(topic))]
    if page.count > 1:
        head.append(_("Page %(number)s of %(count)s", number=page.number, count=page.count))
    parts = ["\n".join(head)]
    for each in said:
        who, at = each.author or _("former member"), f"{each.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        parts.append(f"## #{each.number} {who}, {at}\n\n{each.source.strip()}")
    return "\n\n".join(parts) + "\n"


@bp.get(f"{POST}/raw")
def show_raw_post(topic_id: int, slug: str, number: int) -> Response:
    """A post as it was typed; nothing of one whose words are not there to be read."""
    topic = queries.get_topic(topic_id, g.person)
    post: Post = queries.get_post(topic, number)
    return _plain(post.source if may_read(g.person, post) else "")


def _plain(words: str) -> Response:
    response = Response(words, content_type="text/plain; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get(f"{TOPIC}/print")
def show_print(topic_id: int, slug: str) -> str | Response:
    """A discussion for paper: no menus, a thousand posts a page."""
    topic = queries.get_topic(topic_id, g.person)
    if topic.moved_to_id:
        return led_on(topic)  # type: ignore[return-value]
    page = window(topic.highest_number, AT_ONCE)
    said = publishing.said_between(topic, page.first, page.last)
    return show("print.html", topic=topic, base=base_of(topic), page=page, said=said)


def page_excerpt(posts: Sequence[PostRow]) -> str:
    """The first words of a page of posts, for whoever shows a link to it."""
    shown = (post for post in posts if post.deleted_at is None and post.hidden_at is None)
    first = next(shown, None)
    return _excerpt(first.html) if first else ""


@lru_cache(500)
def _excerpt(html: str) -> str:
    return text.excerpt(html, 180)


bp.add_app_template_global(page_excerpt, "page_excerpt")
