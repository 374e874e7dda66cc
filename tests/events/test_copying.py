"""Copies of an event, to one date or by a rule; office hours by a rule. The list comes first."""

import re
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person, StaffAct
from kalo.events.actions.copying import PARTS
from kalo.events.models import (
    DRAFT,
    PUBLISHED,
    AgendaItem,
    Event,
    EventRole,
    GuideStep,
    Material,
    Registration,
    Series,
)
from kalo.events.repeating import every_weeks, on_weekdays
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.test_planning_form import make_series
from tests.factories.events import NOON, at, make_event, seat

ONCE = {"start_wall": "2026-12-10T18:00", "how": "once", "weeks": "1", "series_id": "0"}


def looked(answer: Any) -> dict[str, Any]:
    """What the list of dates brings back, all of them ticked."""
    mark = re.search(r'name="looked"[^>]*value="([^"]*)"', answer.text)
    assert mark
    days = re.findall(r'name="days"[^>]*value="([^"]+)"', answer.text)
    return {"looked": mark[1], "days": days}


def copies(source: Event) -> list[Event]:
    made = select(Event).where(Event.id != source.id).order_by(Event.starts_at)
    return list(db.session.scalars(made))


def whole_event(maria: Person, ada: Person, **values: Any) -> Event:
    """An event with one of everything."""
    event = make_event(capacity=9, facilitator_id=maria.id, about_el="Λόγια", **values)
    with transaction():
        of = {"event_id": event.id}
        start = event.start_wall
        db.session.add(AgendaItem(**of, key="k", start_wall=start, minutes=30, title_el="Αρχή"))
        db.session.add(GuideStep(**of, position=0, question_el="Γιατί;"))
        paper = {"kind": "link", "title_el": "Χαρτί", "url": "https://example.org/"}
        db.session.add(Material(**of, **paper, made_at=NOON))
        db.session.add(EventRole(**of, person_id=ada.id, role="observer", given_at=NOON))
    return event


def test_the_dates_are_shown_before_anything_is_made(as_maria: Browser) -> None:
    source = make_event()
    sent = {**ONCE, "how": "times", "times": "3", "parts": ["texts"]}
    asked = as_maria.post(f"{source.path}copy", data=sent)
    assert (asked.status_code, copies(source)) == (422, [])
    assert looked(asked)["days"] == ["2026-12-10T18:00", "2026-12-17T18:00", "2026-12-24T18:00"]
    assert "Πέμπτη 24 Δεκεμβρίου" in asked.text

    taken = {**looked(asked), "days": ["2026-12-10T18:00", "2026-12-24T18:00"]}
    made = as_maria.post(f"{source.path}copy", data={**sent, **taken})
    assert made.status_code == 303
    assert [event.start_wall.day for event in copies(source)] == [10, 24]
    assert {event.state for event in copies(source)} == {DRAFT}


def test_dates_that_changed_since_they_were_shown_are_shown_again(as_maria: Browser) -> None:
    source = make_event()
    asked = as_maria.post(f"{source.path}copy", data={**ONCE, "parts": ["texts"]})
    other = {**ONCE, **looked(asked), "start_wall": "2026-12-11T18:00", "parts": ["texts"]}
    again = as_maria.post(f"{source.path}copy", data=other)
    assert (again.status_code, copies(source)) == (422, [])
    assert looked(again)["days"] == ["2026-12-11T18:00"]


@pytest.mark.parametrize("part", PARTS)
def test_only_the_parts_that_were_chosen_go_along(
    as_maria: Browser, maria: Person, ada: Person, part: str
) -> None:
    source = whole_event(maria, ada, place="Στέκι")
    seat(source, ada)
    sent = {**ONCE, "parts": [part]}
    again = looked(as_maria.post(f"{source.path}copy", data=sent))
    assert as_maria.post(f"{source.path}copy", data={**sent, **again}).status_code == 303
    (copy,) = copies(source)
    held = {
        "texts": copy.about_el == "Λόγια",
        "place": copy.place == "Στέκι",
        "seats": copy.capacity == 9,
        "roles": copy.facilitator_id == maria.id,
    }
    for name, noun in (("agenda", AgendaItem), ("guide", GuideStep), ("materials", Material)):
        found = select(func.count()).select_from(noun).where(noun.event_id == copy.id)
        held[name] = db.session.scalar(found) == 1
    assert {name for name, there in held.items() if there} == {part}
    theirs = select(func.count()).select_from(EventRole).where(EventRole.event_id == copy.id)
    assert db.session.scalar(theirs) == (1 if part == "roles" else 0)
    seats = select(func.count()).select_from(Registration).where(Registration.event_id == copy.id)
    assert (copy.seats_taken, db.session.scalar(seats)) == (0, 0)
    assert (copy.title_el, copy.kind, copy.uid != source.uid) == (
        source.title_el,
        source.kind,
        True,
    )


