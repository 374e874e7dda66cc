"""Letters that staff write to people of an event: drafted, sent, taken back while there is time."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.actions.outdated import Outdated
from kalo.events.actions.seats import lock
from kalo.events.models import Event, Mailing
from kalo.events.queries.mailings import mailings_on_their_way
from kalo.events.quiet import letter_at
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("sent a letter to people of an event"),
    lazy_gettext("took back a letter to people of an event"),
)


def draft_mailing(event: Event, person: Person, values: dict[str, Any]) -> Mailing:
    """A new draft. `values` are its subject, its body and its audience."""
    mailing = Mailing(event_id=event.id, by_id=person.id, made_at=clock.now(), **values)
    db.session.add(mailing)
    db.session.flush()
    return mailing


def change_mailing(mailing: Mailing, values: dict[str, Any], revision: int) -> None:
    """Write it anew, unless somebody else did meanwhile, or it is on its way."""
    _lock(mailing)
    _refuse_if_sent(mailing)
    _refuse_if_other(mailing, revision)
    for name, value in values.items():
        setattr(mailing, name, value)
    mailing.revision += 1
    db.session.flush()


def send_mailing(
    mailing: Mailing, event: Event, person: Person, at: datetime, revision: int
) -> None:
    """Let it go at an hour, in the night on the morning after; as it was looked at."""
    lock(event)  # whoever cancels it meanwhile finds this letter, or comes before it
    _lock(mailing)
    if mailing.due_at is not None:
        return
    _refuse_if_other(mailing, revision)
    mailing.due_at = letter_at(max(at, clock.now()), event.starts_at)
    mailing.by_id = person.id
    db.session.flush()
    verb = "sent a letter to people of an event"
    note_staff_act(person, verb, event.subject, mailing.subject)


def take_back_mailing(mailing: Mailing, event: Event, person: Person) -> None:
    """What has not begun to go becomes a draft again."""
    _lock(mailing)
    if mailing.due_at is None:
        return
    if mailing.told_at is not None or mailing.due_at <= clock.now():
        raise Refused(_("This letter is on its way; it cannot be taken back any more."))
    mailing.due_at = None
    mailing.revision += 1
    db.session.flush()
    verb = "took back a letter to people of an event"
    note_staff_act(person, verb, event.subject, mailing.subject)


def call_back_mailings(event: Event) -> None:
    """Of a cancelled event nothing goes that was written before: what waits is a draft again.

    Where some have it already the others get none. The caller holds the event's lock.
    """
    for mailing in mailings_on_their_way(event):
        if mailing.recipients:
            mailing.told_at = clock.now()
        else:
            mailing.due_at = None
            mailing.revision += 1


def drop_mailing(mailing: Mailing) -> None:
    """Drop a draft; what went stays in the log."""
    _lock(mailing)
    _refuse_if_sent(mailing)
    db.session.delete(mailing)
    db.session.flush()


def _lock(mailing: Mailing) -> None:
    hold(mailing)


def _refuse_if_sent(mailing: Mailing) -> None:
    if mailing.due_at is not None:
        raise Refused(_("This letter was sent, or is about to be. Take it back first."))


def _refuse_if_other(mailing: Mailing, revision: int) -> None:
    if revision != mailing.revision:
        raise Outdated(_("Somebody else changed this letter meanwhile. Look at it once more."))
