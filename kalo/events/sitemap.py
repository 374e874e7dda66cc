"""Announced events, on the map for search engines."""

from collections.abc import Iterable

from kalo.events import queries
from kalo.kit.sitemap import Page, in_sitemap


def pages(after: int, most: int) -> Iterable[Page]:
    """The room, then every event that was announced."""
    yield Page(0, "/events/")
    for event in queries.events_for_search(None):
        yield Page(event.id, event.path)


in_sitemap("events", pages)
