"""The sums beside the scores: the way that is gone, what is hidden, where a chain jumps."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.kit.locales import speaking
from kalo.toolbox.facts import facts_in_file, read_fact_files, what_is_wrong
from kalo.toolbox.tools.impact.bank import SET, Value, shown, way_gone
from kalo.toolbox.tools.impact.result.money import money_blocks
from kalo.toolbox.tools.impact.result.say import rounded_down, signed
from kalo.toolbox.tools.impact.theory import missing_links, theory_of

few = settings(max_examples=40, deadline=None, database=None)
numbers = st.integers(-10_000, 10_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "percent"),
    [
        ("10", "20", "15", "50.0"),
        ("10", "20", "10", "0.0"),
        ("10", "20", "25", "150.0"),  # more than was wanted
        ("10", "20", "8", "-20.0"),  # further away than at the beginning
        ("20", "10", "15", "50.0"),  # less is better
        ("0", "3", "1", "33.3"),
        ("10", "10", "12", None),  # there was no way to go
    ],
)
def test_how_much_of_the_way_is_gone(
    baseline: str, target: str, actual: str, percent: str | None
) -> None:
    found = way_gone(Decimal(baseline), Decimal(target), Decimal(actual))
    assert (None if found is None else str(found)) == percent


def test_what_is_missing_makes_no_way() -> None:
    one = Decimal(1)
    assert way_gone(None, one, one) is way_gone(one, None, one) is way_gone(one, one, None) is None


@few
@given(numbers, numbers, numbers)
def test_a_way_divides_by_nothing_only_where_there_is_none(
    baseline: Decimal, target: Decimal, actual: Decimal
) -> None:
    found = way_gone(baseline, target, actual)
    assert (found is None) == (baseline == target)
    if found is not None:
        assert way_gone(baseline, target, target) == 100
        assert way_gone(baseline, target, baseline) == 0


@pytest.mark.parametrize(
    ("number", "people", "all_of_it", "hidden"),
    [
        ("4", True, False, True),
        ("1", True, False, True),
        ("5", True, False, False),
        ("0", True, False, False),  # nobody is nobody
        ("4", False, False, False),  # no count of people
        ("4", True, True, False),  # the paper stays inside
    ],
)
def test_a_count_of_few_people_is_hidden(
    number: str, people: bool, all_of_it: bool, hidden: bool
) -> None:
    known = Decimal(number)
    assert shown(known, people, all_of_it) == Value(None if hidden else known, hidden)
    assert shown(None, people, all_of_it) == Value(None)


def test_a_ratio_that_is_told_is_never_rounded_up(app: Flask) -> None:
    with app.test_request_context(), speaking("en"):
        said = [rounded_down(Fraction(number)) for number in ("1.209", "1.2", "0.999", "2")]
        assert said == ["1.20", "1.20", "0.99", "2.00"]
        assert [signed(Decimal(number)) for number in ("2.5", "-2.5", "0")] == ["+2.5", "−2.5", "0"]


def test_where_the_chain_of_change_jumps() -> None:
    def jumps(*links: str) -> list[str]:
        boxes = [{"id": link, "link": link, "text": "x"} for link in links]
        return missing_links(theory_of(boxes))

    assert jumps("inputs", "activities", "outputs") == []
    assert jumps("inputs", "outcomes") == ["activities", "outputs"]
    assert jumps("activities", "impact") == ["outputs", "outcomes"]
    assert jumps("impact") == []


CARD = next(row for row in read_fact_files() if row["set"] == SET)


@pytest.mark.parametrize(
    ("about", "row", "words"),
    [
        ({}, {}, ""),
        ({"colour": 1}, {}, "and nothing else"),
        ({"name": {"el": "Μόνο ελληνικά"}}, {}, "name must stand in both languages"),
        ({"sdg": [18]}, {}, "goals from 1 to 17"),
        ({"shows": "all"}, {}, "shows is one of work, change, inside"),
        ({"people": "yes"}, {}, "people is true or false"),
        ({"for": []}, {}, "for names some of"),
        ({}, {"unit_el": "", "unit_en": ""}, "a card has a unit"),
    ],
)
def test_an_odd_card_is_refused_with_a_sentence(
    about: dict[str, Any], row: dict[str, Any], words: str
) -> None:
    found = what_is_wrong({**CARD, **row, "about": {**CARD["about"], **about}})
    assert words in found
    assert bool(found) == bool(words)


# What the report says of the sums.

OUTCOME = {
    **{"name": "Δουλειά", "quantity": 10, "value": 5_000, "years": 3},
    **{"deadweight": 20, "displacement": 5, "attribution": 25, "drop_off": 10},
}


def money_said(app: Flask, facts: dict[str, Any], **answers: Any) -> str:
    with app.test_request_context(), speaking("el"):
        blocks = list(money_blocks({"inputs": 60_000, "outcomes": [OUTCOME], **answers}, facts))
    return " ".join(
        str(getattr(block, "text", "") or getattr(block, "rows", "")) for block in blocks
    )


@pytest.fixture
def known(app: Flask) -> dict[str, Any]:
    return {name: facts_in_file(name, "el") for name in ("impact-figures", "impact-methods")}


def test_the_rate_that_nobody_wrote_is_that_of_its_fact_and_is_named(
    app: Flask, known: dict[str, Any]
) -> None:
    said = money_said(app, known)
    assert "72302.13" in said  # the test vector of the formulas, at 3.5%
    assert "Προεξοφλητικό επιτόκιο 3,5%" in said
    own = money_said(app, known, rate=0)
    assert "77235" in own  # 28,500 + 25,650 + 23,085: nothing is discounted
    assert "Προεξοφλητικό επιτόκιο 3,5%" not in own


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"inputs": None}, "Γράψε όσα μπήκαν (I)"),
        ({"inputs": 0}, "I = 0"),
        ({"rate": 101}, "από 0% ως 100%"),
        ({"outcomes": [{**OUTCOME, "deadweight": 101}]}, "από 0% ως 100%"),
        ({"outcomes": [{**OUTCOME, "years": 31}]}, "από 1 ως 30"),
        ({"outcomes": [{**OUTCOME, "drop_off": None}]}, "DO"),
    ],
)
def test_a_sum_that_cannot_be_done_is_a_sentence_and_no_ratio(
    app: Flask, known: dict[str, Any], answers: dict[str, Any], words: str
) -> None:
    said = money_said(app, known, **answers)
    assert words in said
    assert "72302.13" not in said


def test_without_a_rate_there_is_no_sum(app: Flask, known: dict[str, Any]) -> None:
    figures = {k: fact for k, fact in known["impact-figures"].items() if k != "discount-rate"}
    assert "(r)" in money_said(app, {**known, "impact-figures": figures})
