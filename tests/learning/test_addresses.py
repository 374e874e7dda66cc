"""Programmes and lessons cannot take the addresses that the room has for itself."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from kalo.learning.actions import BadContent, import_programmes
from kalo.learning.actions.outline import BESIDE, ROOM
from tests.factories.learning import write_lesson, write_programme


def addresses(app: Flask) -> list[list[str]]:
    """The parts of every address of the room; what stands for something begins with <."""
    ours = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("learning.")]
    return [rule.removeprefix("/learning/").split("/") for rule in ours]


def said(parts: set[str]) -> set[str]:
    return {part for part in parts if part and not part.startswith("<")}


def test_what_is_refused_is_what_the_room_answers_to(app: Flask) -> None:
    parts = addresses(app)
    assert said({first for first, *_more in parts}) == ROOM
    beside = {each[1] for each in parts if each[0].startswith("<") and len(each) > 1}
    assert said(beside) == BESIDE


@pytest.mark.parametrize("name", sorted(ROOM))
def test_a_programme_with_such_an_address_is_named(app: Any, tmp_path: Path, name: str) -> None:
    home = write_programme(tmp_path, name, l1="12")  # so would /learning/quizzes/12/ be a lesson
    write_lesson(home, "12")
    sentence = f"{home}/programme.yaml:1: the folder {name} has the address of a page of the room"
    with pytest.raises(BadContent, match=re.escape(sentence)):
        import_programmes(tmp_path)


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_a_lesson_with_such_an_address_is_named(app: Any, tmp_path: Path, name: str) -> None:
    home = write_programme(tmp_path, l1="first", l2=name)
    sentence = f"{home}/programme.yaml:14: slug: {name} is the address of another page"
    with pytest.raises(BadContent, match=re.escape(sentence)):
        import_programmes(tmp_path)
