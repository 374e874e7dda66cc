"""What happened, by the steps of the guide: pure, from the state of a room alone."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kalo.live.folds import Stage, State, Step
from kalo.live.views.minutes.parts import TELLINGS
from kalo.live.views.minutes.telling import Telling, Told

Stretch = tuple[datetime, datetime | None]  # until now, where there is no end


@dataclass
class Section:
    """A step of the guide, when it went on, and what happened then; without a step the rest."""

    step: Step | None
    stretches: list[Stretch] = field(default_factory=list)
    told: dict[str, list[Told]] = field(default_factory=dict)  # by the name of the telling

    def groups(self) -> Iterator[tuple[Telling, list[Told]]]:
        """What there is, in the order in which parts are told."""
        for telling in TELLINGS:
            if found := self.told.get(telling.name):
                yield telling, found


class Hours:
    """When which step went on."""

    def __init__(self, stage: Stage) -> None:
        spans = [(past.began_at, past.ended_at, past.step) for past in stage.past]
        self._spans: list[tuple[datetime, datetime | None, int]] = [*spans]
        if stage.current is not None and stage.began_at is not None:
            self._spans.append((stage.began_at, None, stage.current))
        self._begins = [began for began, _ended, _step in self._spans]

    def of(self, step: int) -> list[Stretch]:
        """The stretches of a step."""
        return [(began, ended) for began, ended, each in self._spans if each == step]

    def step_at(self, moment: datetime) -> int | None:
        """The step that went on at a moment."""
        at = bisect_right(self._begins, moment) - 1
        if at < 0:
            return None
        _began, ended, step = self._spans[at]
        return step if ended is None or moment <= ended else None


def sections_of(state: State, language: str) -> list[Section]:
    """The steps that were reached, in the order of the guide, then what fell outside of them."""
    stage = state.of(Stage)
    hours = Hours(stage)
    steps = {step.id: Section(step, hours.of(step.id)) for step in stage.steps}
    outside = Section(None)
    for telling in TELLINGS:
        for told in telling.tell(state, language):
            section = steps.get(hours.step_at(told.at) or 0, outside)
            section.told.setdefault(telling.name, []).append(told)
    reached = [section for section in steps.values() if section.stretches]
    return [*reached, *([outside] if outside.told else [])]


def unreached(state: State) -> list[Step]:
    """The steps that nobody came to."""
    stage = state.of(Stage)
    been = {past.step for past in stage.past} | {stage.current}
    return [step for step in stage.steps if step.id not in been] if been - {None} else []
