"""Notes on the sheet: added, moved, taken away, put back; nothing gets lost on the way."""

import random
from typing import Any

import pytest

from kalo.toolbox.fields import Rows
from kalo.toolbox.tools.canvas import wall
from kalo.toolbox.tools.canvas.blocks import BLOCKS, STEPS
from kalo.toolbox.tools.canvas.tool import TOOL


def note(key: str, block: str, at: int | None, text: str = "") -> dict[str, Any]:
    return {"id": key, "block": block, "text": text or key, "tone": "", "at": at}


def texts(answers: dict[str, Any], block: str) -> list[str]:
    return [each["text"] for each in wall.by_block(answers)[block]]


THREE = {"notes": [note("b", "costs", 2048), note("a", "costs", 1024), note("c", "costs", 3072)]}


def test_ten_steps_hold_the_thirteen_blocks_and_relationships_each_with_words_in_both() -> None:
    assert [step.slug for step in STEPS] == [
        *("people", "value", "channels", "relationships", "revenue"),
        *("resources", "activities", "partners", "costs", "measures"),
    ]
    assert list(BLOCKS) == [
        *("beneficiaries", "customers", "social-value", "customer-value", "intervention"),
        *("channels", "relationships", "revenue", "resources", "activities", "partners"),
        *("costs", "surplus", "measures"),
    ]
    for step in STEPS:
        for language in ("el", "en"):
            asked = sum(len(block.questions[language]) for block in step.blocks)
            assert 5 <= asked <= 6
            assert step.meaning[language]
            assert step.remark[language]
    for block in BLOCKS.values():
        assert len(block.questions["el"]) == len(block.questions["en"])
        assert all(
            words[each]
            for each in ("el", "en")
            for words in (block.title, block.asks, block.example)
        )


def test_notes_lie_in_their_order_and_one_without_a_block_is_not_lost() -> None:
    answers = {"notes": [*THREE["notes"], note("z", "", None), note("y", "costs", None)]}
    assert texts(answers, "costs") == ["a", "b", "c", "y"]
    assert texts(answers, "beneficiaries") == ["z"]


def test_lines_become_notes_at_the_end_of_their_block() -> None:
    answers, left = wall.add(THREE, "costs", ["rent", "", "  pay  "])
    assert texts(answers, "costs") == ["a", "b", "c", "rent", "pay"]
    assert left == []
    assert texts(THREE, "costs") == ["a", "b", "c"]


def test_a_text_that_is_too_long_becomes_several_notes_of_whole_words() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    answers, _left = wall.add({}, "costs", [long, "x" * 1_201])
    assert all(len(each) <= wall.LONGEST_NOTE for each in texts(answers, "costs"))
    *words, first, second, third = texts(answers, "costs")
    assert " ".join(words) == long
    assert (len(first), len(second), len(third)) == (500, 500, 201)


def test_ten_thousand_notes_fill_the_sheet_and_the_rest_is_given_back() -> None:
    answers, left = wall.add(THREE, "costs", [f"cost {number}" for number in range(10_000)])
    assert len(answers["notes"]) == wall.MOST_NOTES
    assert left == [f"cost {number}" for number in range(1_997, 10_000)]
    assert texts(answers, "costs")[-1] == "cost 1996"


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("b", wall.UP, ["b", "a", "c"]),
        ("b", wall.DOWN, ["a", "c", "b"]),
        ("a", wall.UP, ["a", "b", "c"]),
        ("c", wall.DOWN, ["a", "b", "c"]),
        ("none", wall.UP, ["a", "b", "c"]),
    ],
)
def test_a_note_goes_one_place_up_or_down_and_no_further(
    key: str, by: int, order: list[str]
) -> None:
    assert texts(wall.shift(THREE, key, by), "costs") == order


def test_where_there_is_no_room_between_two_notes_the_block_is_spread_anew() -> None:
    tight = {"notes": [note("a", "costs", 1), note("b", "costs", 2), note("c", "costs", 3)]}
    assert texts(wall.shift(tight, "c", wall.UP), "costs") == ["a", "c", "b"]
    level = {"notes": [note(key, "costs", 5) for key in "abc"]}
    assert texts(wall.shift(level, "a", wall.DOWN), "costs") == ["b", "a", "c"]
    nowhere = {"notes": [note(key, "costs", None) for key in "abc"]}
    assert texts(wall.shift(nowhere, "c", wall.UP), "costs") == ["a", "c", "b"]


def test_moving_changes_the_fields_of_one_note_only() -> None:
    after = wall.shift(THREE, "c", wall.UP)
    changed = [n for n, before in zip(after["notes"], THREE["notes"], strict=True) if n != before]
    assert [each["id"] for each in changed] == ["c"]


def test_a_note_goes_to_the_end_of_another_block() -> None:
    answers = {"notes": [*THREE["notes"], note("x", "revenue", 9_000)]}
    moved = wall.move(answers, "a", "revenue")
    assert texts(moved, "revenue") == ["x", "a"]
    assert texts(moved, "costs") == ["b", "c"]
    assert wall.move(answers, "a", "nowhere") == answers


def test_what_is_taken_away_can_be_put_back_where_it_lay_and_only_once() -> None:
    without, gone = wall.remove(THREE, "b")
    assert texts(without, "costs") == ["a", "c"]
    assert gone is not None
    back = wall.put_back(without, gone)
    assert texts(back, "costs") == ["a", "b", "c"]
    assert wall.put_back(back, gone) == back
    assert wall.remove(THREE, "none") == (THREE, None)


def test_whatever_is_moved_in_whatever_order_no_note_is_lost_and_every_row_can_be_kept() -> None:
    chance, rows = random.Random(7), TOOL.fields["notes"]
    answers, _left = wall.add({}, "costs", [str(number) for number in range(12)])
    for _turn in range(400):
        key = chance.choice(answers["notes"])["id"]
        if chance.random() < 0.7:
            answers = wall.shift(answers, key, chance.choice((wall.UP, wall.DOWN)))
        else:
            answers = wall.move(answers, key, chance.choice(list(BLOCKS)))
    assert sorted(int(each["text"]) for each in wall.notes_of(answers)) == list(range(12))
    assert isinstance(rows, Rows)
    assert rows.read(answers["notes"]) == answers["notes"]
