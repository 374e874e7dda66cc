"""The log of what learners do: an act is kept once, under the id that the browser made for it."""

import json
import uuid
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.web import Refused
from kalo.learning.actions.folds import count_of
from kalo.learning.models import Block, LearningEvent, Lesson

HELD = "learners held"  # in the session: the transaction, and whom it holds
_LOCK = select(Person.id).where(Person.id == bindparam("person")).with_for_update(key_share=True)
SAME = ("person_id", "lesson_id", "block_id", "kind")


def hold(person_id: int) -> None:
    """One change of a person's learning at a time: whoever comes next sees what we wrote.

    Held to the end of the transaction, so it is asked for once in it. What a savepoint took goes
    with the savepoint, so there it is not remembered.
    """
    session = db.session()
    whole, held = session.get_transaction(), session.info.get(HELD)
    if held and held[0] is whole and person_id in held[1]:
        return
    session.execute(_LOCK, {"person": person_id})
    if session.in_nested_transaction():
        return
    known = held[1] if held and held[0] is whole else set()
    session.info[HELD] = (session.get_transaction(), known | {person_id})


def keep(
    person: Person,
    kind: str,
    thing: Lesson | Block,
    act: uuid.UUID,
    *,
    value: dict[str, Any] | None = None,
    right: bool | None = None,
    made_at: datetime | None = None,
    seq: int | None = None,
) -> tuple[LearningEvent, bool]:
    """The act as it is kept, and whether it is new; call `hold` before it."""
    now = clock.now()
    block, version = None, ""
    if isinstance(thing, Block):
        block, version = thing, thing.version
    else:
        version = thing.content_version
    at = min(made_at or now, now)  # no clock of a phone runs ahead of ours
    return _keep(
        {
            "id": act,
            "person_id": person.id,
            "lesson_id": block.lesson_id if block else thing.id,
            "block_id": block.id if block else None,
            "lesson_version": version,
            "kind": kind,
            "value": value or {},
            "right": right,
            "seq": count_of(at) if seq is None else max(0, min(seq, count_of(now) + 60)),
            "made_at": at,
            "received_at": now,
        }
    )


def _keep(row: dict[str, Any]) -> tuple[LearningEvent, bool]:
    """A page shown again from the browser's memory may send another choice under the same id,
    and then that is another act."""
    new = insert_new(LearningEvent, row, key=("id",))
    if new is not None:
        return new, True
    kept = db.session.get_one(LearningEvent, row["id"])
    if any(getattr(kept, name) != row[name] for name in SAME):
        raise Refused(_("This page has grown old. Open the lesson again and repeat your choice."))
    if kept.value == row["value"]:
        return kept, False
    return _keep({**row, "id": uuid.uuid5(row["id"], json.dumps(row["value"], sort_keys=True))})
