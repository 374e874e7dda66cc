"""Atom feeds (RFC 4287) as bytes: built as a tree, so that no text can break out of its place."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from flask import Response, request

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot say at all, however it is written.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ADDRESS = re.compile(r'(\s(?:href|src)=")(/[^"]*|#[^"]*)(")')
SOURCES = re.compile(r'(\ssrcset=")([^"]*)(")')
ET.register_namespace("", ATOM)


@dataclass(frozen=True)
class Entry:
    """Something that was said, as a reader of feeds shows it."""

    id: str
    title: str
    link: str
    author: str
    html: str
    published: datetime
    updated: datetime
    language: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: what it is called, where it is, and what is in it, the newest first."""

    id: str
    title: str
    link: str
    itself: str
    language: str
    updated: datetime
    entries: Sequence[Entry]
    about: str = ""


def sayable(text: str) -> str:
    """A text without what XML cannot hold."""
    return UNSAYABLE.sub("", text)


def absolute(html: str, base: str) -> str:
    """HTML with whole addresses: a feed is read far from here."""

    def whole(found: re.Match[str]) -> str:
        return f"{found[1]}{urljoin(base, found[2])}{found[3]}"

    def wholes(found: re.Match[str]) -> str:
        parts = [urljoin(base, part.strip()) for part in found[2].split(",")]
        return f"{found[1]}{', '.join(parts)}{found[3]}"

    return SOURCES.sub(wholes, ADDRESS.sub(whole, html))


def tag_uri(host: str, day: datetime, name: str) -> str:
    """A name that stays the same wherever the thing is moved (RFC 4151)."""
    return f"tag:{host},{day.astimezone(UTC):%Y-%m-%d}:{name}"


def written(feed: Feed) -> bytes:
    """The feed as a file."""
    root = ET.Element(f"{{{ATOM}}}feed", {LANG: feed.language})
    _put(root, "id", feed.id)
    _put(root, "title", feed.title)
    if feed.about:
        _put(root, "subtitle", feed.about)
    _put(root, "updated", _moment(feed.updated))
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.itself)
    _put(root, "link", rel="alternate", type="text/html", href=feed.link)
    for entry in feed.entries:
        root.append(_entry(entry))
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(entry: Entry) -> ET.Element:
    node = ET.Element(f"{{{ATOM}}}entry", {LANG: entry.language} if entry.language else {})
    _put(node, "id", entry.id)
    _put(node, "title", entry.title)
    _put(node, "link", rel="alternate", type="text/html", href=entry.link)
    _put(node, "published", _moment(entry.published))
    _put(node, "updated", _moment(entry.updated))
    author = ET.SubElement(node, f"{{{ATOM}}}author")
    _put(author, "name", entry.author)
    _put(node, "content", absolute(entry.html, entry.link), type="html")
    return node


def _put(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    clean = {key: sayable(value) for key, value in attributes.items()}
    node = ET.SubElement(parent, f"{{{ATOM}}}{name}", clean)
    node.text = sayable(text) if text is not None else None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(feed: Feed) -> Response:
    """The feed, or 304 for a reader that has it already."""
    body = written(feed)
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    response.last_modified = feed.updated
    return response.make_conditional(request)  # type: ignore[return-value]
