"""What must be so of every funding tool and every wish."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.toolbox.tools.funding import rules, words
from kalo.toolbox.tools.funding.finding import kept_words
from kalo.toolbox.tools.funding.rules import Wish, doubts, fits, place_of, reminder_on, state_on
from kalo.toolbox.tools.funding.saying import is_stale

TODAY = date(2026, 11, 29)
TEXTS = ("Επιχορηγήσεις για την Αττική", "Δάνεια χωρίς εξασφαλίσεις", "A grant for Attica", "")
few = settings(max_examples=60, deadline=None, database=None)

days = st.integers(-400, 400).map(lambda number: TODAY + timedelta(days=number))
money = st.integers(0, 3_000_000)


def bits(keys: tuple[str, ...]) -> st.SearchStrategy[int]:
    return st.sets(st.sampled_from(keys)).map(lambda some: rules.mask(some, keys))


def entry(**said: Any) -> Any:
    if said["least"] is not None and said["most"] is not None:
        said["least"], said["most"] = sorted((said["least"], said["most"]))
    if said["opens"] and said["closes"]:
        said["opens"], said["closes"] = sorted((said["opens"], said["closes"]))
    return SimpleNamespace(**said)


entries = st.builds(
    entry,
    family=st.sampled_from([key for key, _label in words.FAMILIES]),
    forms=bits(rules.FORM_KEYS),
    stages=bits(rules.STAGE_KEYS),
    legal_forms=bits(rules.LEGAL_KEYS),
    areas=bits(rules.REGION_KEYS),
    least=st.none() | money,
    most=st.none() | money,
    opens=st.none() | days,
    closes=st.none() | days,
    expires=st.none() | days,
    mark=st.sampled_from(["seen", "old", "general"]),
    state=st.sampled_from([key for key, _label in words.STATES]),
    words=st.sampled_from(TEXTS).map(lambda text: kept_words([text])),
)
wishes = st.builds(
    Wish,
    q=st.sampled_from(["", "επιχορηγηση", "daneia", "grant attica", "%"]),
    family=st.sampled_from(["", "private", "public"]),
    form=st.sets(st.sampled_from(rules.FORM_KEYS), max_size=2).map(
        lambda each: tuple(sorted(each))
    ),
    stage=st.sampled_from(["", *rules.STAGE_KEYS]),
    amount=st.none() | money,
    legal=st.sampled_from(["", *rules.LEGAL_KEYS]),
    area=st.sampled_from(["", *rules.REGION_KEYS]),
    within=st.sampled_from([None, 14, 30, 90]),
    state=st.sampled_from([(), ("open",), ("open", "expected", "unknown")]),
)


@few
@given(st.lists(entries, min_size=1, max_size=12), wishes)
def test_one_more_filter_never_finds_more(some: list[Any], wish: Wish) -> None:
    found = [fits(each, wish, TODAY) for each in some]
    for name in wish.kept():
        without = replace(wish, **{name: getattr(Wish(), name)})
        more = [fits(each, without, TODAY) for each in some]
        assert all(loose or not strict for strict, loose in zip(found, more, strict=True)), name
    assert all(fits(each, Wish(), TODAY) for each in some)


@few
@given(entries, wishes)
def test_one_more_choice_of_the_same_filter_never_finds_less(each: Any, wish: Wish) -> None:
    if wish.form and fits(each, wish, TODAY):
        assert fits(each, replace(wish, form=rules.FORM_KEYS), TODAY)
    if wish.within and fits(each, wish, TODAY):
        assert fits(each, replace(wish, within=wish.within + 1), TODAY)


@few
@given(entries, money, money)
def test_an_amount_fits_where_it_lies_between_and_a_wider_range_keeps_it(
    each: Any, amount: int, more: int
) -> None:
    asked = Wish(amount=amount)
    least = 0 if each.least is None else each.least
    most = amount if each.most is None else each.most
    assert fits(each, asked, TODAY) == (least <= amount <= most)
    wider = SimpleNamespace(**vars(each))
    wider.least = None if each.least is None else max(0, each.least - more)
    wider.most = None if each.most is None else each.most + more
    if fits(each, asked, TODAY):
        assert fits(wider, asked, TODAY)


@few
@given(entries, days, st.integers(0, 300))
def test_what_is_closed_or_to_be_checked_stays_so_as_time_goes_by(
    each: Any, day: date, later: int
) -> None:
    then = day + timedelta(days=later)
    if state_on(each, day) == words.CLOSED:
        assert state_on(each, then) == words.CLOSED
    if is_stale(each, day):
        assert is_stale(each, then)
    assert place_of(each, day) in range(34)


@few
@given(entries, days)
def test_a_reminder_is_due_only_of_what_is_open_and_never_grows(each: Any, day: date) -> None:
    due, tomorrow = reminder_on(each, day), reminder_on(each, day + timedelta(days=1))
    if due is not None:
        assert state_on(each, day) == words.OPEN
        assert tomorrow is None or tomorrow <= due


@few
@given(entries, wishes)
def test_a_source_is_in_doubt_only_of_what_is_asked_and_it_does_not_say(
    each: Any, wish: Wish
) -> None:
    asked = doubts(each, wish)
    assert not doubts(each, Wish())
    assert asked.form == (bool(wish.form) and each.forms == 0)
    assert asked.amount == (wish.amount is not None and (each.least, each.most) == (None, None))
