"""A ticket: a page for whoever has its code, and the picture that is read at the door."""

from flask import Response, abort, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.events import feeds, queries
from kalo.events.actions.tickets import read_ticket, ticket_address
from kalo.events.models import Registration
from kalo.events.permissions import may_note_attendance
from kalo.events.views.doors import bp
from kalo.kit import clock
from kalo.kit.qr import qr_picture, qr_svg
from kalo.kit.safety import limiter
from kalo.kit.web import language

# Whoever asks for codes that nobody has is soon asked to wait; the right one is never counted.
no_guessing = limiter.limit(
    "20/minute;100/hour", deduct_when=lambda response: response.status_code == 404
)


@bp.get("/ticket/<code>")
@no_guessing
def show_ticket(code: str) -> str | AnyResponse:
    """When and where, for whom, and the picture; whoever has the code may see it."""
    known = read_ticket(code)
    if known is not None and known != code:
        return _private(redirect(url_for(".show_ticket", code=known), 301))
    registration = _get(code)
    event, at = registration.event, clock.now()
    roles = queries.roles_of(event, g.person)
    words = _("QR code of the ticket, to be read at the door")
    page = render_template(
        "events/ticket.html",
        event=event,
        registration=registration,
        at=at,
        where=feeds.where(event, ""),
        qr=qr_picture(ticket_address(code, language()), words),
        may_note=may_note_attendance(g.person, event, roles, at),
    )
    return _private(make_response(page))


@bp.get("/ticket/<code>/qr.svg")
@no_guessing
def show_ticket_picture(code: str) -> AnyResponse:
    """The picture alone, for letters and wallets."""
    _get(code)
    answer = Response(qr_svg(ticket_address(code, language())), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return _private(answer)


def _get(code: str) -> Registration:
    registration = queries.registration_with_ticket(code) if read_ticket(code) == code else None
    if registration is None or registration.event.is_draft:
        abort(404)
    return registration


def _private(answer: AnyResponse) -> AnyResponse:
    """The address is the ticket: no search engine keeps it and no other site hears of it."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
