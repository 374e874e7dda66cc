"""What learners see of their own: deadlines, reasons, a pause, a reminder, the word of the day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.jobs import tell_of_the_day
from kalo.learning.models import Enrolment
from kalo.learning.pace import (
    AWAY,
    LATE,
    NOT_BEGUN,
    Due,
    Learner,
    Rest,
    Why,
    due_for,
    why_behind,
    worth_a_word,
)
from kalo.notifications.actions import write_letters
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.accounts import letters_to
from tests.factories.cohorts import place, stand_cohort, states
from tests.learning.cohorts.conftest import Class
from tests.learning.cohorts.doing import did, enrolment_of, read, set_back
from tests.learning.cohorts.test_board import due
from tests.learning.test_pages import main, page

PROGRAMME = "/learning/programme-1/"
TODAY = date(2026, 11, 22)


def day(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


def learner(since: int, heard: int | None, **more: Any) -> Learner:
    return Learner(day(since), None if heard is None else day(heard), **more)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (learner(-6, None), []),
        (learner(-7, None), [Why(NOT_BEGUN, 7)]),
        (learner(-30, -9), []),
        (learner(-30, -10), [Why(AWAY, 10)]),
        (learner(-5, -40), []),  # heard long before the cohort began
        (learner(3, None), []),
        (learner(-30, -20, back=day(-2)), []),
        (learner(-30, -20, back=day(-10)), [Why(AWAY, 10)]),
        (learner(-30, -20, rests=True, late=(Due("module:1", day(-1)),)), []),
        (learner(-30, -20, done=True), []),
        (learner(-3, -1, late=(Due("x:1", day(-1)),)), [Why(LATE, due=Due("x:1", day(-1)))]),
    ],
)
def test_who_is_behind(one: Learner, why: list[Why]) -> None:
    assert why_behind(one, TODAY) == why


def test_a_deadline_moves_by_what_was_allowed_and_by_pauses() -> None:
    assert due_for("module:1", day(3), [5, 2], 10) == Due("module:1", day(18), 15)
    assert due_for("module:1", day(3), [], 0) == Due("module:1", day(3), 0)


NOON = datetime.fromisoformat("2026-11-22T10:00+00:00")


@pytest.mark.parametrize(
    ("rest", "on", "days"),
    [
        (Rest(), False, 0),
        (Rest(NOON - timedelta(days=3)), True, 3),
        (Rest(NOON - timedelta(days=3), NOON + timedelta(days=9), 4), True, 7),
        (Rest(NOON - timedelta(days=9), NOON - timedelta(days=2), 4), False, 11),
        (Rest(None, NOON - timedelta(days=2), 4), False, 4),
    ],
)
def test_how_long_somebody_rested(rest: Rest, on: bool, days: int) -> None:
    assert (rest.is_on(NOON), rest.days(NOON)) == (on, days)


@pytest.mark.parametrize(
    ("dues", "last", "told"),
    [
        ([7], -1, True),
        ([7], 0, False),
        ([6], -1, False),
        ([6], -2, True),  # the worker was away for a day
        ([1], -1, True),
        ([0], -1, False),
        ([-1], -1, False),
    ],
)
def test_a_deadline_is_named_a_week_and_a_day_before(
    dues: list[int], last: int, told: bool
) -> None:
    near = [Due("module:1", day(each)) for each in dues]
    assert worth_a_word(learner(-3, -1), near, day(last), TODAY, None) is told


@pytest.mark.parametrize(
    ("heard", "remind_on", "told"),
    [(-10, None, True), (-11, None, False), (-10, 3, False), (-1, 0, True), (-1, -2, True)],
)
def test_a_silence_is_named_once_and_a_reminder_on_its_day(
    heard: int, remind_on: int | None, told: bool
) -> None:
    wanted = None if remind_on is None else day(remind_on)
    assert worth_a_word(learner(-40, heard), [], day(-1), TODAY, wanted) is told


# On the pages


def test_deadlines_stand_on_the_programme_and_in_the_lesson(
    as_ada: Browser, as_person: Any, ada: Person, maria: Person, grace: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    module = class_.course.modules[0].id
    due(class_.cohort, maria, **{f"module_{module}": 5, f"block_{class_.quiz.id}": 3})
    html = main(page(as_ada.get(PROGRAMME)))
    assert "σε 5 μέρες" in html
    lesson = main(page(as_ada.get(class_.course.url())))
    assert "σε 5 μέρες" in lesson
    assert "σε 3 μέρες" in lesson
    assert "σε 5 μέρες" not in page(as_person(grace).get(PROGRAMME))
    did(ada, class_.quiz, "submitted", percent=90, passed=True)
    assert "σε 3 μέρες" not in page(as_ada.get(class_.course.url()))


def test_a_deadline_that_passed_says_that_it_can_still_be_done(
    as_ada: Browser, ada: Person, maria: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    due(class_.cohort, maria, **{f"module_{class_.course.modules[0].id}": -2})
    html = main(page(as_ada.get(PROGRAMME)))
    assert "μπορείς ακόμη να το κάνεις" in html
    assert "«Μέρος 1» ήταν για" in html


def test_whoever_was_away_is_asked_whether_to_be_reminded_or_to_rest(
    as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    ago = clock.now() - timedelta(days=10)
    set_back(ada, started_at=ago - timedelta(days=9), last_act_at=ago)
    html = main(page(as_ada.get(PROGRAMME)))
    assert "Δεν έχεις μπει 10 μέρες. Θέλεις υπενθύμιση ή παύση;" in html
    assert as_ada.post(f"{PROGRAMME}enrolment/reminder").status_code == 303
    assert enrolment_of(ada).remind_on == clock.today() + timedelta(days=7)
    html = main(page(as_ada.get(PROGRAMME)))
    assert "Δεν έχεις μπει" not in html
    assert "Θα σου το θυμίσουμε" in html


def test_a_pause_lasts_until_one_goes_on_and_moves_deadlines(
    as_ada: Browser, ada: Person, maria: Person, class_: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    module, now = class_.course.modules[0].id, clock.now()
    due(class_.cohort, maria, **{f"module_{module}": 2})
    assert as_ada.post(f"{PROGRAMME}enrolment/pause").status_code == 303
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=20))
    html = main(page(as_ada.get(PROGRAMME)))
    assert "Είσαι σε παύση." in html
    assert "Δεν έχεις μπει" not in html
    assert "ήταν για" not in html
    assert as_ada.post(f"{PROGRAMME}enrolment/pause/undo").status_code == 303
    mine = enrolment_of(ada)
    assert (mine.paused_at, mine.paused_days) == (None, 20)
    html = main(page(as_ada.get(PROGRAMME)))
    assert "σε 2 μέρες" in html
    assert "(για σένα μετατέθηκε κατά 20 μέρες)" in html
    assert "Δεν έχεις μπει" not in html


def test_who_has_finished_is_offered_no_pause(as_ada: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    said = ("Κάνε μια παύση", "Πότε λέμε ότι κάποιο άτομο έμεινε πίσω")
    assert [words in page(as_ada.get(PROGRAMME)) for words in said] == [True, True]
    set_back(ada, done_at=clock.now())
    html = page(as_ada.get(PROGRAMME))
    assert [words in html for words in said] == [False, False]
    assert "Ολοκλήρωσες αυτό το πρόγραμμα" in html


def test_a_pause_until_a_day_ends_by_itself(
    as_ada: Browser, ada: Person, class_: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(class_.cohort, ada)
    now = clock.now()
    until = clock.today() + timedelta(days=5)
    sent = {"until": until.isoformat()}
    assert as_ada.post(f"{PROGRAMME}enrolment/pause", data=sent).status_code == 303
    assert f"επιστρέφεις {clock.day_words(until)}"[:12] in main(page(as_ada.get(PROGRAMME)))
    assert "σε παύση" in main(page(as_ada.get("/learning/mine/")))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6))
    assert "Είσαι σε παύση" not in page(as_ada.get(PROGRAMME))
    assert "σε παύση" not in main(page(as_ada.get("/learning/mine/")))
    as_ada.post(f"{PROGRAMME}enrolment/pause")
    assert enrolment_of(ada).paused_days == 5
    assert "Είσαι σε παύση." in page(as_ada.get(PROGRAMME))


@pytest.mark.parametrize("days", [0, -3, 400])
def test_an_odd_day_comes_back_with_its_error(
    as_ada: Browser, ada: Person, class_: Class, days: int
) -> None:
    place(class_.cohort, ada)
    sent = {"until": (clock.today() + timedelta(days=days)).isoformat()}
    html = page(as_ada.post(f"{PROGRAMME}enrolment/pause", data=sent), 422)
    assert "Διάλεξε μια μέρα από αύριο" in html
    assert f'value="{sent["until"]}"' in html
    assert enrolment_of(ada).paused_at is None


def test_leaving_the_programme_frees_the_place(
    as_ada: Browser, ada: Person, grace: Person, maria: Person, class_: Class
) -> None:
    cohort = stand_cohort(class_.course.programme, maria, capacity=1)
    place(cohort, ada, grace)
    assert as_ada.post(f"{PROGRAMME}enrolment/undo").status_code == 303
    assert states(cohort) == {ada.id: "gone", grace.id: "placed"}
    assert enrolment_of(ada).left_at is not None


# The word of the day


def told() -> list[tuple[int, str, str | None]]:
    db.session.rollback()
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return [(row.person_id, row.kind, row.way) for row in rows]


def test_a_word_a_day_at_most_and_only_with_something_to_say(
    app: Any, ada: Person, grace: Person, maria: Person, class_: Class
) -> None:
    place(class_.cohort, ada, grace)
    with transaction():
        db.session.get_one(Person, ada.id).language = "en"
    read(ada, class_.course.lessons[0])
    yesterday = clock.today() - timedelta(days=1)
    due(class_.cohort, maria, **{f"module_{class_.course.modules[1].id}": 7})
    set_back(ada, told_on=yesterday)
    set_back(grace, told_on=yesterday, paused_at=clock.now())
    for _ in range(2):
        tell_of_the_day()
    assert told() == [(ada.id, "learning.digest", "daily")]
    assert db.session.scalars(select(Notification.what)).all() == ["title 1 en"]
    kept = select(Enrolment.told_on)
    assert set(db.session.scalars(kept)) == {clock.today()}


def test_the_letter_says_the_next_step_and_what_is_near(
    app: Any, ada: Person, maria: Person, class_: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    due(class_.cohort, maria, **{f"module_{class_.course.modules[1].id}": 7})
    set_back(ada, told_on=clock.today() - timedelta(days=1))
    tell_of_the_day()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    with transaction():
        write_letters(ada.id)
    (letter,) = letters_to("ada@example.org")
    for words in ("«title 1 el»: τι ακολουθεί", "Επόμενο: Μάθημα 2.", "«Μέρος 2» έως"):
        assert words in letter.text
    with transaction():
        write_letters(ada.id)
    assert len(letters_to("ada@example.org")) == 1


def test_nothing_is_written_to_who_paused_meanwhile(
    app: Any, ada: Person, maria: Person, class_: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(class_.cohort, ada)
    due(class_.cohort, maria, **{f"module_{class_.course.modules[1].id}": 7})
    set_back(ada, told_on=clock.today() - timedelta(days=1))
    tell_of_the_day()
    assert len(told()) == 1
    set_back(ada, paused_at=clock.now())
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    with transaction():
        write_letters(ada.id)
    assert letters_to("ada@example.org") == []


def test_a_reminder_comes_once_on_its_day(app: Any, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    yesterday = clock.today() - timedelta(days=1)
    set_back(ada, told_on=yesterday, remind_on=clock.today())
    tell_of_the_day()
    assert told() == [(ada.id, "learning.digest", "daily")]
    assert enrolment_of(ada).remind_on is None


@pytest.mark.parametrize("many", [1, 3])
def test_telling_asks_the_same_however_many_there_are(
    app: Any, make_person: Callable[..., Person], class_: Class, learning_queries: Any, many: int
) -> None:
    place(class_.cohort, *(make_person(f"P{'x' * n}") for n in range(many)))
    with transaction():
        for each in db.session.scalars(select(Enrolment)):
            each.told_on = clock.today() - timedelta(days=1)
    learning_queries()
    tell_of_the_day()
    assert learning_queries() == 8
