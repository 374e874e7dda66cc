"""What came of a gathering: its minutes, and the report that closes it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.models import REPORTED, Event
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.web import Refused
from kalo.writing.cooking import Written, cook

VERBS = (
    lazy_gettext("wrote the minutes of an event"),
    lazy_gettext("published the report of an event"),
)


class MinutesConflict(Exception):
    """The minutes were changed by somebody else meanwhile; the event holds what stands."""


def write_minutes(
    event: Event, person: Person, language: str, words: str, revision: int, draft: str
) -> None:
    """Keep the minutes in one language; people read them once the report is published."""
    columns = [f"minutes_{language}", f"minutes_html_{language}", "minutes_revision", "state"]
    hold(event, columns)
    before = getattr(event, columns[0])
    if revision != event.minutes_revision and words != before:
        raise MinutesConflict
    cooked = cook(words, person.id)
    setattr(event, columns[0], words)
    setattr(event, columns[1], cooked.html if words else "")
    event.minutes_revision += 1
    db.session.flush()
    verb = "wrote the minutes of an event"
    note_staff_act(person, verb, event.subject, event.title_el, before, words)
    subject = f"minutes-{language}:{event.id}"
    written = Written(subject, event.path, person, cooked, clock.now(), event.subject, draft)
    signals.words_written.send(written)
    signals.thing_changed.send(event.subject)


def publish_report(event: Event, person: Person) -> None:
    """Say what came of it; from now on everybody reads the minutes. Once."""
    hold(event, ["state", "minutes_el", "revision"])
    if event.state == REPORTED:
        return
    if not event.minutes_el.strip():
        raise Refused(_("Write the minutes in Greek first."))
    event.state, event.reported_at = REPORTED, clock.now()
    event.changed_at = clock.now()
    event.revision += 1
    db.session.flush()
    note_staff_act(person, "published the report of an event", event.subject, event.title_el)
    signals.event_changed.send(event)
    signals.thing_changed.send(event.subject)


def cook_minutes_again(event_id: int, language: str) -> None:
    """A card that the minutes waited for is there."""
    event = db.session.get(Event, event_id)
    if event is not None and (words := getattr(event, f"minutes_{language}")):
        setattr(event, f"minutes_html_{language}", cook(words).html)
        db.session.flush()
        signals.thing_changed.send(event.subject)
