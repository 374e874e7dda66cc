"""The tools, on the map for search engines."""

from collections.abc import Iterable

from kalo.kit.sitemap import Page, in_sitemap
from kalo.toolbox.tools import TOOLS


def pages(after: int, most: int) -> Iterable[Page]:
    """Every tool, by its number."""
    tools = sorted(TOOLS.values(), key=lambda tool: tool.order)
    return [Page(tool.order, tool.path) for tool in tools if tool.order > after][:most]


in_sitemap("tools", pages)
