"""Places and their rooms: a page of each for everybody, the desk for those who plan."""

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import queries
from kalo.events.actions import venues as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.forms.plans import RoomForm, VenueForm
from kalo.events.models import Venue, VenueRoom
from kalo.events.permissions import may_plan
from kalo.events.queries import Filters, plans
from kalo.events.views.doors import Answer, bp, often
from kalo.events.views.lists import keep
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need

DESK = "/planning/venues"
VENUE = f"{DESK}/<int(max=2147483647):venue_id>"
ROOM = f"{VENUE}/rooms/<int(max=2147483647):room_id>"
COMING = 20  # of a place


@bp.get("/venues/<slug>/")
def show_venue(slug: str) -> str:
    """A place: how one gets in, its rooms, what comes there."""
    venue = plans.venue_called(slug)
    events = queries.soonest(g.person, Filters(venue_id=venue.id), COMING)
    keep(events, queries.next_end(clock.now()) if g.person is None else None)
    return render_template(
        "events/venue.html",
        venue=venue,
        events=events,
        at=clock.now(),
        may_plan=may_plan(g.person),
    )


@bp.get(DESK)
def show_venues() -> str:
    """All places, those out of use at the end."""
    need(may_plan(g.person))
    return render_template("events/venues.html", venues=plans.every_venue())


@bp.get(f"{DESK}/new")
def show_new_venue() -> str:
    """An empty form."""
    need(may_plan(g.person))
    return _page(VenueForm())


@bp.post(f"{DESK}/new")
@often
@once
def add_venue() -> Answer:
    """Keep a new place."""
    need(may_plan(g.person))
    form = VenueForm()
    if not form.validate():
        return _page(form), 422
    venue = actions.add_venue(g.person, form.values())
    flash(_("The place is on the list. Add its rooms here."), "good")
    return go_to(".edit_venue", venue_id=venue.id)


@bp.get(VENUE)
def edit_venue(venue_id: int) -> str:
    """The form with what is known of a place, and its rooms."""
    venue = _planned(venue_id)
    return _page(VenueForm().show(venue), venue)


@bp.post(VENUE)
@often
def change_venue(venue_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    venue, form = _planned(venue_id), VenueForm()
    if not form.validate():
        return _page(form, venue), 422
    try:
        actions.change_venue(venue, g.person, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(VenueForm(formdata=None).show(venue), refusal)
        return _page(form, venue, apart=apart), 409
    flash(_("Saved."), "good")
    return go_to(".edit_venue", venue_id=venue.id)


@bp.post(f"{VENUE}/retirement")
@often
def retire_venue(venue_id: int) -> Response:
    """Offer it no more."""
    venue = _planned(venue_id)
    actions.retire_venue(venue, g.person)
    flash(_("The place is out of use; events that are there stay there."))
    return go_to(".edit_venue", venue_id=venue.id)


@bp.post(f"{VENUE}/retirement/undo")
@often
def bring_back_venue(venue_id: int) -> Response:
    """Offer it again."""
    venue = _planned(venue_id)
    actions.bring_back_venue(venue, g.person)
    return go_to(".edit_venue", venue_id=venue.id)


@bp.get(f"{VENUE}/rooms")
def lead_to_rooms(venue_id: int) -> Response:
    """A refusal stands under this address; opened again, it leads to the place."""
    return go_to(".edit_venue", venue_id=_planned(venue_id).id, _anchor="rooms")


@bp.post(f"{VENUE}/rooms")
@often
@once
def add_room(venue_id: int) -> Answer:
    """Keep a new room."""
    venue, form = _planned(venue_id), _room_form()
    if not form.validate():
        return _page(VenueForm(formdata=None).show(venue), venue, form), 422
    try:
        actions.add_room(venue, g.person, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(VenueForm(formdata=None).show(venue), venue, form), 422
    return go_to(".edit_venue", venue_id=venue.id, _anchor="rooms")


@bp.get(ROOM)
def show_room(venue_id: int, room_id: int) -> str:
    """The form with what is known of a room."""
    venue = _planned(venue_id)
    room = plans.room_of(venue, room_id)
    return _room_page(venue, room, _room_form(formdata=None).show(room))


@bp.post(ROOM)
@often
def change_room(venue_id: int, room_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    venue, form = _planned(venue_id), _room_form()
    room = plans.room_of(venue, room_id)
    if not form.validate():
        return _room_page(venue, room, form), 422
    try:
        actions.change_room(venue, room, g.person, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(_room_form(formdata=None).show(room), refusal)
        return _room_page(venue, room, form, apart=apart), 409
    return go_to(".edit_venue", venue_id=venue.id, _anchor="rooms")


@bp.post(f"{ROOM}/retirement")
@often
def retire_room(venue_id: int, room_id: int) -> Response:
    """Offer it no more."""
    venue = _planned(venue_id)
    actions.retire_room(venue, plans.room_of(venue, room_id), g.person)
    return go_to(".edit_venue", venue_id=venue.id, _anchor="rooms")


@bp.post(f"{ROOM}/retirement/undo")
@often
def bring_back_room(venue_id: int, room_id: int) -> Response:
    """Offer it again."""
    venue = _planned(venue_id)
    actions.bring_back_room(venue, plans.room_of(venue, room_id), g.person)
    return go_to(".edit_venue", venue_id=venue.id, _anchor="rooms")


def _planned(venue_id: int) -> Venue:
    """The place, for those who plan."""
    need(may_plan(g.person))
    return plans.venue_numbered(venue_id)


def _room_form(**source: Any) -> RoomForm:
    """Its fields stand beside those of the place, under names of their own."""
    return RoomForm(prefix="room-", **source)


def _page(
    form: VenueForm, venue: Venue | None = None, room: RoomForm | None = None, **more: Any
) -> str:
    facts = {"form": form, "venue": venue, "opened": room is not None}
    room = room or _room_form(formdata=None)
    return render_template("events/venue_form.html", **facts, room_form=room, **more)


def _room_page(venue: Venue, room: VenueRoom, form: RoomForm, **more: Any) -> str:
    facts = {"venue": venue, "room": room, "form": form}
    return render_template("events/room.html", **facts, **more)
