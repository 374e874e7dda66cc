"""Drawings of ours: SVG that becomes part of the page, read by a parser of XML and by allow-lists.

What comes out is written anew from what was understood, so nothing that is not named here reaches
a page. Colours come from the classes alone, so that a drawing follows the theme.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from kalo.learning.actions.source import BadContent, Source

LARGEST = 8_000  # bytes
CLASSES = frozenset({"f-ink", "f-line", "f-soft", "f-a", "f-b", "f-c", "f-mute"})
_ELEMENTS = "svg g title desc path rect circle ellipse line polyline polygon text tspan defs marker"
ELEMENTS = frozenset(_ELEMENTS.split())
_SPACE = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?"
_NUMBERS = rf"{_NUMBER}(?:[\s,]+{_NUMBER})*"
_TURN = rf"(?:translate|rotate|scale|matrix|skewX|skewY)\(\s*{_NUMBERS}\s*\)"
_ID = r"[A-Za-z][\w-]*"
_FORMS = (
    ("x y dx dy points stroke-dasharray viewBox", _NUMBERS),
    ("cx cy r rx ry x1 y1 x2 y2 width height stroke-width stroke-dashoffset", _NUMBER),
    ("refX refY markerWidth markerHeight", _NUMBER),
    ("d", r"[MmLlHhVvCcSsQqTtAaZz\d\s,.e-]+"),
    ("id", _ID),
    ("transform", rf"{_TURN}(?:[\s,]+{_TURN})*"),
    ("text-anchor", "start|middle|end"),
    ("dominant-baseline", "auto|middle|central|hanging|alphabetic|text-(?:before|after)-edge"),
    ("stroke-linecap", "butt|round|square"),
    ("stroke-linejoin", "miter|round|bevel"),
    ("fill", "none"),
    ("font-size", r"(?:1[2-9]|[2-9]\d)(?:\.\d+)?"),  # smaller ones nobody reads on a phone
    ("font-weight", "normal|bold|[4-7]00"),
    ("font-style", "normal|italic"),
    ("marker-start marker-mid marker-end", rf"url\(#{_ID}\)"),
    ("orient", rf"auto|auto-start-reverse|{_NUMBER}"),
    ("markerUnits", "strokeWidth|userSpaceOnUse"),
    ("class", r"[a-z-]+(?:\s+[a-z-]+)*"),
)
_KNOWN = {name: re.compile(form) for names, form in _FORMS for name in names.split()}
_NAMES_ID = re.compile(rf"url\(#({_ID})\)")
_WORDS = {"title", "desc", "text", "tspan"}
_BLANK = re.compile(r"\s+")


class _Builder(ET.TreeBuilder):
    """No document type, and so no entities; comments and instructions are dropped."""

    def doctype(self, *_said: object) -> None:
        raise ValueError("no document type may stand here")


def read_drawing(path: Path, prefix: str) -> str:
    """A drawing as it stands in a page, its ids beginning with `prefix`; raises `BadContent`."""
    source = Source(path)
    body = path.read_bytes()
    if len(body) > LARGEST:
        raise source.wrong(f"is larger than {LARGEST // 1000} KB")
    try:
        root = ET.fromstring(body, ET.XMLParser(target=_Builder()))
    except (ET.ParseError, ValueError, LookupError) as error:
        raise source.wrong(f"is no SVG: {error}") from error
    if root.tag != f"{_SPACE}svg":
        raise source.wrong('is no SVG: its root wants xmlns="http://www.w3.org/2000/svg"')
    _refuse_odd(source, root)
    return "".join(_written(root, prefix))


def _refuse_odd(source: Source, root: ET.Element) -> None:
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    if len(set(ids)) < len(ids):
        raise source.wrong("an id stands twice")
    if "viewBox" not in root.attrib or {"width", "height"} & set(root.attrib):
        raise source.wrong("the root wants a viewBox, and no width or height")
    for one in root.iter():
        name = one.tag.removeprefix(_SPACE)
        if name not in ELEMENTS or (name == "svg" and one is not root):
            raise source.wrong(f"<{name}> has no place in a drawing")
        if name not in _WORDS and (one.text or "").strip():
            raise source.wrong(f"words stand in <{name}>; they want a <text>")
        if any((child.tail or "").strip() for child in one) and name not in _WORDS:
            raise source.wrong(f"words stand in <{name}>; they want a <text>")
        for attribute, value in one.attrib.items():
            _refuse_attribute(source, name, attribute, value, ids)


def _refuse_attribute(source: Source, element: str, name: str, value: str, ids: list[str]) -> None:
    if name not in _KNOWN:
        raise _odd(source, element, name, "has no place in a drawing")
    if not _KNOWN[name].fullmatch(value.strip()):
        raise _odd(source, element, name, f"{value!r} is not understood")
    if name == "class" and (odd := sorted(set(value.split()) - CLASSES)):
        raise _odd(source, element, name, f"{odd[0]} is none of {', '.join(sorted(CLASSES))}")
    if (found := _NAMES_ID.fullmatch(value.strip())) and found[1] not in ids:
        raise _odd(source, element, name, f"nothing here is called {found[1]}")


def _odd(source: Source, element: str, name: str, sentence: str) -> BadContent:
    return source.wrong(f"<{element} {name}>: {sentence}")


def _written(one: ET.Element, prefix: str) -> Iterator[str]:
    """An element as HTML has it; what it is called aloud stands around it, not in it."""
    name = one.tag.removeprefix(_SPACE)
    if name in {"title", "desc"}:
        return
    said = "".join(_attribute(key, value, prefix) for key, value in one.attrib.items())
    yield f"<{name}{said}>{_words(name, one.text)}"
    for child in one:
        yield from _written(child, prefix)
        yield _words(name, child.tail)
    yield f"</{name}>"


def _attribute(name: str, value: str, prefix: str) -> str:
    value = " ".join(value.split())
    value = f"{prefix}{value}" if name == "id" else _NAMES_ID.sub(rf"url(#{prefix}\1)", value)
    return f' {name}="{escape(value)}"'


def _words(element: str, said: str | None) -> str:
    """Only elements of words have any; between others there is nothing but indentation."""
    return escape(_BLANK.sub(" ", said or ""), quote=False) if element in _WORDS else ""
