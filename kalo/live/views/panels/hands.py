"""Who speaks, who comes next and why; for those who lead, how the time was shared."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from kalo.live.folds.hands import ANSWER, POINT, WORD, Hand, Hands, Manual, Reason, Turn
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import HEAD, MAIN, Panel, Piece

WANTED = {
    WORD: _("I want to speak"),
    ANSWER: _("I answer what was just said"),
    POINT: _("Point of order"),
}
LIMITS = (0, 60, 120, 180, 300, 600)
LEADING = ("facilitator", "co-facilitator")
CHANGED = {
    "first": _("went to the front"),
    "last": _("went to the end"),
    "rule": _("went back to where the rule has it"),
    "lowered": _("the hand was taken down"),
    "given": _("got the floor out of turn"),
    "passed": _("got the floor while those before were away"),
    "taken": _("took the floor to lead"),
    "called": _("got the floor without having raised a hand"),
}


@dataclass(frozen=True)
class Raised:
    """A hand with the reason for its place, told to others and to its owner."""

    hand: Hand
    why: str
    own_why: str

    @property
    def who(self) -> int:
        """Whose it is."""
        return self.hand.who


@dataclass(frozen=True)
class Airtime:
    """How long somebody has spoken, all in all."""

    who: int
    veiled: bool
    turns: int
    seconds: int
    share: int  # of a hundred

    @property
    def time(self) -> str:
        """The same in minutes and seconds."""
        return spell(self.seconds)


def spell(seconds: int) -> str:
    """Minutes and seconds, as on a clock."""
    return f"{seconds // 60}:{seconds % 60:02}"


def words(look: Look) -> dict[str, Any]:
    """The hands in their order, each with its reason."""
    hands = look.of(Hands)
    reasons = hands.reasons()
    look.know(hand.who for hand in hands.up.values())
    raised = [_raised(look, hand, reasons[hand.seq]) for hand in hands.order()]
    return {
        "raised": raised,
        "own": hands.own(look.who) if look.who else None,
        "wanted": WANTED,
        "limits": LIMITS,
    }


def find_hand(look: Look, key: str) -> Raised | None:
    """A hand, while it is up."""
    hands = look.of(Hands)
    hand = hands.up.get(int(key))
    return _raised(look, hand, hands.reasons()[hand.seq]) if hand else None


def _raised(look: Look, hand: Hand, reason: Reason) -> Raised:
    look.know([hand.by] if hand.pin else ())
    why, own = _why(hand, reason)
    tie = _tie(reason)
    return Raised(hand, " · ".join(filter(None, (why, tie))), " · ".join(filter(None, (own, tie))))


def _why(hand: Hand, reason: Reason) -> tuple[str, str]:
    """What counts for a hand, as it is told to others and to its owner."""
    same = {
        "point": gettext("point of order: comes first"),
        "answer": gettext("answers what was just said"),
        "late": gettext("the answer came late: it waits in its turn"),
    }
    if reason.what in same:
        return same[reason.what], same[reason.what]
    if reason.what == "first":
        return gettext("speaks for the first time"), gettext("you speak for the first time")
    if reason.what == "again":
        turns = reason.turns
        return (
            ngettext("has spoken %(num)s time", "has spoken %(num)s times", turns),
            ngettext("you have spoken %(num)s time", "you have spoken %(num)s times", turns),
        )
    moved = gettext("put forward by the team") if hand.pin < 0 else gettext("put back by the team")
    return moved, moved


def _tie(reason: Reason) -> str:
    if reason.tie == "asked":
        return gettext("went up a little later than the one before")
    return gettext("more time spoken than the one before") if reason.tie == "spoke" else ""


def find_order(look: Look, key: str) -> list[int]:
    """The numbers of the hands in their order: scripts put them so."""
    return [hand.seq for hand in look.of(Hands).order()]


def find_floor(look: Look, key: str) -> dict[str, Any]:
    """Whose turn it is, and until when it should be; nobody's is an answer too."""
    hands = look.of(Hands)
    turn = hands.speaking if look.writes else None  # nobody may have ended the last one
    look.know([turn.who] if turn else ())
    until = turn.began_at + timedelta(seconds=hands.limit) if turn and hands.limit else None
    spent = spell(turn.seconds(look.at)) if turn else ""
    return {"turn": turn, "until": until, "spent": spent, "wanted": WANTED}


def find_manual(look: Look, key: str) -> list[tuple[Manual, Any]]:
    """What the team has changed in the order, in words, the latest first."""
    manual = look.of(Hands).manual[::-1]
    look.know(who for each in manual for who in (each.who, each.by))
    return [(each, CHANGED[each.what]) for each in manual]


def find_turns(look: Look, key: str) -> dict[str, Any] | None:
    """How the time was shared, by person and all in all: for those who lead alone."""
    hands = look.of(Hands)
    if not look.leads:
        return None
    rows = _airtimes(look, hands)
    look.know(row.who for row in rows)
    total = sum(row.seconds for row in rows)
    leading = sum(row.seconds for row in rows if look.role_of(row.who) in LEADING)
    steps: Counter[int] = Counter()
    for turn in hands.turns:
        steps[turn.step or 0] += _seconds(look, turn)
    return {
        "rows": rows,
        "total": spell(total),
        "leading": spell(leading),
        "people": len(rows),  # under a pseudonym one is another
        "steps": [(step, spell(steps[step.id])) for step in look.stage.steps if steps[step.id]],
        "limit": hands.limit,
        "limits": LIMITS,
    }


def _airtimes(look: Look, hands: Hands) -> list[Airtime]:
    turns: Counter[tuple[int, bool]] = Counter()
    seconds: Counter[tuple[int, bool]] = Counter()
    for turn in hands.turns:
        turns[turn.who, turn.veiled] += 1
        seconds[turn.who, turn.veiled] += _seconds(look, turn)
    total = max(1, sum(seconds.values()))
    rows = [
        Airtime(who, veiled, count, seconds[who, veiled], round(seconds[who, veiled] * 100 / total))
        for (who, veiled), count in turns.items()
    ]
    return sorted(rows, key=lambda row: (-row.seconds, -row.turns, row.who))


def _seconds(look: Look, turn: Turn) -> int:
    """How long a turn was; one that nobody has ended is over when the room closes."""
    return turn.seconds(min(look.at, look.door.closes_at))


def mine(look: Look) -> dict[str, Any]:
    """One's own hand and turn, for those who take part under a pseudonym too."""
    hands = look.of(Hands)
    own, turn = hands.own(look.who), hands.speaking
    return {
        "hand": own.seq if own else 0,
        "turn": turn.seq if turn and turn.who == look.who else 0,
    }


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s new hand", "%(num)s new hands", count)


PANELS = (
    Panel(
        name="floor",
        title="",
        order=1,
        place=HEAD,
        pieces=(Piece("floor", find_floor, alone=True),),
    ),
    Panel(
        name="hands",
        title=_("Hands"),
        order=15,
        place=MAIN,
        words=words,
        pieces=(
            Piece("hand", find_hand),
            Piece("handorder", find_order, alone=True),
            Piece("manual", find_manual, alone=True),
            Piece("turns", find_turns, alone=True),
        ),
        mine=mine,
        news=news,
        key="h",
        script=True,
    ),
)
