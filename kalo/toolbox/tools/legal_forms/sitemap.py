"""The table of all legal forms, on the map for search engines."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap


def pages(after: int, _most: int) -> Iterable[Page]:
    """One page; the tool itself stands among the tools."""
    return [] if after else [Page(0, "/toolbox/tools/legal-forms/comparison")]


in_sitemap("legal-forms", pages)
