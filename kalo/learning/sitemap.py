"""Programmes and lessons, on the map for search engines."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap
from kalo.learning import queries


def programmes(after: int, most: int) -> Iterable[Page]:
    """The room, then every programme that stands."""
    yield Page(0, "/learning/")
    for programme in queries.programmes_to_find(None):
        yield Page(programme.id, f"/learning/{programme.slug}/")


def lessons(after: int, most: int) -> Iterable[Page]:
    """Every lesson that can be read."""
    for lesson in queries.lessons_to_find(None):
        yield Page(lesson.id, f"/learning/{lesson.programme.slug}/{lesson.slug}/")


in_sitemap("programmes", programmes)
in_sitemap("lessons", lessons)
