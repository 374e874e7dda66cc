"""What a page is about, for machines: schema.org as JSON-LD that no text can break out of."""

import json
from typing import Any

from markupsafe import Markup

from kalo.kit.page import whole_address

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_json(graph: dict[str, Any] | list[dict[str, Any]]) -> Markup:
    """JSON for a script element: without a sign that ends it, and without what is empty."""
    words = json.dumps(_filled(graph), ensure_ascii=False, separators=(",", ":"))
    for sign, escape in ESCAPES.items():
        words = words.replace(sign, escape)
    return Markup(words)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    return [_filled(each) for each in value] if isinstance(value, list) else value


def breadcrumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The way to this page: (name, path) of each step."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": whole_address(path)}
            for n, (name, path) in enumerate(steps, 1)
        ],
    }
