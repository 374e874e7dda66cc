"""Steps of other rooms that a gathering may serve: the workshop of a programme, and what comes.

A room that has some says so: `gives_steps("block", find)`. `find(subjects)` answers those of them
that stand, `find(None)` all there are, both as the language of the page says them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """A line of a run sheet; its words by language, at least in Greek."""

    minutes: int
    title: Mapping[str, str]
    do: Mapping[str, str]  # as HTML


@dataclass(frozen=True)
class Step:
    """A place in a path that is reached by being at a gathering."""

    subject: str  # `kind:id`, how the gathering points at it
    key: str  # what its authors call it, the same wherever the platform runs
    title: str
    of: str  # the title of the whole that it is a step of
    path: str  # where it stands, without a language prefix
    sheet: Sequence[Turn] = ()  # what its facilitator does, minute by minute, where that is written


Finder = Callable[[Collection[str] | None], Sequence[Step]]
_finders: dict[str, Finder] = {}


def gives_steps(kind: str, find: Finder) -> None:
    """Let gatherings serve things of this kind."""
    _finders[kind] = find


def all_steps() -> list[Step]:
    """Every step that can be served now."""
    return [step for kind in sorted(_finders) for step in _finders[kind](None)]


def find_step(subject: str) -> Step | None:
    """The step that a subject names, if it stands."""
    find = _finders.get(subject.partition(":")[0])
    return next(iter(find([subject])), None) if find else None
