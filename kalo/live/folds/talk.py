"""What people say to each other, and what waits, was sent back or taken off the page."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from kalo.live.folds.questions import Question, Questions
from kalo.live.folds.state import Pieces, Row, State, folds

AGREE, THANKS, IDEA, DOUBT = "agree", "thanks", "idea", "doubt"
SIGNS = (AGREE, THANKS, IDEA, DOUBT)
NO_SIGN = "none"
SLOW = (0, 10, 30, 60, 120)  # seconds between two lines of one person


@dataclass
class Line:
    """Something that was said."""

    seq: int
    who: int
    text: str
    at: datetime
    veiled: bool = False
    to: int = 0  # the line that it replies to
    place: int = 0  # where it appeared: at its own number, or when it was let through
    signs: dict[int, str] = field(default_factory=dict)  # what each has set behind it

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How often each sign stands there; only those that do."""
        there = list(self.signs.values())
        return [(sign, there.count(sign)) for sign in SIGNS if sign in there]


@dataclass(frozen=True)
class Back:
    """A line that its author has back, with the reason."""

    seq: int
    who: int
    text: str
    why: str
    shown: bool  # it stood on the page before


@dataclass(frozen=True)
class Muted:
    """Somebody who may not write for now, and why; they are told."""

    seq: int
    who: int
    why: str
    veiled: bool


@folds
@dataclass
class Talk:
    """The lines that stand, those that wait for a yes, and those that were put away."""

    PART: ClassVar[str] = "talk"
    VERSION: ClassVar[int] = 3

    lines: dict[int, Line] = field(default_factory=dict)
    put_away: dict[int, Line] = field(default_factory=dict)
    held: dict[int, Line] = field(default_factory=dict)
    back: dict[int, Back] = field(default_factory=dict)
    muted: dict[int, Muted] = field(default_factory=dict)  # by whom they are
    wrote: dict[int, datetime] = field(default_factory=dict)  # when each wrote last
    before: bool = False  # lines wait until somebody of the team says yes
    slow: int = 0  # seconds between two lines of one person

    def may_write_at(self, who: int) -> datetime | None:
        """From when on somebody may write again, where it is slow."""
        last = self.wrote.get(who)
        return last + timedelta(seconds=self.slow) if last and self.slow else None

    def on_said(self, row: Row, state: State) -> Pieces:
        payload = row.payload
        veiled, to = bool(payload.get("veiled")), payload.get("to") or 0
        line = Line(row.seq, row.who, payload["text"], row.at, veiled, to, row.seq)
        self.wrote[row.who] = row.at
        if payload.get("held"):
            self.held[row.seq] = line
            return (f"held-{row.seq}", f"~{row.who}")
        self.lines[row.seq] = line
        return (f"said-{row.seq}",)

    def on_let_through(self, row: Row, state: State) -> Pieces:
        """It appears now, at the end, where people read."""
        line = self.held.pop(row.about or 0, None)
        if line is None:
            return ()
        line.place = row.seq
        self.lines[line.seq] = line
        return (f"held-{line.seq}", f"said-{line.seq}", f"~{line.who}")

    def on_sent_back(self, row: Row, state: State) -> Pieces:
        """Its author has it again, with the reason; nobody else reads it."""
        line = self.held.pop(row.about or 0, None)
        if line is None:
            return ()
        self._give_back(line, row, shown=False)
        return (f"held-{line.seq}", f"~{line.who}")

    def on_taken_back(self, row: Row, state: State) -> Pieces:
        self.back.pop(row.about or 0, None)
        return (f"~{row.who}",)

    def on_hidden(self, row: Row, state: State) -> Pieces:
        """Hidden, or with `again` shown as before."""
        about = row.about or 0
        shown, hidden = self.lines, self.put_away
        if row.payload.get("again"):
            shown, hidden = hidden, shown
        if about not in shown:
            return self._return_question(row, state)
        line = hidden[about] = shown.pop(about)
        if row.payload.get("again"):
            self.back.pop(about, None)
        else:
            self._give_back(line, row, shown=True)
        self.lines = dict(sorted(self.lines.items(), key=lambda each: each[1].place))
        replies = (f"said-{each.seq}" for each in self.lines.values() if each.to == about)
        return (f"said-{about}", *replies, f"~{line.who}")

    def on_reacted(self, row: Row, state: State) -> Pieces:
        """One sign of each person; another takes its place."""
        line = self.lines.get(row.about or 0)
        if line is None:
            return ()
        line.signs.pop(row.who, None)
        if row.payload["sign"] != NO_SIGN:
            line.signs[row.who] = row.payload["sign"]
        return (f"signs-{line.seq}", f"={row.who}")

    def on_talk_set(self, row: Row, state: State) -> Pieces:
        self.before = bool(row.payload.get("before"))
        self.slow = row.payload.get("slow", 0)
        return ("talkways", "talkset")

    def on_muted(self, row: Row, state: State) -> Pieces:
        who, payload = row.payload["who"], row.payload
        veiled = bool(payload.get("under_pseudonym"))
        self.muted[who] = Muted(row.seq, who, payload.get("why", ""), veiled)
        return ("mutes", f"~{who}")

    def on_unmuted(self, row: Row, state: State) -> Pieces:
        found = [each for each in self.muted.values() if each.seq == row.about]
        for each in found:
            del self.muted[each.who]
        return ("mutes", *(f"~{each.who}" for each in found))

    def _return_question(self, row: Row, state: State) -> Pieces:
        """Whoever asked has it back, too, as long as it is off the page."""
        question = state.of(Questions).put_away.get(row.about or 0)
        if question is not None:
            self._give_back(question, row, shown=True)
            return (f"~{question.who}",)
        back = self.back.pop(row.about or 0, None)
        return (f"~{back.who}",) if back else ()

    def _give_back(self, line: Line | Question, row: Row, shown: bool) -> None:
        why = row.payload.get("why", "")
        self.back[line.seq] = Back(line.seq, line.who, line.text, why, shown)
