"""Saves that a page makes by itself, brought together: a history that people can read; pure."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kalo.toolbox.merging import ORDER
from kalo.toolbox.models.works import AUTO, FOLDED

LONG = timedelta(minutes=10)  # a sitting, from its first save

Changed = dict[str, list[Any]]


@dataclass
class Part:
    """What one person changed in a sitting, and their last save of it."""

    save: Any
    numbers: list[int] = field(default_factory=list)
    changes: Changed = field(default_factory=dict)


def sittings(
    saves: Iterable[Any],
    moments: Sequence[datetime] = (),
    kinds: Collection[str] = (AUTO, FOLDED),
) -> list[list[Any]]:
    """Saves, the first first, as sittings. One by a button stands alone.

    A new one begins after each of the `moments` (in order), and after a version that was restored.
    """
    saves = list(saves)
    restored = {save.about for save in saves}
    found: list[list[Any]] = []
    for save in saves:
        goes_on = (
            bool(found)
            and {found[-1][-1].kind, save.kind} <= set(kinds)
            and save.made_at - found[-1][0].made_at < LONG
            and found[-1][-1].number not in restored
            and bisect_left(moments, found[-1][-1].made_at) == bisect_left(moments, save.made_at)
        )
        if goes_on:
            found[-1].append(save)
        else:
            found.append([save])
    return found


def folded(saves: Iterable[Any], *, apart: bool = False) -> Iterator[list[Part]]:
    """What each person changed in a sitting, in the order of their last saves.

    With `apart` it begins anew where somebody changes what another had changed, so that both texts
    stay in the versions. The order of rows is the last person's: everybody's additions are in it.
    """
    parts: dict[Any, Part] = {}
    order: Changed = {}
    changed_by: dict[str, Any] = {}
    for save in saves:
        who = (save.by_id, save.by_name)
        mine = {path for path in save.changes if not path.endswith(ORDER)}
        if apart and any(changed_by.get(path, who) != who for path in mine):
            yield _whole(parts, order)
            parts, order, changed_by = {}, {}, {}
        changed_by |= dict.fromkeys(mine, who)
        part = parts.setdefault(who, Part(save))
        part.save = save
        part.numbers.append(save.number)
        for path, (before, after) in save.changes.items():
            changes = part.changes if path in mine else order
            changes[path] = [changes[path][0] if path in changes else before, after]
    if parts:
        yield _whole(parts, order)


def _whole(parts: dict[Any, Part], order: Changed) -> list[Part]:
    found = sorted(parts.values(), key=lambda part: part.save.number)
    found[-1].changes |= order
    for part in found:
        part.changes = {path: both for path, both in part.changes.items() if both[0] != both[1]}
    return found
