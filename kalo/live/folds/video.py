"""The video that a room is shown beside."""

from dataclasses import dataclass
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds


@folds
@dataclass
class Screen:
    """Where those who lead say that the picture is."""

    PART: ClassVar[str] = "video"
    VERSION: ClassVar[int] = 1

    address: str | None = None  # None: as the event says; empty: none

    def on_video_set(self, row: Row, state: State) -> Pieces:
        self.address = row.payload["address"]
        return ("video",)

    def on_video_ended(self, row: Row, state: State) -> Pieces:
        self.address = ""
        return ("video",)
