"""Listed organisations on the map for search engines."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap
from kalo.network.queries.organisations import map_starts, on_the_map

FRONT = ("/network/", "/network/map/", "/network/calls/", "/network/unions/")


def pages(after: int, most: int) -> Iterable[Page]:
    """The fronts of the room, then every organisation that is listed."""
    if after == 0:
        yield from (Page(0, path) for path in FRONT)
    for number, slug, changed in on_the_map(after, most):
        yield Page(number, f"/network/{slug}/", changed)


in_sitemap("network", pages, map_starts)
