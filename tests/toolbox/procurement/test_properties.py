"""What must be so of every amount, day and share in a procurement, whatever it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kalo.toolbox.facts import Facts, facts_in_file
from kalo.toolbox.forms.answers import read_data
from kalo.toolbox.tools.procurement import TOOL, rules
from kalo.toolbox.tools.procurement.words import BENEFITS, DRAFTED, MARKET

FACTS: Facts = facts_in_file("procurement", "el")
ORDER = (rules.DIRECT, rules.MAYBE_DIRECT, rules.BELOW, rules.ABOVE, rules.UNKNOWN)
few = settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

kinds = st.sampled_from(sorted(rules.THRESHOLD))
amounts = st.integers(0, 10_000_000_00).map(lambda cents: cents / 100)
days = st.dates(date(2023, 6, 1), date(2028, 6, 30))


def some_of(options: tuple[tuple[str, Any], ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([key for key, _label in options]), unique=True)


answered = st.fixed_dictionaries(
    {},
    optional={
        "kind": kinds,
        "value": amounts,
        "market": some_of(MARKET),
        "over_30": st.sampled_from(["yes", "no"]),
        "listed": st.sampled_from(["yes", "no"]),
        "split": st.sampled_from(["yes", "no"]),
        "drafted": some_of(DRAFTED),
        "benefits": some_of(BENEFITS),
        "clauses": st.lists(st.sampled_from(["award", "labour"])),
        "weight": st.integers(0, 100),
        "aim": st.sampled_from(["", "Δουλειά"]),
    },
)


@few
@given(kinds, days, amounts, amounts)
def test_a_larger_amount_is_never_in_a_lighter_class(
    kind: str, day: date, one: float, other: float
) -> None:
    low, high = (
        ORDER.index(rules.class_of(kind, value, day, FACTS).name) for value in sorted((one, other))
    )
    assert low <= high


@few
@given(answered, amounts)
def test_the_amount_alone_never_opens_another_route(answers: dict[str, Any], value: float) -> None:
    with_it = {**answers, "value": value}
    assert rules.routes(with_it) == rules.routes(answers)
    assert rules.leads_to(with_it) == rules.leads_to(answers)


@few
@given(answered)
def test_a_contract_is_reserved_only_where_its_route_is_open(answers: dict[str, Any]) -> None:
    states = {route.key: route.state for route in rules.routes(answers)}
    assert (rules.leads_to(answers) == rules.RESERVED) == (states[rules.RESERVED] == rules.OPEN)
    assert states[rules.CLAUSES] == rules.OPEN
    assert states[rules.LIGHT] != rules.OPEN


@few
@given(kinds, days)
def test_a_threshold_is_that_of_the_years_of_its_day(kind: str, day: date) -> None:
    amount, years = rules.threshold(kind, day, FACTS)
    assert (amount is None) == (day.year not in range(2024, 2028))
    if amount is not None:
        first, last = (int(year) for year in years.split("-"))
        assert first <= day.year <= last
        assert amount == FACTS[rules.THRESHOLD[kind]].value[years]


@pytest.mark.parametrize("kind", sorted(rules.THRESHOLD))
def test_a_threshold_changes_at_new_year_and_at_no_other_day(kind: str) -> None:
    day, changes = date(2023, 12, 1), []
    while day < date(2028, 2, 1):
        after = day + timedelta(days=1)
        if rules.threshold(kind, day, FACTS)[1] != rules.threshold(kind, after, FACTS)[1]:
            changes.append(after)
        day = after
    assert changes == [date(2024, 1, 1), date(2026, 1, 1), date(2028, 1, 1)]


@few
@given(answered, days)
def test_whatever_is_answered_can_be_looked_at_twice(answers: dict[str, Any], day: date) -> None:
    where = rules.class_of(answers.get("kind", ""), answers.get("value"), day, FACTS)
    found = rules.flags(answers, where, FACTS)
    assert len(set(found)) == len(found)
    assert set(answers.get("drafted") or ()) <= set(found)
    assert ("no-aim" in found) == (not answers.get("aim"))


@few
@given(share=st.decimals(-1_000, 1_000, places=1), name=st.sampled_from(["weight", "share"]))
def test_a_share_outside_0_to_100_is_refused(app: Flask, share: Any, name: str) -> None:
    with app.test_request_context():
        said = read_data(TOOL, {name: f"{share}".replace(".", ",")})
    assert (name in said.wrong) == (not 0 <= share <= 100)
