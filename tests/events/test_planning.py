"""Making, changing, announcing and calling off, from the form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from kalo.accounts.models import Person, StaffAct
from kalo.events.models import CANCELLED, DRAFT, PUBLISHED, Event, Series, Venue, VenueRoom
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.factories.events import NOON, at, make_event

TYPED = {
    "once": "k" * 12,
    "kind": "focus-group",
    "title_el": "Ομάδα για τη στέγαση",
    "title_en": "",
    "start_wall": "2026-12-03T18:00",
    "end_wall": "2026-12-03T20:00",
    "mode": "in-person",
    "place": "Χαϊδάρι",
    "address": "",
    "online_link": "",
    "capacity": "8",
    "facilitator_id": "0",
    "organiser": "",
    "summary_el": "Δυο λόγια",
    "summary_en": "",
    "about_el": "**Πολλά** λόγια",
    "about_en": "",
}


def typed(**changed: Any) -> dict[str, Any]:
    return {**TYPED, **changed}


def only_event() -> Event:
    return db.session.scalars(select(Event)).one()


def test_a_facilitator_makes_a_draft_and_announces_it(as_maria: Browser, client: Browser) -> None:
    answer = as_maria.post("/events/new", data=typed())
    event = only_event()
    assert (answer.status_code, answer.location) == (303, event.path)
    assert (event.state, event.capacity, event.slug) == (DRAFT, 8, "omada-gia-ti-stegasi")
    assert event.starts_at == at("2026-12-03 18:00")
    assert event.html_el == "<p><strong>Πολλά</strong> λόγια</p>\n"
    assert client.get(event.path).status_code == 404

    assert as_maria.post(f"{event.path}publication").status_code == 303
    assert client.get(event.path).status_code == 200
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs == ["planned an event", "announced an event"]


def test_the_same_form_sent_twice_makes_one_event(as_maria: Browser) -> None:
    first, second = (as_maria.post("/events/new", data=typed()) for _ in range(2))
    assert first.location == second.location == only_event().path


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title_el": ""}, "Συμπλήρωσέ το."),
        ({"title_el": "Ω" * 100_000}, "Το πολύ 120 χαρακτήρες."),
        ({"end_wall": "2026-12-03T17:00"}, "Το τέλος πρέπει να έρχεται μετά την αρχή."),
        ({"end_wall": "2036-12-03T20:00"}, "Μια δράση κρατά το πολύ 14 ημέρες."),
        ({"start_wall": "2027-03-28T03:30", "end_wall": "2027-03-28T06:00"}, "δεν υπάρχει"),
        ({"start_wall": "2027-10-31T03:30", "end_wall": "2027-10-31T06:00"}, "έρχεται δύο φορές"),
        ({"start_wall": "0001-01-01T00:00", "end_wall": "0001-01-01T01:00"}, "από το 2000"),
        ({"start_wall": "9999-12-31T23:00", "end_wall": "9999-12-31T23:59"}, "από το 2000"),
        ({"capacity": "0"}, "Γράψε έναν αριθμό από 1 έως 100000."),
        ({"capacity": "-3"}, "Γράψε έναν αριθμό από 1 έως 100000."),
        ({"online_link": "javascript:alert(1)"}, "που αρχίζει με https://"),
        ({"about_el": "Ω" * 20_001}, "Το πολύ 20000 χαρακτήρες."),
    ],
)
def test_what_cannot_be_returns_the_form_with_a_sentence(
    as_maria: Browser, changed: dict[str, str], sentence: str
) -> None:
    answer = as_maria.post("/events/new", data=typed(**changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ομάδα για τη στέγαση" in answer.text or "title_el" in changed
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.parametrize("changed", [{"kind": "party"}, {"mode": "x"}, {"facilitator_id": "999"}])
def test_a_choice_that_was_not_offered_is_refused(
    as_maria: Browser, changed: dict[str, str]
) -> None:
    assert as_maria.post("/events/new", data=typed(**changed)).status_code == 422


def test_the_sentence_stands_under_the_hour_it_is_about(as_maria: Browser) -> None:
    odd = typed(start_wall="2027-03-28T03:30", end_wall="2027-03-28T06:00")
    page = as_maria.post("/events/new", data=odd).text
    assert 'id="start_wall-error"' in page
    assert 'id="end_wall-error"' not in page


def test_control_characters_and_breaks_do_not_get_in(as_maria: Browser, client: Browser) -> None:
    title = "Α\r\nBEGIN:VALARM\x1b\u202eΒ"
    as_maria.post("/events/new", data=typed(title_el=title, place="Π\r\nX-A:1"))
    event = only_event()
    assert (event.title_el, event.place) == ("Α BEGIN:VALARMΒ", "Π X-A:1")
    as_maria.post(f"{event.path}publication")
    body = client.get("/events/calendar.ics").data
    assert b"\r\nBEGIN:VALARM" not in body
    assert b"\r\nX-A" not in body


def test_a_change_is_kept_and_the_old_address_leads_to_the_new(as_maria: Browser) -> None:
    event = make_event()
    old = event.path
    answer = as_maria.post(f"{old}edit", data=typed(revision="1", title_el="Νέος τίτλος"))
    changed = only_event()
    assert (answer.status_code, answer.location) == (303, changed.path)
    assert (changed.title_el, changed.revision, changed.ical_sequence) == ("Νέος τίτλος", 2, 1)
    assert as_maria.get(old).location == changed.path


def test_the_form_shows_what_stands(as_maria: Browser) -> None:
    event = make_event(capacity=8)
    page = as_maria.get(f"{event.path}edit").text
    assert 'value="2026-12-03T18:00"' in page
    assert 'value="Εργαστήριο για το καταστατικό"' in page
    assert 'name="revision" type="hidden" value="1"' in page


def test_two_who_write_at_once_both_see_both_texts(as_maria: Browser) -> None:
    event = make_event()
    as_maria.post(f"{event.path}edit", data=typed(revision="1", place="Του πρώτου"))
    path = only_event().path
    late = typed(revision="1", place="Της δεύτερης")
    answer = as_maria.post(f"{path}edit", data=late)

    assert answer.status_code == 409
    assert "Ένα άλλο άτομο άλλαξε τη δράση όσο έγραφες." in answer.text
    assert "Του πρώτου" in answer.text
    assert 'value="Της δεύτερης"' in answer.text
    assert 'name="revision" type="hidden" value="2"' in answer.text
    assert only_event().place == "Του πρώτου"

    assert as_maria.post(f"{path}edit", data={**late, "revision": "2"}).status_code == 303
    assert only_event().place == "Της δεύτερης"


def test_both_texts_are_shown_as_people_read_them_whatever_differs(as_maria: Browser) -> None:
    with transaction():
        venue = Venue(slug="steki", name_el="Στέκι", rooms=[VenueRoom(name_el="Αίθουσα")])
        db.session.add_all([venue, Series(slug="kyklos", title_el="Κύκλος", made_at=NOON)])
    event = make_event(facilitator_id=None)
    as_maria.post(f"{event.path}edit", data=typed(revision="1"))
    path = only_event().path
    late = typed(
        revision="1",
        hall="r1",
        series_id="1",
        entry_closes="2026-12-02T20:00",
        reminders=["24"],
        has_waiting_list="y",
    )
    answer = as_maria.post(f"{path}edit", data=late)
    assert answer.status_code == 409
    labels = re.findall(r'<dt class="strong">([^<]+)</dt>', answer.text)
    assert labels == [
        *("Χώρος και αίθουσα, από τον κατάλογο", "Σειρά", "Θέσεις μέχρι"),
        *("Όταν γεμίσει, υπάρχει λίστα αναμονής", "Υπενθυμίσεις με e-mail"),
    ]
    for words in ("Αίθουσα", "Κύκλος", "2026-12-02 20:00", "Ναι", "Όχι", "Μία μέρα πριν"):
        assert f'<p class="break">{words}</p>' in answer.text


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_its_revision_is_never_the_last_word(
    as_maria: Browser, revision: str
) -> None:
    event = make_event()
    answer = as_maria.post(f"{event.path}edit", data=typed(revision=revision))
    assert answer.status_code == 409


def test_there_cannot_be_fewer_seats_than_are_taken(as_maria: Browser) -> None:
    event = make_event(capacity=10, seats_taken=9)
    answer = as_maria.post(f"{event.path}edit", data=typed(revision="1", capacity="8"))
    assert answer.status_code == 422
    assert "Έχουν δοθεί ή προσφερθεί 9 θέσεις" in answer.text
    assert only_event().capacity == 10
    assert (
        as_maria.post(f"{event.path}edit", data=typed(revision="1", capacity="9")).status_code
        == 303
    )


def test_calling_off_needs_a_reason_and_stays_to_be_read(
    as_maria: Browser, client: Browser
) -> None:
    event = make_event()
    assert as_maria.get(f"{event.path}cancellation").status_code == 200
    assert as_maria.post(f"{event.path}cancellation", data={"reason": " "}).status_code == 422
    assert only_event().state == PUBLISHED

    answer = as_maria.post(f"{event.path}cancellation", data={"reason": "Πλημμύρα"})
    assert (answer.status_code, only_event().state) == (303, CANCELLED)
    assert "Πλημμύρα" in client.get(event.path).text
    assert as_maria.get(f"{event.path}edit").status_code == 403


def test_what_is_over_is_not_called_off(as_maria: Browser) -> None:
    event = make_event("2026-11-20 18:00")
    answer = as_maria.post(f"{event.path}cancellation", data={"reason": "Αργά"})
    assert answer.status_code == 422
    assert only_event().state == PUBLISHED


def test_a_draft_can_go_without_a_trace(as_maria: Browser) -> None:
    event = make_event(state=DRAFT)
    assert as_maria.post(f"{event.path}removal").status_code == 303
    assert db.session.scalars(select(Event)).all() == []


def in_between(monkeypatch: pytest.MonkeyPatch, what: Any) -> None:
    """Somebody else does this after the draft was found."""

    def may_remove(*_asked: Any) -> bool:
        db.session.execute(what)
        return True

    monkeypatch.setattr("kalo.events.views.planning.may_remove", may_remove)


def test_a_draft_that_was_announced_in_between_stays(
    as_maria: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(state=DRAFT)
    announced = update(Event).values(state=PUBLISHED)
    in_between(monkeypatch, announced.execution_options(synchronize_session=False))
    answer = as_maria.post(f"{event.path}removal")
    assert answer.status_code == 422
    assert "Ανακοινώθηκε στο μεταξύ, οπότε μένει." in answer.text
    assert only_event().id == event.id


def test_a_draft_that_went_in_between_is_gone(
    as_maria: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(state=DRAFT)
    in_between(monkeypatch, delete(Event).execution_options(synchronize_session=False))
    assert as_maria.post(f"{event.path}removal").status_code == 303
    assert db.session.scalars(select(Event)).all() == []
    assert db.session.scalars(select(StaffAct)).all() == []


def test_an_administrator_may_name_somebody_else(
    as_person: Callable[..., Browser], administrator: Person, maria: Person
) -> None:
    browser = as_person(administrator)
    browser.post("/events/new", data=typed(facilitator_id=str(maria.id)))
    assert only_event().facilitator_id == maria.id
