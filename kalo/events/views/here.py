"""People in the room say themselves that they are there, with a code that is shown on the wall."""

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from kalo.events import queries
from kalo.events.actions.door import renew_door_code, say_here
from kalo.events.actions.tickets import read_ticket
from kalo.events.forms.door import GuestHereForm, HereForm
from kalo.events.models import SEAT, Event, Registration
from kalo.events.permissions import may_note_attendance, may_say_here
from kalo.events.views.doors import bp, find
from kalo.kit import clock
from kalo.kit.page import whole_address
from kalo.kit.qr import qr_picture
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, in_language, language, need

Answer = str | Response | tuple[str, int]


@bp.get("/<int(max=2147483647):event_id>-<slug>/door/code")
def show_door_code(event_id: int, slug: str) -> Answer:
    """The code for the wall, large, with a picture for phones."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    path = url_for(".show_here", code=event.door_code, **event.route)
    address = whole_address(path)
    words = _("QR code that opens the page where people say that they are here")
    qr = qr_picture(address, words) if event.door_code else ""
    short = whole_address(in_language(f"{event.path}here", language()))
    return render_template("events/door_code.html", event=event, qr=qr, address=short)


@bp.post("/<int(max=2147483647):event_id>-<slug>/door/code")
@limiter.limit("20/minute")
def make_door_code(event_id: int, slug: str) -> Answer:
    """Another code; the one before is worth nothing any more."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    renew_door_code(event, g.person)
    return go_to(".show_door_code", **event.route)


@bp.get("/<int(max=2147483647):event_id>-<slug>/here")
def show_here(event_id: int, slug: str) -> Answer:
    """Where the picture on the wall leads: one press, and it is noted."""
    event, _roles = find(event_id)
    form = _form()
    form.code.data = request.args.get("code", "")[:20]
    if isinstance(form, GuestHereForm):
        form.ticket.data = request.args.get("ticket", "")[:20]
    return _page(event, form)


@bp.post("/<int(max=2147483647):event_id>-<slug>/here")
@limiter.limit("10/minute", key_func=lambda: _who_tries())
@limiter.limit("240/minute")
def keep_here(event_id: int, slug: str) -> Answer:
    """Note it, if the code is the one that is shown now."""
    event, _roles = find(event_id)
    need(may_say_here(event))
    form = _form()
    if not form.validate():
        return _page(event, form), 422
    try:
        seat = say_here(event, _who(event, form), form.code.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form), 422
    return _thanks(event, seat)


def _who_tries() -> str:
    """A room full of people has one address: each is counted by themselves."""
    ticket = read_ticket(request.form.get("ticket", "")) or get_remote_address()
    return f"here:{g.person.id if g.person else ticket}"


def _form() -> HereForm:
    return HereForm() if g.person else GuestHereForm()


def _who(event: Event, form: HereForm) -> Registration | None:
    """The one signed in, or the guest whose ticket it is."""
    if not isinstance(form, GuestHereForm):
        return queries.registration_of(event, g.person)
    code = read_ticket(form.ticket.data or "")
    found = queries.registration_with_ticket(code) if code else None
    if found is None or found.event_id != event.id:
        raise Refused(_("We do not know this ticket."))
    return found


def _page(event: Event, form: HereForm) -> str:
    mine = queries.registration_of(event, g.person)
    seat = mine if mine is not None and mine.state == SEAT else None
    return render_template("events/here.html", event=event, form=form, seat=seat, at=clock.now())


def _thanks(event: Event, seat: Registration) -> Answer:
    if g.person:
        return go_to(".show_here", **event.route)
    return go_to(".show_ticket", code=seat.ticket)
