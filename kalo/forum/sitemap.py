"""What of the forum stands on the map for search engines."""

from collections.abc import Iterable

from kalo.forum.queries.publishing import (
    public_shelves,
    public_tags,
    public_topics,
    starts_of_topics,
)
from kalo.kit.sitemap import Page, in_sitemap


def topics(after: int, most: int) -> Iterable[Page]:
    """Discussions that everybody may read."""
    return (Page(*row) for row in public_topics(after, most))


def shelves(after: int, most: int) -> Iterable[Page]:
    """The room itself and its categories."""
    yield Page(0, "/forum/")
    for id_, slug, at in public_shelves():
        yield Page(id_, f"/forum/c/{slug}/", at)


def tags(after: int, most: int) -> Iterable[Page]:
    """Words that discussions are marked with."""
    return (Page(id_, f"/forum/tag/{slug}") for id_, slug in public_tags(after, most))


in_sitemap("topics", topics, starts_of_topics)
in_sitemap("categories", shelves)
in_sitemap("tags", tags)
