"""Beginning an attempt: what is asked is drawn on the server, and frozen with it."""

import uuid
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused
from kalo.learning.actions.log import hold
from kalo.learning.marking import draw, shuffled
from kalo.learning.models import Attempt, AttemptSlot, Block, QuestionVersion
from kalo.learning.queries.attempts import Standing, questions_of, standings


def start(person: Person, block: Block) -> Attempt:
    """The attempt that runs, or a new one if there are attempts left."""
    hold(person.id)
    standing = standings(person, [block.id])[block.id]
    if standing.running:
        return standing.running
    if standing.left == 0:
        raise Refused(_no_more(standing))
    return _begin(person, block, standing)


def _no_more(standing: Standing) -> str:
    return ngettext(
        "This quiz can be taken once, and you have taken it.",
        "This quiz can be taken %(num)s times, and you have used them all.",
        standing.allowed or 0,
    )


def _begin(person: Person, block: Block, standing: Standing) -> Attempt:
    now = clock.now()
    attempt = Attempt(
        id=uuid.uuid4(),
        person_id=person.id,
        block_id=block.id,
        number=len(standing.attempts) + 1,
        started_at=now,
        due_at=now + timedelta(minutes=standing.minutes) if standing.minutes else None,
        pass_percent=block.made.get("pass", 0),
    )
    db.session.add(attempt)
    db.session.flush()
    _freeze(attempt, block)
    return attempt


def _freeze(attempt: Attempt, block: Block) -> None:
    """Which questions, in which version, in which order: the attempt's id is the seed."""
    seed, shuffle = attempt.id.hex, block.made.get("shuffle", True)
    asked = draw(questions_of(block), block.made.get("draw"), seed, shuffle)
    if not asked:
        raise Refused(_("This quiz has no questions yet. Come back another day."))
    rows = [_slot(attempt, number, asked_, shuffle) for number, asked_ in enumerate(asked, 1)]
    upsert(AttemptSlot, rows, key=("attempt_id", "slot"))


def _slot(
    attempt: Attempt, number: int, version: QuestionVersion, shuffle: bool
) -> dict[str, object]:
    order = shuffled(version.body, f"{attempt.id.hex} {number}", shuffle)
    return {
        "attempt_id": attempt.id,
        "slot": number,
        "version_id": version.id,
        "order": order,
        "revision": 0,
        "hints": 0,
        "words": "",
    }
