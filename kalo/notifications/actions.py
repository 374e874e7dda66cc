"""The verbs of telling people."""

from collections.abc import Iterable

from sqlalchemy import update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.notifications.models import Kind, Notification


def notify(
    person_ids: Iterable[int], kind: Kind, about: str, what: str, path: str, by: Person | None
) -> None:
    """Tell each of these people but the one who did it; news adds up until it is read.

    Args:
        person_ids: whom; one statement however many.
        about: the subject, `kind:id`; one row per person, kind and subject.
        what: its name, for the line ("Το 35% των κερδών").
        path: where to read it, without a language prefix.
    """
    whom = sorted(set(person_ids) - ({by.id} if by else set()))  # one lock order for everyone
    at = clock.now()
    row = {"kind": kind.key, "subject": about, "what": what, "path": path, "unread": 1, "at": at}
    upsert(
        Notification,
        [{"person_id": id, **row} for id in whom],
        key=("person_id", "kind", "subject"),
        again={"unread": Notification.unread + 1, "path": path, "at": at, "read_at": None},
    )


def mark_read(person: Person, subject: str | None = None) -> None:
    """What a person has been told (about one subject, or all) is read now."""
    unread = update(Notification).where(
        Notification.person_id == person.id, Notification.read_at.is_(None)
    )
    if subject is not None:
        unread = unread.where(Notification.subject == subject)
    db.session.execute(unread.values(read_at=clock.now(), unread=0))
