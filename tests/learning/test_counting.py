"""What is counted of many people is what the judge says of each."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.learning.queries.counting import Asked, Marks
from kalo.learning.rules import Course, Done, Facts, Verdict

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LESSONS, MODULES, BLOCKS = range(1, 5), range(1, 3), range(1, 7)
KINDS = ("answered", "submitted", "accepted", "attended")
ITEMS = st.one_of(
    st.builds(lambda id: {"read": id}, st.sampled_from(LESSONS)),
    st.builds(lambda kind, id: {kind: id}, st.sampled_from(KINDS), st.sampled_from(BLOCKS)),
    st.builds(lambda id, n: {"score": id, "at_least": n}, st.sampled_from(BLOCKS), st.just(70)),
    st.builds(lambda id: {"watched": id, "percent": 80}, st.sampled_from(BLOCKS)),
)


def _grown(leaves: Any) -> Any:
    def together(parts: Any) -> Any:
        several = st.lists(parts, max_size=3)
        return st.one_of(
            st.builds(lambda all_: {"all": all_}, several),
            st.builds(lambda n, of: {"any": n, "of": of}, st.integers(0, 2), several),
        )

    return st.recursive(leaves, together, max_leaves=6)


OF_LESSONS = _grown(st.builds(lambda id: {"lesson": id}, st.sampled_from([*LESSONS, 99])))
OF_MODULES = _grown(
    st.one_of(ITEMS, st.builds(lambda id: {"module": id}, st.sampled_from(MODULES)))
)
COURSES = st.builds(
    lambda whole, modules, lessons: {
        "rule": whole,
        "modules": [
            {
                "id": id,
                "key": f"m{id}",
                "rule": modules[id - 1],
                "lessons": [
                    {"id": n, "key": f"l{n}", "rule": lessons[n - 1]} for n in (2 * id - 1, 2 * id)
                ],
            }
            for id in MODULES
        ],
    },
    OF_MODULES,
    st.lists(OF_LESSONS, min_size=2, max_size=2),
    st.lists(_grown(ITEMS), min_size=4, max_size=4),
)
MOMENT = st.sampled_from([None, NOW])
DONE = st.builds(
    Done,
    seen_at=MOMENT,
    done_at=MOMENT,
    right_at=MOMENT,
    accepted_at=MOMENT,
    excused_at=st.sampled_from([None, None, NOW]),
    best=st.sampled_from([None, 0, 69, 70, 100]),
    watched=st.sampled_from([0, 79, 80]),
)
THINGS = [
    *(f"lesson:{id}" for id in LESSONS),
    *(f"module:{id}" for id in MODULES),
    *(f"block:{id}" for id in BLOCKS),
    "programme:1",
]
SOME = st.frozensets(st.sampled_from(THINGS), max_size=3)
FACTS = st.builds(
    Facts,
    read=st.dictionaries(st.sampled_from(LESSONS), st.just(NOW)),
    blocks=st.dictionaries(st.sampled_from(BLOCKS), DONE),
    earned=st.dictionaries(st.sampled_from(THINGS), st.just(NOW), max_size=3),
    revoked=SOME,
    gone=SOME,
)


def marks_in(facts: Facts) -> Marks:
    """The same without the moments."""
    return Marks(
        {f"lesson:{id}" for id in facts.read},
        dict(facts.blocks),
        set(facts.earned),
        set(facts.revoked),
        set(facts.gone),
    )


def without_moment(verdict: Verdict) -> tuple[Any, ...]:
    return (verdict.met, verdict.required, verdict.missing)


@settings(max_examples=150, deadline=None)
@given(COURSES, FACTS)
def test_what_is_counted_is_what_the_judge_says(body: Any, facts: Facts) -> None:
    course = Course(body)
    asked, marks = Asked(course), marks_in(facts)
    for thing in (*course.things(), "programme:1"):
        counted = without_moment(asked.judge(thing, marks))
        assert counted == without_moment(course.judge(thing, facts)), thing
