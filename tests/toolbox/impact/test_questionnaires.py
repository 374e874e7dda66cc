"""Three questionnaires of one shape, in both languages."""

import re

import pytest

from kalo.toolbox.tools.impact.questionnaires import AXES, KINDS, questionnaire


def test_eight_axes_of_four_statements_for_each_kind() -> None:
    assert [axis.key for axis in AXES] == [
        *("mission", "work", "governance", "finances"),
        *("beneficiaries", "network", "environment", "learning"),
    ]
    shape = {(kind.key, axis.key): len(axis.asked_of(kind.key)) for kind in KINDS for axis in AXES}
    assert set(shape.values()) == {4}
    assert len(shape) == 24


def test_two_statements_of_an_axis_are_for_all_and_two_for_one_kind() -> None:
    for axis in AXES:
        asked = [{each.key for each in axis.asked_of(kind.key)} for kind in KINDS]
        assert len(set.intersection(*asked)) == 2
        assert {each.key for each in axis.asked_of("")} == set.intersection(*asked)


def test_keys_are_of_their_axis_and_stand_once() -> None:
    keys = [each.key for axis in AXES for each in axis.statements]
    assert len(set(keys)) == len(keys) == 64
    assert all(each.key.startswith(axis.key) for axis in AXES for each in axis.statements)
    assert all(re.fullmatch("[a-z_]+", key) for key in keys)


@pytest.mark.parametrize("language", ["el", "en"])
def test_every_statement_is_a_sentence_with_its_paper(language: str) -> None:
    greek = re.compile("[α-ωά-ώ]")
    for kind in KINDS:
        for each in questionnaire(kind.key):
            text, shows = each.text.in_(language), each.shows.in_(language)
            assert text.endswith(".")
            assert len(text) <= 110, "it must be read on a phone"
            assert shows
            assert not shows.endswith(".")
            assert bool(greek.search(text)) == bool(greek.search(shows)) == (language == "el")


def test_the_statements_for_all_are_those_of_the_reading_page() -> None:
    """Content and tool say the same; only the full stop is the tool's."""
    from pathlib import Path

    page = (Path(__file__).parents[3] / "content/toolbox/impact-tool/el.md").read_text()
    for axis in AXES:
        assert f"| {axis.title.el} |" in page
    said = {each.text.el.rstrip(".") for axis in AXES for each in axis.asked_of("")}
    told = {words for words in said if f"| {words} |" in page}
    differ = said - told
    assert differ == {
        "Οι όροι εργασίας είναι αξιοπρεπείς και σταθεροί",
        "Ο δήμος και η γειτονιά μάς γνωρίζουν",
        "Μετράμε μία κατανάλωση ή ένα απόβλητο",
    }, "more plainly here; all else is word for word"
