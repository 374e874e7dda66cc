"""Seats and attendance at workshops, as another room tells of them, and what rests on them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.locales import in_this_language, speaking
from kalo.learning.actions.completion import RULE, settle
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import Made, credit
from kalo.learning.models import (
    ATTENDED,
    Block,
    Completion,
    Enrolment,
    LessonProgress,
    WorkshopSeat,
)
from kalo.learning.queries.facts import course_of, facts_of, newest_path, path_for
from kalo.learning.queries.workshops import attendance_of
from kalo.learning.rules import Course, Facts

SEAT, GIVEN_UP, THERE, CALLED_OFF = "seat", "given-up", "attended", "called-off"
OURS = uuid.UUID("6b1d0c1e-0000-4000-8000-0000a77e4ded")


@dataclass(frozen=True)
class Gathering:
    """What we keep of an event of another room: no more than a line of a list."""

    id: int
    title_el: str
    title_en: str
    path: str
    starts_at: datetime

    @property
    def said(self) -> dict[str, Any]:
        """The columns of a seat that tell of it."""
        return {
            "event_title_el": self.title_el,
            "event_title_en": self.title_en,
            "event_path": self.path,
            "starts_at": self.starts_at,
        }


def keep_seat(person_id: int, block: Block, gathering: Gathering, state: str = SEAT) -> None:
    """Somebody has a seat where a workshop is held, or was there."""
    known = {"state": state, "changed_at": clock.now(), **gathering.said}
    whose = {"person_id": person_id, "block_id": block.id, "event_id": gathering.id}
    key = ("person_id", "block_id", "event_id")
    upsert(WorkshopSeat, [{**whose, **known}], key=key, again=known)


def give_up_seat(person_id: int, gathering: Gathering) -> None:
    """Nobody sits there any more; of whom we know nothing we learn nothing."""
    theirs = WorkshopSeat.person_id == person_id, WorkshopSeat.event_id == gathering.id
    gone = update(WorkshopSeat).where(*theirs, WorkshopSeat.state == SEAT)
    db.session.execute(gone.values(state=GIVEN_UP, changed_at=clock.now()))


def change_gathering(gathering: Gathering, called_off: bool) -> None:
    """It got another name, hour or address, or it will not take place."""
    seats = update(WorkshopSeat).where(WorkshopSeat.event_id == gathering.id)
    db.session.execute(seats.values(**gathering.said))
    if called_off:
        sitting = seats.where(WorkshopSeat.state == SEAT)
        db.session.execute(sitting.values(state=CALLED_OFF, changed_at=clock.now()))


def let_go_of_seats(block: Block, gathering: Gathering) -> None:
    """The gathering is no longer this workshop; nobody was there yet."""
    db.session.execute(
        delete(WorkshopSeat).where(
            WorkshopSeat.block_id == block.id, WorkshopSeat.event_id == gathering.id
        )
    )


def attend(person: Person, block: Block, gathering: Gathering, at: datetime) -> None:
    """Somebody was at a workshop; told twice it counts once."""
    hold(person.id)
    keep_seat(person.id, block, gathering, THERE)
    said, standing = _said(person.id, block, gathering)
    if not standing:
        word = _word(person, block, gathering, said, at)
        credit(person, block, ATTENDED, word, event=gathering.id)


def undo_attendance(person: Person, block: Block, gathering: Gathering, by: Person) -> None:
    """Somebody was not there after all: what rests on that alone is taken back, in the log."""
    hold(person.id)
    keep_seat(person.id, block, gathering)
    said, standing = _said(person.id, block, gathering)
    if not standing:
        return
    resting = _Resting(person.id, block.lesson.programme_id, block.lesson_id)
    word = _word(person, block, gathering, said, clock.now())
    credit(person, block, ATTENDED, word, event=gathering.id, undone=True)
    if gone := resting.things_gone():
        with speaking(person.language):  # whose certificate falls with it reads this
            title = in_this_language(gathering, "title")
            why = _("Attendance at “%(title)s” was taken back.", title=title)
        for thing in gone:
            done = db.session.get_one(Completion, (person.id, thing))
            done.reason = why
            signals.completion_taken_back.send(done, person=person, by=by)
            note_staff_act(by, "took back a completion", thing, f"person:{person.id}", after=why)
        _take_back(person.id, block, gone)


def _said(person_id: int, block: Block, gathering: Gathering) -> tuple[int, bool]:
    """How much was said so far of this person and workshop; whether the last word was: there."""
    words = attendance_of(person_id, block.id)
    ours = [word for word in words if word.value.get("event") == gathering.id]
    return len(words), bool(ours) and not ours[-1].value.get("undone")


def _word(person: Person, block: Block, gathering: Gathering, said: int, at: datetime) -> Made:
    """The next word, under an id that is the same wherever it is worked out."""
    name = f"{gathering.id} {person.id} {block.key} {said}"
    return Made(uuid.uuid5(OURS, name), at, seq=said + 1)


class _Resting:
    """What somebody has finished by a rule, before and after an attendance is taken back."""

    def __init__(self, person_id: int, programme_id: int, lesson_id: int) -> None:
        self.person_id, self.programme_id, self.lesson_id = person_id, programme_id, lesson_id
        self.before = self._facts()

    def things_gone(self) -> list[str]:
        """Lessons, then modules, then the programme, whose rule held before and does not now."""
        enrolment = self._enrolment()
        path = path_for(self.programme_id, enrolment) if enrolment else None
        course = course_of(path)
        if course is None:
            return []
        now, gone = self._facts(), []
        for thing, judging in self._things(course):
            if not judging.judge_rule(thing, self.before).done:
                continue
            if not judging.judge_rule(thing, now).done and self._was_earned(thing):
                gone.append(thing)
                now = _without(now, thing)
        return gone

    def _things(self, course: Course) -> list[tuple[str, Course]]:
        """Each with the path by which it is judged: a lesson may be newer than the learner's."""
        things = [(thing, course) for thing in course.things()]
        newest = course_of(newest_path(self.programme_id))
        if newest and self.lesson_id not in course.lessons:
            things.insert(0, (f"lesson:{self.lesson_id}", newest))
        return [*things, (f"programme:{self.programme_id}", course)]

    def _facts(self) -> Facts:
        return facts_of([self.person_id], [self.programme_id])[self.person_id]

    def _enrolment(self) -> Enrolment | None:
        whose = {"person_id": self.person_id, "programme_id": self.programme_id}
        return db.session.scalar(select(Enrolment).filter_by(**whose))

    def _was_earned(self, thing: str) -> bool:
        """Earned by the rule; what a facilitator gave rests on their word."""
        known = db.session.get(Completion, (self.person_id, thing))
        return known is not None and known.how == RULE and known.revoked_at is None


def _without(facts: Facts, thing: str) -> Facts:
    return replace(facts, earned={t: at for t, at in facts.earned.items() if t != thing})


def _take_back(person_id: int, block: Block, things: Collection[str]) -> None:
    """As if it had never been earned: whoever does it in another way earns it then."""
    theirs = Completion.person_id == person_id, Completion.thing.in_(things)
    db.session.execute(delete(Completion).where(*theirs))
    lessons = [int(thing.partition(":")[2]) for thing in things if thing.startswith("lesson:")]
    done = update(LessonProgress).where(
        LessonProgress.person_id == person_id, LessonProgress.lesson_id.in_(lessons)
    )
    db.session.execute(done.values(done_at=None))
    programme_id = block.lesson.programme_id
    if f"programme:{programme_id}" in things:
        whose = {"person_id": person_id, "programme_id": programme_id}
        db.session.execute(update(Enrolment).filter_by(**whose).values(done_at=None))
    settle(person_id, programme_id, block.lesson_id)
