"""Questions, who stands behind them, and how each was answered."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds

LIVE, TEXT, LATER = "live", "text", "later"  # said in the room, in writing, or put off


@dataclass
class Question:
    """Something that was asked; its votes are the people behind it, each once.

    `own` are those who voted for these very words, `voters` also those behind its doubles.
    """

    seq: int
    who: int
    text: str
    at: datetime
    veiled: bool = False
    own: set[int] = field(default_factory=set)
    voters: set[int] = field(default_factory=set)
    answered_at: datetime | None = None
    how: str = ""  # it was answered, or put off
    answer: str = ""  # in writing
    into: int | None = None  # the question that asks the same, in which it has gone up
    doubles: list[int] = field(default_factory=list)  # what has gone up in this one
    offered: bool = False  # to the forum

    @property
    def votes(self) -> int:
        """How many people want it answered."""
        return len(self.voters)

    @property
    def stands(self) -> int:
        """0 for what is open, 1 for what was put off, 2 for what was answered."""
        return 2 if self.answered_at else int(self.how == LATER)

    @property
    def place(self) -> tuple[int, int, int]:
        """Its place in the list: open ones first, by votes, then the older."""
        return (self.stands, -self.votes, self.seq)


@folds
@dataclass
class Questions:
    """The questions that stand, and those that were put away."""

    PART: ClassVar[str] = "questions"
    VERSION: ClassVar[int] = 3

    asked: dict[int, Question] = field(default_factory=dict)
    put_away: dict[int, Question] = field(default_factory=dict)

    def ranked(self) -> list[Question]:
        """The questions in the order in which they are shown; doubles stand in another one."""
        single = (question for question in self.asked.values() if question.into is None)
        return sorted(single, key=lambda question: question.place)

    def open(self) -> list[Question]:
        """Those that nobody has answered, nor offered to the forum yet."""
        return [each for each in self.ranked() if not each.answered_at and not each.offered]

    def find(self, seq: int | None) -> Question | None:
        """A question that is shown; of a double the one in which it stands."""
        question = self.asked.get(seq or 0)
        return self.asked.get(question.into) if question and question.into else question

    def doubles_of(self, question: Question) -> list[Question]:
        """What else asks the same."""
        shown = (self.asked.get(seq) for seq in question.doubles)
        return [each for each in shown if each is not None]

    def _there(self, seq: int | None) -> Question | None:
        """A question, shown or put away."""
        return self.asked.get(seq or 0) or self.put_away.get(seq or 0)

    def on_asked(self, row: Row, state: State) -> Pieces:
        veiled = bool(row.payload.get("veiled"))
        self.asked[row.seq] = Question(row.seq, row.who, row.payload["text"], row.at, veiled)
        return (f"question-{row.seq}",)

    def on_voted(self, row: Row, state: State) -> Pieces:
        question = self.find(row.about)
        if question is None:
            return ()
        question.own.add(row.who)
        question.voters.add(row.who)
        return (f"votes-{question.seq}", f"={row.who}")

    def on_unvoted(self, row: Row, state: State) -> Pieces:
        question = self.find(row.about)
        if question is None:
            return ()
        for each in (question, *self.doubles_of(question)):
            each.own.discard(row.who)
        question.voters.discard(row.who)
        return (f"votes-{question.seq}", f"={row.who}")

    def on_answered(self, row: Row, state: State) -> Pieces:
        """Answered, and how; whoever corrects an answer answers again."""
        question = self.find(row.about)
        if question is None:
            return ()
        question.how = row.payload.get("how", LIVE)
        question.answer = row.payload.get("text", "")
        question.answered_at = None if question.how == LATER else question.answered_at or row.at
        return (f"question-{question.seq}",)

    def on_unanswered(self, row: Row, state: State) -> Pieces:
        """It is open again."""
        question = self.find(row.about)
        if question is None:
            return ()
        question.how, question.answer, question.answered_at = "", "", None
        return (f"question-{question.seq}",)

    def on_merged(self, row: Row, state: State) -> Pieces:
        """One goes up in another that asks the same: whoever wanted both is counted once."""
        double, other = self.asked.get(row.about or 0), self.find(row.payload["into"])
        if double is None or double.into is not None or other is None or other is double:
            return ()
        other.doubles += [double.seq, *double.doubles]
        for each in (double, *map(self._there, double.doubles)):
            if each is not None:  # what is put away goes along, too
                each.into = other.seq
        double.doubles = []
        return self._unite(double, other)

    def on_parted(self, row: Row, state: State) -> Pieces:
        """It stands alone again, with the votes it had."""
        double = self.asked.get(row.about or 0)
        if double is None or double.into is None:
            return ()
        other, double.into = self._there(double.into), None
        if other is not None:
            other.doubles.remove(double.seq)
        return self._unite(double, *([other] if other else []))

    def _unite(self, *questions: Question) -> Pieces:
        for question in questions:
            question.voters = question.own.union(*(d.own for d in self.doubles_of(question)))
        return [f"question-{question.seq}" for question in questions]

    def on_offered(self, row: Row, state: State) -> Pieces:
        """They go on in the forum."""
        offered = [self.asked[seq] for seq in row.payload["questions"] if seq in self.asked]
        for question in offered:
            question.offered = True
        return [f"question-{question.seq}" for question in offered]

    def on_hidden(self, row: Row, state: State) -> Pieces:
        """Hidden, or with `again` shown as before."""
        shown, hidden = self.asked, self.put_away
        if row.payload.get("again"):
            shown, hidden = hidden, shown
        if row.about not in shown:
            return ()
        question = hidden[row.about] = shown.pop(row.about)
        above = self.asked.get(question.into or 0)
        return self._unite(question, *([above] if above else []))
