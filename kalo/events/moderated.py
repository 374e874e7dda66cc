"""What an event says can be flagged, and whoever planned it ruled on."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.events.feeds import where
from kalo.events.models import Event
from kalo.events.queries import visible_events
from kalo.kit.db import db
from kalo.moderation.permissions import may_moderate
from kalo.moderation.things import Moderated, Thing, moderates, numbers


def find(keys: list[str]) -> dict[str, Thing]:
    """Events with whoever made them or, where that is not known, leads them."""
    by = func.coalesce(Event.made_by_id, Event.facilitator_id)
    rows = select(Event, Person).outerjoin(Person, Person.id == by)
    rows = rows.options(joinedload(Event.venue), joinedload(Event.venue_room))
    found = db.session.execute(rows.where(Event.id.in_(numbers(keys))))
    return {str(event.id): _thing(event, author) for event, author in found}


def _thing(event: Event, author: Person | None) -> Thing:
    said = (
        *(event.title_el, event.title_en, event.summary_el, event.summary_en),
        *_written_place(event),
        *(event.organiser, event.about_el, event.about_en),
        *((event.minutes_el, event.minutes_en) if event.reported_at else ()),
    )
    return Thing(
        subject=event.subject,
        title=event.title_el,
        html=event.html_el + event.html_en + _minutes(event),
        source="\n".join(filter(None, said)),
        path=event.path,
        author=author,
        revision=event.revision,
    )


def _written_place(event: Event) -> tuple[str, ...]:
    """As its page says it: of a place of the list, what that is called now."""
    return (event.place, event.address) if event.venue is None else (where(event, ""),)


def _minutes(event: Event) -> str:
    return event.minutes_html_el + event.minutes_html_en if event.reported_at else ""


def visible(person: Person | None, key: str) -> bool:
    """As its page."""
    here = visible_events(person).where(Event.id.in_(numbers([key])))
    return db.session.scalar(here.with_only_columns(Event.id)) is not None


def may_rule(person: Person | None, key: str) -> bool:
    return may_moderate(person)


moderates(
    Moderated(
        *("event", _("Event"), find, visible, may_rule),
        edit_path=lambda thing: f"{thing.path}edit",
    )
)
