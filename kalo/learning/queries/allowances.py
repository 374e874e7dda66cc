"""Questions about what is arranged for one person: time, days, attempts, excuses."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Allowance, Block


@dataclass(frozen=True)
class Allowed:
    """All that is allowed to somebody for one thing, taken together."""

    percent: int = 0  # more of a quiz's time
    days: int = 0  # after a deadline
    attempts: int = 0
    excused: bool = False


NOTHING = Allowed()
_STANDING = (
    select(Allowance)
    .where(
        Allowance.programme_id == bindparam("programme"),
        Allowance.person_id.in_(bindparam("people", expanding=True)),
        Allowance.undone_at.is_(None),
    )
    .order_by(Allowance.id)
)


def together(allowances: Iterable[Allowance], block_id: int | None = None) -> Allowed:
    """What these add up to for a block, or for the whole programme: the most time, all attempts.

    What is allowed everywhere is allowed for each block.
    """
    ours = [each for each in allowances if each.stands and each.block_id in (None, block_id)]
    return Allowed(
        max((each.extra_percent for each in ours), default=0),
        max((each.extra_days for each in ours), default=0),
        sum(each.extra_attempts for each in ours),
        any(each.excused and each.block_id == block_id for each in ours),
    )


def allowed_for(person_id: int, programme_id: int, block_id: int) -> Allowed:
    """What is allowed to a person for a block; one statement."""
    mine = select(Allowance).where(
        Allowance.person_id == person_id,
        Allowance.programme_id == programme_id,
        Allowance.undone_at.is_(None),
        or_(Allowance.block_id.is_(None), Allowance.block_id == block_id),
    )
    return together(db.session.scalars(mine), block_id)


def allowances_in(programme_id: int, person_ids: Iterable[int]) -> dict[int, list[Allowance]]:
    """What stands of it for each of these people in a programme; one statement."""
    found: dict[int, list[Allowance]] = {id: [] for id in person_ids}
    for allowance in db.session.scalars(_STANDING, {"programme": programme_id, "people": [*found]}):
        found[allowance.person_id].append(allowance)
    return found


def arranged_for(person_id: int, programme_id: int | None = None) -> list[Allowance]:
    """Everything arranged for a person, also what was taken back, the newest first."""
    asked = select(Allowance).options(
        joinedload(Allowance.by), joinedload(Allowance.block).load_only(Block.key, Block.kind)
    )
    mine = asked.where(Allowance.person_id == person_id)
    if programme_id is not None:
        mine = mine.where(Allowance.programme_id == programme_id)
    return list(db.session.scalars(mine.order_by(Allowance.id.desc())))


def get_allowance(allowance_id: int, person: Person, programme_id: int) -> Allowance:
    """One that was arranged for this person in this programme; 404 for any other."""
    query = select(Allowance).options(joinedload(Allowance.block).joinedload(Block.lesson))
    found: Allowance = get_or_404(
        query.where(
            Allowance.id == allowance_id,
            Allowance.person_id == person.id,
            Allowance.programme_id == programme_id,
        )
    )
    return found
