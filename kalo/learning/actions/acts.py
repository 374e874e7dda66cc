"""Acts as browsers send them, many at once: each is kept by itself, and what was kept is named.

A phone clears nothing before it is named here; so an act that goes wrong for a reason of ours is
neither kept nor refused, and comes again.
"""

import logging
import math
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning import queries
from kalo.learning.actions import progress
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import Made
from kalo.learning.marking import answer_in, question_in
from kalo.learning.models import ANSWERED, DONE, OPENED, PLAYED, Block, LearningEvent, Lesson

logger = logging.getLogger(__name__)
_OLD = lazy_gettext("This page has grown old. Open it again and repeat what you did.")
NEAR = timedelta(minutes=2)  # a clock that differs by less is taken as right


@dataclass(frozen=True)
class Act:
    """Something a learner did, as the browser tells it; nothing of it is true by itself."""

    id: uuid.UUID
    kind: str
    value: dict[str, Any]
    lesson: int | None = None
    block: int | None = None
    attempt: uuid.UUID | None = None
    slot: int | None = None
    seq: int | None = None
    made_at: datetime | None = None

    @property
    def made(self) -> Made:
        """By which id, when, and its place in the browser's count."""
        return Made(self.id, self.made_at, self.seq)

    @property
    def thread(self) -> Any:
        """What it belongs to: acts of one thread keep their order."""
        return self.attempt or self.block or self.lesson


@dataclass(frozen=True)
class Kept:
    """What the browser is told of an act that is safe."""

    id: uuid.UUID
    receipt: str
    at: datetime
    told: str = ""  # a sentence, where there is more to say


@dataclass
class Taken:
    """What became of the acts that came together."""

    kept: list[Kept] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # sentence by id


Taker = Callable[[Person, Act], Kept]
_takers: dict[str, Taker] = {}


def takes(kind: str) -> Callable[[Taker], Taker]:
    """`@takes("handed-in")`: what deals with acts of a kind; it may raise `Refused`."""

    def remember(taker: Taker) -> Taker:
        _takers[kind] = taker
        return taker

    return remember


def take_all(person: Person, acts: Iterable[Act], sent_at: datetime | None = None) -> Taken:
    """Deal with each act by itself: one that is refused, or goes wrong, stops no other.

    `sent_at` is what the browser's clock says now: one that goes wrong is put right.
    """
    hold(person.id)
    taken, wanted = Taken(), list(acts)
    # What came before is safe, whatever became of its lesson since: it is not looked at again.
    known = queries.kept_acts(person, [act.id for act in wanted])
    taken.kept.extend(map(kept, known.values()))
    stuck: set[Any] = set()
    for act in (act for act in wanted if act.id not in known):
        if act.thread in stuck:
            continue
        try:
            with db.session.begin_nested():
                named = take(person, _in_our_time(act, sent_at))
                taken.kept.append(replace(named, id=act.id))
        except Refused as refusal:
            taken.refused[str(act.id)] = str(refusal)
        except OperationalError:
            raise
        except Exception:
            logger.exception("an act of kind %s was not taken", act.kind)
            stuck.add(act.thread)
    return taken


def take(person: Person, act: Act) -> Kept:
    """Deal with one act."""
    taker = _takers.get(act.kind)
    if taker is None:
        raise Refused(_OLD)
    return taker(person, act)


def _in_our_time(act: Act, sent_at: datetime | None) -> Act:
    """By our clock: the browser's count follows its clock, so it is moved along."""
    if sent_at is None or act.made_at is None:
        return act
    wrong = clock.now() - sent_at
    if abs(wrong) < NEAR:
        return act
    seq = None if act.seq is None else act.seq + int(wrong.total_seconds())
    return replace(act, made_at=act.made_at + wrong, seq=seq)


def kept(event: LearningEvent, told: str = "") -> Kept:
    """What the browser is told of an act in the log."""
    return Kept(event.id, event.receipt, event.received_at, told)


def block_of(act: Act, *kinds: str) -> Block:
    """The block of an act, even one withdrawn since: what was done in it is kept all the same."""
    block = queries.find_block_of_act(act.block) if act.block else None
    if block is None or (kinds and block.kind not in kinds):
        raise Refused(_("There is no such part of a lesson."))
    return block


def _lesson_of(act: Act) -> Lesson:
    lesson = queries.find_lesson_of_act(act.lesson) if act.lesson else None
    if lesson is None:
        raise Refused(_("There is no such lesson."))
    return lesson


@takes(OPENED)
def _opened(person: Person, act: Act) -> Kept:
    return kept(progress.note_opened(person, _lesson_of(act), act.made))


@takes(DONE)
def _done(person: Person, act: Act) -> Kept:
    if act.block:
        return kept(progress.mark_watched(person, block_of(act, "video", "audio"), act.made))
    return kept(progress.mark_done(person, _lesson_of(act), act.made))


@takes(ANSWERED)
def _answered(person: Person, act: Act) -> Kept:
    block = block_of(act, "question")
    return kept(progress.answer(person, block, act.made, _said(act.value, block)))


def _said(value: dict[str, Any], block: Block) -> Any:
    """The answer itself, or as the fields of its form, which are named after the block."""
    if "fields" not in value:
        return value.get("answer")
    try:
        fields = MultiDict([(str(name), str(text)) for name, text in value["fields"]])
    except (TypeError, ValueError) as error:
        raise Refused(_OLD) from error
    return answer_in(fields, question_in(block), block.name)


@takes(PLAYED)
def _played(person: Person, act: Act) -> Kept:
    block = block_of(act, "video", "audio")
    position, segments = _played_of(act.value, block.made.get("seconds") or 0)
    return kept(progress.note_played(person, block, act.made, position, segments))


def _played_of(value: dict[str, Any], seconds: float) -> tuple[float, list[list[float]]]:
    """Where it stands and what was played, within the length that there is."""
    try:
        pairs = [(float(a), float(b)) for a, b in value.get("segments", [])][:200]
        position = float(value["position"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Refused(_OLD) from error
    if not all(map(math.isfinite, (position, *chain(*pairs)))):
        raise Refused(_OLD)
    inside = [[max(a, 0.0), min(b, float(seconds))] for a, b in pairs]
    return min(max(position, 0.0), float(seconds)), [[a, b] for a, b in inside if a < b]
