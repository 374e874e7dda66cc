"""An event that moves takes its agenda along."""

from datetime import timedelta

from kalo import signals
from kalo.events.models import Event
from kalo.events.queries import agenda as queries
from kalo.kit.db import db


def move_agenda(event: Event, by: timedelta) -> None:
    """Every line is as long after the start as before, those that people read too."""
    if not by:
        return
    for item in queries.agenda_items(event):
        item.start_wall += by
        item.revision += 1
    if (release := queries.last_release(event.id)) is not None:
        release.lines = [line.moved(by).kept() for line in queries.read_release(release)]
        signals.thing_changed.send(event.subject)
    db.session.flush()
