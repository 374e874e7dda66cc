"""Publishing an agenda: what people read, how it differs from before, whom it concerns."""

import hashlib
import json

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events import agendas
from kalo.events.actions.outdated import Outdated
from kalo.events.agendas import Line
from kalo.events.models import PUBLISHED, AgendaRelease, Announcement, Event
from kalo.events.queries import agenda as queries
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.web import Refused

VERBS = (lazy_gettext("published the agenda of an event"),)


def mark_of(lines: list[Line]) -> str:
    """A word that is another as soon as anything of these lines is."""
    kept = json.dumps([line.kept() for line in lines], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:24]


def release_agenda(event: Event, person: Person, mark: str) -> AgendaRelease:
    """Publish the agenda as it was looked at; those with a seat are owed news of it."""
    hold(event, ["state", "seats_taken"])
    lines, before = queries.planned_lines(event), queries.last_release(event.id)
    if mark != mark_of(lines):
        raise Outdated(_("The agenda changed meanwhile. Look at it once more, then publish it."))
    differing = agendas.differences(queries.read_release(before), lines)
    if not differing:
        raise Refused(_("The published agenda is the same already."))
    release = AgendaRelease(
        event_id=event.id,
        number=before.number + 1 if before else 1,
        lines=[line.kept() for line in lines],
        differences=differing,
        released_at=clock.now(),
        by_id=person.id,
    )
    db.session.add(release)
    _owe(event, differing)
    db.session.flush()
    note_staff_act(person, "published the agenda of an event", event.subject, event.title_el)
    _announce(event)
    return release


def _owe(event: Event, differing: list[agendas.Differing]) -> None:
    """Whoever has a seat at what is announced and not over hears of it."""
    at = clock.now()
    if event.state == PUBLISHED and not event.is_over(at) and event.seats_taken:
        news = {"news": "agenda", "differences": differing, "made_at": at}
        db.session.add(Announcement(event_id=event.id, **news))


def _announce(event: Event) -> None:
    if not event.is_draft:
        signals.event_changed.send(event)
    signals.thing_changed.send(event.subject)
