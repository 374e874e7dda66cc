"""Funding tools on the map for search engines: the directory, then each that stands."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap
from kalo.toolbox.tools.funding import queries


def pages(after: int, most: int) -> Iterable[Page]:
    """By number, so many at a time."""
    if not after:
        yield Page(0, "/toolbox/tools/funding/directory/")
    for entry in queries.standing_after(after, most):
        yield Page(entry.id, entry.path, entry.changed_at)


in_sitemap("funding", pages)
