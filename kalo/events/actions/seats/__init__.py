"""Coming by a seat and giving it up: the only way in, and never one too many."""

from kalo.events.actions.seats.counting import lock
from kalo.events.actions.seats.deciding import (
    Named,
    accept_request,
    add_by_hand,
    invite,
    put_first,
    refuse_request,
    take_out,
)
from kalo.events.actions.seats.entering import Clashes, give_up_seat, let_go_of, take_seat
from kalo.events.actions.seats.guests import (
    adopt,
    ask_as_guest,
    forget_guest,
    forget_unconfirmed,
    guest_token,
    leave_as_guest,
    opens,
    read_guest_token,
    take_as_guest,
)
from kalo.events.actions.seats.promoting import deadline, lapse_offers, settle
from kalo.events.actions.seats.sentences import was_taken_out, why_no_seat, why_refused

__all__ = [
    "Clashes",
    "Named",
    "accept_request",
    "add_by_hand",
    "adopt",
    "ask_as_guest",
    "deadline",
    "forget_guest",
    "forget_unconfirmed",
    "give_up_seat",
    "guest_token",
    "invite",
    "lapse_offers",
    "leave_as_guest",
    "let_go_of",
    "lock",
    "opens",
    "put_first",
    "read_guest_token",
    "refuse_request",
    "settle",
    "take_as_guest",
    "take_out",
    "take_seat",
    "was_taken_out",
    "why_no_seat",
    "why_refused",
]
