"""An event's page."""

from datetime import datetime, timedelta
from typing import Any

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kalo.events import queries
from kalo.events.models import DOOR_OPENS, Event
from kalo.events.permissions import (
    may_cancel,
    may_edit,
    may_note_attendance,
    may_publish,
    may_register,
    may_remove,
    may_see_link,
)
from kalo.events.views.doors import bp, find
from kalo.events.views.lists import keep
from kalo.events.views.papers import papers_of
from kalo.events.views.standing import standing
from kalo.events.views.structured import structured
from kalo.kit import clock
from kalo.kit.steps import find_step

Answer = str | Response
# What the page shows of other rooms: discussions about it, the step of a programme that it is.
BESIDE = ("forum", "categories", "people")
LEARNING = ("learning", "lesson", "programme")
COUNTED = timedelta(hours=2)  # for so long after the end its live room says who is there


@bp.get("/<int(max=2147483647):event_id>/")
def lead_to_event(event_id: int) -> Response:
    """An address without a name leads to the one with it."""
    event = queries.get_event(event_id, g.person)
    return redirect(url_for(".show_event", **event.route), 301)


@bp.get("/<int(max=2147483647):event_id>-<slug>/")
def show_event(event_id: int, slug: str) -> Answer:
    """The page; under an old name it leads to the present one."""
    event, roles = find(event_id)
    if slug != event.slug:
        return redirect(url_for(".show_event", **event.route), 301)
    return event_page(event, roles)


def event_page(event: Event, roles: frozenset[str], refusal: str = "") -> str:
    """The page as this person sees it now."""
    at, mine = clock.now(), standing(event, g.person)
    papers = papers_of(event, roles, mine.registration)
    if may_be_kept(event, at) and not papers["came"]:
        keep([event], scopes=scopes_of(event))
    return render_template(
        "events/event.html",
        event=event,
        at=at,
        roles=roles,
        mine=mine,
        seated=mine.seated,
        attended=mine.attended,
        step=find_step(event.serves) if event.serves else None,
        refusal=refusal,
        **_allowed(event, roles, mine.seated),
        **papers,
        **_around(event),
    )


def scopes_of(event: Event) -> tuple[str, ...]:
    """Itself with its seats; whatever it names, its neighbours in the series; other rooms."""
    return (event.subject, "event", *BESIDE, *(LEARNING if event.serves else ()))


def may_be_kept(event: Event, at: datetime) -> bool:
    """Not while its live room counts people, who come and go without a word to us."""
    counts = event.starts_at - DOOR_OPENS <= at < event.ends_at + COUNTED
    return not (event.has_room and counts)


def _around(event: Event) -> dict[str, Any]:
    """What it belongs to, who does what there, and the same for machines."""
    return {
        "place_in_series": queries.in_series(event, g.person),
        "roles_there": queries.public_roles(event),
        "machine_words": structured(event) if g.person is None else None,
    }


def _allowed(event: Event, roles: frozenset[str], seated: bool) -> dict[str, Any]:
    person, at = g.person, clock.now()
    return {
        "may_register": may_register(person),
        "may_see_link": may_see_link(person, event, seated, at, roles),
        "may_edit": may_edit(person, event, roles, at),
        "may_note_attendance": may_note_attendance(person, event, roles, at),
        "may_publish": may_publish(person, event, roles, at),
        "may_cancel": may_cancel(person, event, roles) and not event.is_over(at),
        "may_remove": may_remove(person, event, roles, at),
    }