def test_copies_keep_the_hour_of_the_wall_across_the_change_of_clock(as_maria: Browser) -> None:
    source = make_event("2027-03-18 18:00", entry_closes_at=at("2027-03-17 20:00"))
    sent: dict[str, Any] = {**ONCE, "start_wall": "2027-03-25T18:00", "how": "times"}
    sent |= {"times": "2", "parts": ["seats"]}
    again = looked(as_maria.post(f"{source.path}copy", data=sent))
    as_maria.post(f"{source.path}copy", data={**sent, **again})
    winter, summer = copies(source)
    assert (winter.start_wall.hour, summer.start_wall.hour) == (18, 18)
    assert (winter.starts_at, summer.starts_at) == (at("2027-03-25 18:00"), at("2027-04-01 18:00"))
    assert (winter.starts_at.hour, summer.starts_at.hour) == (16, 15)
    assert summer.entry_closes_at == at("2027-03-31 20:00")


def test_an_hour_that_is_not_names_its_date(as_maria: Browser) -> None:
    source = make_event("2027-03-14 03:30", hours=0.5)
    sent = {**ONCE, "start_wall": "2027-03-21T03:30", "how": "times", "times": "2"}
    answer = as_maria.post(f"{source.path}copy", data=sent)
    assert answer.status_code == 422
    assert "28 Μαρτίου 2027: Αυτή η ώρα δεν υπάρχει" in answer.text
    assert copies(source) == []


def test_copies_are_numbered_on_in_their_series(as_maria: Browser) -> None:
    series = make_series()
    source = make_event(series_id=series.id, series_number=3)
    sent = {**ONCE, "how": "until", "until": "2027-01-07", "weeks": "2", "parts": ["texts"]}
    sent["series_id"] = str(series.id)
    again = looked(as_maria.post(f"{source.path}copy", data=sent))
    assert again["days"][-1] == "2027-01-07T18:00"
    as_maria.post(f"{source.path}copy", data={**sent, **again})
    assert [event.series_number for event in copies(source)] == [4, 5, 6]


def test_a_new_series_has_the_title_of_the_event(as_maria: Browser) -> None:
    source = make_event()
    sent = {**ONCE, "series_id": "-1", "parts": ["texts"]}
    again = looked(as_maria.post(f"{source.path}copy", data=sent))
    assert db.session.scalars(select(Series)).all() == []
    as_maria.post(f"{source.path}copy", data={**sent, **again})
    series = db.session.scalars(select(Series)).one()
    (copy,) = copies(source)
    assert series.title_el == source.title_el
    assert (copy.series_id, copy.series_number) == (series.id, 1)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"how": "times", "times": ""}, "Συμπλήρωσέ το."),
        ({"how": "times", "times": "31"}, "Γράψε έναν αριθμό από 1 έως 30."),
        ({"how": "until", "until": ""}, "Συμπλήρωσέ το."),
        ({"how": "until", "until": "2026-12-01"}, "πριν από την πρώτη ημερομηνία"),
        ({"how": "until", "until": "2099-12-01"}, "Το πολύ 30 μαζί."),
        ({"start_wall": "2026-03-29T03:30"}, "δεν υπάρχει"),
        ({"start_wall": ""}, "Συμπλήρωσέ το."),
    ],
)
def test_a_rule_that_cannot_be_is_said(
    as_maria: Browser, changed: dict[str, str], sentence: str
) -> None:
    source = make_event()
    answer = as_maria.post(f"{source.path}copy", data={**ONCE, **changed})
    assert (answer.status_code, copies(source)) == (422, [])
    assert sentence in answer.text


def test_leaving_out_every_date_makes_nothing(as_maria: Browser) -> None:
    source = make_event()
    again = looked(as_maria.post(f"{source.path}copy", data=ONCE))
    answer = as_maria.post(f"{source.path}copy", data={**ONCE, "looked": again["looked"]})
    assert (answer.status_code, copies(source)) == (422, [])
    assert "Διάλεξε τουλάχιστον μία ημερομηνία." in answer.text


