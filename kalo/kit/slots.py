"""Places on a page that other rooms may fill, so that no room imports another."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

Filler = Callable[..., str | None]
_fillers: dict[str, list[tuple[int, Filler]]] = defaultdict(list)


def fills(slot: str, order: int = 50) -> Callable[[Filler], Filler]:
    """Let a function put a fragment into a slot; it gets the slot's keyword arguments."""

    def remember(filler: Filler) -> Filler:
        _fillers[slot].append((order, filler))
        return filler

    return remember


def slot(name: str, **context: Any) -> Markup:
    """What the rooms have put here, in order; nothing where they return nothing."""
    ordered = sorted(_fillers.get(name, []), key=lambda entry: entry[0])
    return Markup("").join(Markup(filler(**context) or "") for _, filler in ordered)
