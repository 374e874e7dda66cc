"""The reading pages of every room, on the map for search engines."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from kalo.kit.sitemap import Page, in_sitemap
from kalo.shelves.queries import standing_leaves

ROOMS = ("toolbox", "library", "participation")  # those with a front page of their own


def pages(after: int, most: int) -> Iterable[Page]:
    """Front pages, then every leaf that stands."""
    if not after:
        yield Page(0, "/")
        yield from (Page(0, f"/{room}/") for room in ROOMS)
    for leaf in standing_leaves(after, most):
        moment = datetime.combine(leaf.updated, time(), UTC)
        yield Page(leaf.id, f"/{leaf.room}/{leaf.slug}/", moment)


in_sitemap("pages", pages)
