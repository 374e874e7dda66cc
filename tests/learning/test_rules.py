"""What it takes to finish: the judge alone, without a database."""

import random
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.learning.actions.folds import fold_block, fold_lesson, percent_of, united
from kalo.learning.models import BlockProgress, LearningEvent, LessonProgress
from kalo.learning.rules import NOTHING_DONE, Course, Done, Facts, Missing, judge

DAY = datetime(2026, 11, 22, tzinfo=UTC)


def at(hours: int) -> datetime:
    return DAY + timedelta(hours=hours)


READ = {"read": 1}
QUIZ = {"score": 5, "at_least": 70}
LESSON = {"all": [READ, QUIZ]}


def test_a_lesson_is_done_when_all_is_there_and_since_the_last_of_it() -> None:
    facts = Facts(read={1: at(1)})
    verdict = judge(LESSON, facts)
    assert (verdict.met, verdict.required, verdict.done) == (1, 2, False)
    assert verdict.missing == (Missing("score", "block:5", None, 70),)
    low = replace(facts, blocks={5: Done(done_at=at(2), best=60)})
    assert judge(LESSON, low).missing == (Missing("score", "block:5", 60, 70),)
    high = replace(facts, blocks={5: Done(done_at=at(2), right_at=at(3), best=70)})
    verdict = judge(LESSON, high)
    assert (verdict.done, verdict.percent, verdict.at) == (True, 100, at(3))


@pytest.mark.parametrize(
    ("rule", "short", "enough"),
    [
        ({"answered": 5}, Done(seen_at=at(1)), Done(done_at=at(1))),
        ({"submitted": 5}, Done(seen_at=at(1)), Done(done_at=at(1))),
        ({"accepted": 5}, Done(done_at=at(1)), Done(accepted_at=at(1))),
        ({"attended": 5}, Done(seen_at=at(1)), Done(done_at=at(1))),
        ({"watched": 5, "percent": 80}, Done(watched=79), Done(watched=80)),
        ({"watched": 5, "percent": 80}, Done(watched=79), Done(done_at=at(1))),
        ({"score": 5, "at_least": 70}, Done(best=69), Done(best=70)),
        ({"score": 5, "at_least": 70}, Done(best=69), Done(excused_at=at(1))),
    ],
)
def test_each_kind_of_item_asks_for_its_own(rule: Any, short: Done, enough: Done) -> None:
    missing = judge(rule, Facts(blocks={5: short})).missing
    assert [(one.kind, one.thing) for one in missing] == [(next(iter(rule)), "block:5")]
    assert judge(rule, Facts(blocks={5: enough})).done


def test_any_two_of_three_count_as_two_items_and_name_the_choices() -> None:
    rule = {"any": 2, "of": [{"lesson": 1}, {"lesson": 2}, {"lesson": 3}]}
    rules = {f"lesson:{n}": {"all": [{"read": n}, {"answered": n}]} for n in (1, 2, 3)}
    facts = Facts(read={1: at(1), 2: at(2)}, blocks={1: Done(done_at=at(4))})
    verdict = judge(rule, facts, rules)
    assert (verdict.met, verdict.required) == (1, 2)
    choices = ((Missing("lesson", "lesson:2"),), (Missing("lesson", "lesson:3"),))
    assert verdict.missing == (Missing("any", need=1, of=choices),)
    whole = replace(facts, blocks={**facts.blocks, 2: Done(done_at=at(3))})
    assert judge(rule, whole, rules).at == at(4)


def test_a_workshop_is_met_by_being_there_or_by_the_make_up_way() -> None:
    makeup = {"all": [{"watched": 2, "percent": 80}, {"answered": 3}]}
    rule = {"any": 1, "of": [{"attended": 1}, makeup]}
    assert judge(rule, Facts(blocks={1: Done(done_at=at(1))})).done
    assert judge(rule, Facts(blocks={2: Done(watched=90), 3: Done(done_at=at(2))})).done
    assert not judge(rule, Facts(blocks={2: Done(watched=90)})).done


