"""Work that many ask for at once is done in one go, and each hears their own answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from kalo.kit import together as kit_together
from kalo.kit.together import MOST, Together
from tests.services import wait_for


class Counting:
    """Doubles numbers, and remembers what it was given each time; waits where it is told to."""

    def __init__(self) -> None:
        self.given: list[tuple[str, list[int]]] = []
        self.go = Event()

    def work(self, key: str, numbers: Sequence[int]) -> list[int | None]:
        self.given.append((key, list(numbers)))
        assert self.go.wait(10)
        return [number * 2 if number else None for number in numbers]


def test_the_first_is_done_at_once_and_those_who_come_meanwhile_together() -> None:
    counting = Counting()
    together: Together[int, int] = Together(counting.work, rest=0.2)
    with ThreadPoolExecutor(max_workers=12) as pool:
        first = pool.submit(together.ask, "a", 100)
        wait_for(lambda: len(counting.given) == 1, "the first work")
        counting.go.set()
        assert first.result() == 200
        others = [pool.submit(together.ask, "a", number) for number in range(8)]
        elsewhere = pool.submit(together.ask, "b", 50)
        answers = [other.result() for other in others]
        assert (answers, elsewhere.result()) == ([None, *range(2, 16, 2)], 100)
    alike = [sorted(numbers) for key, numbers in counting.given if key == "a"]
    assert alike == [[100], list(range(8))]


def test_so_many_are_done_in_pieces() -> None:
    counting = Counting()
    counting.go.set()
    together: Together[int, int] = Together(counting.work, rest=1.5)  # all have asked by then
    together.ask("a", 1)
    with ThreadPoolExecutor(max_workers=MOST + 1) as pool:
        answers = list(pool.map(lambda number: together.ask("a", number), range(1, MOST + 2)))
    assert answers == [number * 2 for number in range(1, MOST + 2)]
    assert [len(numbers) for _key, numbers in counting.given] == [1, MOST, 1]


def test_nobody_waits_for_ever_when_the_work_breaks() -> None:
    def breaks(_key: str, _numbers: Sequence[int]) -> list[int | None]:
        raise RuntimeError("broken")

    together: Together[int, int] = Together(breaks, rest=0.2)
    with pytest.raises(RuntimeError):
        together.ask("a", 1)
    with ThreadPoolExecutor(max_workers=2) as pool:
        asked = [pool.submit(together.ask, "a", number) for number in (1, 2)]
        met = [(each.exception(), each.exception() or each.result()) for each in asked]
    assert sorted(type(fault).__name__ for fault, _answer in met) == ["NoneType", "RuntimeError"]


def test_whoever_is_interrupted_lets_the_others_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    counting = Counting()
    counting.go.set()
    together: Together[int, int] = Together(counting.work, rest=0.0)
    monkeypatch.setattr(kit_together, "sleep", stop)
    with pytest.raises(KeyboardInterrupt):
        together.ask("a", 1)
    monkeypatch.undo()
    assert together.ask("a", 2) == 4
