"""What a log amounts to: the parts of a room, each a fold of it, and what changed lately."""

import zlib
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from kalo.live.folds.keeping import dumped, loaded, mark_of

REMEMBERED = 500  # changes that a page can be told one by one; before that it gets all anew
T = TypeVar("T")
Pieces = Iterable[str] | None


class Row(Protocol):
    """An entry of the log, as folds read it."""

    @property
    def seq(self) -> int:
        """Its number in the room."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def who(self) -> int:
        """Whose act it is: a person, or below zero a guest."""

    @property
    def about(self) -> int | None:
        """The number of the entry that it speaks of."""

    @property
    def step(self) -> int | None:
        """The step that was going on."""

    @property
    def payload(self) -> dict[str, Any]:
        """What was said along."""

    @property
    def client_id(self) -> str:
        """The id that the page gave it."""

    @property
    def at(self) -> datetime:
        """When."""


class Part(Protocol):
    """A part of a room: a dataclass with an `on_<kind>` for each kind that it hears.

    `on_said(self, row, state)` changes the part and answers which pieces of the page look
    different now: "said-17", "panel-talk". It may read other parts, never change them.
    """

    PART: ClassVar[str]  # its name: also of its panel
    VERSION: ClassVar[int]  # to be raised when the same log amounts to something else


@dataclass(frozen=True)
class Change:
    """What is remembered of an entry, to tell who missed it."""

    seq: int
    kind: str
    who: int
    client_id: str
    pieces: tuple[str, ...]


PARTS: dict[str, type[Any]] = {}
_HEARING: dict[str, list[tuple[str, Callable[..., Pieces]]]] = {}


def folds(part: type[T]) -> type[T]:
    """Declare a part. Those that are declared first hear first."""
    name: str = part.PART  # type: ignore[attr-defined]
    PARTS[name] = part
    for method in vars(part):
        if method.startswith("on_"):
            hears = _HEARING.setdefault(method.removeprefix("on_"), [])
            hears.append((name, getattr(part, method)))
    return part


def heard_kinds() -> set[str]:
    """Every kind that some part folds."""
    return set(_HEARING)


@dataclass
class State:
    """Everything that a log amounts to, up to number `seq`."""

    seq: int = 0
    parts: dict[str, Any] = field(
        default_factory=lambda: {name: part() for name, part in PARTS.items()}
    )
    lately: deque[Change] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def of(self, part: type[T]) -> T:
        """One part of the room, by its class."""
        found: T = self.parts[part.PART]  # type: ignore[attr-defined]
        return found

    def take(self, row: Row) -> None:
        """Add the next entry; one that was taken before changes nothing."""
        if row.seq <= self.seq:
            return
        self.seq = row.seq
        pieces: list[str] = []
        if row.payload.get("veiled"):
            self.parts["people"].name_anew(row.who)  # before anybody shows it
        for name, hear in _HEARING.get(row.kind, ()):
            pieces.extend(hear(self.parts[name], row, self) or ())
        self.lately.append(Change(row.seq, row.kind, row.who, row.client_id, tuple(pieces)))

    def after(self, seq: int) -> list[Change] | None:
        """What happened since a number; None where that is too long ago, or never was."""
        if seq > self.seq or seq < self.seq - len(self.lately):
            return None
        return list(self.lately)[len(self.lately) - (self.seq - seq) :]

    def kept(self) -> dict[str, Any]:
        """The state as JSON."""
        return {name: dumped(part) for name, part in self.parts.items()}


def state_from(seq: int, kept: dict[str, Any]) -> State:
    """The state that was kept at a number, by folds of the same shape."""
    return State(seq, {name: loaded(part, kept[name]) for name, part in PARTS.items()})


def shape_of_state() -> str:
    """A mark of all folds; what was kept under another one is made anew from the log."""
    parts: list[tuple[str, Any]] = sorted(PARTS.items())
    marks = [f"{name}{part.VERSION}{mark_of(part)}" for name, part in parts]
    return f"{zlib.crc32('|'.join(marks).encode()):08x}"
