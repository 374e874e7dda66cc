"""The steps of the guide, the clock, and whether the session goes on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds

CHANGED = ("stage", "panel-guide")


@dataclass(frozen=True)
class Step:
    """A step as the guide had it when it was taken into the room."""

    id: int  # of the guide's step; entries of the log are stamped with it
    question_el: str
    question_en: str
    minutes: int
    probes_el: list[str] = field(default_factory=list)
    probes_en: list[str] = field(default_factory=list)

    def words(self, language: str) -> str:
        """The question of the step."""
        return (self.question_en if language == "en" else "") or self.question_el

    def probes(self, language: str) -> list[str]:
        """What to ask when the talk stops."""
        return (self.probes_en if language == "en" else []) or self.probes_el


@dataclass
class Past:
    """A stretch of time that was spent on a step."""

    step: int
    began_at: datetime
    ended_at: datetime


@folds
@dataclass
class Stage:
    """Where the session is in its guide."""

    PART: ClassVar[str] = "stage"
    VERSION: ClassVar[int] = 2

    steps: list[Step] = field(default_factory=list)
    current: int | None = None  # the id of the step that goes on
    began_at: datetime | None = None
    extra: int = 0  # minutes that were added to it
    past: list[Past] = field(default_factory=list)
    closed: bool = False
    closed_at: datetime | None = None

    @property
    def place(self) -> int | None:
        """The place of the current step among the steps, from 0."""
        ids = [step.id for step in self.steps]
        return ids.index(self.current) if self.current in ids else None

    @property
    def step(self) -> Step | None:
        """The step that goes on."""
        return self.steps[self.place] if self.place is not None else None

    @property
    def next_step(self) -> Step | None:
        """The one after it; before any has begun the first, after the last none."""
        if self.place is None:
            done = {each.step for each in self.past}
            return next((step for step in self.steps if step.id not in done), None)
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None

    @property
    def step_before(self) -> Step | None:
        """The one before it; of a session between two steps the one that was last."""
        if self.place is not None:
            return self.steps[self.place - 1] if self.place else None
        last = self.past[-1].step if self.past else None
        return next((step for step in self.steps if step.id == last), None)

    @property
    def ends_at(self) -> datetime | None:
        """When the current step is over, by its minutes; None for a step without minutes."""
        step = self.step
        if step is None or self.began_at is None or not step.minutes + self.extra:
            return None
        return self.began_at + timedelta(minutes=step.minutes + self.extra)

    @property
    def minutes_left(self) -> int:
        """The minutes of the steps that come after the current one."""
        return 0 if self.place is None else sum(s.minutes for s in self.steps[self.place + 1 :])

    def minutes_behind(self, at: datetime, until: datetime) -> int:
        """How many minutes are missing, if all that is left took as long as it should."""
        if self.place is None:
            return 0
        late = max(self.ends_at or at, at) + timedelta(minutes=self.minutes_left) - until
        return max(0, round(late.total_seconds() / 60))

    def on_guide_laid(self, row: Row, state: State) -> Pieces:
        self.steps = [Step(**step) for step in row.payload["steps"]]
        if self.current not in {step.id for step in self.steps}:
            self._end(row)
        return CHANGED

    def on_step_begun(self, row: Row, state: State) -> Pieces:
        if row.payload["step"] == self.current:
            return ()
        self._end(row)
        self.current, self.began_at, self.extra = row.payload["step"], row.at, 0
        return CHANGED

    def on_step_extended(self, row: Row, state: State) -> Pieces:
        if row.payload["step"] == self.current:
            self.extra += row.payload["minutes"]
        return CHANGED

    def on_step_ended(self, row: Row, state: State) -> Pieces:
        if row.payload["step"] == self.current:
            self._end(row)
        return CHANGED

    def on_closed(self, row: Row, state: State) -> Pieces:
        self._end(row)
        self.closed, self.closed_at = True, row.at
        return ("*",)  # every button goes

    def on_opened(self, row: Row, state: State) -> Pieces:
        self.closed, self.closed_at = False, None
        return ("*",)

    def _end(self, row: Row) -> None:
        if self.current is not None and self.began_at is not None:
            self.past.append(Past(self.current, self.began_at, row.at))
        self.current, self.began_at, self.extra = None, None, 0
