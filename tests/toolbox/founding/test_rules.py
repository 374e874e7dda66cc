"""When what can be done: worked by hand, and what must hold for any plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kalo.toolbox.tools.founding.rules import (
    Own,
    Snag,
    Times,
    later,
    months_later,
    opening_of,
    schedule,
    snags,
    steps_for,
    what_is_next,
)
from kalo.toolbox.tools.founding.steps import (
    ALL,
    BY_APPLICATION,
    BY_CHOICE,
    BY_KEY,
    FORMS,
    PHASES,
    SOCIAL,
    Step,
)

BEGIN = date(2027, 1, 11)


def step(key: str, days: int, *after: str, phase: str = "before", wait: int = 0) -> Step:
    return Step(key, phase, key, "", days, after, wait=wait)


# a (3 days), then b (5) beside c (10), then d (2); a year after d comes e (7).
DIAMOND = (
    step("a", 3),
    step("b", 5, "a"),
    step("c", 10, "a"),
    step("d", 2, "b", "c"),
    step("e", 7, "d", phase="yearly", wait=12),
)


def day(number: int) -> date:
    """So many days after the plan begins."""
    return BEGIN + timedelta(days=number)


def spans(times: Mapping[str, Times]) -> dict[str, tuple[int, int, int]]:
    """From which day to which, and the slack."""
    return {
        key: ((each.start - BEGIN).days, (each.end - BEGIN).days, each.slack)
        for key, each in times.items()
    }


def test_a_step_begins_when_all_it_waits_for_has_ended() -> None:
    times = schedule(DIAMOND, BEGIN, {}, {})
    # b has 5 days where 10 pass anyway, so it may slip by 5; a year after the 26th of January.
    assert spans(times) == {
        "a": (0, 3, 0),
        "b": (3, 8, 5),
        "c": (3, 13, 0),
        "d": (13, 15, 0),
        "e": (15 + 365, 15 + 365 + 7, 0),
    }
    assert times["e"].start == date(2028, 1, 26)
    assert opening_of(DIAMOND, times) == day(15) == date(2027, 1, 26)


def test_days_of_a_source_count_before_ours_and_own_ones_before_both() -> None:
    times = schedule(DIAMOND, BEGIN, {"b": Own(days=20)}, {"b": 6, "c": 4, "d": 30})
    assert spans(times) == {
        "a": (0, 3, 0),
        "b": (3, 23, 0),
        "c": (3, 7, 16),
        "d": (23, 53, 0),
        "e": (53 + 366, 53 + 366 + 7, 0),
    }


def test_what_is_done_ended_on_its_day_and_moves_what_follows() -> None:
    own = {"a": Own(done=True, began=day(1), ended=day(9)), "c": Own(began=day(10))}
    assert spans(schedule(DIAMOND, BEGIN, own, {})) == {
        "a": (1, 9, 0),
        "b": (9, 14, 6),
        "c": (10, 20, 0),
        "d": (20, 22, 0),
        "e": (22 + 365, 22 + 365 + 7, 0),
    }


def test_what_is_ticked_off_without_a_day_holds_nobody_up() -> None:
    times = schedule(DIAMOND, BEGIN, {"a": Own(done=True), "c": Own(done=True)}, {})
    assert spans(times)["b"] == (0, 5, 0)
    assert spans(times)["d"] == (5, 7, 0)


def test_nothing_that_is_still_to_do_lies_before_today() -> None:
    own = {"a": Own(ended=day(2)), "c": Own(began=day(2))}
    times = schedule(DIAMOND, BEGIN, own, {}, today=day(40))
    assert spans(times) == {
        "a": (2, 2, 0),
        "b": (40, 45, 0),
        "c": (2, 40, 5),
        "d": (45, 47, 0),
        "e": (47 + 365, 47 + 365 + 7, 0),
    }


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 3, 4), 0, date(2027, 3, 4)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_end_with_the_month(start: date, months: int, end: date) -> None:
    assert months_later(start, months) == end


def test_the_end_of_the_calendar_is_as_far_as_it_goes() -> None:
    assert later(date(9999, 12, 30), 5) == date.max
    times = schedule(DIAMOND, date(9999, 12, 1), {}, {})
    assert times["e"].end == date.max


def test_what_can_be_done_now_has_all_before_it_behind_it() -> None:
    assert what_is_next(DIAMOND, {}) == ["a"]
    assert what_is_next(DIAMOND, {"a": Own(done=True)}) == ["b", "c"]
    assert what_is_next(DIAMOND, {"a": Own(done=True), "b": Own(ended=day(3))}) == ["c"]
    all_but_last = {key: Own(done=True) for key in "abcd"}
    assert what_is_next(DIAMOND, all_but_last) == []


def test_days_that_do_not_fit_are_named() -> None:
    own = {
        "a": Own(ended=day(9), began=day(10)),
        "b": Own(ended=day(5)),
        "c": Own(by=day(12)),
        "d": Own(by=day(6)),
    }
    times = schedule(DIAMOND, BEGIN, own, {}, today=day(8))
    assert spans(times)["c"] == (9, 19, 0)
    assert snags(DIAMOND, own, times, today=day(8)) == [
        Snag("a", "backwards"),
        Snag("b", "before", "a"),
        Snag("c", "too-soon"),
        Snag("d", "late"),
    ]
    done_early = {"d": Own(done=True)}
    assert snags(DIAMOND, done_early, schedule(DIAMOND, BEGIN, done_early, {})) == [
        Snag("d", "before", "b"),
        Snag("d", "before", "c"),
    ]
    fits = {"c": Own(by=day(13)), "d": Own(by=day(15))}
    assert snags(DIAMOND, fits, schedule(DIAMOND, BEGIN, fits, {}), today=BEGIN) == []


# The steps of each legal form


def keys(form: str, **more: bool) -> list[str]:
    return [each.key for each in steps_for(form, **more)]


def test_the_table_of_steps_is_in_order_and_every_phase_is_known() -> None:
    seen: set[str] = set()
    for each in ALL:
        assert seen.issuperset(each.after)
        assert each.key not in seen
        assert each.phase in PHASES
        assert set(each.forms) <= set(FORMS)
        seen.add(each.key)
    assert [each.phase for each in ALL] == sorted(
        (each.phase for each in ALL), key=list(PHASES).index
    )


def test_a_koinsep_goes_by_the_application_and_has_declarations() -> None:
    assert keys("koinsep") == [
        *("team", "market", "agreement", "model", "name", "draft", "sign", "declarations"),
        *("taxisnet", "application", "decision", "tax", "insurance", "bank", "books"),
        *("assembly", "licences", "staff", "certificate"),
    ]
    assert keys("koinsep") == keys("koinsep-vulnerable") == keys("koinsep-special")
    worker = keys("worker-cooperative")
    assert set(keys("koinsep")) - set(worker) == {"declarations"}


def test_others_are_founded_by_their_law_and_may_enter_the_special_register() -> None:
    koispe, association = keys("koispe"), keys("association")
    assert {"founding", "koispe-register"} <= set(koispe)
    assert {"founding", "criteria", "special-register"} <= set(association)
    for form in BY_CHOICE:
        assert keys(form) == association
    assert not {"application", "decision"} & {*koispe, *association}


def test_a_body_that_exists_only_enters_the_register() -> None:
    assert keys("association", exists=True) == ["criteria", "special-register", "certificate"]
    assert steps_for("association", exists=True)[0].after == ()
    assert keys("koinsep", exists=True) == keys("koinsep")


def test_who_employs_nobody_or_has_no_place_has_no_such_steps() -> None:
    assert set(keys("koinsep")) - set(keys("koinsep", hires=False, premises=False)) == {
        "staff",
        "licences",
    }


def test_what_a_form_does_not_have_hands_on_what_it_waited_for() -> None:
    by_key = {each.key: each for each in steps_for("worker-cooperative")}
    assert by_key["application"].after == ("sign", "taxisnet")
    assert by_key["tax"].after == ("decision",)
    koispe = {each.key: each.after for each in steps_for("koispe")}
    assert koispe["certificate"] == ("koispe-register",)
    assert koispe["tax"] == koispe["assembly"] == ("founding",)


def test_the_whole_plan_of_a_koinsep_by_hand() -> None:
    """A month at the ministry, everything else by our guess; the 11th of January is day 0."""
    times = spans(schedule(steps_for("koinsep"), BEGIN, {}, {"decision": 30, "certificate": 7}))
    assert times["team"] == (0, 7, 0)
    assert times["market"] == (7, 21, 0)  # the longest before the statutes
    assert times["agreement"] == (7, 14, 7)
    assert times["draft"] == (21, 42, 0)
    assert times["sign"] == times["declarations"] == (42, 45, 0)
    assert times["taxisnet"] == (7, 9, 36)
    assert times["application"] == (45, 47, 0)
    assert times["decision"] == (47, 77, 0)
    assert times["tax"] == (77, 82, 0)
    assert times["licences"] == (82, 102, 0)  # the longest after it
    assert times["bank"] == (82, 92, 10)
    assert times["assembly"] == (77, 87, 10)
    assert times["staff"] == (87, 92, 10)
    assert times["certificate"] == (77 + 366, 77 + 366 + 7, 0)  # of a leap year


# What holds for any plan


days_ = st.dates(date(2020, 1, 1), date(2060, 1, 1))
owns = st.builds(
    Own,
    done=st.booleans(),
    began=st.none() | days_,
    ended=st.none() | days_,
    by=st.none() | days_,
    days=st.none() | st.integers(0, 730),
)
plans = st.tuples(
    st.sampled_from(FORMS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.sampled_from(sorted(BY_KEY)), owns, max_size=6),
    st.dictionaries(st.sampled_from(sorted(BY_KEY)), st.integers(0, 400), max_size=6),
    days_,
    st.none() | days_,
)


SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def planned(plan: tuple) -> tuple[Sequence[Step], dict[str, Own], dict[str, int], date, object]:  # type: ignore[type-arg]
    form, exists, hires, premises, own, days, begin, today = plan
    return steps_for(form, exists, hires, premises), own, days, begin, today


@SOME
@given(plans)
def test_dates_respect_what_waits_for_what(plan: tuple) -> None:  # type: ignore[type-arg]
    steps, own, days, begin, today = planned(plan)
    times = schedule(steps, begin, own, days, today)  # type: ignore[arg-type]
    assert list(times) == [each.key for each in steps]
    for each in steps:
        mine, at = own.get(each.key, Own()), times[each.key]
        assert at.start <= at.end
        assert at.slack >= 0
        if mine.is_done or mine.began:
            continue
        assert at.start >= begin
        assert today is None or at.start >= today  # type: ignore[operator]
        for key in each.after:
            assert at.start >= months_later(times[key].end, each.wait)


@SOME
@given(plans, st.sampled_from(sorted(BY_KEY)), st.integers(0, 90))
def test_more_time_for_a_step_makes_nothing_earlier(plan: tuple, key: str, more: int) -> None:  # type: ignore[type-arg]
    steps, own, days, begin, today = planned(plan)
    longer = {each.key: days.get(each.key, each.days) for each in steps}
    mine = own.get(key, Own())
    if mine.days is not None:
        own = {**own, key: replace(mine, days=mine.days + more)}
    elif key in longer:
        longer[key] += more
    before = schedule(steps, begin, planned(plan)[1], days, today)  # type: ignore[arg-type]
    after = schedule(steps, begin, own, longer, today)  # type: ignore[arg-type]
    assert all(after[each.key].end >= before[each.key].end for each in steps)


@SOME
@given(plans)
def test_a_step_that_slips_by_its_slack_does_not_move_the_opening(plan: tuple) -> None:  # type: ignore[type-arg]
    steps, own, days, begin, today = planned(plan)
    open_ones = {key: mine for key, mine in own.items() if not mine.is_done}
    times = schedule(steps, begin, open_ones, days, today)  # type: ignore[arg-type]
    opening = opening_of(steps, times)
    working = [each for each in steps if each.phase != "yearly"]
    for each in working:
        length = (times[each.key].end - times[each.key].start).days + times[each.key].slack
        slipped = {**open_ones, each.key: replace(open_ones.get(each.key, Own()), days=length)}
        if length <= 3650:
            moved = schedule(steps, begin, slipped, days, today)  # type: ignore[arg-type]
            assert opening_of(steps, moved) == opening
    assert not working or any(times[each.key].slack == 0 for each in working)


@SOME
@given(plans)
def test_what_is_next_is_never_done_and_never_too_early(plan: tuple) -> None:  # type: ignore[type-arg]
    steps, own, _days, _begin, _today = planned(plan)
    done = {each.key for each in steps if own.get(each.key, Own()).is_done}
    found = what_is_next(steps, own)
    assert done.isdisjoint(found)
    by_key = {each.key: each for each in steps}
    assert all(done.issuperset(by_key[key].after) for key in found)
    undone = [each for each in steps if each.key not in done and not each.wait]
    assert not undone or found  # the order has no circle: something can always be done


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_way_to_the_opening(form: str) -> None:
    steps = steps_for(form)
    assert {"team", "sign", "tax", "assembly", "certificate"} <= {each.key for each in steps}
    assert ("declarations" in {each.key for each in steps}) == (form in SOCIAL)
    assert ("application" in {each.key for each in steps}) == (form in BY_APPLICATION)
