"""Raised hands in a fair order, whose turn it is, and how long each has spoken."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.people import People
from kalo.live.folds.state import Pieces, Row, State, folds
from kalo.live.models.roles import OBSERVER

POINT, ANSWER, WORD = "point", "answer", "word"
WANTS = (WORD, ANSWER, POINT)
SHOWN = 12  # changes by the team that are kept for everybody to see


@dataclass
class Hand:
    """Somebody asks for the floor; its number is its time of asking."""

    seq: int
    who: int
    wants: str
    at: datetime
    veiled: bool = False
    answers: int = 0  # the turn that it answers
    pin: int = 0  # where the team has put it: below zero before the rule, above it after
    by: int = 0  # who of the team
    why: str = ""


@dataclass
class Turn:
    """Somebody has the floor, or had it."""

    seq: int
    who: int
    wants: str
    began_at: datetime
    step: int | None = None
    veiled: bool = False
    answers: int = 0
    ended_at: datetime | None = None

    def seconds(self, at: datetime) -> int:
        """How long it was, or has been by now."""
        return max(0, int(((self.ended_at or at) - self.began_at).total_seconds()))


@dataclass(frozen=True)
class Manual:
    """What the team changed in the order: shown to all, with who and why."""

    seq: int
    by: int
    what: str  # first, last, rule, lowered, given, passed, taken, called
    who: int
    veiled: bool
    why: str
    at: datetime


@dataclass(frozen=True)
class Reason:
    """Why a hand stands where it stands: what counts for it, and what put others before it."""

    what: str  # moved, point, answer, late, first, again
    turns: int
    tie: str = ""  # spoke, asked: what came last between it and the one before it


@folds
@dataclass
class Hands:
    """The order is a rule that everybody can read; what the team changes in it is written down."""

    PART: ClassVar[str] = "hands"
    VERSION: ClassVar[int] = 2

    up: dict[int, Hand] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # turns of each, the one that goes on too
    spoken: dict[int, int] = field(default_factory=dict)  # seconds of each in turns that are over
    manual: list[Manual] = field(default_factory=list)
    limit: int = 0  # seconds that a turn should have

    @property
    def speaking(self) -> Turn | None:
        """Whose turn it is."""
        last = self.turns[-1] if self.turns else None
        return last if last and last.ended_at is None else None

    @property
    def topic(self) -> int:
        """The turn that an answer answers now; answers are about what they answer."""
        return (self.turns[-1].answers or self.turns[-1].seq) if self.turns else 0

    def has_answered(self, who: int) -> bool:
        """True for whoever has had their answer to what was said last."""
        recent = (turn for turn in reversed(self.turns) if turn.answers == self.topic)
        return any(turn.who == who for turn in recent)

    def own(self, who: int) -> Hand | None:
        """The hand of this visitor."""
        return next((hand for hand in self.up.values() if hand.who == who), None)

    def order(self) -> list[Hand]:
        """By kind of contribution, turns taken, seconds spoken, time of asking."""
        return [self.up[seq] for seq in self.reasons()]

    def _place(self, hand: Hand) -> tuple[int, ...]:
        side = (hand.pin > 0) - (hand.pin < 0)
        turns, seconds = self.taken.get(hand.who, 0), self.spoken.get(hand.who, 0)
        return (side, hand.pin, self._rank(hand), turns, seconds, hand.seq)

    def _rank(self, hand: Hand) -> int:
        if hand.wants == POINT:
            return 0
        return 1 if hand.wants == ANSWER and hand.answers == self.topic else 2

    def reasons(self) -> dict[int, Reason]:
        """Why each stands where it stands, by its number, in the order; found once for each act."""
        known: dict[int, Reason] | None = self.__dict__.get("_known")
        if known is None:
            known = self.__dict__["_known"] = self._find_reasons()
        return known

    def _find_reasons(self) -> dict[int, Reason]:
        placed = sorted((self._place(hand), hand) for hand in self.up.values())
        found: dict[int, Reason] = {}
        before: tuple[int, ...] = ()
        for place, hand in placed:
            tie = _tie(before, place) if before else ""
            found[hand.seq] = Reason(self._what(hand), self.taken.get(hand.who, 0), tie)
            before = place
        return found

    def _what(self, hand: Hand) -> str:
        if hand.pin:
            return "moved"
        if self._rank(hand) < 2:
            return hand.wants
        if hand.wants == ANSWER:
            return "late"
        return "again" if self.taken.get(hand.who) else "first"

    # What happens. Each answers what looks different: hands whose reason is another, the order.

    def on_hand_raised(self, row: Row, state: State) -> Pieces:
        """Raised again it is of another kind; its time of asking stays."""
        before, own, wants = self.reasons(), self.own(row.who), row.payload["wants"]
        if self.speaking and self.speaking.who == row.who:
            return ()
        if own is None:
            veiled = bool(row.payload.get("veiled"))
            own = self.up[row.seq] = Hand(row.seq, row.who, wants, row.at, veiled)
        own.wants, own.answers = wants, self.topic if wants == ANSWER else 0
        return (*self._different(before, own.seq), *_theirs(own))

    def on_hand_lowered(self, row: Row, state: State) -> Pieces:
        before, hand = self.reasons(), self.up.pop(row.about or 0, None)
        if hand is None:
            return ()
        if hand.who != row.who:
            self._note(row, "lowered", hand.who, hand.veiled)
        return (*self._different(before), *_theirs(hand), "manual")

    def on_hand_moved(self, row: Row, state: State) -> Pieces:
        before, hand = self.reasons(), self.up.get(row.about or 0)
        if hand is None:
            return ()
        place = row.payload["place"]
        hand.pin = {"first": -row.seq, "last": row.seq}.get(place, 0)
        hand.by, hand.why = row.who, row.payload["why"]
        self._note(row, place, hand.who, hand.veiled)
        return (*self._different(before, hand.seq), "manual")

    def on_floor_given(self, row: Row, state: State) -> Pieces:
        """Whoever spoke has ended; a word out of the order is noted with its reason."""
        before, who = self.reasons(), row.payload["who"]
        hand = self.up.pop(row.about or 0, None) or self.own(who)
        if hand:
            self.up.pop(hand.seq, None)
        self._end(row)
        hand = hand or Hand(row.seq, who, WORD, row.at, who in state.of(People).veiled)
        self._note_given(row, hand)
        answers = hand.answers if hand.answers == self.topic else 0
        turn = Turn(row.seq, who, hand.wants, row.at, row.step, hand.veiled, answers)
        self.turns.append(turn)
        self.taken[who] = self.taken.get(who, 0) + 1
        return (*self._different(before), *_theirs(hand), "floor", "turns", "manual")

    def _note_given(self, row: Row, hand: Hand) -> None:
        if row.payload.get("myself"):
            self._note(row, "taken", hand.who, hand.veiled)
        elif row.payload.get("called"):
            self._note(row, "called", hand.who, hand.veiled)
        elif row.payload.get("why"):
            self._note(row, "given", hand.who, hand.veiled)
        elif row.payload.get("passed"):
            self._note(row, "passed", hand.who, hand.veiled)

    def on_floor_ended(self, row: Row, state: State) -> Pieces:
        before, turn = self.reasons(), self.speaking
        if turn is None or turn.seq != row.about:
            return ()
        self._end(row)
        return (*self._different(before), *_theirs(turn), "floor", "turns")

    def on_limit_set(self, row: Row, state: State) -> Pieces:
        self.limit = row.payload["seconds"]
        return ("floor", "turns")

    def on_removed(self, row: Row, state: State) -> Pieces:
        """Whoever was put out loses the hand and the floor."""
        return self._without(row, row.payload["who"])

    def on_role_given(self, row: Row, state: State) -> Pieces:
        """Whoever only observes from now on asks for nothing."""
        if row.payload["role"] != OBSERVER:
            return ()
        return self._without(row, row.payload["who"])

    def on_veiled(self, row: Row, state: State) -> Pieces:
        """A hand that is up goes under the pseudonym, too; there it stays."""
        hand = self.own(row.who)
        if hand is None or row.payload.get("off"):
            return ()
        hand.veiled = True
        return (f"hand-{hand.seq}", *_theirs(hand))

    def on_closed(self, row: Row, state: State) -> Pieces:
        """The session has ended, and with it the turn; everything is written anew."""
        self._end(row)
        self.__dict__.pop("_known", None)
        return ()

    def _without(self, row: Row, who: int) -> Pieces:
        before, hand = self.reasons(), self.own(who)
        if hand:
            del self.up[hand.seq]
        speaks = self.speaking is not None and self.speaking.who == who
        if speaks:
            self._end(row)
        return (*self._different(before), *(("floor", "turns") if speaks else ()))

    def _end(self, row: Row) -> None:
        turn = self.speaking
        if turn is not None:
            turn.ended_at = row.at
            self.spoken[turn.who] = self.spoken.get(turn.who, 0) + turn.seconds(row.at)

    def _note(self, row: Row, what: str, who: int, veiled: bool) -> None:
        why = row.payload.get("why", "")
        self.manual.append(Manual(row.seq, row.who, what, who, veiled, why, row.at))
        del self.manual[:-SHOWN]

    def _different(self, before: dict[int, Reason], changed: int = 0) -> tuple[str, ...]:
        self.__dict__.pop("_known", None)
        after = self.reasons()
        others = [
            seq
            for seq in {**before, **after}
            if seq == changed or before.get(seq) != after.get(seq)
        ]
        return (*(f"hand-{seq}" for seq in others), "handorder")


def _tie(before: tuple[int, ...], place: tuple[int, ...]) -> str:
    """Between two for whom all else is equal: who spoke less, then who asked first."""
    _side, pin, _rank, _turns, spoken, _seq = place
    if pin or before[:4] != place[:4]:
        return ""
    return "asked" if before[4] == spoken else "spoke"


def _theirs(of: Hand | Turn) -> tuple[str, ...]:
    """What is under a pseudonym is nobody's in the markup: its owner is told alone."""
    return (f"~{of.who}",) if of.veiled else ()
