"""The map for search engines: an index, and files of what each room has that everybody may read.

A room says what it has in its `sitemap.py`: `in_sitemap("forum", pages)`, where `pages(after)`
answers some pages whose number is higher than `after`, in the order of their numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort

from kalo.kit.page import whole_address
from kalo.kit.web import in_language

MOST = 10_000  # of one file; each page stands in it twice, once in each language
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ET.register_namespace("xhtml", XHTML)
bp = Blueprint("sitemap", __name__)


@dataclass(frozen=True)
class Page:
    """A page that everybody may read; the number orders it among those of its kind."""

    number: int
    path: str
    changed: datetime | None = None


@dataclass(frozen=True)
class Source:
    """What a room has: some pages after a number, and after which numbers its files begin."""

    pages: Callable[[int, int], Iterable[Page]]
    starts: Callable[[int], Iterable[int]]


_sources: dict[str, Source] = {}


def _one_file(_size: int) -> list[int]:
    return [0]


def in_sitemap(
    name: str,
    pages: Callable[[int, int], Iterable[Page]],
    starts: Callable[[int], Iterable[int]] = _one_file,
) -> None:
    """Put pages on the map. `pages(after, most)`; `starts(most)` where more than a file is full."""
    _sources[name] = Source(pages, starts)


@bp.get("/sitemap.xml")
def show_index() -> Response:
    """Which files there are."""
    root = ET.Element("sitemapindex", xmlns=MAP)
    for name in sorted(_sources):
        for start in _sources[name].starts(MOST // 2):
            entry = ET.SubElement(root, "sitemap")
            ET.SubElement(entry, "loc").text = whole_address(f"/sitemap/{name}-{start}.xml")
    return _answer(root)


@bp.get("/sitemap/<name>-<int(max=2147483647):after>.xml")
def show_part(name: str, after: int) -> Response:
    """Some pages of a room, each in both languages."""
    if name not in _sources:
        abort(404)
    root = ET.Element("urlset", xmlns=MAP)
    for page in _sources[name].pages(after, MOST // 2):
        for wanted in ("el", "en"):
            root.append(_url(page, wanted))
    return _answer(root)


def _url(page: Page, wanted: str) -> ET.Element:
    node = ET.Element("url")
    ET.SubElement(node, "loc").text = whole_address(in_language(page.path, wanted))
    if page.changed:
        moment = page.changed.astimezone(UTC)
        ET.SubElement(node, "lastmod").text = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    for each in ("el", "en"):
        href = whole_address(in_language(page.path, each))
        ET.SubElement(node, f"{{{XHTML}}}link", rel="alternate", hreflang=each, href=href)
    return node


def _answer(root: ET.Element) -> Response:
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    response = Response(body, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