BODY = {
    "rule": {"all": [{"module": 1}, {"module": 2}]},
    "modules": [
        {
            "id": 1,
            "rule": {"all": [{"lesson": 1}, {"lesson": 2}]},
            "lessons": [{"id": 1, "rule": LESSON}, {"id": 2, "rule": {"read": 2}}],
        },
        {"id": 2, "rule": {"lesson": 3}, "lessons": [{"id": 3, "rule": {"read": 3}}]},
    ],
}


def test_percent_counts_required_items_of_the_whole_path() -> None:
    course = Course(BODY)
    verdict = course.judge("programme:1", Facts(read={1: at(1), 2: at(1)}))
    assert (verdict.met, verdict.required, verdict.percent) == (2, 4, 50)
    assert course.things() == ["lesson:1", "lesson:2", "lesson:3", "module:1", "module:2"]
    assert course.judge("module:2", Facts(read={3: at(1)})).done


def test_what_was_earned_stays_earned_and_what_was_taken_back_is_named() -> None:
    course = Course(BODY)
    earned = Facts(earned={"lesson:1": at(1)}, read={2: at(2)})
    assert course.judge("module:1", earned).done
    assert course.judge("module:1", earned).at == at(2)
    back = Facts(read={1: at(1), 2: at(2)}, blocks={5: Done(best=90)}, revoked={"lesson:1"})  # type: ignore[arg-type]
    verdict = course.judge("module:1", back)
    assert verdict.missing == (Missing("revoked", "lesson:1"),)
    assert (verdict.met, verdict.required) == (2, 3)


def test_what_was_withdrawn_is_asked_of_nobody_and_is_no_achievement() -> None:
    course = Course(BODY)
    gone = Facts(gone=frozenset({"lesson:3"}))
    verdict = course.judge("module:2", gone)
    assert (verdict.done, verdict.at) == (True, None)
    assert course.judge("lesson:1", Facts(read={1: at(1)}, gone=frozenset({"block:5"}))).done


def test_where_nothing_is_asked_there_is_nothing_to_finish() -> None:
    verdict = judge({"all": []}, NOTHING_DONE)
    assert (verdict.done, verdict.percent) == (False, 0)


BLOCKS = range(1, 6)
ITEMS = st.one_of(
    st.builds(lambda n: {"read": n}, st.sampled_from(range(1, 5))),
    st.builds(lambda n: {"answered": n}, st.sampled_from(BLOCKS)),
    st.builds(
        lambda n, least: {"score": n, "at_least": least},
        st.sampled_from(BLOCKS),
        st.integers(0, 100),
    ),
    st.builds(
        lambda n, part: {"watched": n, "percent": part},
        st.sampled_from(BLOCKS),
        st.integers(1, 100),
    ),
    st.builds(lambda n: {"accepted": n}, st.sampled_from(BLOCKS)),
)


def _choice(parts: list[Any]) -> Any:
    return st.builds(lambda n: {"any": n, "of": parts}, st.integers(1, len(parts)))


RULES = st.recursive(
    ITEMS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=4)),
        st.lists(inner, min_size=1, max_size=4).flatmap(_choice),
    ),
    max_leaves=14,
)
MOMENTS = st.one_of(st.none(), st.integers(0, 99).map(at))
DONE = st.builds(
    Done,
    seen_at=st.none(),
    done_at=MOMENTS,
    right_at=MOMENTS,
    accepted_at=MOMENTS,
    excused_at=st.none(),
    best=st.one_of(st.none(), st.integers(0, 100)),
    watched=st.integers(0, 100),
)
FACTS = st.builds(
    Facts,
    read=st.dictionaries(st.sampled_from(range(1, 5)), st.integers(0, 99).map(at)),
    blocks=st.dictionaries(st.sampled_from(BLOCKS), DONE),
)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(filter(None, (one, other)), default=None)


