"""Words between a member and an organisation; no address is shown to either."""

from datetime import timedelta

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.moderation.actions import weigh
from kalo.moderation.spam import REFUSE
from kalo.network.models import Call, Message, Organisation
from kalo.network.queries.messages import threads_since

MOST_THREADS = 10  # that a person begins in a day


def begin(
    organisation: Organisation,
    person: Person,
    subject: str,
    text: str,
    call: Call | None = None,
    seconds: float | None = None,
) -> Message:
    """A member writes to an organisation."""
    if threads_since(person, clock.now() - timedelta(days=1)) >= MOST_THREADS:
        raise Refused(_("You wrote to many organisations today. Go on tomorrow."))
    _look_at(person, f"{subject}\n{text}", seconds)
    message = Message(
        organisation_id=organisation.id,
        call_id=call.id if call else None,
        person_id=person.id,
        subject=subject,
        text=text,
        at=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    message.organisation, message.person = organisation, person
    signals.word_sent.send(message, thread=message)
    return message


def reply(thread: Message, person: Person, text: str, from_inside: bool) -> Message:
    """The next word in a thread."""
    _look_at(person, text, None)
    message = Message(
        organisation_id=thread.organisation_id,
        thread_id=thread.id,
        person_id=person.id,
        from_inside=from_inside,
        text=text,
        at=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    message.organisation, message.person = thread.organisation, person
    signals.word_sent.send(message, thread=thread)
    return message


def _look_at(person: Person, words: str, seconds: float | None) -> None:
    """As other texts of people; what would wait there goes, as only one reader sees it."""
    verdict = weigh(person, words, "network.message", seconds)
    if verdict.act == REFUSE:
        raise Refused(verdict.words)
