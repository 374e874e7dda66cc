"""What a facilitator arranges for one person, always with a reason, and taking it back."""

import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import Made, credit
from kalo.learning.models import EXCUSED, Allowance, Block, Programme

VERBS = (_("made an allowance"), _("took back an allowance"))
AMOUNTS = ("extra_percent", "extra_days", "extra_attempts")


def allow(
    person: Person, programme: Programme, block: Block | None, by: Person, **given: Any
) -> Allowance:
    """Extra time, days or attempts for a block or everywhere; an excuse counts as done at once."""
    if not any(given.get(name) for name in (*AMOUNTS, "excused")):
        raise Refused(gettext("Say what is arranged: time, days, attempts or an excuse."))
    if given.get("excused") and block is None:
        raise Refused(gettext("An excuse is for one thing. Choose which."))
    hold(person.id)
    allowance = Allowance(
        person_id=person.id, programme_id=programme.id, by_id=by.id, at=clock.now(), **given
    )
    allowance.block = block
    db.session.add(allowance)
    db.session.flush()
    if allowance.excused and block is not None:
        credit(person, block, EXCUSED, _act(allowance, "excused"), allowance=allowance.id)
    _note(by, "made an allowance", person, allowance)
    return allowance


def take_back(allowance: Allowance, person: Person, by: Person) -> None:
    """Take back what was arranged; what was finished by an excuse stays finished."""
    hold(person.id)
    row = select(Allowance).where(Allowance.id == allowance.id).with_for_update(of=Allowance)
    mine = db.session.scalars(row).one()
    if mine.undone_at is not None:
        return
    mine.undone_at, mine.undone_by_id = clock.now(), by.id
    db.session.flush()
    if mine.excused and allowance.block is not None and not _excused_otherwise(mine):
        value = {"allowance": mine.id, "undone": True}
        credit(person, allowance.block, EXCUSED, _act(mine, "undone"), **value)
    _note(by, "took back an allowance", person, mine)


def _excused_otherwise(allowance: Allowance) -> bool:
    others = select(Allowance.id).where(
        Allowance.person_id == allowance.person_id,
        Allowance.block_id == allowance.block_id,
        Allowance.excused,
        Allowance.undone_at.is_(None),
    )
    return db.session.scalar(others.limit(1)) is not None


def _act(allowance: Allowance, what: str) -> Made:
    """The same act for the same allowance, whoever asks again."""
    return Made(uuid.uuid5(uuid.NAMESPACE_OID, f"allowance {allowance.id} {what}"), clock.now())


def _note(by: Person, verb: str, person: Person, allowance: Allowance) -> None:
    amounts = {name: getattr(allowance, name) for name in AMOUNTS}
    said = ", ".join(f"{name} {amount}" for name, amount in amounts.items() if amount)
    where = f"block:{allowance.block_id}" if allowance.block_id else ""
    said = ", ".join(filter(None, (said, "excused" if allowance.excused else "", where)))
    note_staff_act(by, verb, f"person:{person.id}", said, after=allowance.reason)


def forget_allowances(person: Person) -> None:
    """Let go of what was arranged for somebody."""
    db.session.execute(delete(Allowance).where(Allowance.person_id == person.id))