def test_each_date_says_what_stands_in_its_way(as_maria: Browser, maria: Person) -> None:
    source = make_event(facilitator_id=maria.id)
    make_event("2026-12-17 19:00", title_el="Άλλη δράση", facilitator_id=maria.id)
    sent = {**ONCE, "how": "times", "times": "2", "parts": ["roles"]}
    page = as_maria.post(f"{source.path}copy", data=sent).text
    assert page.count("Maria συντονίζει ή μιλά στη δράση «Άλλη δράση»") == 1
    page = as_maria.post(f"{source.path}copy", data={**sent, "parts": ["texts"]}).text
    assert "Άλλη δράση" not in page


def test_a_copy_stands_in_the_log_of_staff(as_maria: Browser) -> None:
    source = make_event()
    again = looked(as_maria.post(f"{source.path}copy", data=ONCE))
    as_maria.post(f"{source.path}copy", data={**ONCE, **again})
    act = db.session.scalars(select(StaffAct).where(StaffAct.verb == "copied an event")).one()
    assert (act.subject, act.after) == (source.subject, "10 Δεκεμβρίου 2026")


OFFICE: dict[str, Any] = {
    "title_el": "Ανοιχτές ώρες",
    "weekdays": ["0", "2"],
    "from_hour": "17:00",
    "to_hour": "19:00",
    "first": "2026-12-01",
    "until": "2026-12-14",
    "mode": "online",
    "online_link": "https://meet.example.org/ores",
    "facilitator_id": "0",
    "series_id": "-1",
    "announce": "y",
}
RULE = "/events/planning/office-hours"


def test_office_hours_are_listed_then_made_and_announced(as_maria: Browser) -> None:
    asked = as_maria.post(RULE, data=OFFICE)
    assert asked.status_code == 422
    assert db.session.scalars(select(Event)).all() == []
    days = ["2026-12-02T17:00", "2026-12-07T17:00", "2026-12-09T17:00", "2026-12-14T17:00"]
    assert looked(asked)["days"] == days
    assert as_maria.post(RULE, data={**OFFICE, **looked(asked)}).status_code == 303
    made = db.session.scalars(select(Event).order_by(Event.starts_at)).all()
    assert [event.start_wall.day for event in made] == [2, 7, 9, 14]
    assert {(event.kind, event.state) for event in made} == {("office-hours", PUBLISHED)}
    assert [event.series_number for event in made] == [1, 2, 3, 4]
    assert made[0].ends_at == at("2026-12-02 19:00")
    assert made[0].reminders == [3]


def test_office_hours_may_stay_drafts(as_maria: Browser) -> None:
    sent = {name: value for name, value in OFFICE.items() if name != "announce"}
    again = looked(as_maria.post(RULE, data=sent))
    as_maria.post(RULE, data={**sent, **again})
    assert set(db.session.scalars(select(Event.state))) == {DRAFT}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"weekdays": []}, "Διάλεξε τουλάχιστον μία ημέρα."),
        ({"to_hour": "16:00"}, "Το τέλος πρέπει να έρχεται μετά την αρχή."),
        ({"until": "2026-11-01"}, "πριν από την πρώτη ημερομηνία"),
        ({"until": "2028-11-01"}, "Το πολύ 30 μαζί."),
        ({"weekdays": ["6"], "until": "2026-12-05"}, "Διάλεξε τουλάχιστον μία ημερομηνία."),
        ({"online_link": "javascript:alert(1)"}, "που αρχίζει με https://"),
        ({"title_el": "Ω" * 100_000}, "Το πολύ 120 χαρακτήρες."),
    ],
)
def test_office_hours_that_cannot_be_are_said(
    as_maria: Browser, changed: dict[str, Any], sentence: str
) -> None:
    answer = as_maria.post(RULE, data={**OFFICE, **changed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="https://meet.example.org/ores"' in answer.text or "online_link" in changed


def test_a_rule_is_of_the_wall_and_knows_its_end() -> None:
    first = datetime(2028, 2, 29, 10, 0)
    assert every_weeks(first, 4, times=2)[1] == datetime(2028, 3, 28, 10, 0)
    assert len(every_weeks(first, 1, until=datetime(2099, 1, 1).date())) == 31
    assert on_weekdays(first.date(), first.date(), {1}) == [first.date()]
    assert on_weekdays(first.date(), first.date(), {2}) == []
