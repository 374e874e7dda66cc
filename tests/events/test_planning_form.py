"""The form of an event: kinds as defaults, places, themes, series, how seats are given."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.events.kinds import WORDS
from kalo.events.models import (
    ARCHIVED,
    KINDS,
    PUBLISHED,
    REPORTED,
    Event,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.test_planning import only_event, typed
from tests.factories.events import NOON, at, make_event


def make_venue(holds: int | None = 30, name: str = "Στέκι") -> Venue:
    """A place with one room."""
    with transaction():
        venue = Venue(slug=name.lower(), name_el=name, address="Οδός 1")
        venue.rooms = [VenueRoom(name_el="Μεγάλη αίθουσα", capacity=holds)]
        db.session.add(venue)
    db.session.refresh(venue)
    return venue


def make_series(title: str = "Κύκλος") -> Series:
    """A series."""
    with transaction():
        series = Series(slug=title.lower(), title_el=title, made_at=NOON)
        db.session.add(series)
    db.session.refresh(series)
    return series


def room_of(venue: Venue) -> VenueRoom:
    return db.session.scalars(select(VenueRoom).where(VenueRoom.venue_id == venue.id)).one()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_begins_the_form_with_its_defaults(as_maria: Browser, kind: str) -> None:
    page = as_maria.get(f"/events/new?kind={kind}").text
    usual = WORDS[kind]
    assert f'name="kind" value="{kind}"' in page
    capacity = f'value="{usual.capacity}"' if usual.capacity else 'value=""'
    assert capacity in page[page.index('id="capacity"') :][:300]
    for name, is_on in (("has_waiting_list", usual.has_waiting_list), ("has_room", usual.has_room)):
        box = page[page.index(f'id="{name}"') - 60 :][:160]
        assert ("checked" in box) == is_on
    boxes = re.findall(r'<input( checked)? id="reminders-\d" [^>]*value="(\d+)"', page)
    assert [int(hours) for on, hours in boxes if on] == list(usual.reminders)
    entry = page[page.index(f'value="{usual.entry}"') - 80 :][:100]
    assert "checked" in entry


def test_a_kind_that_there_is_not_is_not_found(as_maria: Browser) -> None:
    assert as_maria.get("/events/new?kind=party").status_code == 404


def test_all_that_was_chosen_is_kept_and_shown_again(as_maria: Browser, app: Any) -> None:
    with transaction():
        db.session.add(Theme(slug="nomika", name_el="Νομικά"))
    venue, series = make_venue(), make_series()
    sent = typed(
        place="",
        theme_id="1",
        series_id=str(series.id),
        hall=f"r{room_of(venue).id}",
        spoken="el-en",
        entry="approval",
        entry_opens="2026-11-25T09:00",
        entry_closes="2026-12-02T20:00",
        has_waiting_list="y",
        offer_hours="36",
        reminders=["168", "3"],
    )
    assert as_maria.post("/events/new", data=sent).status_code == 303
    event = only_event()
    assert (event.theme_id, event.series_id, event.series_number) == (1, series.id, 1)
    assert (event.venue_id, event.venue_room_id) == (venue.id, room_of(venue).id)
    assert (event.place, event.address) == ("Στέκι, Μεγάλη αίθουσα", "Οδός 1")
    assert (event.spoken, event.entry, event.offer_hours) == ("el-en", "approval", 36)
    assert (event.has_waiting_list, event.takes_guests) == (True, False)
    assert event.reminders == [168, 3]
    assert event.entry_opens_at == at("2026-11-25 09:00")
    assert event.entry_closes_at == at("2026-12-02 20:00")

    page = as_maria.get(f"{event.path}edit").text
    assert 'value="2026-11-25T09:00"' in page
    assert f'<option selected value="r{room_of(venue).id}">' in page
    assert f'<option selected value="{series.id}">Κύκλος' in page


def test_another_place_brings_its_own_words_unless_others_were_written(as_maria: Browser) -> None:
    first, second = make_venue(), make_venue(name="Αυλή")
    as_maria.post("/events/new", data=typed(place="", hall=f"v{first.id}"))
    path = only_event().path
    as_maria.post(f"{path}edit", data=typed(place="Στέκι", hall=f"v{second.id}", revision="1"))
    assert only_event().place == "Αυλή"
    written = typed(place="Στον κήπο", hall=f"v{first.id}", revision="2")
    as_maria.post(f"{path}edit", data=written)
    assert (only_event().place, only_event().venue_id) == ("Στον κήπο", first.id)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"entry_closes": "2026-12-04T18:00"}, "Αυτό είναι μετά το τέλος της δράσης."),
        (
            {"entry_opens": "2026-12-02T18:00", "entry_closes": "2026-12-01T18:00"},
            "γράψε μια ώρα πιο αργά",
        ),
        ({"entry_opens": "2026-03-29T03:30"}, "δεν υπάρχει"),
        ({"offer_hours": "1000"}, "Γράψε έναν αριθμό από 1 έως 336."),
        ({"series_number": "3"}, "Διάλεξε τη σειρά στην οποία έχει αυτόν τον αριθμό."),
        ({"organiser": "Ω" * 100_000}, "Το πολύ 120 χαρακτήρες."),
        ({"address": "Ω" * 100_000}, "Το πολύ 200 χαρακτήρες."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_comes_back(
    as_maria: Browser, changed: dict[str, str], sentence: str
) -> None:
    make_series()
    answer = as_maria.post("/events/new", data=typed(**changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ομάδα για τη στέγαση"' in answer.text
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.parametrize(
    "changed", [{"hall": "r99"}, {"theme_id": "9"}, {"entry": "x"}, {"reminders": ["7"]}]
)
def test_a_choice_that_was_not_offered_is_refused(
    as_maria: Browser, changed: dict[str, Any]
) -> None:
    assert as_maria.post("/events/new", data=typed(**changed)).status_code == 422


def test_a_place_out_of_use_is_offered_only_where_it_is_kept(as_maria: Browser) -> None:
    venue = make_venue()
    event = make_event(venue_id=venue.id)
    with transaction():
        db.session.get_one(Venue, venue.id).retired_at = NOON
    assert f'value="v{venue.id}"' not in as_maria.get("/events/new").text
    assert f'<option selected value="v{venue.id}">' in as_maria.get(f"{event.path}edit").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_beside_many(
    as_maria: Browser, alone: None, queries_run: list[str], count: int
) -> None:
    for number in range(count):
        venue = make_venue(name=f"Χώρος{number}")
        make_series(f"Σειρά{number}")
        make_event(uid=f"{number}", venue_id=venue.id)
    queries_run.clear()
    assert as_maria.get("/events/new").status_code == 200
    assert len(queries_run) == 7


def test_the_next_number_is_given_where_none_was_written(as_maria: Browser) -> None:
    series = make_series()
    make_event(series_id=series.id, series_number=4)
    as_maria.post("/events/new", data=typed(series_id=str(series.id)))
    made = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert made is not None
    assert made.series_number == 5


def test_the_archive_takes_in_what_is_over_and_gives_it_back(as_maria: Browser) -> None:
    event = make_event("2026-11-20 18:00")
    assert as_maria.post(f"{event.path}archive").status_code == 303
    assert only_event().state == ARCHIVED
    assert as_maria.get(f"{event.path}edit").status_code == 403
    assert as_maria.post(f"{event.path}archive/undo").status_code == 303
    assert only_event().state == PUBLISHED
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs == ["archived an event", "took an event out of the archive"]


def test_a_reported_event_comes_back_with_its_report(as_maria: Browser) -> None:
    event = make_event("2026-11-20 18:00", state=REPORTED, reported_at=NOON)
    as_maria.post(f"{event.path}archive")
    as_maria.post(f"{event.path}archive/undo")
    assert only_event().state == REPORTED


def test_the_page_offers_staff_what_they_can_do_and_others_nothing(
    as_maria: Browser, as_ada: Browser, ada: Person
) -> None:
    event = make_event()
    seen = as_maria.get(event.path).text
    for word in ("edit", "agenda", "roles", "copy", "cancellation"):
        assert f'href="{event.path}{word}"' in seen
    other = as_ada.get(event.path).text
    assert "Σχεδιασμός" in seen
    assert f'href="{event.path}roles"' not in other
    assert "Σχεδιασμός" not in other


def test_what_is_wrong_with_a_single_field_is_said_at_the_head_of_the_form(
    as_maria: Browser,
) -> None:
    one = as_maria.post("/events/planning/themes", data={"name_el": "", "once": "o" * 12}).text
    said = re.search(r'<p><a href="#name_el">Όνομα στα ελληνικά</a>: ([^<]+)</p>', one)
    assert said
    assert one.count(said[1]) == 2  # there, and beside the field
    both = {"name_el": "", "name_en": "x" * 81, "once": "t" * 12}
    two = as_maria.post("/events/planning/themes", data=both).text
    assert "2 πεδία" in two
    assert '<li><a href="#name_el">Όνομα στα ελληνικά</a></li>' in two
