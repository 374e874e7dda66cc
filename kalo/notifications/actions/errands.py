"""Telling many: a row with the thing itself, worked off by a job, so that writing stays quick."""

from collections.abc import Callable

from sqlalchemy import delete

from kalo.kit import clock
from kalo.kit.db import db
from kalo.notifications.models import Errand

Teller = Callable[[int], None]
_tellers: dict[str, Teller] = {}


def tells(name: str) -> Callable[[Teller], Teller]:
    """Declare who tells of a thing, at import: `teller(thing_id)` says whom, with `tell`."""

    def remember(teller: Teller) -> Teller:
        _tellers[name] = teller
        return teller

    return remember


def owe_telling(name: str, thing_id: int) -> Errand:
    """Owe people the news of a thing; `jobs.soon` has the worker run it."""
    errand = Errand(teller=name, thing_id=thing_id, at=clock.now())
    db.session.add(errand)
    db.session.flush()
    return errand


def run_errand(errand_id: int) -> None:
    """Tell, once: the row goes in the transaction in which people are told."""
    mine = delete(Errand).where(Errand.id == errand_id).returning(Errand.teller, Errand.thing_id)
    taken = db.session.execute(mine.execution_options(synchronize_session=False)).one_or_none()
    if taken is not None:
        _tellers[taken.teller](taken.thing_id)
