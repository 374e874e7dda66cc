"""The rules of buying with social criteria, by hand: classes, routes, what to look at twice."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kalo.toolbox.facts import Facts, facts_in_file
from kalo.toolbox.tools.procurement import rules
from kalo.toolbox.tools.procurement.lists import CHECKS, CLAUSES
from kalo.toolbox.tools.procurement.rules import (
    ABOVE,
    ASK,
    BELOW,
    DIRECT,
    MAYBE_DIRECT,
    OPEN,
    SHUT,
    UNKNOWN,
    class_of,
    flags,
    leads_to,
    routes,
    threshold,
)
from kalo.toolbox.tools.procurement.words import FLAGS, REASONS

NOW, BEFORE = date(2026, 11, 29), date(2025, 6, 1)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_in_file("procurement", "el")


@pytest.mark.parametrize(
    ("kind", "day", "amount", "years"),
    [
        ("works", BEFORE, 5_538_000, "2024-2025"),
        ("works", NOW, 5_404_000, "2026-2027"),
        ("concession", NOW, 5_404_000, "2026-2027"),
        ("supplies", date(2025, 12, 31), 221_000, "2024-2025"),
        ("supplies", date(2026, 1, 1), 216_000, "2026-2027"),
        ("services", date(2027, 12, 31), 216_000, "2026-2027"),
        ("social", BEFORE, 750_000, "2024-2025"),
        ("social", NOW, 750_000, "2026-2027"),
        ("services", date(2028, 1, 1), None, ""),
        ("services", date(2023, 12, 31), None, ""),
        ("", NOW, None, ""),
    ],
)
def test_the_threshold_is_that_of_the_day_of_the_notice(
    facts: Facts, kind: str, day: date, amount: float | None, years: str
) -> None:
    assert threshold(kind, day, facts) == (amount, years)


@pytest.mark.parametrize(
    ("kind", "value", "day", "name"),
    [
        ("services", 30_000, NOW, DIRECT),
        ("services", 30_000.01, NOW, MAYBE_DIRECT),
        ("services", 60_000, NOW, MAYBE_DIRECT),
        ("services", 60_000.01, NOW, BELOW),
        ("supplies", 30_000, NOW, DIRECT),
        ("supplies", 30_000.01, NOW, BELOW),  # the larger amount is not for supplies
        ("supplies", 30_000, BEFORE, BELOW),  # the amounts are those of a circular of 3-1-2026
        ("supplies", 215_999.99, NOW, BELOW),
        ("supplies", 216_000, NOW, ABOVE),
        ("supplies", 218_000, BEFORE, BELOW),
        ("social", 216_000, NOW, BELOW),
        ("social", 750_000, NOW, ABOVE),
        ("works", 30_000, NOW, MAYBE_DIRECT),  # of ICT, perhaps
        ("works", 60_000, NOW, MAYBE_DIRECT),
        ("works", 60_000.01, NOW, BELOW),
        ("works", 5_404_000, NOW, ABOVE),
        ("services", 100_000, date(2028, 1, 1), UNKNOWN),
        ("services", None, NOW, UNKNOWN),
        ("", 100_000, NOW, UNKNOWN),
        ("services", 0, NOW, DIRECT),
    ],
)
def test_the_class_of_a_value(
    facts: Facts, kind: str, value: float | None, day: date, name: str
) -> None:
    assert class_of(kind, value, day, facts).name == name


def test_a_larger_value_is_never_in_a_smaller_class(facts: Facts) -> None:
    order = [DIRECT, MAYBE_DIRECT, BELOW, ABOVE]
    for kind in rules.THRESHOLD:
        values = [0, 1, 29_999, 30_000, 30_001, 60_000, 60_001, 216_000, 750_000, 5_404_000, 1e9]
        found = [order.index(class_of(kind, value, NOW, facts).name) for value in values]
        assert found == sorted(found)


@pytest.mark.parametrize(
    ("answers", "state", "reasons"),
    [
        ({}, ASK, ("market",)),
        ({"market": ["none"]}, SHUT, ("nobody",)),
        ({"market": ["workshops"]}, OPEN, ("body-workshops",)),
        ({"market": ["koispe", "integration"]}, OPEN, ("body-koispe", "body-integration")),
        ({"market": ["other"]}, ASK, ("share-unknown",)),
        ({"market": ["other"], "over_30": "yes"}, OPEN, ("body-other",)),
        ({"market": ["other"], "over_30": "no"}, SHUT, ("share-small",)),
        ({"market": ["other", "koispe"], "over_30": "no"}, OPEN, ("body-koispe",)),
        ({"market": ["collective"]}, ASK, ("market",)),  # no body of article 20
        ({"market": ["collective", "none"]}, SHUT, ("nobody",)),
    ],
)
def test_a_contract_can_be_reserved_only_for_bodies_of_article_20(
    answers: dict[str, Any], state: str, reasons: tuple[str, ...]
) -> None:
    reserved = routes(answers)[0]
    assert (reserved.key, reserved.state, reserved.reasons) == ("reserved", state, reasons)
    assert leads_to(answers) == ("reserved" if state == OPEN else "clauses")


@pytest.mark.parametrize(
    ("answers", "state", "reasons"),
    [
        ({}, ASK, ("list",)),
        ({"kind": "services"}, SHUT, ("not-social",)),
        ({"kind": "social"}, ASK, ("list",)),
        ({"kind": "social", "listed": "yes"}, ASK, ("listed",)),  # never simply open
        ({"kind": "social", "listed": "no"}, SHUT, ("not-listed",)),
    ],
)
def test_the_reservation_of_article_77_is_asked_and_never_promised(
    answers: dict[str, Any], state: str, reasons: tuple[str, ...]
) -> None:
    light = routes(answers)[1]
    assert (light.key, light.state, light.reasons) == ("light", state, reasons)


def test_clauses_are_always_open_and_a_programme_contract_is_asked() -> None:
    assert [(each.key, each.state) for each in routes({})[2:]] == [
        ("clauses", OPEN),
        ("other", ASK),
    ]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"aim": "x"}, ()),
        ({}, ("no-aim",)),
        ({"aim": "x", "drafted": ["local", "price"]}, ("local", "price")),
        ({"aim": "x", "value": 29_000, "kind": "services", "split": "yes"}, ("split",)),
        ({"aim": "x", "value": 29_000, "kind": "services", "split": "no"}, ()),
        ({"aim": "x", "value": 20_000, "kind": "services", "split": "yes"}, ()),
        ({"aim": "x", "value": 210_000, "kind": "supplies", "split": "yes"}, ("split",)),
        ({"aim": "x", "value": 217_000, "kind": "supplies", "split": "yes"}, ()),
        ({"aim": "x", "clauses": ["award"]}, ("no-weight",)),
        ({"aim": "x", "clauses": ["award"], "weight": 10}, ()),
        ({"aim": "x", "clauses": ["award"], "weight": 20}, ()),
        ({"aim": "x", "weight": 20.1}, ("weight",)),
        ({"aim": "x", "weight": 9.9}, ("weight",)),
        ({"aim": "x", "market": ["collective"]}, ("collective",)),
        ({"aim": "x", "market": ["collective", "koispe"]}, ()),
        ({"aim": "x", "market": ["none"]}, ()),
        ({"aim": "x", "market": ["koispe", "none"]}, ("nobody-and-some",)),
    ],
)
def test_what_to_look_at_twice(
    facts: Facts, answers: dict[str, Any], found: tuple[str, ...]
) -> None:
    where = class_of(answers.get("kind", ""), answers.get("value"), NOW, facts)
    assert flags(answers, where, facts) == found


def test_there_are_twenty_two_checks_in_the_order_of_a_procurement() -> None:
    assert [check.number for check in CHECKS.values()] == list(range(1, 23))
    per_phase = {phase: [c.number for c in CHECKS.values() if c.phase == phase] for phase in
                 ("before", "route", "documents", "after")}  # fmt: skip
    assert {phase: (found[0], found[-1]) for phase, found in per_phase.items()} == {
        "before": (1, 7),
        "route": (8, 11),
        "documents": (12, 19),
        "after": (20, 22),
    }


def test_each_clause_says_in_both_languages_that_it_is_an_example() -> None:
    assert [c.key for c in CLAUSES if not c.text["el"].startswith("Παράδειγμα: ")] == []
    assert [c.key for c in CLAUSES if not c.text["en"].startswith("Example: ")] == []


def test_every_reason_and_flag_that_can_be_given_has_words() -> None:
    given = {f"body-{body}" for body in rules.BODIES} | {
        *("share-unknown", "share-small", "nobody", "market", "not-social", "not-listed"),
        *("listed", "list", "always", "law"),
    }
    assert set(REASONS) == given
    assert {"split", "nobody-and-some", "no-weight", "weight", "collective", "no-aim"} < set(FLAGS)


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 1, 2), BELOW), (date(2026, 1, 3), DIRECT), (NOW, DIRECT)]
)
def test_the_amounts_of_direct_award_hold_from_the_day_that_their_fact_says(
    facts: Facts, day: date, name: str
) -> None:
    assert class_of("services", 30_000, day, facts).name == name


def test_without_figures_nothing_is_decided_and_nothing_fails() -> None:
    assert class_of("services", 30_000, NOW, {}).name == UNKNOWN
    assert (
        flags({"aim": "x", "value": 29_000, "split": "yes", "weight": 90}, rules.Class("x"), {})
        == ()
    )


def test_a_proposal_that_an_editor_changes_is_the_one_that_is_asked_about(facts: Facts) -> None:
    wider = replace(facts["weight-proposal"], value={"least": 5, "most": 40})
    for weight, found in ((5, ()), (40, ()), (4, ("weight",)), (41, ("weight",))):
        answers = {"aim": "x", "weight": weight}
        assert flags(answers, rules.Class("x"), {**facts, "weight-proposal": wider}) == found
