"""Whoever looks, as questions need to know it.

The questions of hot pages are built once for each kind of viewer (`BOUND`) and asked with what
`values_of` says of this one; the others are built with the values in them (`who`).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam

from kalo.accounts.models import Person
from kalo.forum.permissions import is_member, may_moderate
from kalo.forum.permissions.topics import REGRET
from kalo.kit import clock
from kalo.kit.db import UtcDateTime

KINDS = ("guest", "outsider", "member", "grouped", "moderator")


@dataclass(frozen=True, slots=True)
class Who:
    """A viewer of one of `KINDS`: the values of one person, or names for values to come."""

    kind: str
    id: Any
    groups: Any
    joined_at: Any
    regret: Any

    @property
    def is_guest(self) -> bool:
        """Nobody is signed in."""
        return self.kind == "guest"

    @property
    def is_member(self) -> bool:
        """Somebody who confirmed an address."""
        return self.kind not in {"guest", "outsider"}


BOUND = {
    kind: Who(
        kind,
        bindparam("viewer"),
        bindparam("viewer_groups", expanding=True),
        bindparam("viewer_joined_at", type_=UtcDateTime),
        bindparam("viewer_regret", type_=UtcDateTime),
    )
    for kind in KINDS
}


def kind_of(person: Person | None) -> str:
    """Which of `KINDS` somebody is: those of one kind are asked for in the same words."""
    if person is None:
        return "guest"
    if not is_member(person):
        return "outsider"
    if may_moderate(person):
        return "moderator"
    return "grouped" if person.group_ids else "member"


def who(person: Person | None) -> Who:
    """Somebody, with their values."""
    if person is None:
        return Who("guest", None, (), None, None)
    groups, regret = sorted(person.group_ids), clock.now() - REGRET
    return Who(kind_of(person), person.id, groups, person.joined_at, regret)


def values_of(person: Person | None, **more: Any) -> dict[str, Any]:
    """What a question that was built with `BOUND` is asked with."""
    if person is None:
        return more
    return {
        "viewer": person.id,
        "viewer_groups": sorted(person.group_ids),
        "viewer_joined_at": person.joined_at,
        "viewer_regret": clock.now() - REGRET,
        **more,
    }
