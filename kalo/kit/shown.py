"""Pages that hear at once when something they show has moved on.

A page says what it shows; one look every two seconds compares all that is shown with what stands in
the database, and tells the pages whose thing has moved. So it does not matter which process, worker
or command wrote it. A hint says no more than that: the page fetches what is new from an address
that asks again whether it may be seen.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask

from kalo.kit.db import begin_reading, drop
from kalo.kit.sockets import socketio

LINES = "/lines"  # the namespace of the sockets
EVERY = 2.0  # seconds between two looks
REST = 15.0  # seconds after a look that failed
MOST = 4  # things that one page shows

States = Mapping[int, Hashable]


@dataclass(frozen=True)
class Showing:
    """A kind of thing: which of it a person may have shown, and how several of them stand now.

    `number(person, asked)` answers the thing's number, None for what there is not for this person;
    `states` takes many numbers in one statement, and may leave out those that stand as at first.
    """

    number: Callable[[Any, int], int | None]
    states: Callable[[set[int]], States]


Thing = tuple[str, int]
kinds: dict[str, Showing] = {}
_seen_by: dict[Thing, set[str]] = defaultdict(set)  # by whom: the connections of this process
_stand: dict[Thing, Hashable] = {}  # how each stood at the last look
_looking: list[Flask] = []


def show(app: Flask, sid: str, kind: str, asked: int, person: Any) -> bool:
    """From now on this connection hears when the thing moves on; False where it may not be seen.

    What the page fetches after this answer and what it hears from here on have no gap.
    """
    number = kinds[kind].number(person, asked) if kind in kinds else None
    if number is None or sum(sid in pages for pages in _seen_by.values()) >= MOST:
        return False
    thing = kind, number
    if thing not in _stand:
        _stand[thing] = kinds[kind].states({number}).get(number)
    _seen_by[thing].add(sid)
    if not _looking and not app.testing:
        _looking.append(app)
        socketio.start_background_task(_look_out, app)
    return True


def leave(sid: str) -> None:
    """A page is gone; what nobody shows is looked at no more."""
    for thing in [thing for thing, pages in _seen_by.items() if sid in pages]:
        _seen_by[thing].discard(sid)
        if not _seen_by[thing]:
            del _seen_by[thing]
            _stand.pop(thing, None)


def _look_out(app: Flask) -> None:
    """Look until no page is left."""
    try:
        while _seen_by:
            socketio.sleep(EVERY)
            try:
                look(app)
            except Exception:  # the database may be away; the pages ask by themselves meanwhile
                app.logger.exception("what pages show was not looked at")
                socketio.sleep(REST)
    finally:
        _looking.clear()


def look(app: Flask) -> None:
    """Tell those whose thing has moved; one statement for each kind that is shown."""
    with app.app_context():
        begin_reading()
        try:
            moved = [thing for kind in kinds for thing in _moved(kind)]
        finally:
            drop()
    for kind, number in moved:
        for sid in list(_seen_by.get((kind, number), ())):
            # The connections of this process only: the others look for themselves.
            socketio.emit("moved", {"what": kind}, to=sid, namespace=LINES, ignore_queue=True)


def _moved(kind: str) -> list[Thing]:
    shown = {number for name, number in _seen_by if name == kind}
    if not shown:
        return []
    now = kinds[kind].states(shown)
    moved = [(kind, number) for number in shown if _stand.get((kind, number)) != now.get(number)]
    _stand.update({thing: now.get(thing[1]) for thing in moved if thing in _seen_by})
    return moved
