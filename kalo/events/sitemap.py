"""Announced events, with their themes and series, on the map for search engines."""

from collections.abc import Iterable

from kalo.events import queries
from kalo.kit.sitemap import Page, in_sitemap


def pages(after: int, most: int) -> Iterable[Page]:
    """The room, then every event that was announced."""
    yield Page(0, "/events/")
    for number, slug, changed in queries.events_on_the_map():
        yield Page(number, f"/events/{number}-{slug}/", changed)


def nouns(after: int, most: int) -> Iterable[Page]:
    """The themes, series and places that announced events have."""
    for theme in queries.themes_in_use():
        yield Page(theme.id, f"/events/themes/{theme.slug}/")
    for series in queries.series_in_use():
        yield Page(series.id, f"/events/series/{series.slug}/")
    for venue in queries.venues_in_use():
        yield Page(venue.id, f"/events/venues/{venue.slug}/")


in_sitemap("events", pages)
in_sitemap("events-by", nouns)
