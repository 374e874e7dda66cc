"""Whom we remind, ask once more, and thank; never at night, each once."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.events import feeds
from kalo.events.actions.seats import lock
from kalo.events.models import PUBLISHED, Event, Registration
from kalo.events.notices.letters import address
from kalo.events.notices.telling import tell_all
from kalo.events.permissions import may_see_material
from kalo.events.queries import papers, telling
from kalo.events.quiet import is_quiet, reminder_due, thanks_at
from kalo.kit import clock
from kalo.notifications.models import ONCE, Kind

REMINDER = Kind(
    "events.reminder",
    _("An event in which I have a seat is about to begin"),
    _("“%(what)s” is about to begin"),
    way=ONCE,
    own_letter=True,
)
COMING = Kind("events.coming", "", _("Do you still come to “%(what)s”?"), 55, own_letter=True)
THANKS = Kind(
    "events.after",
    _("Thanks and papers after an event at which I was"),
    _("Thank you for coming to “%(what)s”"),
    way=ONCE,
    own_letter=True,
)


def key_of(hours: int, starts_at: datetime) -> str:
    """A reminder of this hour and this day: after a move to another day it comes again."""
    return f"reminder-{hours}-{clock.athens(starts_at):%Y%m%d}"


def events_to_remind_of() -> list[int]:
    """The events of which somebody is owed a reminder now."""
    at = clock.now()
    if is_quiet(at):
        return []
    due = []
    for event_id, starts_at, reminders, moved_at in telling.coming_soon(at):
        found = reminder_due(starts_at, reminders, at)
        if found and not _told_since(moved_at, found[1]):
            due.append((event_id, key_of(found[0], starts_at), found[1]))
    return telling.with_somebody_to_remind(due)


def remind(event_id: int) -> bool:
    """Remind the next of those with a seat; True while somebody is left."""
    event, at = _held(event_id), clock.now()
    if event is None or event.state != PUBLISHED or is_quiet(at):
        return False
    due = reminder_due(event.starts_at, event.reminders, at)
    if due is None or _told_since(event.moved_at, due[1]):
        return False
    people = telling.to_be_reminded(event, due[1])
    return tell_all(
        event, people, "reminder", key_of(due[0], event.starts_at), REMINDER, _with_file
    )


def _told_since(moved_at: datetime | None, due: datetime) -> bool:
    """A letter about the new time said it later than this reminder would have."""
    return moved_at is not None and moved_at > due


def events_with_open_questions() -> list[int]:
    """The moved events with somebody who has not said whether they still come."""
    at = clock.now()
    return [] if is_quiet(at) else telling.with_open_questions(at)


def ask_again(event_id: int) -> bool:
    """Ask once more, gently, whoever did not answer; True while somebody is left."""
    event, at = _held(event_id), clock.now()
    if event is None or event.state != PUBLISHED or is_quiet(at):
        return False
    if event.starts_at <= at + telling.LEFT_TO_ANSWER or event.moved_at is None:
        return False
    people = telling.to_be_asked_again(event, at)
    key = f"coming-{event.ical_sequence}-{event.moved_at:%Y%m%dT%H%M%S}"
    return tell_all(event, people, "coming", key, COMING, _with_file)


def events_to_thank_for() -> list[int]:
    """What is over since yesterday or longer, with somebody to thank."""
    at = clock.now()
    if is_quiet(at):
        return []
    return [id for id, ended in telling.with_somebody_to_thank(at) if thanks_at(ended) <= at]


def thank(event_id: int) -> bool:
    """Thank the next of those who were there; True while somebody is left."""
    event, at = _held(event_id), clock.now()
    if event is None or not event.is_over(at) or is_quiet(at) or thanks_at(event.ends_at) > at:
        return False
    people = telling.to_be_thanked(event, at)
    return tell_all(event, people, "thanks", "thanks", THANKS, _Thanks(event).to)


class _Thanks:
    """The papers that whoever was there may open, be it a guest on their own page."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.papers = [
            paper
            for paper in papers.materials_of(event)
            if may_see_material(paper.audience, has_seat=True, attended=True, holds=False)
        ]

    def to(self, registration: Registration) -> dict[str, Any]:
        """The words of one of them; a certificate needs an account to keep it in."""
        path = f"/certificates/for/{self.event.subject}"
        member = registration.person_id is not None
        certificate = address(path, registration.language) if member else ""
        return {"papers": self.papers, "certificate": certificate}


def _with_file(registration: Registration) -> dict[str, Any]:
    return {"calendar": feeds.request_for(registration)}


def _held(event_id: int) -> Event | None:
    event = telling.event_to_remind_of(event_id)
    if event is not None:
        lock(event)
    return event
