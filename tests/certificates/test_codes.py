"""Codes are read as people type them, on whatever keyboard."""

import re

import pytest

from kalo.certificates.codes import LETTERS, new_code, read_code

CODE = "K7Q2-M9XT-4HPD"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "k7q2m9xt4hpd",
        " K7Q2 M9XT 4HPD ",
        "K7Q2–M9XT–4HPD",
        "Κ7Q2-Μ9ΧΤ-4ΗΡD",  # Greek capitals where they look the same
        "https://ekalo.example/certificates/K7Q2-M9XT-4HPD/",
        "https://ekalo.example/en/certificates/k7q2-m9xt-4hpd/",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "K7Q2-M9XT-4HP", CODE + "A", "K7Q2-M9XT-4HP0", "λάθος"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_new_codes_are_long_apart_and_easy_to_read() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(re.fullmatch(rf"(?:[{LETTERS}]{{4}}-?){{3}}(?<!-)", code) for code in codes)
    assert not set("01OILU") & set(LETTERS)
    assert all(read_code(code) == code for code in codes)
