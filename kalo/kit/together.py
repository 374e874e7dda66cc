"""Many ask for one kind of work at once: one of them does it for all, each hears their answer."""

from collections.abc import Callable, Sequence
from threading import Event, Lock
from time import monotonic, sleep
from typing import Any, Generic, TypeVar

T = TypeVar("T")
A = TypeVar("A")
MOST = 100  # at once; after so many the others have their turn


class Turn(Generic[T, A]):
    """Something that is asked, and what comes of it; None where the work was not done."""

    def __init__(self, said: T) -> None:
        self.said = said
        self.answer: A | None = None
        self.done = Event()


class Together(Generic[T, A]):
    """`work(key, all that was asked)` answers as many answers; it must not raise.

    The first who asks does it: at once, or, if it was done less than `rest` seconds ago, after
    that; whoever asks meanwhile waits for the same work.
    """

    def __init__(self, work: Callable[[Any, Sequence[T]], Sequence[A | None]], rest: float) -> None:
        self._work = work
        self.rest = rest
        self._lock = Lock()
        self._waiting: dict[Any, list[Turn[T, A]]] = {}
        self._ended: dict[Any, float] = {}

    def ask(self, key: Any, said: T) -> A | None:
        """Have it done, together with what others ask for under this key."""
        turn: Turn[T, A] = Turn(said)
        with self._lock:
            waiting = self._waiting.setdefault(key, [])
            waiting.append(turn)
            first = len(waiting) == 1
        if first:
            self._lead(key)
        turn.done.wait()
        return turn.answer

    def _lead(self, key: Any) -> None:
        turns: list[Turn[T, A]] = []
        try:
            turns += self._gather(key)
            for start in range(0, len(turns), MOST):
                some = turns[start : start + MOST]
                answers = self._work(key, [turn.said for turn in some])
                for turn, answer in zip(some, answers, strict=True):
                    turn.answer = answer
                    turn.done.set()
                sleep(0)  # the others have their turn
        finally:
            for turn in turns:
                turn.done.set()
            self._note_end(key)

    def _gather(self, key: Any) -> list[Turn[T, A]]:
        """Those who asked until the rest was over; whoever is interrupted lets all of them go."""
        try:
            sleep(max(0.0, self._ended.get(key, 0.0) + self.rest - monotonic()))
        except BaseException:
            for turn in self._take(key):
                turn.done.set()
            raise
        return self._take(key)

    def _take(self, key: Any) -> list[Turn[T, A]]:
        with self._lock:
            return self._waiting.pop(key)

    def _note_end(self, key: Any) -> None:
        with self._lock:
            if len(self._ended) > 1000:
                self._ended.clear()
            self._ended[key] = monotonic()
