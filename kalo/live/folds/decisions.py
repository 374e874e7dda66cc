"""What was decided, as those who take notes wrote it down."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds


@dataclass(frozen=True)
class Decision:
    """A sentence that will stand in the minutes."""

    seq: int
    who: int  # wrote it down
    text: str
    at: datetime
    step: int | None = None


@folds
@dataclass
class Decisions:
    """Those that stand, in their order."""

    PART: ClassVar[str] = "decisions"
    VERSION: ClassVar[int] = 1

    made: dict[int, Decision] = field(default_factory=dict)

    def on_decided(self, row: Row, state: State) -> Pieces:
        self.made[row.seq] = Decision(row.seq, row.who, row.payload["text"], row.at, row.step)
        return (f"decision-{row.seq}",)

    def on_undecided(self, row: Row, state: State) -> Pieces:
        """It was written by mistake."""
        self.made.pop(row.about or 0, None)
        return (f"decision-{row.about}",)
