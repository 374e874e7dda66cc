"""That there is news in a room, for those who listen in this process, once it is kept."""

import functools
from collections.abc import Callable

from kalo.kit.db import after_commit

Listener = Callable[[int, bool], None]
_listeners: list[Listener] = []


def on_news(listener: Listener) -> Listener:
    """Have this called after each change of a room, with its event and whether it can wait."""
    _listeners.append(listener)
    return listener


def tell(event_id: int, calm: bool = False) -> None:
    """There is news, once this change is committed; never, if it is dropped.

    What is `calm` is done by many at once, and told together.
    """
    for listener in _listeners:
        after_commit(functools.partial(listener, event_id, calm))
