"""Parts of a page that are the same for whoever looks, made once for the facts they are made of.

    {% call kept_part("post", post, base) %}…{% endcall %}

What stands inside may depend on nothing but these facts and the language: the facts are the key, so
a part can never be older than they are. No token and no nonce inside.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from functools import partial
from sys import getsizeof
from typing import Any

from flask import current_app
from markupsafe import Markup

from kalo.kit import ageing, clock
from kalo.kit.web import language

MOST = 6_000_000  # bytes of parts that a process keeps, the oldest go first
Part = tuple[datetime | None, Markup | None]  # until when it holds, and what it says
NONE: Part = (None, None)


class Parts(OrderedDict[Hashable, Part]):
    """The parts of a process, and how much memory their words take."""

    size = 0

    def keep(self, key: Hashable, part: Part) -> None:
        """Take a part in; the oldest go where it is too much."""
        self.size += getsizeof(part[1]) - self._size_of(self.pop(key, NONE))
        self[key] = part
        while self.size > MOST:
            self.size -= self._size_of(self.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self.size = 0

    def _size_of(self, part: Part) -> int:
        return 0 if part is NONE else getsizeof(part[1])


def kept_part(*facts: Any, caller: Callable[[], Any]) -> Markup:
    """The part for these facts, as it was made before, or made now."""
    key = (language(), facts)
    try:
        if (known := _holding(_parts(), key, clock.now())) is not None:
            return known
    except TypeError:  # a fact that cannot be compared: made anew each time
        return Markup(caller())
    return _made(_parts(), key, caller)


def kept_parts(name: str, many: Iterable[Any], *facts: Any, caller: Callable[..., Any]) -> Markup:
    """The parts of a list, one after the other: `{% call(row) kept_parts("row", rows) %}`.

    Each is kept for itself, made of what it is handed and of these facts.
    """
    parts, spoken, now = _parts(), language(), clock.now()
    said: list[str] = []
    for each in many:
        key = (spoken, (name, each, *facts))
        known = _holding(parts, key, now)
        said.append(_made(parts, key, partial(caller, each)) if known is None else known)
    return Markup("".join(said))


def known_parts(many: Iterable[tuple[Any, ...] | None]) -> list[Markup | None]:
    """The parts that `kept_part` made for each of these facts, where they still hold."""
    parts, spoken, now = _parts(), language(), clock.now()
    return [_holding(parts, (spoken, facts), now) if facts else None for facts in many]


def _made(parts: Parts, key: Hashable, caller: Callable[[], Any]) -> Markup:
    with ageing.span() as span:
        made = Markup(caller())
    parts.keep(key, (span.until, made))
    return made


def _parts() -> Parts:
    kept = current_app.extensions
    if "kalo_parts" not in kept:
        kept["kalo_parts"] = Parts()
    found: Parts = kept["kalo_parts"]
    return found


def _holding(parts: Parts, key: Hashable, now: datetime) -> Markup | None:
    until, made = parts.get(key, NONE)
    if until is not None:
        if now >= until:
            return None
        ageing.changes_at(until)
    return made
