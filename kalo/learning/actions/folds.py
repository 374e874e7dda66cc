"""What acts add up to: each is merged into the state once, and their order does not matter.

Earliest of moments, highest of scores, latest of answers and positions, union of what was watched.
The same merging makes a state anew from the log: the nightly self-check compares the two.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from kalo.learning.models import (
    ACCEPTED,
    ANSWERED,
    ATTENDED,
    DONE,
    EXCUSED,
    HANDED_IN,
    PLAYED,
    SUBMITTED,
    BlockProgress,
    LearningEvent,
    LessonProgress,
)

# Which moment of a block's state an act sets; {"undone": true} takes it back.
MOMENTS = {
    DONE: "done_at",
    ANSWERED: "done_at",
    SUBMITTED: "done_at",
    HANDED_IN: "done_at",
    ACCEPTED: "accepted_at",
    EXCUSED: "excused_at",
}
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
Rank = tuple[int, datetime, uuid.UUID]


def count_of(moment: datetime) -> int:
    """What a browser counts its acts by, unless two fall into one second: seconds."""
    return int((moment - COUNTED_FROM).total_seconds())


def rank(act: LearningEvent) -> Rank:
    """Which of two acts came later: by the browser's count, then by its clock."""
    return (count_of(act.made_at) if act.seq is None else act.seq, act.made_at, act.id)


def earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two moments, where there are any."""
    return min(filter(None, (one, other)), default=None)


def latest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, where there are any."""
    return max(filter(None, (one, other)), default=None)


def fold_lesson(state: LessonProgress, act: LearningEvent) -> None:
    """Merge an act into how far somebody is with a lesson."""
    state.seen_at = latest(state.seen_at, act.made_at)
    if act.kind == DONE and act.block_id is None and _is_first(state, act):
        state.read_at, state.read_event = act.made_at, act


def _is_first(state: LessonProgress, act: LearningEvent) -> bool:
    known = state.read_event
    return known is None or (act.made_at, act.id) < (known.made_at, known.id)


def fold_block(state: BlockProgress, act: LearningEvent, seconds: float = 0) -> None:
    """Merge an act into how far somebody is with a block; `seconds` is the length of a film."""
    state.seen_at = earliest(state.seen_at, act.made_at)
    if act.kind == ATTENDED:
        _fold_attended(state, act)
    elif moment := MOMENTS.get(act.kind):
        undone = act.value.get("undone")
        setattr(state, moment, None if undone else earliest(getattr(state, moment), act.made_at))
    if act.kind == ANSWERED:
        _fold_answer(state, act)
    elif act.kind == SUBMITTED:
        _fold_score(state, act)
    elif act.kind == HANDED_IN:
        state.tries = (state.tries or 0) + 1
    elif act.kind == PLAYED:
        _fold_playing(state, act, seconds)


def _fold_attended(state: BlockProgress, act: LearningEvent) -> None:
    """Of each gathering the last word counts; of those that were attended, the earliest moment."""
    seq, made_at, id = rank(act)
    word = [seq, made_at.astimezone(UTC).isoformat(), id.hex, not act.value.get("undone")]
    known = dict((state.answer or {}).get("attended", {}))
    gathering = str(act.value.get("event", 0))
    known[gathering] = max(known.get(gathering, word), word)
    state.answer = {"attended": known}
    moments = (datetime.fromisoformat(at) for _seq, at, _id, here in known.values() if here)
    state.done_at = min(moments, default=None)


def _fold_score(state: BlockProgress, act: LearningEvent) -> None:
    """An attempt at a quiz; marked later or anew, the same attempt comes once more."""
    percent = act.value.get("percent")
    state.tries = (state.tries or 0) + (0 if act.value.get("again") else 1)
    if percent is not None:
        state.best = max(state.best or 0, percent)
    if act.value.get("passed"):
        state.right_at = earliest(state.right_at, act.made_at)


def _fold_answer(state: BlockProgress, act: LearningEvent) -> None:
    state.tries = (state.tries or 0) + 1
    if act.right:
        state.right_at = earliest(state.right_at, act.made_at)
    if act.right is not None:
        state.best = max(state.best or 0, 100 * act.right)
    if state.answer_event is None or rank(act) > rank(state.answer_event):
        state.answer, state.answer_event = act.value, act


def _fold_playing(state: BlockProgress, act: LearningEvent, seconds: float) -> None:
    if state.position_event is None or rank(act) > rank(state.position_event):
        state.position, state.position_event = act.value.get("position"), act
    state.segments = united([*(state.segments or []), *act.value.get("segments", [])])
    if seconds:
        state.watched = max(state.watched or 0, percent_of(state.segments, seconds))


def united(segments: Iterable[list[float]]) -> list[list[float]]:
    """Stretches of a film without overlaps, in order."""
    whole: list[list[float]] = []
    for start, end in sorted(segments):
        if whole and start <= whole[-1][1]:
            whole[-1][1] = max(whole[-1][1], end)
        else:
            whole.append([start, end])
    return whole


def percent_of(segments: Iterable[list[float]], seconds: float) -> int:
    """How much of a film those stretches are."""
    return min(100, int(100 * sum(end - start for start, end in segments) / seconds + 1e-9))
