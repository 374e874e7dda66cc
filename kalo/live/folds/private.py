"""Private words to the team, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds


@dataclass(frozen=True)
class Word:
    """Something that was said in private."""

    seq: int
    by: int
    text: str
    at: datetime


@dataclass
class Thread:
    """What somebody and the team have said to each other; under a pseudonym it is another one."""

    seq: int
    who: int
    veiled: bool
    words: list[Word] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """True while the last word is not the team's."""
        return self.words[-1].by == self.who


@folds
@dataclass
class Private:
    """A thread for each who wrote to the team."""

    PART: ClassVar[str] = "private"
    VERSION: ClassVar[int] = 1

    threads: dict[int, Thread] = field(default_factory=dict)

    def own(self, who: int) -> list[Word]:
        """All that somebody and the team have said to each other, in order."""
        theirs = (thread for thread in self.threads.values() if thread.who == who)
        return sorted((word for thread in theirs for word in thread.words), key=lambda w: w.seq)

    def ordered(self) -> list[Thread]:
        """Those that wait for an answer first, then the latest."""
        threads = self.threads.values()
        return sorted(threads, key=lambda each: (not each.waits, -each.words[-1].seq))

    def on_told_team(self, row: Row, state: State) -> Pieces:
        veiled = bool(row.payload.get("veiled"))
        known = (each for each in self.threads.values() if each.who == row.who)
        thread = next((each for each in known if each.veiled == veiled), None)
        if thread is None:
            thread = self.threads[row.seq] = Thread(row.seq, row.who, veiled)
        thread.words.append(Word(row.seq, row.who, row.payload["text"], row.at))
        return (f"thread-{thread.seq}", f"~{row.who}")

    def on_team_answered(self, row: Row, state: State) -> Pieces:
        thread = self.threads.get(row.about or 0)
        if thread is None:
            return ()
        thread.words.append(Word(row.seq, row.who, row.payload["text"], row.at))
        return (f"thread-{thread.seq}", f"~{thread.who}")
