"""Writing to some of a cohort: once, to exactly those who were shown, and written down."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import WORK, render
from kalo.kit.web import Refused
from kalo.learning.models import Cohort, CohortMessage, CohortMessageTo
from kalo.learning.queries.messages import members_among


def look_of(text: str) -> str:
    """A message as its readers will see it."""
    return render(text, policy=WORK)


def send_message(
    cohort: Cohort,
    by: Person,
    people: Iterable[int],
    subject: str,
    text: str,
    chosen: Mapping[str, str],
) -> CohortMessage:
    """Words to these people, of whom each has a place now; `chosen` is how they were found."""
    to = members_among(cohort, people)
    if not to:
        raise Refused(gettext("Nobody is chosen. Tick at least one person."))
    message = CohortMessage(
        cohort_id=cohort.id,
        by_id=by.id,
        chosen=dict(chosen),
        subject=subject,
        text=text,
        html=look_of(text),
        at=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    db.session.add_all(CohortMessageTo(message_id=message.id, person_id=id) for id in to)
    message.cohort, message.by = cohort, by
    db.session.flush()
    signals.cohort_message_sent.send(message, to=to)
    return message
