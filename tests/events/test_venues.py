"""Places with rooms, series and themes: made, changed, taken out of use, seen by everybody."""

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.events.models import Event, Series, Theme, Venue
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.test_planning_form import make_series, make_venue, room_of
from tests.factories.events import make_event

DESK = "/events/planning/"
PLACE = {
    "name_el": "Αίθουσα του δήμου",
    "name_en": "Town hall",
    "area_el": "Περιστέρι",
    "address": "Οδός 1",
    "access_el": "Ράμπα στην είσοδο.",
    "latitude": "38.01",
    "longitude": "23.69",
    "revision": "1",
}


def verbs() -> list[str]:
    return list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))


def test_a_place_is_made_with_rooms_and_seen_by_everybody(
    as_maria: Browser, client: Browser
) -> None:
    answer = as_maria.post(f"{DESK}venues/new", data=PLACE)
    venue = db.session.scalars(select(Venue)).one()
    assert answer.location == f"{DESK}venues/{venue.id}"
    room = {"room-name_el": "Αυλή", "room-capacity": "40"}
    assert as_maria.post(f"{DESK}venues/{venue.id}/rooms", data=room).status_code == 303
    make_event(title_el="Έρχεται", venue_id=venue.id)
    make_event("2026-11-01 18:00", title_el="Πέρασε", venue_id=venue.id)
    make_event(title_el="Αλλού", uid="other")
    page = client.get("/events/venues/aithousa-tou-dimou/").text
    for words in ("Ράμπα στην είσοδο.", "Αυλή", "για 40 άτομα", "Έρχεται", "mlat=38.01"):
        assert words in page
    for words in ("Πέρασε", "Αλλού"):
        assert words not in page
    assert verbs() == ["added a place of events", "added a room of a place"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name_el": " "}, "Συμπλήρωσέ το."),
        ({"name_el": "Ω" * 100_000}, "Το πολύ 120 χαρακτήρες."),
        ({"access_el": "Ω" * 601}, "Το πολύ 600 χαρακτήρες."),
        ({"latitude": "91"}, "Γράψε έναν αριθμό από -90 έως 90."),
        ({"longitude": "NaN"}, "Γράψε έναν αριθμό από -180 έως 180."),
    ],
)
def test_a_place_that_cannot_be_is_said(
    as_maria: Browser, changed: dict[str, str], sentence: str
) -> None:
    answer = as_maria.post(f"{DESK}venues/new", data={**PLACE, **changed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Οδός 1"' in answer.text
    assert db.session.scalars(select(Venue)).all() == []


def test_control_characters_do_not_get_into_a_place(as_maria: Browser) -> None:
    sent = {**PLACE, "name_el": "Α\r\nBEGIN:VALARM\x1b\u202eΒ", "address": "Π\r\nX-A:1"}
    as_maria.post(f"{DESK}venues/new", data=sent)
    venue = db.session.scalars(select(Venue)).one()
    assert (venue.name_el, venue.address) == ("Α BEGIN:VALARMΒ", "Π X-A:1")


def test_two_who_change_a_place_at_once_both_see_both_texts(as_maria: Browser) -> None:
    venue = make_venue()
    at = f"{DESK}venues/{venue.id}"
    assert as_maria.post(at, data={**PLACE, "address": "Του πρώτου"}).status_code == 303
    late = as_maria.post(at, data={**PLACE, "address": "Της δεύτερης"})
    assert late.status_code == 409
    assert "Του πρώτου" in late.text
    assert 'value="Της δεύτερης"' in late.text
    again = {**PLACE, "address": "Της δεύτερης", "revision": "2"}
    assert as_maria.post(at, data=again).status_code == 303
    assert db.session.scalars(select(Venue.address)).one() == "Της δεύτερης"


@pytest.mark.parametrize(
    ("word", "field", "revision"),
    [
        ("venues/1/rooms/1", "room-name_el", "room-revision"),
        ("series/1", "title_el", "revision"),
        ("themes/1", "name_el", "revision"),
    ],
)
def test_two_who_rename_at_once_both_see_both_names(
    as_maria: Browser, word: str, field: str, revision: str
) -> None:
    make_venue()
    make_series()
    with transaction():
        db.session.add(Theme(slug="nomika", name_el="Νομικά"))
    assert f'name="{revision}" type="hidden" value="1"' in as_maria.get(DESK + word).text
    sent = {field: "Της πρώτης", revision: "1"}
    assert as_maria.post(DESK + word, data=sent).status_code == 303
    late = as_maria.post(DESK + word, data={field: "Του δεύτερου", revision: "1"})
    assert late.status_code == 409
    for words in ("Δύο εκδοχές", "Της πρώτης", 'value="Του δεύτερου"'):
        assert words in late.text
    assert f'name="{revision}" type="hidden" value="2"' in late.text
    assert 'value="Της πρώτης"' in as_maria.get(DESK + word).text
    again = as_maria.post(DESK + word, data={field: "Του δεύτερου", revision: "2"})
    assert again.status_code == 303
    assert 'value="Του δεύτερου"' in as_maria.get(DESK + word).text


def test_a_place_goes_out_of_use_and_comes_back(as_maria: Browser, client: Browser) -> None:
    venue = make_venue()
    at = f"{DESK}venues/{venue.id}"
    as_maria.post(f"{at}/retirement")
    assert "Εκτός χρήσης" in client.get(f"/events/venues/{venue.slug}/").text
    as_maria.post(f"{at}/retirement/undo")
    assert "Εκτός χρήσης" not in client.get(f"/events/venues/{venue.slug}/").text
    assert len(verbs()) == 2


def test_a_room_changes_and_goes_out_of_use(as_maria: Browser, client: Browser) -> None:
    venue = make_venue()
    at = f"{DESK}venues/{venue.id}/rooms/{room_of(venue).id}"
    as_maria.post(
        at, data={"room-name_el": "Μικρή αίθουσα", "room-capacity": "7", "room-revision": "1"}
    )
    assert "για 7 άτομα" in client.get(f"/events/venues/{venue.slug}/").text
    as_maria.post(f"{at}/retirement")
    assert "Μικρή αίθουσα" not in client.get(f"/events/venues/{venue.slug}/").text
    assert f'value="r{room_of(venue).id}"' not in as_maria.get("/events/new").text
    as_maria.post(f"{at}/retirement/undo")
    assert f'value="r{room_of(venue).id}"' in as_maria.get("/events/new").text


def test_a_room_is_found_at_its_own_place_only(as_maria: Browser) -> None:
    mine, other = make_venue(), make_venue(name="Αυλή")
    crossed = f"{DESK}venues/{mine.id}/rooms/{room_of(other).id}"
    assert as_maria.get(crossed).status_code == 404


def test_two_places_of_one_name_have_addresses_of_their_own(as_maria: Browser) -> None:
    for number in range(2):
        as_maria.post(f"{DESK}venues/new", data={**PLACE, "once": f"key-{number}-key"})
    slugs = list(db.session.scalars(select(Venue.slug).order_by(Venue.id)))
    assert slugs == ["aithousa-tou-dimou", "aithousa-tou-dimou-2"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_the_page_cost_the_same_for_many(
    as_maria: Browser, client: Browser, alone: None, queries_run: list[str], count: int
) -> None:
    for number in range(count):
        venue = make_venue(name=f"Στέκι{number}")
        make_series(f"Κύκλος{number}")
        for event in range(count):
            make_event(uid=f"{number}-{event}", venue_id=venue.id)
    costs = []
    for path in (f"{DESK}venues", f"{DESK}series", f"{DESK}themes", DESK):
        queries_run.clear()
        assert as_maria.get(path).status_code == 200
        costs.append(len(queries_run))
    queries_run.clear()
    assert client.get("/events/venues/στέκι0/").status_code == 200
    assert (costs, len(queries_run)) == ([3, 2, 2, 3], 4)


def test_a_series_is_made_changed_and_goes_while_it_is_empty(as_maria: Browser) -> None:
    made = {"title_el": "Τριάντα εργαστήρια", "planned": "30"}
    assert as_maria.post(f"{DESK}series", data=made).status_code == 303
    series = db.session.scalars(select(Series)).one()
    assert (series.slug, series.planned) == ("trianta-ergastiria", 30)
    at = f"{DESK}series/{series.id}"
    as_maria.post(at, data={"title_el": "Άλλα", "planned": "", "revision": "1"})
    assert db.session.scalars(select(Series.title_el)).one() == "Άλλα"
    event = make_event(series_id=series.id, series_number=1)
    refused = as_maria.post(f"{at}/removal")
    assert refused.status_code == 422
    assert "Υπάρχουν δράσεις σε αυτή τη σειρά" in refused.text
    with transaction():
        db.session.delete(db.session.get_one(Event, event.id))
    assert as_maria.post(f"{at}/removal").status_code == 303
    assert db.session.scalars(select(Series)).all() == []


@pytest.mark.parametrize("planned", ["0", "1000", "x"])
def test_a_series_of_no_or_too_many_is_refused(as_maria: Browser, planned: str) -> None:
    answer = as_maria.post(f"{DESK}series", data={"title_el": "Κύκλος", "planned": planned})
    assert answer.status_code == 422
    assert 'value="Κύκλος"' in answer.text


def test_themes_are_added_renamed_placed_and_removed(as_maria: Browser) -> None:
    for name in ("Στέγαση", "Φροντίδα"):
        sent = {"name_el": name, "once": f"key-of-{name}"}
        assert as_maria.post(f"{DESK}themes", data=sent).status_code == 303
    as_maria.post(f"{DESK}themes/2/earlier")
    ordered = select(Theme.name_el).order_by(Theme.position)
    assert list(db.session.scalars(ordered)) == ["Φροντίδα", "Στέγαση"]
    as_maria.post(f"{DESK}themes/1", data={"name_el": "Κατοικία", "revision": "1"})
    assert list(db.session.scalars(ordered)) == ["Φροντίδα", "Κατοικία"]
    make_event(theme_id=1)
    refused = as_maria.post(f"{DESK}themes/1/removal")
    assert refused.status_code == 422
    assert "Υπάρχουν δράσεις με αυτό το θέμα" in refused.text
    assert as_maria.post(f"{DESK}themes/2/removal").status_code == 303
    assert db.session.scalars(select(Theme.name_el)).all() == ["Κατοικία"]


def test_the_desk_shows_drafts_and_what_waits_for_a_report(as_maria: Browser) -> None:
    make_event(title_el="Προσχέδιό μας", state="draft")
    make_event("2026-11-20 18:00", title_el="Έγινε")
    make_event("2026-11-19 18:00", title_el="Έγινε και γράφτηκε", state="reported")
    make_event("2026-12-09 18:00", title_el="Έρχεται")
    page = as_maria.get(DESK).text
    assert "Προσχέδιό μας" in page
    assert ">Έγινε<" in page
    assert "Έγινε και γράφτηκε" not in page
    assert "Έρχεται" not in page


def test_a_new_name_of_a_place_ends_kept_pages(
    as_maria: Browser, client: Browser, pages_kept: object
) -> None:
    venue = make_venue()
    where = f"/events/venues/{venue.slug}/"
    assert "Στέκι" in client.get(where).text
    as_maria.post(f"{DESK}venues/{venue.id}", data={**PLACE, "name_el": "Νέο όνομα"})
    assert "Νέο όνομα" in client.get(where).text
