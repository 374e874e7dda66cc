"""Answers as paths: what changed between two states, and two people's changes brought together.

A path is "name", or of a list of rows "name.<row>" (there is such a row), "name.<row>.<field>" and
"name:order". What is empty has no path. Pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kalo.toolbox.fields import Answers

Flat = dict[str, Any]
Changes = Mapping[str, Sequence[Any]]  # path -> [before, after]; None where there was nothing
ORDER = ":order"
EMPTY: tuple[Any, ...] = (None, "", [], (), False)


@dataclass
class Merged:
    """Two states brought together; of what both changed in other ways, mine stands in it."""

    answers: Answers
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # path -> (theirs, mine)


def is_empty(value: Any) -> bool:
    """Nothing said: but zero is something."""
    return value is False or (not isinstance(value, int | float) and value in EMPTY)


def is_rows(value: Any) -> bool:
    """A list of rows, not one of chosen words."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def flat(answers: Mapping[str, Any]) -> Flat:
    """Every answer by its path."""
    paths: Flat = {}
    for name, value in answers.items():
        if is_rows(value):
            paths[name + ORDER] = [row["id"] for row in value]
            for row in value:
                at = f"{name}.{row['id']}"
                paths[at] = True
                paths |= {f"{at}.{k}": v for k, v in row.items() if k != "id" and not is_empty(v)}
        elif not is_empty(value):
            paths[name] = value
    return paths


def raised(paths: Mapping[str, Any]) -> Answers:
    """The answers of which these are the paths; a row that has any stands there."""
    answers: Answers = {}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for path, value in paths.items():
        if is_empty(value) or path.endswith(ORDER):
            continue
        name, *rest = path.split(".", 2)
        if not rest:
            answers[name] = value
            continue
        row = rows.setdefault(name, {}).setdefault(rest[0], {"id": rest[0]})
        if len(rest) == 2:
            row[rest[1]] = value
    for name, known in rows.items():
        order = [key for key in paths.get(name + ORDER) or () if key in known]
        left = [key for key in known if key not in set(order)]
        answers[name] = [known[key] for key in [*order, *left]]
    return answers


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs, by path; nothing for the same answers."""
    old, new = flat(before), flat(after)
    return {p: [old.get(p), new.get(p)] for p in {**old, **new} if old.get(p) != new.get(p)}


def undone(answers: Mapping[str, Any], latest_first: Iterable[Changes]) -> Answers:
    """The answers as they were before these versions."""
    paths = flat(answers)
    for version in latest_first:
        for path, (before, _after) in version.items():
            if before is None:
                paths.pop(path, None)
            else:
                paths[path] = before
    return raised(paths)


def merge(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    unsure: Collection[str] = (),
) -> Merged:
    """What both made of `base`; different fields go together, the same one twice is a conflict.

    So is a path that differs and of which nobody knows what it was: `unsure`; and a row that one
    took away and the other wrote into: mine stands whole, or is gone.
    """
    was, their, my = flat(base), flat(theirs), flat(mine)
    merged = dict(their)
    conflicts: dict[str, tuple[Any, Any]] = {}
    torn = _torn(was, their, my)
    for path in {**was, **their, **my, **dict.fromkeys(unsure)}:
        row = row_of(path)
        if path.endswith(ORDER):
            continue
        if my.get(path) == was.get(path) and row not in torn and path not in unsure:
            continue
        merged[path] = my.get(path)
        if row in torn:
            apart = any(side.get(path) not in (None, was.get(path)) for side in (their, my))
        else:
            known = () if path in unsure else (was.get(path),)
            apart = their.get(path) not in (*known, my.get(path))
        if apart:
            conflicts[path] = (their.get(path), my.get(path))
    for path in {p for p in (*their, *my) if p.endswith(ORDER)}:
        merged[path] = _order(*(side.get(path) or [] for side in (was, their, my)))
    return Merged(raised(merged), conflicts)


def take_theirs(mine: Flat, theirs: Mapping[str, Any], path: str) -> None:
    """Put the other's answer in the place of mine; of a row that only one has, the whole row."""
    row = row_of(path)
    whole = row and (row in mine) != (row in theirs)
    for each in [each for each in {**mine, **theirs} if row_of(each) == row] if whole else [path]:
        mine[each] = theirs.get(each)


def row_of(path: str) -> str:
    """The path of the row in which an answer stands; nothing for one outside of rows."""
    name, *rest = path.split(".", 2)
    return f"{name}.{rest[0]}" if rest else ""


def _torn(was: Flat, their: Flat, my: Flat) -> set[str]:
    """The rows that one took away while the other wrote something into them."""
    found = set()
    for lost, kept in ((my, their), (their, my)):
        for path, value in kept.items():
            row = row_of(path)
            if row in was and row not in lost and value != was.get(path):
                found.add(row)
    return found


def _order(was: list[str], their: list[str], my: list[str]) -> list[str]:
    """Where only I moved rows, mine with their new ones at their places; else the reverse."""
    common = set(was) & set(their) & set(my)
    moved = [k for k in my if k in common] != [k for k in was if k in common]
    moved_too = [k for k in their if k in common] != [k for k in was if k in common]
    first, second = (my, their) if moved and not moved_too else (their, my)
    order = list(first)
    known = set(order)
    for n, key in enumerate(second):
        if key not in known:
            after = next((k for k in reversed(second[:n]) if k in known), None)
            order.insert(order.index(after) + 1 if after else 0, key)
            known.add(key)
    return order
