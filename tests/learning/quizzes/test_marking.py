"""What an answer may be and what it is worth, for every kind of question."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalo.kit.web import Refused
from kalo.learning.marking import (
    arranged,
    clean,
    doubt,
    draw,
    explain,
    mark,
    percent_of,
    pieces,
    readings,
    same_words,
    shuffled,
)
from kalo.learning.models import QUESTION_KINDS
from tests.factories.questions import (
    ALL,
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    OPEN,
    ORDERING,
    PARTLY,
    RIGHT,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    WRONG,
)

MARKED_BY_KEY = sorted(RIGHT)


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(ALL) == set(QUESTION_KINDS)


@pytest.mark.parametrize("kind", MARKED_BY_KEY)
def test_a_right_answer_is_worth_everything(kind: str) -> None:
    told = mark(ALL[kind], clean(ALL[kind], RIGHT[kind]))
    assert (told.score, told.right, set(told.parts.values())) == (1.0, True, {True})


@pytest.mark.parametrize("kind", MARKED_BY_KEY)
def test_a_wrong_answer_is_worth_nothing(kind: str) -> None:
    told = mark(ALL[kind], clean(ALL[kind], WRONG[kind]))
    assert (told.score, told.right, set(told.parts.values())) == (0.0, False, {False})


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_no_answer_is_worth_nothing_and_waits_for_nobody(kind: str) -> None:
    for nothing in (None, "", [], {}):
        assert clean(ALL[kind], nothing) is None
    assert mark(ALL[kind], None).score == 0.0


@pytest.mark.parametrize(
    ("kind", "worth"),
    [("multiple", 1 / 2), ("matching", 1 / 3), ("ordering", 2 / 4), ("cloze", 1 / 3)],
)
def test_a_part_of_an_answer_is_worth_a_part(kind: str, worth: float) -> None:
    assert mark(ALL[kind], clean(ALL[kind], PARTLY[kind])).score == pytest.approx(worth)


@pytest.mark.parametrize(
    ("chosen", "worth"),
    [
        (["a", "c"], 1.0),
        (["a"], 0.5),
        (["a", "b"], 0.0),
        (["a", "b", "c"], 0.5),
        (["a", "b", "c", "d"], 0.0),
        (["b"], 0.0),
    ],
)
def test_a_wrong_choice_takes_a_right_one_away(chosen: list[str], worth: float) -> None:
    assert mark(MULTIPLE, chosen).score == worth


def test_each_part_of_an_answer_is_told() -> None:
    assert mark(MULTIPLE, ["a", "b"]).parts == {"a": True, "b": False}
    assert mark(MATCHING, PARTLY["matching"]).parts == {"l1": True, "l2": False, "l3": False}
    assert mark(ORDERING, PARTLY["ordering"]).parts == {
        "c": True,
        "a": True,
        "b": False,
        "d": False,
    }
    assert mark(CLOZE, PARTLY["cloze"]).parts == {"1": True}
    assert mark(TRUE_FALSE, False).parts == {"false": False}


def test_an_open_answer_waits_for_a_person() -> None:
    assert mark(OPEN, clean(OPEN, "  Γιατί έτσι.  ")).score is None
    assert clean(OPEN, "  \n ") is None


@pytest.mark.parametrize(
    "typed",
    [
        "ΚοινΣΕπ",
        "κοινσεπ",
        "ΚΟΙΝΣΕΠ",
        "Κοιν.Σ.Επ.",
        "κοιν.σ.επ",
        " «Κοιν.Σ.Επ.» ",
        "κοινωνικη συνεταιριστικη επιχειρηση",
        "ΚΟΙΝΩΝΙΚΉ  ΣΥΝΕΤΑΙΡΙΣΤΙΚΉ\nΕΠΙΧΕΊΡΗΣΗ.",
        "Κοινωνικἠ Συνεταιριστικὴ Ἐπιχείρησις".replace("σις", "ση"),
    ],
)
def test_greek_is_the_same_with_and_without_accents_and_capitals(typed: str) -> None:
    assert mark(SHORT, clean(SHORT, typed)).score == 1.0


@pytest.mark.parametrize("typed", ["ΚοινΣΕ", "Κοιν Σ Επ 2", "συνεταιρισμός"])
def test_another_word_is_another_word(typed: str) -> None:
    assert mark(SHORT, clean(SHORT, typed)).score == 0.0


def test_words_without_letters_are_compared_as_they_stand() -> None:
    assert (same_words("+", " + "), same_words("+", "-")) == (True, False)
    assert (same_words("τέλος", "ΤΕΛΟΣ"), same_words("5 %", "5")) == (True, True)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("12,5", {12.5}),
        ("12.5", {12.5}),
        ("12,50 ευρώ", {12.5}),
        ("12,5 €", {12.5}),
        ("€12.50", {12.5}),
        ("περίπου 12,5", {12.5}),
        ("1.234,56", {1234.56}),
        ("1,234.56", {1234.56}),
        ("1 234,56", {1234.56}),
        ("1\u00a0234,56", {1234.56}),
        ("1.234", {1.234, 1234.0}),
        ("1,234", {1.234, 1234.0}),
        ("1.234.567", {1234567.0}),
        ("12.34.56", set()),
        ("−3", {-3.0}),
        ("-3,5", {-3.5}),
        ("+7", {7.0}),
        (",5", {0.5}),
        ("-.5", {-0.5}),
        ("5.", {5.0}),
        ("5 %", {5.0}),
        ("１２", {12.0}),
        ("0", {0.0}),
        ("", set()),
        ("δώδεκα", set()),
        ("10 έως 12", set()),
        ("10-12", set()),
        ("-", set()),
        (",", set()),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, numbers: set[float]) -> None:
    assert readings(typed) == numbers


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)))
def test_a_number_is_read_with_a_comma_and_with_a_point(number: float) -> None:
    written = f"{number:.4f}"
    assert number in readings(written)
    assert number in readings(written.replace(".", ","))


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_numbers(typed: str) -> None:
    assert all(isinstance(number, float) for number in readings(typed))


@pytest.mark.parametrize(
    ("key", "typed", "right"),
    [
        ({"value": 12.5, "tolerance": 0.1}, "12,6", True),
        ({"value": 12.5, "tolerance": 0.1}, "12,61", False),
        ({"value": 12.5, "tolerance": 0.1}, "12,4", True),
        ({"value": 12.5}, "12,5", True),
        ({"value": 12.5}, "12,51", False),
        ({"value": 0.3}, "0,3", True),
        ({"value": 200, "percent": 5}, "210", True),
        ({"value": 200, "percent": 5}, "210,1", False),
        ({"value": -200, "percent": 5}, "-190", True),
        ({"value": 1500}, "1.500", True),
        ({"value": 0, "tolerance": 0}, "0", True),
    ],
)
def test_a_number_may_be_off_by_so_much(key: dict[str, Any], typed: str, right: bool) -> None:
    assert mark({**NUMERIC, "key": key}, typed).right is right


def test_what_is_no_number_is_kept_and_told() -> None:
    assert clean(NUMERIC, "δώδεκα") == "δώδεκα"
    assert doubt(NUMERIC, "δώδεκα") != ""
    assert [doubt(NUMERIC, "12,5"), doubt(NUMERIC, None), doubt(SHORT, "δώδεκα")] == ["", "", ""]


@pytest.mark.parametrize(
    ("body", "odd"),
    [
        (SINGLE, "z"),
        (SINGLE, ["a"]),
        (SINGLE, 1),
        (SINGLE, {"a": 1}),
        (MULTIPLE, "a"),
        (MULTIPLE, ["a", "z"]),
        (MULTIPLE, [["a"]]),
        (MULTIPLE, {"a": True}),
        (TRUE_FALSE, "yes"),
        (TRUE_FALSE, 1),
        (TRUE_FALSE, 0),
        (TRUE_FALSE, ["true"]),
        (MATCHING, ["l1"]),
        (MATCHING, {"l1": "r9"}),
        (MATCHING, {"l9": "r1"}),
        (MATCHING, {"l1": ["r1"]}),
        (ORDERING, ["a", "b"]),
        (ORDERING, ["a", "b", "c", "c"]),
        (ORDERING, ["a", "b", "c", "z"]),
        (ORDERING, ["a", "b", "c", 4]),
        (ORDERING, [["a"], "b", "c", "d"]),
        (ORDERING, "abcd"),
        (NUMERIC, 12.5),
        (NUMERIC, "1" * 61),
        (SHORT, ["a"]),
        (SHORT, "α" * 301),
        (CLOZE, "μέλος"),
        (CLOZE, {"9": "μέλος"}),
        (CLOZE, {"2": "4"}),
        (CLOZE, {"2": "ψήφο"}),
        (CLOZE, {"1": ["μέλος"]}),
        (CLOZE, {"1": "α" * 301}),
        (OPEN, {"text": "…"}),
        (OPEN, "α" * 20_001),
    ],
)
def test_what_makes_no_sense_is_refused(body: dict[str, Any], odd: Any) -> None:
    with pytest.raises(Refused):
        clean(body, odd)


@given(
    st.sampled_from(QUESTION_KINDS),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from("abcdlr"),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["l1", "1", "2", "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)
def test_whatever_a_browser_sends_is_refused_or_can_be_marked(kind: str, sent: Any) -> None:
    body = ALL[kind]
    try:
        answer = clean(body, sent)
    except Refused:
        return
    told = mark(body, answer)
    assert told.score is None or 0 <= told.score <= 1
    assert clean(body, json.loads(json.dumps(answer))) == answer
    explain(body, body["el"], answer)


def test_an_answer_takes_one_shape() -> None:
    assert clean(MULTIPLE, ["c", "a", "c"]) == ["a", "c"]
    assert clean(MATCHING, {"l3": "r1", "l1": "", "l2": None}) == {"l3": "r1"}
    assert clean(MATCHING, {"l1": ""}) is None
    assert clean(TRUE_FALSE, "false") is False
    assert clean(SHORT, " α\x00β\ud800\r\nγ ") == "αβ\nγ"
    assert clean(CLOZE, {"1": " ", "3": " 4430 "}) == {"3": "4430"}
    assert clean(CLOZE, {"1": " "}) is None


@given(st.integers(0, 50), st.integers(1, 40), st.text(max_size=8), st.booleans())
def test_a_draw_repeats_itself_and_repeats_no_question(
    count: int, most: int, seed: str, shuffle: bool
) -> None:
    things = list(range(count))
    drawn = draw(things, most, seed, shuffle)
    assert drawn == draw(things, most, seed, shuffle)
    assert (len(drawn), len(set(drawn))) == (min(count, most), min(count, most))
    assert shuffle or drawn == sorted(drawn)


def test_draws_differ_and_all_are_drawn_without_a_number() -> None:
    assert len({tuple(draw(range(20), 5, str(seed))) for seed in range(30)}) > 20
    assert sorted(draw(range(20), None, "x")) == list(range(20))
    assert draw(range(20), None, "x", shuffle=False) == list(range(20))


@given(st.sampled_from(QUESTION_KINDS), st.text(max_size=8), st.booleans())
def test_an_order_repeats_itself_and_loses_nothing(kind: str, seed: str, shuffle: bool) -> None:
    order = shuffled(ALL[kind], seed, shuffle)
    assert order == shuffled(ALL[kind], seed, shuffle)
    expected = {
        "single": {"options": ["a", "b", "c"]} if shuffle else {},
        "multiple": {"options": ["a", "b", "c", "d"]} if shuffle else {},
        "matching": {"right": ["r1", "r2", "r3"]},
        "ordering": {"items": ["a", "b", "c", "d"]},
        "cloze": {"2": ["1", "2", "3"]} if shuffle else {},
    }
    assert {name: sorted(keys) for name, keys in order.items()} == expected.get(kind, {})


def test_the_order_that_is_asked_for_is_never_shown() -> None:
    shown = {tuple(shuffled(ORDERING, str(seed))["items"]) for seed in range(400)}
    assert len(shown) == 23  # of the 24 that there are
    assert tuple(ORDERING["key"]["order"]) not in shown


def test_options_stand_in_the_order_that_was_kept() -> None:
    options = SINGLE["el"]["options"]
    assert [option["key"] for option in arranged(options, ["c", "a", "b"])] == ["c", "a", "b"]
    assert [option["key"] for option in arranged(options, ["c"])] == ["c", "a", "b"]
    assert arranged(options, None) == options


def test_a_percent_is_rounded_as_people_do() -> None:
    assert [percent_of(2, 3), percent_of(1, 3), percent_of(0.5, 100)] == [67, 33, 1]
    assert [percent_of(0, 0), percent_of(3, 3), percent_of(0.695, 1)] == [0, 100, 70]


def test_feedback_is_of_what_was_chosen() -> None:
    told = explain(SINGLE, SINGLE["en"], "a")
    assert (told.state, told.score, told.parts) == ("wrong", 0.0, {"a": False})
    assert told.feedback == {"a": "There is no owner."}
    assert told.right == {"b": "The members"}
    assert told.general == "Read the principles again."
    told = explain(SINGLE, SINGLE["el"], "b")
    assert (told.state, told.feedback) == ("right", {"b": "Ένα μέλος, μία ψήφος."})
    assert told.general == "Έτσι λειτουργεί η δημοκρατία του συνεταιρισμού."


def test_what_would_have_been_right_is_told_in_the_words_of_the_kind() -> None:
    def right(kind: str, language: str = "el") -> dict[str, str]:
        return explain(ALL[kind], ALL[kind][language], None).right

    assert right("multiple") == {"a": "Κοιν.Σ.Επ.", "c": "Συνεταιρισμός εργαζομένων"}
    assert right("true-false") == {"true": ""}
    assert right("matching")["l2"] == "Το όργανο που αποφασίζει"
    assert right("ordering") == {"c": "1", "a": "2", "b": "3", "d": "4"}
    assert (right("numeric"), right("short")) == ({"value": "37.5"}, {"value": "Κοιν.Σ.Επ."})
    assert right("cloze") == {"1": "μέλος", "2": "ψήφο", "3": "4430/2016"}
    assert right("cloze", "en")["2"] == "vote"
    assert right("open") == {}


def test_the_states_of_a_marked_question() -> None:
    assert explain(SINGLE, SINGLE["el"], None).state == "blank"
    assert explain(MULTIPLE, MULTIPLE["el"], ["a"]).state == "partly"
    assert explain(TRUE_FALSE, TRUE_FALSE["el"], False).feedback == {
        "false": "Οι μερίδες δεν μετρούν στην ψήφο."
    }
    waits = explain(OPEN, OPEN["el"], "Έτσι.")
    assert (waits.state, waits.score, waits.model) == ("waiting", None, "")
    done = explain(OPEN, OPEN["el"], "Έτσι.", score=0.5, by="Καλή αρχή.")
    assert (done.state, done.by, done.model) == ("partly", "Καλή αρχή.", OPEN["el"]["model"])


def test_a_score_that_was_given_later_counts() -> None:
    told = explain(SINGLE, SINGLE["el"], "a", score=1.0)
    assert (told.state, told.mended) == ("right", True)


def test_what_is_right_can_be_left_unsaid() -> None:
    told = explain(SINGLE, SINGLE["el"], "a", reveal=False)
    assert (told.right, told.feedback) == ({}, {"a": "Δεν υπάρχει ιδιοκτήτης."})


def test_a_key_that_was_mended_does_not_speak_any_more() -> None:
    told = explain(SINGLE, SINGLE["el"], "a", score=1.0)
    assert (told.parts, told.right, told.feedback, told.general) == ({}, {}, {}, "")


def test_the_right_sides_of_pairs_are_no_praise() -> None:
    assert explain(MATCHING, MATCHING["el"], RIGHT["matching"]).general == ""


def test_the_text_of_a_cloze_in_pieces() -> None:
    assert pieces("<p>Κάθε {{1}} έχει {{b}}.</p>") == [
        ("<p>Κάθε ", False),
        ("1", True),
        (" έχει ", False),
        ("b", True),
        (".</p>", False),
    ]
