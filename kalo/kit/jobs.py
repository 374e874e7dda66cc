"""Slow or outside work. The row is the promise, the queue only the nudge.

A job takes ids and plain values, fetches, calls an action, and can run twice: what is owed stands
in a table, and a sweep each minute (kalo/recurring.py) takes up whatever a crash left behind.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey

from kalo.kit.db import after_commit, begin_reading, transaction

log = logging.getLogger("kalo.jobs")
_jobs: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True)
class Round:
    """A piece of recurring work and when it comes round."""

    work: Callable[[], object]
    minute: str = "*"
    hour: str = "*"


def job(work: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a job that is one short transaction; `nudge(it, …)` has the worker run it."""

    @functools.wraps(work)
    def whole(*args: int | str) -> None:
        with transaction():
            work(*args)

    _jobs[_name(work)] = whole
    return work


def slow_job(work: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a job that waits for something outside: it opens its own short transactions."""
    _jobs[_name(work)] = work
    return work


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__name__}"


def nudge(work: Callable[..., Any], *args: int | str) -> None:
    """Have the worker run a job soon, once this change is committed; never if it is dropped."""
    queue = current_app.extensions["kalo_queue"]
    after_commit(functools.partial(_put, queue, _name(work), args))


def nudge_at_once(app: Flask, work: Callable[..., Any], *args: int | str) -> None:
    """The same where no change is being made, so none has to be waited for."""
    _put(app.extensions["kalo_queue"], _name(work), args)


def _put(queue: Huey, name: str, args: tuple[int | str, ...]) -> None:
    try:
        queue.enqueue(queue.run_job.s(name, *args))
    except Exception:  # the row stands; the sweep will find it
        log.exception("the queue did not take a nudge", extra={"job": name})


def init_jobs(app: Flask) -> None:
    """Give the application its queue: memory in tests, SQLite by default, Redis by a setting."""
    settings = app.config["KALO"]
    queue = _make_queue(settings)

    def run_job(name: str, *args: int | str) -> None:
        run(app, name, *args)

    queue.run_job = queue.task(name="run_job")(run_job)
    app.extensions["kalo_queue"] = queue


def _make_queue(settings: Any) -> Huey:
    if settings.testing:
        return MemoryHuey("kalo", immediate=False)
    if settings.redis_url:
        return RedisHuey("kalo", url=settings.redis_url)
    return SqliteHuey("kalo", filename=str(settings.data / "queue.db"), timeout=5)


def run(app: Flask, name: str, *args: int | str) -> None:
    """Run a job by name, in a context of its own."""
    with app.app_context():
        begin_reading()
        _jobs[name](*args)


def run_waiting(app: Flask) -> int:
    """Run all that waits in the queue, here and now (tests and `kalo seed`); answers how many."""
    queue, done = app.extensions["kalo_queue"], 0
    while task := queue.dequeue():
        queue.execute(task)
        done += 1
    return done
