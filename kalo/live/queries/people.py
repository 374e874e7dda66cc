"""The people of a room: their names, and what the event makes of others."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import load_only

from kalo.accounts.models import Person
from kalo.events.models import FORMER, Event, EventRole, Registration
from kalo.events.permissions import HOLDING
from kalo.kit.db import db
from kalo.live.models import Guest, Name, Room

# What a name and a face need; the rest of a person is nobody's business here.
_FACE = load_only(
    Person.handle, Person.name, Person.picture, Person.roles, Person.erased_at, raiseload=True
)


def names_of(whos: Iterable[int]) -> dict[int, Name]:
    """Names and faces of these, by number; guests ask a statement of their own."""
    wanted = set(whos)
    names = {who: Name(who, "") for who in wanted}
    members = select(Person).where(Person.id.in_([who for who in wanted if who > 0]))
    for person in db.session.scalars(members.options(_FACE)):
        names[person.id] = Name(person.id, person.name, person)
    if guests := [-who for who in wanted if who < 0]:
        names.update(_guests(guests))
    return names


def _guests(ids: list[int]) -> dict[int, Name]:
    """Those whose seat was erased have no name any more."""
    rows = select(Guest.id, Guest.name).join(Registration).where(Guest.id.in_(ids))
    with_seat = rows.where(Registration.guest_name != FORMER)
    return {-guest_id: Name(-guest_id, name) for guest_id, name in db.session.execute(with_seat)}


def is_leading(event: Event, who: int) -> bool:
    """True for whoever leads by the event or by the house, whatever is said in the room."""
    if who == event.facilitator_id:
        return True
    holds = exists().where(
        EventRole.event_id == event.id, EventRole.person_id == who, EventRole.role.in_(HOLDING)
    )
    roles = db.session.execute(select(Person.roles, holds).where(Person.id == who)).one_or_none()
    if roles is None:
        return False
    trusted, here = roles
    return bool(here) or bool(trusted & {"facilitator", "moderator", "administrator"})


def guest_of(room: Room, seat: int) -> Guest | None:
    """The guest who came by this seat."""
    own = select(Guest).where(Guest.room_id == room.id, Guest.registration_id == seat)
    return db.session.scalar(own)
