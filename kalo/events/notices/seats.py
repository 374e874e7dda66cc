"""Whom we tell of seats: who has one, who waits, to whom one is offered, who asks for one."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.queries import person_with_address
from kalo.events import feeds, queries
from kalo.events.actions.seats import was_taken_out
from kalo.events.actions.tickets import give_ticket, ticket_address
from kalo.events.models import UNCONFIRMED, Registration
from kalo.events.notices.letters import write_once
from kalo.events.quiet import offer_at
from kalo.kit import clock
from kalo.kit.mail import Letter
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind

SEATS = Kind(
    "events.seats",
    _("Somebody takes a seat at an event I facilitate"),
    _("New seats taken at “%(what)s”: %(n)s"),
)
REQUESTS = Kind(
    "events.requests",
    _("Somebody asks for a seat at an event I hold"),
    _("Requests for a seat at “%(what)s” that wait for an answer: %(n)s"),
    strength=50,
)
OFFERS = Kind(
    "events.offers",
    _("A seat that I waited for is offered to me, or I am invited to an event"),
    _("A seat at “%(what)s” is yours, if you say so in time"),
    strength=70,
    own_letter=True,
)
INVITED = Kind("events.invited", "", _("You are invited to “%(what)s”"), 70, own_letter=True)
GIVEN = Kind("events.given", "", _("You have a seat at “%(what)s”"), 60, own_letter=True)
LAPSED = Kind(
    "events.lapsed", "", _("The offer of a seat at “%(what)s” has ended"), 60, own_letter=True
)
REFUSED = Kind(
    "events.refused", "", _("Those who hold “%(what)s” said no to a seat"), 60, own_letter=True
)
AGAIN = 300  # seconds in which a guest who asks again gets no second letter


@signals.seat_taken.connect
def confirm_the_seat(registration: Registration, by: Person | None = None, **_more: Any) -> None:
    """A letter that says when and where, with what calendars understand."""
    calendar = feeds.request_for(registration)
    facts = {
        "given": by is not None,
        "ticket": ticket_address(give_ticket(registration), registration.language),
    }
    _write(registration, "seat", registration.taken_at, calendar, **facts)
    if by is not None:
        _ring(registration, GIVEN, by)


@signals.seat_taken.connect
def tell_the_facilitator(
    registration: Registration, by: Person | None = None, **_more: Any
) -> None:
    """News on the bell of the one who leads the event."""
    event = registration.event
    if event.facilitator_id is not None:
        leader, who = [event.facilitator_id], by or registration.person
        notify(leader, SEATS, event.subject, event.title_el, event.path, by=who)


@signals.seat_given_up.connect
def confirm_the_return(registration: Registration, quiet: bool = False, **_more: Any) -> None:
    """A letter that takes it out of their calendar again."""
    if not quiet:
        calendar = feeds.cancel_for(registration)
        _write(registration, "given-up", registration.given_up_at, calendar)


@signals.entry_queued.connect
def confirm_the_turn(registration: Registration, **_more: Any) -> None:
    """Which number they have, and how it goes on."""
    position = queries.position_of(registration)
    _write(registration, "waiting", registration.queued_at, position=position)


@signals.seat_offered.connect
def tell_of_the_offer(registration: Registration, **_more: Any) -> None:
    """A seat is held, until when, and where to say yes or no; made at night, in the morning."""
    letter = _write(registration, "offer", registration.offered_at)
    if letter is not None:
        starts, until = registration.event.starts_at, registration.offer_ends_at
        letter.due_at = offer_at(clock.now(), starts, until)
    _ring(registration, OFFERS)


@signals.offer_lapsed.connect
def tell_that_it_ended(registration: Registration, **_more: Any) -> None:
    """The seat goes on to the next."""
    _write(registration, "lapsed", registration.offered_at)
    _ring(registration, LAPSED)


@signals.entry_asked.connect
def confirm_the_request(registration: Registration, **_more: Any) -> None:
    """It arrived, and somebody will say yes or no."""
    _write(registration, "asked", registration.changed_at)


@signals.entry_asked.connect
def tell_those_who_hold(registration: Registration, **_more: Any) -> None:
    """A request waits for an answer."""
    event = registration.event
    whom, path = queries.holders_of(event), f"{event.path}people"
    thing = f"registration:{registration.id}"
    by = registration.person
    notify(whom, REQUESTS, event.subject, event.title_el, path, by=by, thing=thing)


@signals.entry_refused.connect
def tell_of_the_no(registration: Registration, by: Person, **_more: Any) -> None:
    """What was decided, and why; where there was a seat, calendars let go of it."""
    out = was_taken_out(registration)
    calendar = feeds.cancel_for(registration) if out and registration.taken_at else b""
    _write(registration, "taken-out" if out else "refused", registration.changed_at, calendar)
    _ring(registration, REFUSED, by)


@signals.seat_invited.connect
def hand_over_the_invitation(registration: Registration, by: Person, **_more: Any) -> None:
    """A letter, and the bell of a member."""
    _write(registration, "invitation", registration.changed_at)
    _ring(registration, INVITED, by)


@signals.guest_asked.connect
def ask_for_confirmation(registration: Registration, **_more: Any) -> None:
    """The link by which a guest comes in, or back; who asks again at once gets no second one."""
    fresh = registration.state == UNCONFIRMED
    span = int(clock.now().timestamp()) // AGAIN
    key = f"guest-{span}"
    write_once(registration, registration.event, "guest", key, fresh=fresh)


def _write(
    registration: Registration, letter: str, since: Any, calendar: bytes = b"", **context: Any
) -> Letter | None:
    key = f"{letter}-{since:%Y%m%dT%H%M%S.%f}"
    return write_once(registration, registration.event, letter, key, calendar, **context)


def _ring(registration: Registration, kind: Kind, by: Person | None = None) -> None:
    event = registration.event
    whom = registration.person_id or _member_with(registration.guest_email)
    if whom is not None:
        path = f"{event.path}#seat"
        notify([whom], kind, event.subject, event.title_el, path, by=by)


def _member_with(email: str | None) -> int | None:
    """Whose address staff typed; told to nobody but that member."""
    person = person_with_address(email) if email else None
    return person.id if person is not None and person.confirmed_at is not None else None
