"""What stands in the way of a plan is shown before it is saved, and before it is announced."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.events.models import CANCELLED, DRAFT, AgendaItem, Event, EventRole, Speaker
from kalo.events.queries.conflicts import Plan, conflicts_of
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.test_copying import OFFICE, RULE, looked
from tests.events.test_planning import typed
from tests.events.test_planning_form import make_series, make_venue, room_of
from tests.factories.events import NOON, make_event, seat

TAKEN = "Ο χώρος είναι πιασμένος: «Άλλη δράση»"
LEADS = "Maria συντονίζει ή μιλά στη δράση «Άλλη δράση»"


def mark_in(page: str) -> str:
    found = re.search(r'name="knows" value="(\w+)"', page)
    assert found
    return found[1]


def count() -> int:
    return len(db.session.scalars(select(Event)).all())


def test_a_room_that_is_taken_is_said_and_saved_only_knowingly(as_maria: Browser) -> None:
    venue = make_venue()
    hall = room_of(venue).id
    make_event(title_el="Άλλη δράση", venue_id=venue.id, venue_room_id=hall, state=DRAFT)
    sent = typed(hall=f"r{hall}", start_wall="2026-12-03T19:30", end_wall="2026-12-03T21:00")
    asked = as_maria.post("/events/new", data=sent)
    assert (asked.status_code, count()) == (422, 1)
    assert TAKEN in asked.text
    assert 'value="Ομάδα για τη στέγαση"' in asked.text
    knowing = as_maria.post("/events/new", data={**sent, "knows": mark_in(asked.text)})
    assert (knowing.status_code, count()) == (303, 2)


def test_what_was_known_is_not_enough_for_what_came_in_between(
    as_maria: Browser, maria: Person
) -> None:
    make_event(title_el="Άλλη δράση", facilitator_id=maria.id)
    sent = typed(facilitator_id=str(maria.id))
    mark = mark_in(as_maria.post("/events/new", data=sent).text)
    make_event(title_el="Τρίτη δράση", facilitator_id=maria.id)
    again = as_maria.post("/events/new", data={**sent, "knows": mark})
    assert (again.status_code, count()) == (422, 2)
    assert "«Τρίτη δράση»" in again.text


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2026-12-03T20:00", "2026-12-03T21:00", DRAFT),  # after it
        ("2026-12-03T16:00", "2026-12-03T18:00", DRAFT),  # until it
        ("2026-12-03T18:00", "2026-12-03T20:00", CANCELLED),
    ],
)
def test_what_only_touches_or_was_cancelled_is_no_conflict(
    as_maria: Browser, maria: Person, start: str, end: str, state: str
) -> None:
    venue = make_venue()
    place: dict[str, Any] = {"venue_id": venue.id, "venue_room_id": room_of(venue).id}
    make_event(title_el="Άλλη δράση", state=state, facilitator_id=maria.id, **place)
    sent = typed(hall=f"r{room_of(venue).id}", facilitator_id=str(maria.id))
    answer = as_maria.post("/events/new", data={**sent, "start_wall": start, "end_wall": end})
    assert answer.status_code == 303


def test_the_whole_place_meets_each_of_its_rooms(as_maria: Browser) -> None:
    venue = make_venue()
    make_event(title_el="Άλλη δράση", venue_id=venue.id)
    answer = as_maria.post("/events/new", data=typed(hall=f"r{room_of(venue).id}"))
    assert TAKEN in answer.text


def test_a_room_of_another_agenda_is_taken_for_the_length_of_its_line(as_maria: Browser) -> None:
    venue = make_venue()
    hall = room_of(venue).id
    other = make_event("2026-12-03 10:00", hours=12, title_el="Άλλη δράση")
    line = {"event_id": other.id, "key": "k", "title_el": "Γραμμή", "venue_room_id": hall}
    with transaction():
        db.session.add(AgendaItem(start_wall=other.start_wall, minutes=60, **line))
    assert as_maria.post("/events/new", data=typed(hall=f"r{hall}")).status_code == 303
    with transaction():
        db.session.scalars(select(AgendaItem)).one().start_wall += timedelta(hours=8)
    sent = typed(hall=f"r{hall}", title_el="Δεύτερη", once="another-key")
    assert TAKEN in as_maria.post("/events/new", data=sent).text


def test_whoever_leads_here_leads_or_speaks_there(as_maria: Browser, maria: Person) -> None:
    other = make_event(title_el="Άλλη δράση")
    sent = typed(facilitator_id=str(maria.id))
    with transaction():
        db.session.add(Speaker(event_id=other.id, name="Μαρία", person_id=maria.id))
    assert LEADS in as_maria.post("/events/new", data=sent).text
    with transaction():
        db.session.delete(db.session.scalars(select(Speaker)).one())
        given = {"event_id": other.id, "person_id": maria.id, "given_at": NOON}
        db.session.add(EventRole(role="facilitator", **given))
    assert LEADS in as_maria.post("/events/new", data=sent).text
    with transaction():
        db.session.scalars(select(EventRole)).one().role = "observer"
    assert as_maria.post("/events/new", data=sent).status_code == 303


def test_speakers_of_an_event_that_moves_are_looked_at_too(
    as_maria: Browser, maria: Person
) -> None:
    make_event(title_el="Άλλη δράση", facilitator_id=maria.id)
    mine = make_event("2026-12-10 18:00", title_el="Δική μου")
    with transaction():
        db.session.add(Speaker(event_id=mine.id, name="Μαρία", person_id=maria.id))
    answer = as_maria.post(f"{mine.path}edit", data=typed(revision="1"))
    assert answer.status_code == 422
    assert LEADS in answer.text


def test_people_with_a_seat_in_both_are_counted_not_named(
    as_maria: Browser, ada: Person, grace: Person
) -> None:
    other, mine = make_event(title_el="Άλλη δράση"), make_event("2026-12-10 18:00")
    for event in (other, mine):
        seat(event, ada)
        seat(event, grace)
        niki = {"name": "Νίκη", "email": "niki@example.org", "once": f"niki-at-{event.id:08}"}
        assert as_maria.post(f"{event.path}people/new", data=niki).status_code == 303
    answer = as_maria.post(f"{mine.path}edit", data=typed(revision="1"))
    assert "3 άτομα με θέση εδώ έχουν θέση και στη δράση «Άλλη δράση»" in answer.text
    assert "Grace" not in answer.text


def test_a_room_that_holds_fewer_than_the_seats_is_said(as_maria: Browser) -> None:
    venue = make_venue(holds=5)
    sent = typed(hall=f"r{room_of(venue).id}")
    assert "χωρά 5, λιγότερα από τις 8 θέσεις" in as_maria.post("/events/new", data=sent).text
    assert "δεν έχει όριο" in as_maria.post("/events/new", data={**sent, "capacity": ""}).text
    assert as_maria.post("/events/new", data={**sent, "capacity": "5"}).status_code == 303


def test_a_number_that_is_given_already_is_said(as_maria: Browser) -> None:
    series = make_series()
    make_event(title_el="Άλλη δράση", series_id=series.id, series_number=2)
    sent = typed(series_id=str(series.id), series_number="2", start_wall="2026-12-09T18:00")
    answer = as_maria.post("/events/new", data={**sent, "end_wall": "2026-12-09T20:00"})
    assert "Η δράση «Άλλη δράση» έχει τον αριθμό 2" in answer.text


def test_other_words_alone_are_saved_without_asking(as_maria: Browser, maria: Person) -> None:
    make_event(title_el="Άλλη δράση", facilitator_id=maria.id)
    mine = make_event(title_el="Δική μου", facilitator_id=maria.id)
    sent = typed(revision="1", facilitator_id=str(maria.id), title_el="Νέος τίτλος")
    assert as_maria.post(f"{mine.path}edit", data=sent).status_code == 303


@pytest.mark.parametrize("others", [0, 1, 3])
def test_five_statements_find_them_however_many_there_are(
    maria: Person, ada: Person, queries_run: list[str], others: int
) -> None:
    venue = make_venue()
    mine = make_event("2026-12-10 18:00")
    for number in range(others):
        make_event(uid=f"{number}", venue_id=venue.id, facilitator_id=ada.id)
    plans = [
        Plan(start, start + timedelta(hours=2), venue.id, None, ada.id)
        for start in (mine.start_wall - timedelta(days=7), mine.start_wall)
    ]
    assert maria.id
    queries_run.clear()
    found = conflicts_of(plans, maria, mine, mine)
    assert len(queries_run) == 5
    assert [len(each) for each in found] == [2 * others, 0]


@pytest.mark.parametrize("state", [DRAFT, "published"])
def test_of_a_draft_of_others_an_organiser_learns_only_that_something_is_taken(
    as_person: Callable[..., Browser], grace: Person, maria: Person, state: str
) -> None:
    venue, series = make_venue(), make_series()
    hall, numbered = room_of(venue).id, {"series_id": series.id, "series_number": 2}
    other = make_event(
        title_el="Άλλη δράση",
        state=state,
        venue_id=venue.id,
        venue_room_id=hall,
        facilitator_id=maria.id,
        **numbered,
    )
    mine = make_event("2026-12-10 18:00", title_el="Δική μου")
    with transaction():
        given = {"event_id": mine.id, "person_id": grace.id, "given_at": NOON}
        db.session.add(EventRole(role="organiser", **given))
    sent = typed(revision="1", hall=f"r{hall}", facilitator_id=str(maria.id))
    sent |= {"series_id": str(series.id), "series_number": "2"}
    as_grace = as_person(grace)
    asked = as_grace.post(f"{mine.path}edit", data=sent)
    assert asked.status_code == 422
    open_ = [TAKEN, LEADS, "Η δράση «Άλλη δράση» έχει τον αριθμό 2", f"/events/{other.id}-"]
    veiled = [
        "Ο χώρος είναι πιασμένος αυτές τις ώρες.",
        "Κάποιο άτομο που συντονίζει ή μιλά εδώ έχει άλλη δέσμευση αυτές τις ώρες.",
        "Ο αριθμός 2 αυτής της σειράς είναι πιασμένος.",
    ]
    said, unsaid = (veiled, open_) if state == DRAFT else (open_, veiled)
    assert [words for words in said if words not in asked.text] == []
    assert [words for words in unsaid if words in asked.text] == []
    knowing = as_grace.post(f"{mine.path}edit", data={**sent, "knows": mark_in(asked.text)})
    assert knowing.status_code == 303


# ── Before it is announced ────────────────────────────────────────────────────


def draft_of(maria: Person, **values: Any) -> Event:
    return make_event(title_el="Δική μου", state=DRAFT, facilitator_id=maria.id, **values)


def states() -> set[tuple[str, str]]:
    rows = db.session.execute(select(Event.title_el, Event.state))
    return {(row[0], row[1]) for row in rows}


def test_what_came_since_a_draft_was_saved_is_shown_before_it_is_announced(
    as_maria: Browser, client: Browser, maria: Person
) -> None:
    venue = make_venue(holds=5)
    hall: dict[str, Any] = {"venue_id": venue.id, "venue_room_id": room_of(venue).id}
    mine = draft_of(maria, capacity=8, **hall)
    other = make_event(title_el="Άλλη δράση", facilitator_id=maria.id, **hall)
    asked = as_maria.post(f"{mine.path}publication")
    assert asked.status_code == 422
    for words in (TAKEN, LEADS, "χωρά 5, λιγότερα από τις 8 θέσεις", f'href="{other.path}"'):
        assert words in asked.text
    assert states() == {("Δική μου", DRAFT), ("Άλλη δράση", "published")}
    assert db.session.scalars(select(StaffAct)).all() == []
    assert client.get(mine.path).status_code == 404

    knowing = {"knows": mark_in(asked.text), "once": "a-key-of-this-page"}
    done = as_maria.post(f"{mine.path}publication", data=knowing)
    assert (done.status_code, done.location) == (303, mine.path)
    assert states() == {("Δική μου", "published"), ("Άλλη δράση", "published")}
    assert client.get(mine.path).status_code == 200
    assert as_maria.post(f"{mine.path}publication", data=knowing).location == mine.path
    verbs = list(db.session.scalars(select(StaffAct.verb)))
    assert verbs == ["announced an event"]


def test_a_tick_is_for_what_was_shown_and_for_nothing_that_came_later(
    as_maria: Browser, maria: Person
) -> None:
    mine = draft_of(maria)
    make_event(title_el="Άλλη δράση", facilitator_id=maria.id)
    mark = mark_in(as_maria.post(f"{mine.path}publication").text)
    make_event(title_el="Τρίτη δράση", facilitator_id=maria.id)
    again = as_maria.post(f"{mine.path}publication", data={"knows": mark})
    assert again.status_code == 422
    assert "«Τρίτη δράση»" in again.text
    assert ("Δική μου", DRAFT) in states()


def test_whoever_speaks_and_who_has_both_seats_is_looked_at_before_it_is_announced(
    as_maria: Browser, maria: Person, ada: Person
) -> None:
    other, mine = make_event(title_el="Άλλη δράση"), make_event(title_el="Δική μου")
    for event in (other, mine):
        seat(event, ada)
    with transaction():
        db.session.add(Speaker(event_id=mine.id, name="Μαρία", person_id=maria.id))
        db.session.get_one(Event, other.id).facilitator_id = maria.id
        db.session.get_one(Event, mine.id).state = DRAFT
    asked = as_maria.post(f"{mine.path}publication")
    assert asked.status_code == 422
    assert LEADS in asked.text
    assert "1 άτομο με θέση εδώ έχει θέση και στη δράση «Άλλη δράση»" in asked.text


def test_what_stands_in_no_way_is_announced_at_once(as_maria: Browser, maria: Person) -> None:
    mine = draft_of(maria)
    make_event("2026-12-04 18:00", title_el="Άλλη δράση", facilitator_id=maria.id)
    assert as_maria.post(f"{mine.path}publication").status_code == 303
    assert as_maria.get(f"{mine.path}publication").location == mine.path


def test_an_announcement_sent_twice_leads_to_the_event(as_maria: Browser, maria: Person) -> None:
    mine = draft_of(maria)
    sent = {"once": "a-key-of-this-page"}
    answers = [as_maria.post(f"{mine.path}publication", data=sent) for _turn in range(2)]
    assert [(each.status_code, each.location) for each in answers] == [(303, mine.path)] * 2
    assert 'name="once"' in as_maria.get(draft_of(maria, uid="other").path).text


def test_dates_that_something_came_in_the_way_of_are_shown_again(
    as_maria: Browser, maria: Person
) -> None:
    sent = {**OFFICE, "facilitator_id": str(maria.id)}
    asked = as_maria.post(RULE, data=sent)
    make_event("2026-12-07 18:00", title_el="Άλλη δράση", facilitator_id=maria.id)
    again = as_maria.post(RULE, data={**sent, **looked(asked)})
    assert (again.status_code, count()) == (422, 1)
    assert LEADS in again.text
    assert len(looked(again)["days"]) == 4
    assert as_maria.post(RULE, data={**sent, **looked(again)}).status_code == 303
    assert count() == 5
