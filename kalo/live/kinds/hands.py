"""Asking for the floor, giving it, and what the team changes in the order, with its reason."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit import clock
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds import People
from kalo.live.folds.hands import ANSWER, WANTS, Hand, Hands
from kalo.live.kinds.kind import Kind
from kalo.live.models import LEADS, OBSERVER
from kalo.live.permissions import may_put_down
from kalo.live.queries import seen_in
from kalo.live.shapes import HIGHEST, flag, number, one_of, some_number, some_words, words

WHY = 160  # characters of a reason
LONGEST = 1800  # seconds of the gentle limit


@dataclass(frozen=True, kw_only=True)
class Raise:
    """What somebody wants the floor for; said again, another kind in the same place of time."""

    wants: str = one_of(WANTS)


@dataclass(frozen=True, kw_only=True)
class Lower:
    """A hand, by its number; the team says why it lowers somebody else's."""

    about: int = number()
    why: str = some_words(WHY)


@dataclass(frozen=True, kw_only=True)
class Move:
    """Out of the order: to the front, to the end, or back to where the rule has it."""

    about: int = number()
    place: str = one_of(("first", "last", "rule"))
    why: str = words(
        WHY,
        _("Say why: everybody sees the reason."),
        _("A reason has at most %(max)d characters."),
    )


@dataclass(frozen=True, kw_only=True)
class Give:
    """The floor to a hand; without one to somebody who is here, or to oneself to lead."""

    about: int | None = some_number()
    who: int | None = some_number(least=-HIGHEST)
    myself: bool = flag()
    why: str = some_words(WHY)


@dataclass(frozen=True, kw_only=True)
class OfTurn:
    """A turn, by its number: whoever presses late does not end the next one."""

    about: int = number()


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The seconds that a turn should have; 0 is none."""

    seconds: int = number(0, LONGEST)


def can_ask(door: Door, said: Raise) -> None:
    """Not by whoever speaks; an answer needs something to answer, and is one for each turn."""
    hands, who = door.state.of(Hands), door.visitor.who
    if hands.speaking and hands.speaking.who == who:
        raise Refused(gettext("You have the floor already."))
    if said.wants != ANSWER:
        return
    if not hands.topic:
        raise Refused(gettext("Nobody has spoken yet: there is nothing to answer."))
    if hands.has_answered(who):
        raise Refused(gettext("You have answered this already. Ask for the floor in your turn."))


def hand_of(door: Door, said: Any) -> Hand:
    """The hand that is spoken of, while it is up."""
    hand = door.state.of(Hands).up.get(said.about or 0)
    if hand is None:
        raise Refused(gettext("This hand is not up any more."))
    return hand


def may_lower(door: Door, said: Lower) -> None:
    """One's own; those who lead anybody's, with a reason."""
    whose = hand_of(door, said).who
    if not may_put_down(door, whose):
        raise Refused(gettext("Only those who lead the event can do this."))
    if whose != door.visitor.who and not said.why:
        raise Refused(gettext("Say why: everybody sees the reason."))


def is_up(door: Door, said: Move) -> None:
    """The hand is up."""
    hand_of(door, said)


def can_give(door: Door, said: Give) -> None:
    """The first who is here without a word; any other with a reason that everybody sees."""
    if said.myself:
        return
    here = set(seen_in(door, clock.now()))
    if said.who is not None:
        can_call(door, said, here)
        return
    hand = hand_of(door, said)
    if said.why:
        return
    if hand.who not in here:
        raise Refused(gettext("They are away: the hand keeps its place. Give the next the floor."))
    if here & set(_ahead(door, hand)):
        raise Refused(gettext("Others stand before. Say why: everybody sees the reason."))


def can_call(door: Door, said: Give, here: set[int]) -> None:
    """Somebody who is here and takes part; with a reason where others have raised their hands."""
    hands, who = door.state.of(Hands), said.who or 0
    if who not in here:
        raise Refused(gettext("Nobody of that name is in the room."))
    if door.state.of(People).roles.get(who, door.role_by_event(who)) == OBSERVER:
        raise Refused(gettext("They only observe. Give them another role first."))
    if hands.speaking and hands.speaking.who == who:
        raise Refused(gettext("They have the floor already."))
    own = hands.own(who)
    ahead = _ahead(door, own) if own else [hand.who for hand in hands.order()]
    if here & set(ahead) and not said.why:
        raise Refused(gettext("Others stand before. Say why: everybody sees the reason."))


def _ahead(door: Door, hand: Hand) -> list[int]:
    """Who stands before this hand."""
    order = door.state.of(Hands).order()
    return [other.who for other in order[: order.index(hand)]]


def whose_turn(door: Door, said: Give) -> dict[str, Any]:
    """Whose turn it is; that those before them are away is said by itself."""
    if said.myself:
        return {"who": door.visitor.who, "about": None}
    if said.who is not None:
        return {"about": None, "called": not door.state.of(Hands).own(said.who)}
    hand = hand_of(door, said)
    passed = [] if said.why else _ahead(door, hand)
    return {"who": hand.who, **({"passed": passed} if passed else {})}


def may_end(door: Door, said: OfTurn) -> None:
    """One's own turn, or any for those who lead, while it goes on."""
    turn = door.state.of(Hands).speaking
    if turn is None or turn.seq != said.about:
        raise Refused(gettext("This turn is over."))
    if not may_put_down(door, turn.who):
        raise Refused(gettext("Only those who lead the event can do this."))


KINDS = (
    Kind("hand_raised", Raise, check=can_ask, may_veil=True),
    Kind("hand_lowered", Lower, check=may_lower),
    Kind("hand_moved", Move, who=LEADS, check=is_up),
    Kind("floor_given", Give, who=LEADS, check=can_give, fill=whose_turn),
    Kind("floor_ended", OfTurn, check=may_end),
    Kind("limit_set", Limit, who=LEADS),
)
