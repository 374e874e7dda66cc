"""Who looked at what, counted in memory and added up in bulk: no visit writes by itself.

A visitor counts once a minute for each thing, and robots not at all. Nothing is remembered of the
visitor but a number that means nothing after the minute.
"""

import atexit
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, g, request

from kalo.kit.db import transaction

Environ = Mapping[str, Any]
ROBOTS = re.compile(
    r"bot\b|crawl|spider|slurp|preview|monitor|fetch|scan|archiv|headless|lighthouse|curl|wget"
    r"|python|java/|go-http|okhttp|libwww|httpclient|facebookexternal|whatsapp|telegram",
    re.IGNORECASE,
)
EVERY = 30.0  # seconds between two sums
AT_ONCE = 500  # visits that do not wait for them
log = logging.getLogger("kalo.visits")
_adders: dict[str, Callable[[dict[int, int]], None]] = {}


def counts_visits(kind: str) -> Callable[..., Any]:
    """Mark the action of a room that adds visits up: it gets {id: how many} of its kind."""

    def remember(add: Callable[[dict[int, int]], None]) -> Callable[[dict[int, int]], None]:
        _adders[kind] = add
        return add

    return remember


class Visits:
    """The visits of this process that are not in the database yet."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.waiting: Counter[str] = Counter()
        self.recent: set[tuple[int, str]] = set()
        self.minute = 0
        self.ticking = False

    def count(self, subject: str, who: str) -> None:
        """Count a visit, unless the same visitor was here this minute."""
        if (minute := int(time.time()) // 60) != self.minute:
            self.minute, self.recent = minute, set()
        mark = (hash(who), subject)
        if mark in self.recent:
            return
        self.recent.add(mark)
        self.waiting[subject] += 1
        self._tick()

    def _tick(self) -> None:
        """The first visit starts the clock, in the process that serves."""
        if not self.ticking and not self.app.testing:
            self.ticking = True
            atexit.register(self.add_up)
            threading.Thread(target=self._go_round, name="visits", daemon=True).start()

    def _go_round(self) -> None:
        while True:
            for _second in range(int(EVERY)):
                time.sleep(1)
                if self.waiting.total() >= AT_ONCE:
                    break
            self.add_up()

    def add_up(self) -> None:
        """Write down what waits; what could not be written waits on."""
        waiting, self.waiting = self.waiting, Counter()
        if not waiting:
            return
        try:
            with self.app.app_context(), transaction():
                for kind, found in _by_kind(waiting).items():
                    _adders[kind](found)
        except Exception:
            self.waiting.update(waiting)
            log.exception("visits were not added up")


def _by_kind(waiting: Counter[str]) -> dict[str, dict[int, int]]:
    kinds: dict[str, dict[int, int]] = {}
    for subject, times in sorted(waiting.items()):
        kind, _colon, number = subject.partition(":")
        kinds.setdefault(kind, {})[int(number)] = times
    return kinds


def visited(subject: str) -> None:
    """A view says what its page is a visit to; counted once the answer is known to be a page."""
    g.visited = subject


def note(subject: str, environ: Environ, visits: Visits) -> None:
    """Count a visit that the page cache answered."""
    agent = str(environ.get("HTTP_USER_AGENT", ""))
    if agent and not ROBOTS.search(agent):
        who = environ.get("HTTP_COOKIE") or f"{environ.get('REMOTE_ADDR')} {agent}"
        visits.count(subject, str(who))


def _count(response: Response) -> Response:
    subject = g.get("visited")
    if subject and response.status_code == 200 and request.method == "GET":
        note(subject, request.environ, request_visits())
    return response


def request_visits() -> Visits:
    """Those of the application that is asked."""
    from flask import current_app

    found: Visits = current_app.extensions["kalo_visits"]
    return found


def init_visits(app: Flask) -> None:
    """Count visits for this application."""
    app.extensions["kalo_visits"] = Visits(app)
    app.after_request(_count)
