"""Days that kept works plan: in calendars with their sequence, and on the bell in time."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from kalo.accounts.models import Group, Membership, Person
from kalo.kit import clock
from kalo.kit.dates import Dated, dates_of
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from kalo.kit.reports import Report
from kalo.notifications.models import Notification
from kalo.notifications.subjects import still_visible, words_about
from kalo.toolbox.actions import days as action
from kalo.toolbox.fields import Answers
from kalo.toolbox.jobs import tell_planned_days
from kalo.toolbox.models import PlannedDay, Work
from kalo.toolbox.planned import Planned, no_days
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_personal_calendar import make_address

SIGNING = date(2026, 12, 10)
WORDS = {"el": "Υπογραφή", "en": "Signing"}


def planned(answers: Answers, language: str) -> Iterable[Planned]:
    """What the tool of these tests plans: a day for each answer."""
    for key, said in answers.items():
        done = key in answers.get("done", [])
        if key != "done":
            yield Planned(key, date.fromisoformat(said), WORDS[language], f"{key};", done=done)


@pytest.fixture
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stands = Clock()
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


@pytest.fixture(autouse=True)
def tool(monkeypatch: pytest.MonkeyPatch) -> None:
    planner = Tool(
        slug="planner",
        order=99,
        title="",
        summary="",
        minutes=1,
        result=lambda answers, language: Report("", language=language),
        fields={},
        steps=(),
        days=planned,
    )
    monkeypatch.setitem(TOOLS, "planner", planner)


@pytest.fixture
def work(make: Callable[..., Any], time_: Clock, ada: Person) -> Work:
    at = clock.now()
    said = {"sign": SIGNING.isoformat()}
    whose = {"tool": "planner", "title": "Η ομάδα μας", "owner_id": ada.id}
    work: Work = make(Work, **whose, answers=said, made_at=at, changed_at=at)
    keep(work)
    return work


def keep(work: Work, **answers: Any) -> None:
    """Save the work with other answers, as its action does."""
    with transaction():
        row = db.session.get_one(Work, work.id)
        row.answers = answers or row.answers
        action.keep_days(row)


def dates(person: Person, language: str = "el") -> list[Dated]:
    db.session.rollback()
    with speaking(language):
        return dates_of(db.session.get_one(Person, person.id))


def news(person: Person) -> list[Notification]:
    db.session.expire_all()
    whose = Notification.person_id == person.id, Notification.read_at.is_(None)
    return list(db.session.scalars(select(Notification).where(*whose)))


def test_a_planned_day_stands_in_the_calendar_of_whoever_keeps_the_work(
    work: Work, ada: Person, grace: Person
) -> None:
    (day,) = dates(ada)
    assert (day.name, day.title, day.start, day.end) == (
        *(f"work-{work.id}-sign", "Υπογραφή", SIGNING),
        SIGNING + timedelta(days=1),
    )
    assert (day.path, day.about, day.sequence) == (work.path, "Η ομάδα μας\n\nsign;", 0)
    assert [each.title for each in dates(ada, "en")] == ["Signing"]
    assert dates(grace) == []


def test_it_comes_with_the_feed_and_stays_the_same_bytes_until_it_moves(
    client: Browser, as_ada: Browser, work: Work, time_: Clock
) -> None:
    address = make_address(as_ada)
    first = client.get(address).data
    (event,) = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt, event["SEQUENCE"]) == (
        *("Υπογραφή", SIGNING),
        0,
    )
    assert event["STATUS"] == "CONFIRMED"
    time_.pass_by(hours=2)
    keep(work)
    assert client.get(address).data == first
    keep(work, sign="2026-12-14")
    (moved,) = icalendar.Calendar.from_ical(client.get(address).data).walk("VEVENT")
    assert (moved["UID"], moved["DTSTART"].dt, moved["SEQUENCE"]) == (
        *(event["UID"], date(2026, 12, 14)),
        1,
    )
    assert moved["DTSTAMP"].dt == time_.at


def test_what_is_planned_no_more_is_taken_back_and_may_come_again(
    client: Browser, as_ada: Browser, work: Work, ada: Person, time_: Clock
) -> None:
    address = make_address(as_ada)
    keep(work, assembly="2026-12-20")
    cancelled, stands = icalendar.Calendar.from_ical(client.get(address).data).walk("VEVENT")
    assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(cancelled["SUMMARY"]) == "[ΑΚΥΡΩΘΗΚΕ] Υπογραφή"
    assert stands["STATUS"] == "CONFIRMED"
    keep(work, sign=SIGNING.isoformat())
    assert [(each.sequence, each.taken_back) for each in dates(ada)] == [(2, False), (1, True)]
    time_.pass_by(days=91)
    assert [each.name for each in dates(ada)] == [f"work-{work.id}-sign"]


def test_words_and_a_tick_change_no_sequence(work: Work, ada: Person, time_: Clock) -> None:
    time_.pass_by(hours=1)
    keep(work, sign=SIGNING.isoformat(), done=["sign"])
    (day,) = dates(ada)
    assert (day.title, day.sequence, day.changed) == ("Έγινε: Υπογραφή", 0, time_.at)


def test_a_work_that_is_thrown_away_takes_its_days_back(work: Work, ada: Person) -> None:
    with transaction():
        row = db.session.get_one(Work, work.id)
        row.deleted_at = clock.now()
        action.keep_days(row)
    assert [(each.taken_back, each.sequence) for each in dates(ada)] == [(True, 1)]


def test_who_wants_no_days_has_none_and_others_of_the_group_may_wish_them(
    make: Callable[..., Any], work: Work, ada: Person, grace: Person, mallory: Person
) -> None:
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=grace.id, since=clock.now())

    def wish(person: Person, wants: bool) -> None:
        with transaction():
            work_row = db.session.get_one(Work, work.id)
            work_row.group_id = group.id
            action.wish_days(work_row, db.session.get_one(Person, person.id), wants)

    assert dates(grace) == []
    for person in (grace, mallory):
        wish(person, wants=True)
    wish(ada, wants=False)
    assert [len(dates(each)) for each in (ada, grace, mallory)] == [0, 1, 0]
    wish(ada, wants=True)
    assert len(dates(ada)) == 1


def test_a_reminder_rings_once_in_time_and_again_after_a_move(
    work: Work, ada: Person, time_: Clock
) -> None:
    assert (tell_planned_days(), news(ada)) == (0, [])
    time_.at = time_.at.replace(year=2026, month=12, day=7)
    assert (tell_planned_days(), tell_planned_days()) == (1, 0)
    (told,) = news(ada)
    assert (told.subject, told.what, told.path, told.way) == (
        *(f"plan:{work.id}", "Η ομάδα μας", work.path),
        "daily",
    )
    words = words_about(ada, told.subject, ["day:sign"])
    assert [each.text for each in words or []] == ["Πέμπτη 10 Δεκεμβρίου: Υπογραφή"]
    keep(work, sign="2026-12-09")
    assert tell_planned_days() == 1
    assert news(ada)[0].unread == 2


@pytest.mark.parametrize(
    ("change", "left"), [({"done": ["sign"]}, []), ({"sign": "2026-12-30"}, [])]
)
def test_of_what_is_done_or_moved_away_no_letter_speaks(
    work: Work, ada: Person, time_: Clock, change: dict[str, Any], left: list[str]
) -> None:
    time_.at = time_.at.replace(year=2026, month=12, day=7)
    tell_planned_days()
    keep(work, **{"sign": SIGNING.isoformat(), **change})
    assert words_about(ada, f"plan:{work.id}", ["day:sign"]) == left


def test_what_is_over_done_or_unwished_is_not_told(work: Work, ada: Person, time_: Clock) -> None:
    keep(work, sign="2026-12-01", other="2026-12-10", done=["other"])
    time_.at = time_.at.replace(year=2026, month=12, day=8)
    assert tell_planned_days() == 0
    assert still_visible(ada, [f"plan:{work.id}"]) == {f"plan:{work.id}"}
    with transaction():
        action.wish_days(db.session.get_one(Work, work.id), ada, wants=False)
    assert still_visible(ada, [f"plan:{work.id}"]) == set()


def test_days_move_with_the_facts_of_a_tool(
    make: Callable[..., Any], work: Work, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = SIGNING + timedelta(days=30)
    moved = replace(TOOLS["planner"], days=lambda _a, _l: [Planned("sign", later, "Υπογραφή")])
    monkeypatch.setitem(TOOLS, "planner", moved)
    with transaction():
        assert action.keep_days_of("planner", at_once=1) == work.id
        assert action.keep_days_of("planner", after=work.id) == 0
    assert [(each.start, each.sequence) for each in dates(ada)] == [(later, 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_days_cost_one_question_and_reminders_the_same_however_many(
    work: Work, ada: Person, time_: Clock, queries_run: list[str], count: int
) -> None:
    keep(work, **{f"day-{n}": SIGNING.isoformat() for n in range(count)})
    person = db.session.get_one(Person, ada.id)
    db.session.refresh(person)
    queries_run.clear()
    assert len([each for each in dates_of(person) if not each.taken_back]) == count
    assert len([each for each in queries_run if "toolbox_day" in each]) == 1


def test_no_more_than_some_hundred_days_are_kept(work: Work) -> None:
    keep(work, **{f"day-{n}": SIGNING.isoformat() for n in range(600)})
    kept = select(PlannedDay).where(PlannedDay.taken_back_at.is_(None))
    assert len(db.session.scalars(kept).all()) == action.MOST


# On the page of a work


def wish(browser: Browser, work: Work, wants: str) -> Any:
    return browser.post(f"{work.path}calendar", data={"wants": wants, "once": f"k{wants}"})


def test_the_page_of_a_work_shows_its_days_and_takes_them_out_of_the_calendar(
    as_ada: Browser, as_person: Any, client: Browser, work: Work, ada: Person, grace: Person
) -> None:
    keep(work, **{f"day-{n}": f"2026-12-{n + 10}" for n in range(7)})
    page = as_ada.get(work.path).text
    assert "<b>Πέμπτη 10 Δεκεμβρίου</b> <span>Υπογραφή</span>" in page
    assert "και 2 μέρες ακόμη" in page
    assert "βρίσκονται στο ημερολόγιό σου" in page
    answer = wish(as_ada, work, "0")
    assert (answer.status_code, answer.location) == (303, f"{work.path}#days")
    assert dates(ada) == []
    assert "δεν βρίσκονται στο ημερολόγιό σου" in as_ada.get(work.path).text
    wish(as_ada, work, "1")
    assert len([each for each in dates(ada) if not each.taken_back]) == 7
    assert [wish(each, work, "1").status_code for each in (as_person(grace), client)] == [404, 404]


def test_a_tool_that_plans_nothing_says_nothing_of_days(
    as_ada: Browser, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TOOLS, "planner", replace(TOOLS["planner"], days=no_days))
    assert 'id="days"' not in as_ada.get(work.path).text
    assert wish(as_ada, work, "1").status_code == 403
