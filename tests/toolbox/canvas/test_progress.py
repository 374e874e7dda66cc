"""How far a sheet is, what a second look asks, and what changed between two versions."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from kalo.kit.locales import speaking
from kalo.toolbox.tools.canvas import compare, presses, progress
from kalo.toolbox.tools.canvas.wall import by_block
from tests.toolbox.canvas.test_wall import THREE, note, texts

TODAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def _in_english(app: Flask) -> Any:
    with app.test_request_context(), speaking("en"):
        yield


def asked(answers: dict[str, Any]) -> list[str]:
    """What a second look asks."""
    return progress.second_look(answers, by_block(answers), TODAY)


def sheet(**blocks: int) -> dict[str, Any]:
    """So many notes in each block."""
    return {
        "notes": [
            note(f"{block}{n}", block.replace("_", "-"), 1024 * n)
            for block, many in blocks.items()
            for n in range(1, many + 1)
        ]
    }


def test_progress_counts_blocks_notes_colours_and_marks_each_step() -> None:
    answers = sheet(beneficiaries=2, customers=1, social_value=1, measures=3)
    answers["notes"][0]["tone"] = "seen"
    stand = progress.progress_of(by_block(answers))
    assert (stand.filled, stand.blocks, stand.notes) == (4, 14, 7)
    assert stand.tones == {"seen": 1, "assumed": 6}
    assert (stand.steps["people"], stand.steps["value"], stand.steps["costs"]) == (
        *("filled", "begun", "empty"),
    )
    empty = progress.progress_of(by_block({}))
    assert (empty.filled, empty.notes, set(empty.steps.values())) == (0, 0, {"empty"})


@pytest.mark.parametrize(
    ("blocks", "asks"),
    [
        ({}, []),
        ({"costs": 9}, []),
        ({"social_value": 1, "measures": 3}, ["whose life changes", "4 of 4 notes"]),
        ({"beneficiaries": 1, "partners": 1}, ["what changes for them"]),
        ({"customers": 1, "partners": 1}, ["for their money"]),
        ({"customer_value": 1, "partners": 1}, ["who are the customers"]),
        ({"costs": 1, "partners": 1}, ["who covers them"]),
        ({"costs": 1, "revenue": 1}, ["nobody who pays it", "a third lower"]),
        ({"beneficiaries": 1, "social_value": 1}, ["which figure"]),
        (
            {"beneficiaries": 1, "social_value": 1, "measures": 2},
            ["better than one or two", "4 of 4"],
        ),
        ({"beneficiaries": 1, "social_value": 1, "measures": 6}, ["6 measures are many", "8 of 8"]),
    ],
)
def test_a_second_look_asks_what_is_missing(blocks: dict[str, int], asks: list[str]) -> None:
    said = asked(sheet(**blocks))
    assert len(said) == len(asks), said
    assert [part for part, words in zip(asks, said, strict=True) if part not in words] == []


def hypothesis(key: str, claim: str = "They pay", **more: str) -> dict[str, str]:
    return {
        "id": key,
        "claim": claim,
        "block": "",
        "how": "",
        "by": "",
        "result": "",
        "learned": "",
        **more,
    }


def test_a_second_look_reminds_of_tests_whose_day_passed_and_of_what_did_not_hold() -> None:
    answers = sheet(channels=1, partners=1)
    answers["tests"] = [
        hypothesis("a", by="2026-11-28"),
        hypothesis("b", by="2026-11-29"),
        hypothesis("c", by="2026-11-01", result="not"),
        hypothesis("d", claim="", by="2026-11-01"),
    ]
    late, fell = asked(answers)
    assert late == "The day of 1 test has passed: what came out?"
    assert fell == "A hypothesis did not hold. Which notes change because of it?"


def test_two_versions_stand_side_by_side_with_what_changed() -> None:
    before = sheet(costs=4, revenue=1)
    after = sheet(costs=4, revenue=1)
    after["notes"][0]["text"] = "other"
    after["notes"][1] |= {"block": "revenue", "at": 9_999}
    after["notes"][2]["tone"] = "risk"
    del after["notes"][3]
    after["notes"].append(note("new", "costs", 9_999))
    before["tests"], after["tests"] = (
        [hypothesis("a"), hypothesis("b")],
        [hypothesis("a", result="holds")],
    )
    seen = compare.compare(before, after)
    sides = {side.block.key: side for side in seen.sides}
    assert [pair.how for pair in sides["costs"].pairs] == [
        "changed",
        "turned",
        "added",
        "moved",
        "gone",
    ]
    assert [pair.how for pair in sides["revenue"].pairs] == ["same", "moved"]
    assert [pair.how for pair in seen.tests] == ["changed", "gone"]
    assert seen.counts == {"changed": 2, "turned": 1, "added": 1, "gone": 2, "moved": 1}
    assert compare.compare(before, before).counts == {}


def test_without_scripts_a_press_adds_moves_takes_away_and_puts_back() -> None:
    answers = presses.press(
        THREE, {"press": "add.costs", "add.costs": "rent\r\npay", "add.revenue": "sales"}
    )
    assert texts(answers, "costs") == ["a", "b", "c", "rent", "pay"]
    assert texts(answers, "revenue") == ["sales"]
    assert texts(presses.press(THREE, {"press": "up.b"}), "costs") == ["b", "a", "c"]
    assert texts(presses.press(THREE, {"press": "down.b"}), "costs") == ["a", "c", "b"]
    form = {
        "press": "remove.b",
        "notes.b.block": "costs",
        "notes.b.text": "b",
        "notes.b.at": "2048",
    }
    without = presses.press(THREE, form)
    assert texts(without, "costs") == ["a", "c"]
    lying = presses.removed(form)
    assert lying is not None
    back = {"press": "back", **{f"gone.{name}": value for name, value in lying.items()}}
    assert texts(presses.press(without, back), "costs") == ["a", "b", "c"]
    assert (
        presses.press(without, {"press": "back", "gone.id": "b", "gone.block": "nowhere"})
        == without
    )


def test_a_note_becomes_a_hypothesis_once() -> None:
    once = presses.press(THREE, {"press": "test.b"})
    assert [(each["claim"], each["block"]) for each in once["tests"]] == [("b", "costs")]
    assert presses.press(once, {"press": "test.b"}) == once


def test_a_note_without_words_is_gone_and_what_found_no_room_is_given_back() -> None:
    assert presses.press({"notes": [note("a", "costs", 1) | {"text": ""}]}, {})["notes"] == []
    form = {"add.costs": "\n".join(f"cost {n}" for n in range(2_003))}
    full = presses.press({}, form)
    assert len(full["notes"]) == 2_000
    assert presses.left_over(full, form) == {"costs": "cost 2000\ncost 2001\ncost 2002"}
    assert presses.left_over(THREE, form) == {}
