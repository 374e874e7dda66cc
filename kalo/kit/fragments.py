"""Parts of a page that are the same for whoever looks, made once for the facts they are made of.

    {% call kept_part("post", post, base) %}…{% endcall %}

What stands inside may depend on nothing but these facts and the language: the facts are the key, so
a part can never be older than they are. No token and no nonce inside.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

from flask import current_app
from markupsafe import Markup

from kalo.kit import ageing, clock
from kalo.kit.web import language

MOST = 4000  # parts that a process keeps, the oldest go first
Parts = OrderedDict[Hashable, tuple[datetime | None, Markup]]


def kept_part(*facts: Any, caller: Callable[[], Any]) -> Markup:
    """The part for these facts, as it was made before, or made now."""
    key = (language(), facts)
    parts: Parts = current_app.extensions.setdefault("kalo_parts", OrderedDict())
    try:
        known = parts.get(key)
    except TypeError:  # a fact that cannot be compared: made anew each time
        return Markup(caller())
    if known is not None and (known[0] is None or clock.now() < known[0]):
        if known[0] is not None:
            ageing.changes_at(known[0])
        return known[1]
    with ageing.span() as span:
        made = Markup(caller())
    parts[key] = (span.until, made)
    parts.move_to_end(key)
    while len(parts) > MOST:
        parts.popitem(last=False)
    return made
