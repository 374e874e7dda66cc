"""The checks and the draft clauses, as their files say them in both languages."""

from dataclasses import dataclass
from pathlib import Path

from kalo.kit.yaml import read_yaml

Words = dict[str, str]  # {"el": …, "en": …}
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Check:
    """One thing to look at; `unless`: the routes for which it has no meaning."""

    key: str
    phase: str
    number: int
    words: Words
    unless: frozenset[str]


@dataclass(frozen=True)
class Phase:
    """Checks of one time: before, the route, the documents, after."""

    key: str
    title: Words
    about: Words
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Clause:
    """A text to copy; `routes`: those for which it is, all where none is named."""

    key: str
    title: Words
    text: Words
    routes: frozenset[str]


def _phases() -> tuple[Phase, ...]:
    made, number = [], 0
    for said in read_yaml((_HERE / "checks.yaml").read_text()):
        checks = []
        for one in said["checks"]:
            number += 1
            words = {"el": one["el"], "en": one["en"]}
            unless = frozenset(one.get("unless", ()))
            checks.append(Check(one["key"], said["key"], number, words, unless))
        made.append(Phase(said["key"], said["title"], said["about"], tuple(checks)))
    return tuple(made)


def _clauses() -> tuple[Clause, ...]:
    return tuple(
        Clause(said["key"], said["title"], said["text"], frozenset(said["routes"]))
        for said in read_yaml((_HERE / "clauses.yaml").read_text())
    )


PHASES = _phases()
CHECKS = {check.key: check for phase in PHASES for check in phase.checks}
CLAUSES = _clauses()
