"""Questions, and who stands behind them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds


@dataclass
class Question:
    """Something that was asked; its votes are the people behind it, each once."""

    seq: int
    who: int
    text: str
    at: datetime
    veiled: bool = False
    voters: set[int] = field(default_factory=set)
    answered_at: datetime | None = None

    @property
    def votes(self) -> int:
        """How many people want it answered."""
        return len(self.voters)

    @property
    def place(self) -> tuple[bool, int, int]:
        """Its place in the list: open ones first, by votes, then the older."""
        return (self.answered_at is not None, -self.votes, self.seq)


@folds
@dataclass
class Questions:
    """The questions that stand, and those that were put away."""

    PART: ClassVar[str] = "questions"
    VERSION: ClassVar[int] = 1

    asked: dict[int, Question] = field(default_factory=dict)
    put_away: dict[int, Question] = field(default_factory=dict)

    def ranked(self) -> list[Question]:
        """The questions in the order in which they are shown."""
        return sorted(self.asked.values(), key=lambda question: question.place)

    def on_asked(self, row: Row, state: State) -> Pieces:
        veiled = bool(row.payload.get("veiled"))
        self.asked[row.seq] = Question(row.seq, row.who, row.payload["text"], row.at, veiled)
        return (f"question-{row.seq}",)

    def on_voted(self, row: Row, state: State) -> Pieces:
        question = self.asked.get(row.about or 0)
        if question is None:
            return ()
        question.voters.add(row.who)
        return (f"question-{row.about}",)

    def on_unvoted(self, row: Row, state: State) -> Pieces:
        question = self.asked.get(row.about or 0)
        if question is None:
            return ()
        question.voters.discard(row.who)
        return (f"question-{row.about}",)

    def on_answered(self, row: Row, state: State) -> Pieces:
        question = self.asked.get(row.about or 0)
        if question is None:
            return ()
        question.answered_at = question.answered_at or row.at
        return (f"question-{row.about}",)

    def on_hidden(self, row: Row, state: State) -> Pieces:
        """Hidden, or with `again` shown as before."""
        shown, hidden = self.asked, self.put_away
        if row.payload.get("again"):
            shown, hidden = hidden, shown
        if row.about not in shown:
            return ()
        hidden[row.about] = shown.pop(row.about)
        return (f"question-{row.about}",)
