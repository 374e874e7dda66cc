"""That there is news in a room, for those who listen in this process, once it is kept."""

import functools
from collections.abc import Callable

from kalo.kit.db import after_commit

_listeners: list[Callable[[int], None]] = []


def on_news(listener: Callable[[int], None]) -> Callable[[int], None]:
    """Have this called with the number of the event after each change of its room."""
    _listeners.append(listener)
    return listener


def tell(event_id: int) -> None:
    """There is news, once this change is committed; never, if it is dropped."""
    for listener in _listeners:
        after_commit(functools.partial(listener, event_id))
