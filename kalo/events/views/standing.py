"""What somebody has at an event and what they can do about it, as pages show it."""

from dataclasses import dataclass, field
from datetime import datetime

from kalo.accounts.models import Person
from kalo.events import actions, queries
from kalo.events.actions.coming import coming_token
from kalo.events.models import (
    BY_APPROVAL,
    GIVEN_UP,
    INVITED,
    OFFERED,
    REFUSED,
    SEAT,
    UNCONFIRMED,
    WAITING,
    Event,
    Registration,
)
from kalo.kit import clock

FRESH = ("", GIVEN_UP, UNCONFIRMED, "declined", "lapsed")  # from here one can come in (again)


@dataclass(frozen=True)
class Standing:
    """What a person or a guest has there, and the way to more."""

    registration: Registration | None = None
    state: str = ""
    position: int = 0  # on the waiting list
    waiting: int = 0  # how many wait, where every seat is taken
    why_not: str | None = None  # the sentence said instead of the button
    clash: Event | None = None  # where they have a seat at the same hours
    asks: bool = False  # those who hold the event say yes to each
    at: datetime = field(default_factory=lambda: clock.now())

    @property
    def seated(self) -> bool:
        """True for whoever has a seat."""
        return self.state == SEAT

    @property
    def question(self) -> str:
        """What opens the question whether they still come, while they have not answered it."""
        mine = self.registration
        if mine is None or not self.seated or mine.asked_again_at is None or mine.comes_at:
            return ""
        return coming_token(mine)

    @property
    def attended(self) -> bool:
        """True where somebody noted that they were there."""
        return self.seated and bool(self.registration and self.registration.attended_at)

    @property
    def offer_stands(self) -> bool:
        """True while the seat is held for them."""
        if self.registration is None or self.registration.offer_ends_at is None:
            return False
        return self.state == OFFERED and self.at < self.registration.offer_ends_at

    @property
    def can_enter(self) -> bool:
        """True where a button brings them in, or onto the list."""
        open_ = self.state in FRESH or self.state == INVITED or self.offer_stands
        return open_ and self.why_not is None


def standing(event: Event, person: Person | None, guest: Registration | None = None) -> Standing:
    """How it stands between an event and a person, or a guest by their row."""
    mine = guest or queries.registration_of(event, person)
    state = mine.state if mine else ""
    why_not = _why_not(event, mine, clock.now())
    may_come = why_not is None and (state in FRESH or state in (INVITED, OFFERED))
    email = guest.guest_email if guest else None
    return Standing(
        registration=mine,
        state=state,
        position=queries.position_of(mine) if mine and state == WAITING else 0,
        waiting=queries.count_waiting(event) if may_come and _waits(event, state) else 0,
        why_not=why_not,
        clash=queries.clash_of(event, person, email) if may_come else None,
        asks=event.entry == BY_APPROVAL and state != INVITED,
    )


def standing_of(mine: queries.Mine) -> Standing:
    """The same for a line of a list of one's own: nothing more is asked for it."""
    registration = mine.registration
    return Standing(
        registration=registration,
        state=registration.state,
        position=mine.position,
        why_not=_why_not(mine.event, registration, clock.now()),
    )


def _why_not(event: Event, mine: Registration | None, at: datetime) -> str | None:
    state = mine.state if mine else ""
    until = mine.offer_ends_at if mine else None
    promised = state == OFFERED and until is not None and at < until
    if mine is not None and state == REFUSED:
        return actions.why_refused(mine)
    held = state in (OFFERED, WAITING)
    return actions.why_no_seat(event, invited=state == INVITED, held=held, promised=promised)


def _waits(event: Event, state: str) -> bool:
    """Where the next step would be a turn on the waiting list."""
    asks = event.entry == BY_APPROVAL and state != INVITED
    return event.is_full and event.has_waiting_list and not asks and state != OFFERED
