"""Parts of a page that are the same for whoever looks, made once for the facts they are made of.

    {% call kept_part("post", post, base) %}…{% endcall %}

What stands inside may depend on nothing but these facts and the language: the facts are the key, so
a part can never be older than they are. No token and no nonce inside.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import Any

from flask import current_app
from markupsafe import Markup

from kalo.kit import ageing, clock
from kalo.kit.web import language

MOST = 4000  # parts that a process keeps, the oldest go first
Part = tuple[datetime | None, Markup | None]  # until when it holds, and what it says
Parts = OrderedDict[Hashable, Part]
NONE: Part = (None, None)


def kept_part(*facts: Any, caller: Callable[[], Any]) -> Markup:
    """The part for these facts, as it was made before, or made now."""
    key = (language(), facts)
    try:
        if (known := _holding(_parts(), key, clock.now())) is not None:
            return known
    except TypeError:  # a fact that cannot be compared: made anew each time
        return Markup(caller())
    with ageing.span() as span:
        made = Markup(caller())
    _keep(key, span.until, made)
    return made


def known_parts(many: Iterable[tuple[Any, ...] | None]) -> list[Markup | None]:
    """The parts that `kept_part` made for each of these facts, where they still hold."""
    parts, spoken, now = _parts(), language(), clock.now()
    return [_holding(parts, (spoken, facts), now) if facts else None for facts in many]


def _parts() -> Parts:
    found: Parts = current_app.extensions.setdefault("kalo_parts", OrderedDict())
    return found


def _holding(parts: Parts, key: Hashable, now: datetime) -> Markup | None:
    until, made = parts.get(key, NONE)
    if until is not None:
        if now >= until:
            return None
        ageing.changes_at(until)
    return made


def _keep(key: Hashable, until: datetime | None, made: Markup) -> None:
    parts = _parts()
    parts[key] = (until, made)
    parts.move_to_end(key)
    while len(parts) > MOST:
        parts.popitem(last=False)
