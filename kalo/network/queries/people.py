"""Questions about the people who keep pages, those who ask to, and letters that let them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, func, or_, select, type_coerce
from sqlalchemy.orm import joinedload

from kalo.accounts.login import hash_of
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.network.models import KEEPS, WANTS, Invitation, Keeper, Organisation


def keeper_of(organisation_id: int, person: Person | None) -> Keeper | None:
    """What a person is at an organisation."""
    return db.session.get(Keeper, (organisation_id, person.id)) if person else None


def keepers_of(organisation: Organisation) -> list[Keeper]:
    """Its people and those who ask to be, the first of them first."""
    asked = select(Keeper).where(Keeper.organisation_id == organisation.id)
    ordered = asked.order_by(Keeper.state, Keeper.asked_at, Keeper.person_id)
    return list(db.session.scalars(ordered.options(joinedload(Keeper.person))))


def keeper_ids(organisation_id: int) -> list[int]:
    """The numbers of its verified people."""
    asked = select(Keeper.person_id).where(
        Keeper.organisation_id == organisation_id, Keeper.state == KEEPS
    )
    return list(db.session.scalars(asked.order_by(Keeper.person_id)))


def kept_by(person: Person) -> list[Keeper]:
    """What a person keeps or asks to keep, by name."""
    asked = select(Keeper).join(Keeper.organisation).where(Keeper.person_id == person.id)
    ordered = asked.order_by(Organisation.name_key, Organisation.id)
    return list(db.session.scalars(ordered.options(joinedload(Keeper.organisation))))


def askers() -> list[Keeper]:
    """Who asks to keep a page that is listed, the longest first."""
    asked = select(Keeper).join(Keeper.organisation).where(Keeper.state == WANTS)
    shown = asked.where(Organisation.listed_at.is_not(None))
    both = joinedload(Keeper.organisation), joinedload(Keeper.person)
    ordered = shown.order_by(Keeper.asked_at, Keeper.person_id).limit(200)
    return list(db.session.scalars(ordered.options(*both)))


def editor_ids() -> list[int]:
    """Whoever looks at what is asked for."""
    roles: Any = type_coerce(Person.roles, String)
    trusted = or_(roles.like("%editor%"), roles.like("%administrator%"))
    asked = select(Person.id).where(trusted, Person.erased_at.is_(None))
    return list(db.session.scalars(asked.order_by(Person.id)))


def live_letter(token: str) -> Invitation | None:
    """The letter that is still good, with its organisation and whom it asks about."""
    asked = select(Invitation).where(Invitation.token_hash == hash_of(token))
    both = joinedload(Invitation.organisation), joinedload(Invitation.person)
    live = asked.where(Invitation.used_at.is_(None), Invitation.ends_at > clock.now())
    return db.session.scalar(live.options(*both))


def letters_about(person: Person) -> Sequence[Invitation]:
    """Letters that asked an organisation whether this person may keep its page."""
    asked = select(Invitation).where(Invitation.person_id == person.id).order_by(Invitation.id)
    return db.session.scalars(asked.options(joinedload(Invitation.organisation))).all()


def letters_since(organisation_id: int, since: object) -> int:
    """How many letters went about an organisation since a moment."""
    counted = select(func.count()).where(
        Invitation.organisation_id == organisation_id, Invitation.at > since
    )
    return int(db.session.scalar(counted) or 0)


def invitations_of(organisation: Organisation) -> Sequence[Invitation]:
    """The invitations of an organisation that nobody has answered yet."""
    asked = select(Invitation).where(
        Invitation.organisation_id == organisation.id,
        Invitation.person_id.is_(None),
        Invitation.used_at.is_(None),
        Invitation.ends_at > clock.now(),
    )
    return db.session.scalars(asked.order_by(Invitation.id.desc())).all()
