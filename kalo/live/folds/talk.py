"""What people say to each other."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds


@dataclass(frozen=True)
class Line:
    """Something that was said."""

    seq: int
    who: int
    text: str
    at: datetime
    veiled: bool = False


@folds
@dataclass
class Talk:
    """The lines that stand, and those that were put away."""

    PART: ClassVar[str] = "talk"
    VERSION: ClassVar[int] = 1

    lines: dict[int, Line] = field(default_factory=dict)
    put_away: dict[int, Line] = field(default_factory=dict)

    def on_said(self, row: Row, state: State) -> Pieces:
        veiled = bool(row.payload.get("veiled"))
        self.lines[row.seq] = Line(row.seq, row.who, row.payload["text"], row.at, veiled)
        return (f"said-{row.seq}",)

    def on_hidden(self, row: Row, state: State) -> Pieces:
        """Hidden, or with `again` shown as before."""
        shown, hidden = self.lines, self.put_away
        if row.payload.get("again"):
            shown, hidden = hidden, shown
        if row.about not in shown:
            return ()
        hidden[row.about] = shown.pop(row.about)
        self.lines = dict(sorted(self.lines.items()))
        return (f"said-{row.about}",)
