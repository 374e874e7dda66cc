"""The tools and the facts behind them, on the map for search engines."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap
from kalo.toolbox.queries.facts import sets_on_the_map
from kalo.toolbox.tools import TOOLS


def pages(after: int, most: int) -> Iterable[Page]:
    """Every tool, by its number."""
    tools = sorted(TOOLS.values(), key=lambda tool: tool.order)
    return [Page(tool.order, tool.path) for tool in tools if tool.order > after][:most]


def fact_pages(after: int, most: int) -> Iterable[Page]:
    """The page of all sets, then each set, by the number of its first fact."""
    if not after:
        yield Page(0, "/toolbox/facts/")
    for number, name, changed in sets_on_the_map(after, most):
        yield Page(number, f"/toolbox/facts/{name}/", changed)


in_sitemap("tools", pages)
in_sitemap("facts", fact_pages)
