"""Finishing lessons, modules and programmes: earned once, under the version that held.

Whoever changes what somebody did calls `settle`; it is idempotent, and `hold` comes before it.
"""

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.log import hold
from kalo.learning.models import Completion, Enrolment, LessonProgress, PathVersion
from kalo.learning.queries.counting import NO_PATH
from kalo.learning.queries.facts import course_of, facts_of, newest_path, path_for
from kalo.learning.rules import Course, Verdict, judge

VERBS = (_("gave a completion"), _("took back a completion"))
RULE, OVERRIDE = "rule", "override"


def settle(person_id: int, programme_id: int, lesson_id: int | None = None) -> None:
    """Write down what somebody has finished by now, and how far they are with the programme.

    `lesson_id` is the lesson in which something was done: it may be newer than their version.
    """
    db.session.flush()
    mine = select(Enrolment).filter_by(person_id=person_id, programme_id=programme_id)
    enrolment = db.session.scalar(mine.execution_options(populate_existing=True))
    if enrolment is None:
        return
    path = path_for(programme_id, enrolment)
    enrolment.path_id = path.id if path else None
    settling = _Settling(enrolment, path)
    settling.lessons(lesson_id)
    settling.modules()
    settling.programme()


class _Settling:
    """One learner in one programme, from the lessons up."""

    def __init__(self, enrolment: Enrolment, path: PathVersion | None) -> None:
        self.mine, self.path, self.course = enrolment, path, course_of(path) or NO_PATH
        whose, where = enrolment.person_id, enrolment.programme_id
        self.facts = facts_of([whose], [where])[whose]

    def lessons(self, touched: int | None) -> None:
        for id in self.course.lessons:
            if id != touched and f"lesson:{id}" in self.facts.settled:
                continue
            self._lesson(id, self.course.judge_rule(f"lesson:{id}", self.facts), self.path)
        if touched is not None and touched not in self.course.lessons:
            self._newer_lesson(touched)

    def _newer_lesson(self, id: int) -> None:
        """A lesson that came after this learner began: an extra, by the rule that holds now."""
        newest = newest_path(self.mine.programme_id)
        entry = Course(newest.body).lessons.get(id) if newest else None
        rule = entry["rule"] if entry else {"read": id}
        self._lesson(id, judge(rule, self.facts), newest)

    def _lesson(self, id: int, verdict: Verdict, path: PathVersion | None) -> None:
        thing = f"lesson:{id}"
        known = self.facts.earned.get(thing)
        at = verdict.at if verdict.done and thing not in self.facts.revoked else None
        if at and (known is None or at < known):
            note_done(self.mine.person_id, id, at)
        if at or known:
            self._complete(thing, path)

    def modules(self) -> None:
        for id in self.course.modules:
            done = self._finished(f"module:{id}", self.course.judge(f"module:{id}", self.facts))
            if done:
                signals.module_done.send(done, person=self._person())

    def programme(self) -> None:
        thing = f"programme:{self.mine.programme_id}"
        verdict = self.course.judge(thing, self.facts)
        self.mine.met, self.mine.required = verdict.met, verdict.required
        self.mine.percent = max(self.mine.percent or 0, verdict.percent)
        done = self._finished(thing, verdict)
        if thing in self.facts.revoked:
            self.mine.done_at = None
        elif done or thing in self.facts.earned:
            self.mine.done_at = self.mine.done_at or clock.now()
        db.session.flush()
        if done:
            signals.programme_done.send(done, person=self._person())

    def _finished(self, thing: str, verdict: Verdict) -> Completion | None:
        """Newly finished; what was only withdrawn from under somebody is no achievement."""
        return self._complete(thing, self.path) if verdict.done and verdict.at else None

    def _complete(self, thing: str, path: PathVersion | None) -> Completion | None:
        if thing in self.facts.settled:
            return None
        done = Completion(
            person_id=self.mine.person_id,
            thing=thing,
            programme_id=self.mine.programme_id,
            path_number=path.number if path else 0,
            earned_at=clock.now(),
        )
        db.session.add(done)
        db.session.flush()
        earned = {thing: done.earned_at, **self.facts.earned}
        settled = self.facts.settled | {thing}
        self.facts = replace(self.facts, earned=earned, settled=settled)
        return done

    def _person(self) -> Person:
        return db.session.get_one(Person, self.mine.person_id)


def note_done(person_id: int, lesson_id: int, at: datetime) -> None:
    """All that a lesson asks is there since `at`; the first time the house hears of it."""
    progress = db.session.get(LessonProgress, (person_id, lesson_id))
    if progress is None:
        progress = LessonProgress(person_id=person_id, lesson_id=lesson_id, read_event=None)
        db.session.add(progress)
    new, progress.done_at = progress.done_at is None, at
    db.session.flush()
    if new:
        signals.lesson_done.send(progress)


def give(by: Person, person_id: int, programme_id: int, thing: str, reason: str) -> Completion:
    """A facilitator says that somebody has finished a thing, whatever the rule says."""
    hold(person_id)
    enrolment = db.session.scalars(
        select(Enrolment).filter_by(person_id=person_id, programme_id=programme_id)
    ).one()
    path, now = path_for(programme_id, enrolment), clock.now()
    given = db.session.get(Completion, (person_id, thing))
    if given is None:
        given = Completion(person_id=person_id, thing=thing, programme_id=programme_id)
        given.path_number, given.earned_at = path.number if path else 0, now
        db.session.add(given)
    given.how, given.by_id, given.reason, given.revoked_at = OVERRIDE, by.id, reason, None
    kind, _colon, id = thing.partition(":")
    if kind == "lesson":
        note_done(person_id, int(id), now)
    note_staff_act(by, "gave a completion", thing, f"person:{person_id}", after=reason)
    _tell(given)
    settle(person_id, programme_id)
    return given


def _tell(given: Completion) -> None:
    """What rests on a module or a programme hears of it as if it had been earned."""
    db.session.flush()
    kind = given.thing.partition(":")[0]
    signal = {"module": signals.module_done, "programme": signals.programme_done}.get(kind)
    if signal:
        signal.send(given, person=db.session.get_one(Person, given.person_id))


def take_back(by: Person, completion: Completion, reason: str) -> None:
    """A facilitator takes back a completion; it stays so until it is given again.

    What was finished on top of it stays: it is taken back by itself where that is meant.
    """
    hold(completion.person_id)
    db.session.refresh(completion, ["revoked_at"])
    if completion.revoked_at is not None:
        return
    completion.revoked_at, completion.by_id, completion.reason = clock.now(), by.id, reason
    kind, _colon, id = completion.thing.partition(":")
    if kind == "lesson":
        progress = db.session.get(LessonProgress, (completion.person_id, int(id)))
        if progress:
            progress.done_at = None
    whose = f"person:{completion.person_id}"
    note_staff_act(by, "took back a completion", completion.thing, whose, after=reason)
    settle(completion.person_id, completion.programme_id)
    person = db.session.get_one(Person, completion.person_id)
    signals.completion_taken_back.send(completion, person=person, by=by)
