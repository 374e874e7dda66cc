"""Texts that wait for a look: held, then published once or given back."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.moderation.actions.cases import close, open_case
from kalo.moderation.actions.rulings import Decision, write_ruling
from kalo.moderation.models import Case, Held, Ruling
from kalo.moderation.models.cases import HELD
from kalo.moderation.models.held import PUBLISHED, RETURNED, WAITING
from kalo.moderation.models.rulings import GIVE_BACK, PUBLISH
from kalo.moderation.queries.rulings import person_by_id
from kalo.moderation.things import find_thing, publishers


def hold(
    person: Person, kind: str, title: str, path: str, why: str, values: dict[str, Any]
) -> Held:
    """Keep a text until moderators have looked.

    `values` is what its room needs to publish it; its `source` is what was typed.
    """
    held = Held(
        person_id=person.id,
        kind=kind,
        title=title,
        source=values["source"],
        path=path,
        why=why,
        values=values,
        at=clock.now(),
    )
    db.session.add(held)
    db.session.flush()
    open_case(f"held:{held.id}", person.id, HELD)
    return held


def settle_held(
    case: Case, seen: int, held: Held, by: Person, publish: bool, reason: str, words: str
) -> Ruling:
    """Publish a text under its author, or give it back with the reason; once."""
    close(case, seen)
    state = PUBLISHED if publish else RETURNED
    mine = update(Held).where(Held.id == held.id, Held.state == WAITING)
    settled = mine.values(state=state, words=words, settled_at=clock.now()).returning(Held.id)
    if db.session.scalar(settled) is None:
        raise Refused(_("Somebody has decided about this text already."))
    db.session.refresh(held)
    author = person_by_id(held.person_id)
    if author is None or author.erased_at:
        raise Refused(_("Its author is no longer here."))
    _carry_out(held, author, publish)
    decision = Decision(PUBLISH if publish else GIVE_BACK, reason, words)
    ruling = _write(case, held, author, by, decision)
    signals.held_settled.send(held)
    return ruling


def _carry_out(held: Held, author: Person, publish: bool) -> None:
    publisher, give_back = publishers[held.kind]
    if publish:
        _subject, held.path = publisher(author, held.values)
    elif give_back:
        held.path = give_back(author, held.values)
    db.session.flush()


def _write(case: Case, held: Held, author: Person, by: Person, decision: Decision) -> Ruling:
    ruling = write_ruling(case, by, find_thing(case.subject), author, decision)
    verb, words = f"ruled: {decision.verb}", decision.words
    note_staff_act(by, verb, case.subject, decision.reason, held.source, words)
    return ruling
