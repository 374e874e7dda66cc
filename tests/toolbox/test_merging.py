"""Answers by their paths: changes can be undone, and two people's changes go together."""

import random
from typing import Any

import pytest

from kalo.toolbox.fields import Answers
from kalo.toolbox.merging import changes, flat, merge, raised, row_of, take_theirs, undone

BASE: Answers = {
    "name": "Κήπος",
    "grows": ["figs"],
    "people": 0,
    "costs": [{"id": "a", "what": "Χώμα"}, {"id": "b", "what": "Νερό", "amount": 5}, {"id": "c"}],
}


def rows(*ids: str) -> list[dict[str, Any]]:
    return [{"id": key} for key in ids]


def test_answers_are_the_same_after_a_way_through_paths() -> None:
    assert raised(flat(BASE)) == BASE
    assert flat({"people": 0, "water": False, "name": "", "grows": []}) == {"people": 0}


@pytest.mark.parametrize(
    ("theirs", "mine", "together"),
    [
        ({"name": "Α"}, {"people": 3}, {"name": "Α", "people": 3}),
        ({"name": "Α"}, {"name": "Α"}, {"name": "Α"}),
        ({"name": ""}, {"people": 3}, {"name": "", "people": 3}),
        ({"grows": ["figs", "vines"]}, {"name": "Β"}, {"grows": ["figs", "vines"], "name": "Β"}),
        ({"costs": rows("a", "b", "x", "c")}, {}, {"costs": rows("a", "b", "x", "c")}),
        ({"costs": rows("a", "c")}, {}, {"costs": rows("a", "c")}),
        (
            {"costs": rows("a", "b", "x", "c")},
            {"costs": rows("y", "a", "b", "c")},
            {"costs": rows("y", "a", "b", "x", "c")},
        ),
        (
            {"costs": rows("c", "a", "b")},
            {"costs": rows("a", "b", "c", "z")},
            {"costs": rows("c", "z", "a", "b")},
        ),
        ({"costs": rows("a", "b")}, {"costs": rows("b", "c", "a")}, {"costs": rows("b", "a")}),
    ],
)
def test_different_answers_go_together(theirs: Any, mine: Any, together: Any) -> None:
    base = {**BASE, "costs": rows("a", "b", "c")}
    merged = merge(base, {**base, **theirs}, {**base, **mine})
    assert merged.conflicts == {}
    assert flat(merged.answers) == flat({**base, **together})


def test_the_same_answer_changed_twice_is_a_conflict_and_mine_stands_in_it() -> None:
    merged = merge(BASE, {**BASE, "name": "Δικός τους"}, {**BASE, "name": "Δικός μου"})
    assert merged.conflicts == {"name": ("Δικός τους", "Δικός μου")}
    assert merged.answers["name"] == "Δικός μου"


def test_a_row_taken_away_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    without = {**BASE, "costs": [row for row in BASE["costs"] if row["id"] != "b"]}
    changed = {
        **BASE,
        "costs": [{**r, "what": "Βρόχινο"} if r["id"] == "b" else r for r in BASE["costs"]],
    }
    merged = merge(BASE, without, changed)
    assert merged.conflicts == {"costs.b.what": (None, "Βρόχινο")}
    assert merged.answers == changed  # the row stands whole
    merged = merge(BASE, changed, without)
    assert merged.conflicts == {"costs.b.what": ("Βρόχινο", None)}
    assert merged.answers == without


def test_something_written_into_a_row_that_the_other_took_away_is_a_conflict_too() -> None:
    without = {**BASE, "costs": [row for row in BASE["costs"] if row["id"] != "a"]}
    written = {
        **BASE,
        "costs": [{**r, "amount": 7} if r["id"] == "a" else r for r in BASE["costs"]],
    }
    for theirs, mine, pair in ((without, written, (None, 7)), (written, without, (7, None))):
        merged = merge(BASE, theirs, mine)
        assert merged.conflicts == {"costs.a.amount": pair}
        assert merged.answers == mine
        said = flat(merged.answers)
        take_theirs(said, flat(theirs), "costs.a.amount")
        assert flat(raised(said)) | {"costs:order": 0} == flat(theirs) | {"costs:order": 0}


def test_a_row_that_both_left_alone_or_one_only_moved_goes_when_the_other_takes_it_away() -> None:
    without = {**BASE, "costs": [row for row in BASE["costs"] if row["id"] != "b"]}
    moved = {**BASE, "costs": BASE["costs"][::-1]}
    for theirs, mine in ((without, BASE), (BASE, without), (without, moved), (moved, without)):
        merged = merge(BASE, theirs, mine)
        assert merged.conflicts == {}
        assert {row["id"] for row in merged.answers["costs"]} == {"a", "c"}


def shaken(answers: Answers, chance: random.Random, mark: str) -> Answers:
    """The answers after somebody changed some of them."""
    kept = [dict(row) for row in answers["costs"] if chance.random() > 0.2]
    for row in kept:
        if chance.random() < 0.3:
            row["what"] = f"{mark}{chance.random()}"
    kept += [{"id": f"{mark}{n}", "what": mark} for n in range(chance.randrange(3))]
    chance.shuffle(kept)
    return {**answers, "costs": kept, "people": chance.choice([0, 1, answers["people"]])}


@pytest.mark.parametrize("seed", range(60))
def test_versions_can_be_undone_and_nothing_new_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    first, second = shaken(BASE, chance, "t"), shaken(BASE, chance, "m")
    assert flat(undone(first, [changes(BASE, first)])) == flat(BASE)
    merged = merge(BASE, first, second)
    ids = [row["id"] for row in merged.answers.get("costs", [])]
    assert len(ids) == len(set(ids))
    was, their, my, now = map(flat, (BASE, first, second, merged.answers))
    for path in {p for p in (*was, *their, *my) if not p.endswith(":order")}:
        row = row_of(path)
        if my.get(path) != was.get(path) or (row and row in my and row not in their and row in now):
            assert now.get(path) == my.get(path)
        elif path not in merged.conflicts and (not row or row in my):
            assert now.get(path) == their.get(path)
    new = {row["id"] for side in (first, second) for row in side["costs"] if row["id"][0] in "tm"}
    assert new <= set(ids)
    assert merge(BASE, BASE, second).answers == raised(flat(second))
    assert flat(merge(BASE, first, BASE).answers) == flat(first)