def merged(one: Facts, more: Facts) -> Facts:
    """What somebody did, and then some more."""
    blocks = dict(one.blocks)
    for id, done in more.blocks.items():
        old = blocks.get(id, Done())
        blocks[id] = Done(
            done_at=_later(old.done_at, done.done_at),
            right_at=_later(old.right_at, done.right_at),
            accepted_at=_later(old.accepted_at, done.accepted_at),
            best=max(filter(lambda n: n is not None, (old.best, done.best)), default=None),  # type: ignore[type-var]
            watched=max(old.watched, done.watched),
        )
    return replace(one, read={**more.read, **one.read}, blocks=blocks)


@given(RULES, FACTS, FACTS)
@settings(max_examples=200, deadline=None)
def test_doing_more_never_takes_anything_away(rule: Any, facts: Facts, more: Facts) -> None:
    before, after = judge(rule, facts), judge(rule, merged(facts, more))
    assert after.required == before.required
    assert after.met >= before.met
    assert after.percent >= before.percent
    assert after.done or not before.done


@given(RULES, FACTS, st.sets(st.sampled_from([f"block:{n}" for n in BLOCKS] + ["lesson:1"])))
@settings(max_examples=200, deadline=None)
def test_withdrawing_anything_never_lowers_a_percent(rule: Any, facts: Facts, gone: Any) -> None:
    before, after = judge(rule, facts), judge(rule, replace(facts, gone=frozenset(gone)))
    assert after.required == before.required
    assert after.percent >= before.percent


@given(RULES, FACTS)
@settings(max_examples=200, deadline=None)
def test_done_means_nothing_missing_and_only_then_a_hundred(rule: Any, facts: Facts) -> None:
    verdict = judge(rule, facts)
    assert 0 <= verdict.met <= verdict.required
    assert (verdict.met == verdict.required) == (not verdict.missing)
    assert (verdict.percent == 100) == verdict.done


VALUES = {
    "opened": st.just({}),
    "done": st.just({}),
    "answered": st.builds(lambda key: {"answer": key}, st.sampled_from("abc")),
    "played": st.builds(
        lambda start, length: {"position": start + length, "segments": [[start, start + length]]},
        st.integers(0, 90),
        st.integers(1, 30),
    ),
    "submitted": st.builds(
        lambda percent: {"percent": percent, "passed": percent >= 70}, st.integers(0, 100)
    ),
    "handed-in": st.just({}),
}


@st.composite
def acts(draw: Any) -> list[LearningEvent]:
    made = []
    for number in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(sorted(VALUES)))
        right = draw(st.booleans()) if kind == "answered" else None
        made.append(
            LearningEvent(
                id=uuid.UUID(int=number + 1),
                kind=kind,
                value=draw(VALUES[kind]),
                right=right,
                seq=draw(st.one_of(st.none(), st.integers(0, 3))),
                made_at=at(draw(st.integers(0, 3))),
                block_id=draw(st.sampled_from([None, 1])),
            )
        )
    return made


def state_after(order: list[LearningEvent]) -> tuple[Any, ...]:
    lesson, block = LessonProgress(), BlockProgress(segments=[])
    for act in order:
        fold_lesson(lesson, act)
        if act.block_id:
            fold_block(block, act, seconds=120)
    of_lesson = (lesson.seen_at, lesson.read_at, lesson.read_event and lesson.read_event.id)
    names = ("seen_at", "done_at", "right_at", "tries", "best", "answer", "position", "watched")
    answered, played = block.answer_event, block.position_event
    events = (answered and answered.id, played and played.id)
    return (*of_lesson, *(getattr(block, name) for name in names), block.segments, *events)


@given(acts(), st.integers())
@settings(max_examples=200, deadline=None)
def test_acts_add_up_to_the_same_in_any_order(made: list[LearningEvent], seed: int) -> None:
    other = list(made)
    random.Random(seed).shuffle(other)
    assert state_after(other) == state_after(made)


def test_stretches_of_a_film_are_united_and_counted_once() -> None:
    whole = united([[30, 40], [0, 10], [5, 20], [40, 50]])
    assert whole == [[0, 20], [30, 50]]
    assert percent_of(whole, 100) == 40
    assert percent_of([[0, 100]], 100) == 100
