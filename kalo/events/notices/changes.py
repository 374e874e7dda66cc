"""Whom we tell of new hours and of events that will not take place."""

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from kalo.events import queries
from kalo.events.models import Announcement
from kalo.events.notices.letters import write
from kalo.kit import clock
from kalo.kit.db import db
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind
from kalo.notifications.subjects import tells_about

MOVED = Kind(
    "events.moved",
    _("An event in which I have a seat gets another time or place"),
    _("“%(what)s” has a new time or place"),
    own_letter=True,
)
CANCELLED = Kind(
    "events.cancelled",
    _("An event in which I have a seat is cancelled"),
    _("“%(what)s” will not take place"),
    strength=50,
    own_letter=True,
)


def tell_those_with_seats(event_id: int) -> int:
    """Tell everyone with a seat, once, how the event stands now; answers how many were told."""
    news = _take_up(event_id)
    event = queries.event_with_facilitator(event_id)
    if not news or event is None:
        return 0
    seats = queries.seats_to_tell(event_id)
    kind, letter = (CANCELLED, "cancelled") if event.is_cancelled else (MOVED, "moved")
    ids = [seat.person_id for seat in seats if seat.person_id]
    notify(ids, kind, event.subject, event.title_el, event.path, by=None)
    for seat in seats:
        write(seat, event, letter)
    return len(seats)


def _take_up(event_id: int) -> bool:
    """Claim what is owed about an event: several changes make one letter, of the last state."""
    owed = update(Announcement).where(
        Announcement.event_id == event_id, Announcement.told_at.is_(None)
    )
    claimed = owed.values(told_at=clock.now()).returning(Announcement.id)
    return bool(db.session.scalars(claimed).all())


tells_about("event", queries.visible_ids)
