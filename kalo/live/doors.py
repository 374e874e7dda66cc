"""The way into an event's room for one visitor: what stands there, and what lets them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kalo.events.models import DOOR_OPENS, HELD, Event
from kalo.live.folds import People, Stage, State
from kalo.live.models import (
    CO_FACILITATOR,
    FACILITATOR,
    LEADS,
    NOTE_TAKER,
    OBSERVER,
    OPEN,
    OVER,
    PARTICIPANT,
    SHUT,
    SOON,
    SPEAKER,
    STAYS_OPEN,
    Room,
    Visitor,
)

# What the event's roles are in the room; of several, the first.
BY_EVENT = (
    ("organiser", CO_FACILITATOR),
    ("facilitator", CO_FACILITATOR),
    ("note-taker", NOTE_TAKER),
    ("speaker", SPEAKER),
    ("observer", OBSERVER),
    ("check-in", PARTICIPANT),
)


@dataclass(frozen=True)
class Door:
    """Found in the database for each act anew: no door outlives its request."""

    event: Event
    room: Room | None  # none until somebody was in
    visitor: Visitor
    seated: bool
    been_in: bool
    given: Mapping[int, frozenset[str]]  # the roles that the event gives, by person
    state: State

    @property
    def opens_at(self) -> datetime:
        """From when on people are let in."""
        return self.event.starts_at - DOOR_OPENS

    @property
    def closes_at(self) -> datetime:
        """From when on nothing more is written."""
        return self.event.ends_at + STAYS_OPEN

    @property
    def needs_seat(self) -> bool:
        """True where seats are counted; elsewhere every member may come."""
        return self.event.capacity is not None

    @property
    def closed(self) -> bool:
        """True once those who lead have ended the session; on another day it begins anew."""
        stage = self.state.of(Stage)
        return stage.closed and (stage.closed_at is None or stage.closed_at >= self.opens_at)

    def phase(self, at: datetime) -> str:
        """Where the room is in its life: soon, open, over, or shut for good."""
        if self.event.state not in HELD:
            return SHUT
        if at < self.opens_at:
            return SOON
        return OPEN if at < self.closes_at else OVER

    def takes_words(self, at: datetime) -> bool:
        """True while something can be said."""
        return self.phase(at) == OPEN and not self.closed

    @property
    def role(self) -> str | None:
        """What the visitor is in the room; None for whoever has no place there."""
        own = self.own_role
        if own in (None, FACILITATOR):
            return own
        return self.state.of(People).roles.get(self.visitor.who, own)

    @property
    def own_role(self) -> str | None:
        """What the event, the house or their seat makes of them."""
        person = self.visitor.person
        if person is None:
            return PARTICIPANT if self.seated else None
        by_event = self.role_by_event(person.id)
        if by_event in LEADS:
            return by_event
        if person.has_role("facilitator", "moderator"):
            return CO_FACILITATOR
        member = person.confirmed_at is not None and not self.needs_seat
        return by_event or (PARTICIPANT if self.seated or member else None)

    def role_by_event(self, who: int) -> str | None:
        """What the event makes of a person; None where it says nothing of them."""
        if who == self.event.facilitator_id:
            return FACILITATOR
        given = self.given.get(who, frozenset())
        return next((role for name, role in BY_EVENT if name in given), None)

    @property
    def roles(self) -> set[str]:
        """Every role that somebody may have in this room, whoever stands at the door."""
        by_event = (self.role_by_event(who) for who in self.given)
        leads = {FACILITATOR} if self.event.facilitator_id else set()
        given = set(self.state.of(People).roles.values())
        return {PARTICIPANT, CO_FACILITATOR, *leads, *filter(None, by_event), *given}

    @property
    def removed(self) -> bool:
        """True for whoever was put out, and not let back."""
        return self.visitor.who in self.state.of(People).removed

    @property
    def waits(self) -> bool:
        """True for whoever has to be let in from the lobby first."""
        return self.role == PARTICIPANT and self.state.of(People).waits(self.visitor.who)
