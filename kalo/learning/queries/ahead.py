"""What a learner goes on with: of lessons that were read, the first part that can be done now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, bindparam, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    HANDED,
    QUIZ,
    RETURNED,
    TASK,
    Block,
    BlockProgress,
    Enrolment,
    PathVersion,
    Programme,
)
from kalo.learning.queries.attempts import Standing, standings
from kalo.learning.queries.counting import Asked, asked_in
from kalo.learning.queries.marks import BODY
from kalo.learning.queries.paths import Goal, Line, Path, Step, paths_of
from kalo.learning.queries.tasks import Mine, works_on
from kalo.learning.rules import Done, Facts, Missing, Rule, items_of, judge

NOT_BLOCKS = ("read", "lesson", "module")


def ways_of(programmes: Iterable[int], person: Person | None) -> dict[int, Path]:
    """These programmes as this reader walks them, with what can be done now.

    One statement; a few more where lessons were read that ask for more, however many.
    """
    paths = paths_of(programmes, person)
    half = {id: path.half for id, path in paths.items() if path.half}
    if person is None or not half:
        return paths
    goals = _goals(half, person)
    return {id: replace(path, goals=goals) if id in half else path for id, path in paths.items()}


def way_of(programme: Programme, person: Person | None) -> Path:
    """One programme as this reader walks it, with what can be done now."""
    return ways_of([programme.id], person)[programme.id]


@dataclass(frozen=True)
class _State:
    """What is known of the blocks that some lessons ask for."""

    blocks: Mapping[int, Block]
    done: Mapping[int, Done]
    works: Mapping[int, Mine]
    quizzes: Mapping[int, Standing]

    def can_do(self, block: Block, kind: str) -> bool:
        """Whether it is the learner's turn: nobody else's word and no day is waited for."""
        if kind == "attended":
            return False
        if kind == "score":
            return _can_try(self.quizzes[block.id])
        done = self.done.get(block.id)
        if kind == "accepted" and done and done.done_at:
            mine = self.works.get(block.id)
            return bool(mine and mine.newest and mine.newest.state == RETURNED)
        return True


def _can_try(quiz: Standing) -> bool:
    """A try is left, and none waits for a facilitator's marks."""
    waits = any(attempt.state == HANDED for attempt in quiz.attempts)
    return quiz.running is not None or (quiz.left != 0 and not waits)


def _goals(half: Mapping[int, list[Step]], person: Person) -> dict[int, Goal]:
    rules = _rules(half, person)
    wanted = {
        id for rule in rules.values() for kind, id in items_of(rule) if kind not in NOT_BLOCKS
    }
    state = _state(wanted, person)
    lines = [step.lesson for steps in half.values() for step in steps]
    found = {line.id: _goal(line, rules.get(line.id), wanted, state) for line in lines}
    return {id: goal for id, goal in found.items() if goal}


def _rules(half: Mapping[int, list[Step]], person: Person) -> dict[int, Rule]:
    """What these lessons ask: by the reader's version of the path, else by the newest."""
    rows = db.session.execute(_VERSIONS, {"programmes": list(half), "person": person.id})
    found: dict[int, Rule] = {}
    for programme, *bodies in rows:
        asked = [asked_in(body) for body in bodies]
        for step in half[programme]:
            rule = _rule(step.lesson, asked)
            if rule:
                found[step.lesson.id] = rule
    return found


def _rule(lesson: Line, asked: list[Asked]) -> Rule | None:
    return next((rule for each in asked if (rule := each.course.rules.get(lesson.subject))), None)


_NEWEST = select(BODY).where(PathVersion.programme_id == Programme.id)
_VERSIONS = (
    select(Programme.id)
    .add_columns(_NEWEST.where(PathVersion.id == Enrolment.path_id).scalar_subquery())
    .add_columns(_NEWEST.order_by(PathVersion.number.desc()).limit(1).scalar_subquery())
    .outerjoin(
        Enrolment,
        and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == bindparam("person")),
    )
    .where(Programme.id.in_(bindparam("programmes", expanding=True)))
)


def _state(wanted: set[int], person: Person) -> _State:
    """Three statements at most: the blocks, works that were handed in, tries at quizzes."""
    mine = and_(BlockProgress.block_id == Block.id, BlockProgress.person_id == person.id)
    both: Any = select(Block, BlockProgress).outerjoin(BlockProgress, mine)
    rows = db.session.execute(both.where(Block.id.in_(wanted), Block.withdrawn_at.is_(None))).all()
    blocks = {block.id: block for block, _progress in rows}
    done = {block.id: Done.of(progress) for block, progress in rows if progress}
    tasks = [b for b in blocks.values() if b.kind == TASK and b.id in done]
    quizzes = [b.id for b in blocks.values() if b.kind == QUIZ]
    works = works_on(person, tasks) if tasks else {}
    return _State(blocks, done, works, standings(person, quizzes) if quizzes else {})


def _goal(lesson: Line, rule: Rule | None, wanted: set[int], state: _State) -> Goal | None:
    """The first part of a lesson that is not there and is the learner's to do."""
    gone = frozenset(f"block:{id}" for id in wanted - state.blocks.keys())
    facts = Facts(blocks=state.done, gone=gone)
    for missing in _each(judge(rule, facts).missing) if rule else ():
        block = state.blocks.get(int(missing.thing.partition(":")[2]))
        if block and missing.thing == block.subject and state.can_do(block, missing.kind):
            return _to_do(lesson, block)
    return None


def _each(missing: Iterable[Missing]) -> Iterator[Missing]:
    """Things that are not there, those among which one may choose too."""
    for one in missing:
        yield from _each(part for choice in one.of for part in choice)
        if one.kind not in (*NOT_BLOCKS, "any", "revoked"):
            yield one


def _to_do(lesson: Line, block: Block) -> Goal:
    if block.lesson_id != lesson.id:  # it stands elsewhere: the lesson says where
        return Goal.reading(lesson)
    el, en = (str(block.words_in(spoken).get("title") or "") for spoken in ("el", "en"))
    return Goal(lesson, el or lesson.title_el, en or lesson.title_en, block.kind, block.name)
