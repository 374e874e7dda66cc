"""Polls and quizzes: prepared, asked, answered once by each, closed, and asked again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds

SINGLE, SEVERAL, RANKING = "single", "several", "ranking"
SCALE, CLOUD, OPEN_TEXT = "scale", "cloud", "text"
SORTS = (SINGLE, SEVERAL, RANKING, SCALE, CLOUD, OPEN_TEXT)
DRAFT, OPEN, CLOSED = "draft", "open", "closed"


@dataclass
class Answer:
    """What one person answered last: places of options, a number of a scale, or words."""

    seq: int
    choices: list[int] = field(default_factory=list)  # in a ranking the best first
    number: int | None = None
    words: list[str] = field(default_factory=list)


@dataclass
class Poll:
    """Something that everybody is asked; each person has one answer, and may change it."""

    seq: int
    sort: str
    text: str
    options: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)  # options of a quiz; empty for a poll
    least: int = 1  # of a scale
    most: int = 5
    hidden: bool = False  # the results, until it is closed
    state: str = DRAFT
    again_of: int | None = None  # the poll that was asked before this one
    closed_at: datetime | None = None
    answers: dict[int, Answer] = field(default_factory=dict)
    put_away: set[str] = field(default_factory=set)  # words that the team has taken off

    @property
    def turn(self) -> int:
        """It grows with each change of the answers: what they amount to is found once for each."""
        return int(self.__dict__.get("_turn", 0))

    def touch(self) -> None:
        """The answers are others now."""
        self.__dict__["_turn"] = self.turn + 1

    @property
    def is_quiz(self) -> bool:
        """True where there is a right answer."""
        return bool(self.right)

    @property
    def shows(self) -> bool:
        """Whether results are for everybody's eyes by now; those of a quiz give it away."""
        if self.state == OPEN:
            return not self.hidden and not self.is_quiz
        return self.state == CLOSED

    def shows_text(self, seq: int) -> bool:
        """Whether the answer with this number is read by everybody."""
        if self.sort != OPEN_TEXT or not self.shows or str(seq) in self.put_away:
            return False
        return any(answer.seq == seq for answer in self.answers.values())

    @property
    def place(self) -> tuple[int, int]:
        """Its place in the list: what is asked now, what is prepared, what was asked, new first."""
        return ((OPEN, DRAFT, CLOSED).index(self.state), -self.seq)


@folds
@dataclass
class Polls:
    """The polls of a room."""

    PART: ClassVar[str] = "polls"
    VERSION: ClassVar[int] = 1

    made: dict[int, Poll] = field(default_factory=dict)

    def in_order(self) -> list[Poll]:
        """The polls in the order in which they are shown."""
        return sorted(self.made.values(), key=lambda poll: poll.place)

    def before(self, poll: Poll) -> Poll | None:
        """The same poll as it was asked the first time; while its results are hidden, none."""
        first = self.made.get(poll.again_of or 0)
        return first if first is not None and first.shows else None

    def on_poll_made(self, row: Row, state: State) -> Pieces:
        said = row.payload
        poll = self.made[row.seq] = Poll(row.seq, said["sort"], said["text"])
        _fill(poll, said)
        poll.state = OPEN if said.get("at_once") else DRAFT
        return (f"poll-{row.seq}",)

    def on_poll_changed(self, row: Row, state: State) -> Pieces:
        """Nobody has seen it yet."""
        poll = self.made.get(row.about or 0)
        if poll is None or poll.state != DRAFT:
            return ()
        _fill(poll, row.payload)
        return (f"poll-{poll.seq}",)

    def on_poll_opened(self, row: Row, state: State) -> Pieces:
        poll = self.made.get(row.about or 0)
        if poll is None:
            return ()
        poll.state, poll.closed_at = OPEN, None
        return (f"poll-{poll.seq}",)

    def on_poll_closed(self, row: Row, state: State) -> Pieces:
        poll = self.made.get(row.about or 0)
        if poll is None or poll.state != OPEN:
            return ()
        poll.state, poll.closed_at = CLOSED, row.at
        return (f"poll-{poll.seq}",)

    def on_poll_repeated(self, row: Row, state: State) -> Pieces:
        """The same is asked again, of whoever is here now."""
        first = self.made.get(row.about or 0)
        if first is None:
            return ()
        again = Poll(row.seq, first.sort, first.text, first.options, first.right)
        again.least, again.most, again.hidden = first.least, first.most, first.hidden
        again.state, again.again_of = OPEN, first.again_of or first.seq
        self.made[row.seq] = again
        return (f"poll-{row.seq}",)

    def on_poll_dropped(self, row: Row, state: State) -> Pieces:
        return (f"poll-{row.about}",) if self.made.pop(row.about or 0, None) else ()

    def on_poll_answered(self, row: Row, state: State) -> Pieces:
        """Only what it adds up to is shown: the form that others fill in stays as it is."""
        poll, said = self.made.get(row.about or 0), row.payload
        if poll is None or poll.state != OPEN:
            return ()
        poll.answers[row.who] = Answer(
            row.seq, said.get("choices", []), said.get("number"), said.get("words", [])
        )
        poll.touch()
        return (f"tally-{poll.seq}", f"={row.who}")

    def on_poll_words_hidden(self, row: Row, state: State) -> Pieces:
        poll = self.made.get(row.about or 0)
        if poll is None:
            return ()
        change = poll.put_away.discard if row.payload.get("again") else poll.put_away.add
        change(row.payload["key"])
        poll.touch()
        return (f"tally-{poll.seq}",)

    def on_closed(self, row: Row, state: State) -> Pieces:
        """With the session everything ends that was being asked."""
        for poll in self.made.values():
            if poll.state == OPEN:
                poll.state, poll.closed_at = CLOSED, row.at
        return ()  # the whole page is made anew

    def on_removed(self, row: Row, state: State) -> Pieces:
        """What somebody wrote who was put out goes with them; what they chose counts."""
        polls = [p for p in self.made.values() if p.sort in (CLOUD, OPEN_TEXT)]
        gone = [p for p in polls if p.answers.pop(row.payload["who"], None)]
        for poll in gone:
            poll.touch()
        return [f"tally-{poll.seq}" for poll in gone]


def _fill(poll: Poll, said: dict[str, Any]) -> None:
    """What is asked, and how it is answered."""
    poll.sort, poll.text = said["sort"], said["text"]
    poll.options, poll.right = said["options"], said["right"]
    poll.least, poll.most = said["least"], said["most"]
    poll.hidden = bool(said.get("hidden"))
