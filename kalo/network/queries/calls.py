"""Questions about what organisations seek and offer, and what fits what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset, parse_place, tick_of
from kalo.network.models import OFFER, SEEK, Call, Keeper
from kalo.network.permissions import may_rule, may_see_call
from kalo.network.queries.organisations import listed

OTHER = {SEEK: OFFER, OFFER: SEEK}


@dataclass(frozen=True)
class Sought:
    """Of calls, those that somebody looks for; what is empty asks for nothing."""

    kind: str = ""
    service: str = ""
    sector: str = ""
    place: str = ""


def standing() -> tuple[Any, ...]:
    """Whose day has not passed, which its people have not closed and nobody hid."""
    return Call.closed_at.is_(None), Call.ends_at > clock.now(), Call.hidden_at.is_(None)


def visible_calls() -> Select[Any]:
    """What everybody may see, with whose it is."""
    asked = select(Call).join(Call.organisation).where(*standing(), *listed())
    return asked.options(contains_eager(Call.organisation))


def _chosen(query: Select[Any], sought: Sought) -> Select[Any]:
    for exact, word in ((Call.kind, sought.kind), (Call.service, sought.service)):
        query = query.where(exact == word) if word else query
    for column, word in ((Call.sector, sought.sector), (Call.place, sought.place)):
        query = query.where(column.in_((word, ""))) if word else query
    return query


def calls_page(sought: Sought, size: int) -> Slice[Call]:
    """A keyset page of them, the newest first."""
    found = keyset(
        _chosen(visible_calls(), sought),
        (Call.made_at, Call.id),
        lambda row: (tick_of(row[0].made_at), row[0].id),
        parse_place,
        size,
    )
    return Slice([row[0] for row in found.rows], found.earlier, found.later)


def get_call(call_id: int, person: Person | None) -> tuple[Call, Keeper | None]:
    """The call that this person may see, and what they are at its organisation; 404 otherwise."""
    mine = and_(
        Keeper.organisation_id == Call.organisation_id,
        Keeper.person_id == (person.id if person else 0),
    )
    asked = select(Call, Keeper).join(Call.organisation).outerjoin(Keeper, mine)
    asked = asked.options(contains_eager(Call.organisation)).where(Call.id == call_id)
    row = db.session.execute(asked).one_or_none()
    if row is None or not may_see_call(person, row[0], row[0].organisation, row[1]):
        abort(404)
    return row[0], row[1]


def calls_of(organisation_id: int, all_of_them: bool = False) -> list[Call]:
    """Its calls that stand, or all that it ever made, the newest first."""
    asked = select(Call).where(Call.organisation_id == organisation_id)
    asked = asked if all_of_them else asked.where(*standing())
    return list(db.session.scalars(asked.order_by(Call.made_at.desc(), Call.id.desc()).limit(60)))


def calls_of_all(organisation_ids: Iterable[int]) -> dict[int, list[Call]]:
    """Every call of these organisations, by whose it is; one statement."""
    found: dict[int, list[Call]] = {id: [] for id in organisation_ids}
    asked = select(Call).where(Call.organisation_id.in_(list(found)))
    for call in db.session.scalars(asked.order_by(Call.ends_at.desc(), Call.id.desc()).limit(300)):
        found[call.organisation_id].append(call)
    return found


def count_standing(organisation_id: int) -> int:
    """How many of its calls stand."""
    counted = select(func.count()).select_from(Call)
    mine = counted.where(Call.organisation_id == organisation_id, *standing())
    return int(db.session.scalar(mine) or 0)


def fitting(call: Call, most: int = 20) -> list[Call]:
    """What stands on the other side: the same service, a sector and a place that do not differ."""
    fits = visible_calls().where(
        Call.kind == OTHER[call.kind],
        Call.service == call.service,
        Call.organisation_id != call.organisation_id,
    )
    for column, word in ((Call.sector, call.sector), (Call.place, call.place)):
        fits = fits.where(or_(column == "", column == word)) if word else fits
    return list(db.session.scalars(fits.order_by(Call.made_at.desc(), Call.id.desc()).limit(most)))


def ending_untold(within: timedelta, most: int) -> list[Call]:
    """What ends soon and of which its people were not told, with whose it is."""
    soon = visible_calls().where(Call.told_at.is_(None), Call.ends_at < clock.now() + within)
    return list(db.session.scalars(soon.order_by(Call.ends_at, Call.id).limit(most)))


def visible_call_ids(person: Person | None, ids: Iterable[int]) -> set[int]:
    """Which of these a person may see now; one statement."""
    shown = and_(*standing(), *listed())
    own = select(Keeper.organisation_id).where(
        Keeper.person_id == (person.id if person else 0), Keeper.state == "keeps"
    )
    seen = Call.id.is_not(None) if may_rule(person) else or_(shown, Call.organisation_id.in_(own))
    asked = select(Call.id).join(Call.organisation).where(Call.id.in_(list(ids)), seen)
    return set(db.session.scalars(asked))


def calls_by_id(ids: Iterable[int]) -> list[Call]:
    """Calls by their numbers, whoever asks, with whose they are."""
    asked = select(Call).join(Call.organisation).options(contains_eager(Call.organisation))
    return list(db.session.scalars(asked.where(Call.id.in_(list(ids)))))


def made_by(person: Person) -> list[Call]:
    """What a person wrote for an organisation, for their own copy."""
    asked = select(Call).options(joinedload(Call.organisation))
    return list(db.session.scalars(asked.where(Call.made_by_id == person.id).order_by(Call.id)))
