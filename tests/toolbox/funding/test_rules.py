"""The rules of the finder, each with cases worked by hand."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from kalo.toolbox.tools.funding import rules
from kalo.toolbox.tools.funding.finding import kept_words, sought
from kalo.toolbox.tools.funding.forms import amount_of, wish_of
from kalo.toolbox.tools.funding.rules import Case, Wish, fits, is_asked, reminder_on, state_on

TODAY = date(2026, 11, 29)


def entry(**said: Any) -> Any:
    """An entry whose source says nothing but what is given here."""
    nothing: dict[str, Any] = {
        **dict.fromkeys(("forms", "stages", "legal_forms", "areas"), 0),
        **dict.fromkeys(("least", "most", "opens", "closes")),
        **{"family": "public", "state": "unknown", "words": ""},
    }
    return SimpleNamespace(**{**nothing, **said})


def day(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"state": "unknown"}, "unknown"),
        ({"state": "open"}, "open"),
        ({"state": "unknown", "closes": day(0)}, "open"),  # on its last day one may still apply
        ({"state": "open", "closes": day(-1)}, "closed"),
        ({"state": "closed", "closes": day(30)}, "closed"),  # it was closed early
        ({"state": "unknown", "opens": day(1), "closes": day(30)}, "expected"),
        ({"state": "expected", "opens": day(1)}, "expected"),
        ({"state": "expected", "opens": day(0)}, "unknown"),  # its day came, nobody looked since
        ({"state": "expected"}, "expected"),
        ({"state": "unknown", "opens": day(-500)}, "unknown"),
    ],
)
def test_days_overrule_what_was_seen(said: dict[str, Any], expected: str) -> None:
    assert state_on(entry(**said), TODAY) == expected


@pytest.mark.parametrize(
    ("said", "wish", "expected"),
    [
        ({}, Wish(), True),
        ({"family": "private"}, Wish(family="public"), False),
        ({"forms": rules.mask(["loan"], rules.FORM_KEYS)}, Wish(form=("grant", "loan")), True),
        ({"forms": rules.mask(["loan"], rules.FORM_KEYS)}, Wish(form=("grant",)), False),
        ({"forms": 0}, Wish(form=("grant",)), True),  # the source does not say: ask
        ({"forms": rules.mask(["support"], rules.FORM_KEYS)}, Wish(form=("grant",)), False),
        ({"stages": rules.mask(["new"], rules.STAGE_KEYS)}, Wish(stage="idea"), False),
        ({"legal_forms": rules.mask(["koispe"], rules.LEGAL_KEYS)}, Wish(legal="koispe"), True),
        ({"legal_forms": rules.mask(["koispe"], rules.LEGAL_KEYS)}, Wish(legal="koinsep"), False),
        ({"areas": rules.area_mask(["attica"])}, Wish(area="crete"), False),
        ({"areas": rules.area_mask(["greece"])}, Wish(area="crete"), True),
        ({"areas": rules.area_mask(["europe"])}, Wish(area="crete"), True),
        ({"least": 3000, "most": 25000}, Wish(amount=25000), True),
        ({"least": 3000, "most": 25000}, Wish(amount=25001), False),
        ({"least": 3000, "most": 25000}, Wish(amount=2999), False),
        ({"most": 25000}, Wish(amount=1), True),
        ({"least": 25000}, Wish(amount=24999), False),
        ({"closes": day(14)}, Wish(within=14), True),
        ({"closes": day(15)}, Wish(within=14), False),
        ({"closes": day(-1)}, Wish(within=14), False),
        ({}, Wish(within=14), False),  # no deadline is not a near one
        ({"closes": day(5), "state": "closed"}, Wish(within=14), False),
        ({"state": "closed"}, Wish(state=("open", "expected")), False),
        ({"closes": day(1)}, Wish(state=("open",)), True),
    ],
)
def test_what_suits(said: dict[str, Any], wish: Wish, expected: bool) -> None:
    assert fits(entry(**said), wish, TODAY) is expected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("επιχορηγηση", True),
        ("ΕΠΙΧΟΡΗΓΗΣΕΙΣ", True),
        ("επιχορηγήσεων αττικής", True),
        ("epixorigisi", True),
        ("grant", True),
        ("επιχορ", True),  # the beginning of a word
        ("δάνειο", False),
        ("επιχορήγηση κρήτη", False),
        ("%", True),  # no word is no question
        ("100%_", False),
    ],
)
def test_words_are_found_in_every_shape(typed: str, found: bool) -> None:
    words = kept_words(["Επιχορηγήσεις για την Αττική", "A grant for Attica"])
    assert fits(entry(words=words), Wish(q=typed), TODAY) is found


def test_a_word_is_sought_folded_by_its_stem_and_by_its_sound() -> None:
    assert sought("Δάνεια")[:2] == ("δανεια", "=δανει=")
    assert all(piece.startswith("~") for piece in sought("daneia")[2:])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("25.000", 25_000),
        ("25,000 €", 25_000),
        ("25 000,50", 25_000),
        ("1.000.000", 1_000_000),
        ("30000", 30_000),
        ("30.00", 30),
        ("", None),
        ("0", None),
        ("-5", None),
        ("1e9", None),
        ("٣٠٠", None),
        ("99999999999", None),
    ],
)
def test_amounts_as_people_write_them(typed: str, amount: int | None) -> None:
    assert amount_of(typed) == amount


def test_an_address_asks_for_what_is_understood_and_for_nothing_else() -> None:
    said = MultiDict(
        [
            ("form", "loan"),
            ("form", "nonsense"),
            ("state", "open"),
            ("stage", "'; DROP"),
            ("q", " a  b "),
        ]
    )
    assert wish_of(said) == Wish(q="a b", form=("loan",), state=("open",))


def test_a_wish_is_kept_and_read_again() -> None:
    wish = Wish(q="μικρο", form=("loan", "grant"), amount=20_000, within=30, state=("open",))
    assert Wish.of(wish.kept()) == wish
    assert Wish.of({**wish.kept(), "forgotten": 1}) == wish
    assert Wish().kept() == {}


@pytest.mark.parametrize(
    ("closes", "expected"), [(15, None), (14, 14), (4, 14), (3, 3), (0, 3), (-1, None)]
)
def test_a_deadline_reminds_two_weeks_and_three_days_before(
    closes: int, expected: int | None
) -> None:
    assert reminder_on(entry(closes=day(closes)), TODAY) == expected


def test_what_is_closed_reminds_of_nothing() -> None:
    assert reminder_on(entry(closes=day(3), state="closed"), TODAY) is None
    assert reminder_on(entry(state="open"), TODAY) is None


LOAN, GRANT = frozenset({"loan"}), frozenset({"grant"})


@pytest.mark.parametrize(
    ("about", "case", "expected"),
    [
        ({}, Case(), True),
        ({"forms": ["loan"]}, Case(), True),  # what is not said rules nothing out
        ({"forms": ["loan"]}, Case(forms=LOAN), True),
        ({"forms": ["loan"]}, Case(forms=GRANT), False),
        ({"forms": ["loan"]}, Case(forms=LOAN | GRANT), True),
        ({"stages": ["running"]}, Case(stage="idea"), False),
        ({"stages": ["running"]}, Case(stage="running"), True),
        ({"registered": True}, Case(legal="association"), False),
        ({"registered": True}, Case(legal="koinsep"), True),
        ({"registered": True}, Case(legal="association", needs=frozenset({"a"})), True),
        ({"only_if_needed": True}, Case(), False),
        ({"only_if_needed": True}, Case(needs=frozenset({"a"})), True),
    ],
)
def test_which_papers_are_usually_asked_for(
    about: dict[str, Any], case: Case, expected: bool
) -> None:
    assert is_asked("a", about, case) is expected
