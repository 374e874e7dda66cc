"""The agenda: planned line by line, published with what changed, read on the page of the event."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo.accounts.actions.leaving import erase
from kalo.accounts.models import Person
from kalo.events import actions, agendas, search
from kalo.events.agendas import Line, Voice
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    AgendaItem,
    AgendaRelease,
    Announcement,
    Event,
    Speaker,
)
from kalo.events.queries import agenda as queries
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from tests.conftest import Browser
from tests.events.conftest import Clock, as_read
from tests.factories.events import make_event, seat

DAY = "2026-12-03"


def conference(**values: Any) -> Event:
    return make_event(f"{DAY} 10:00", 6, **{"kind": "day-conference", **values})


def typed(**values: Any) -> dict[str, Any]:
    """A line as the form sends it."""
    form = {"day": DAY, "hour": "10:00", "minutes": "30", "kind": "talk", "title_el": "Έναρξη"}
    return {**form, "once": f"key-{values.get('title_el', 'a')}-key", **values}


def line_of(event: Event, hour: str = "10:00", minutes: int = 30, **values: Any) -> AgendaItem:
    """A line that is being planned."""
    start = datetime.fromisoformat(f"{DAY} {hour}")
    with transaction():
        there = db.session.get_one(Event, event.id)
        known = {"kind": "talk", "title_el": "Έναρξη", "start_wall": start, "minutes": minutes}
        item = actions.agenda.add_line(there, {**known, **values})
    db.session.refresh(item)
    return item


def speaker_of(event: Event, name: str = "Ελένη Δείγμα", **values: Any) -> Speaker:
    with transaction():
        there = db.session.get_one(Event, event.id)
        speaker = actions.agenda.add_speaker(there, {"name": name, **values})
    db.session.refresh(speaker)
    return speaker


def publish(browser: Browser, event: Event) -> Any:
    """Publish the agenda as its page shows it."""
    page = browser.get(f"{event.path}agenda/release").text
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', page)
    sent = {"mark": mark[1] if mark else "", "once": f"key-{len(page)}-{page.count('a')}"}
    return browser.post(f"{event.path}agenda/release", data=sent)


# ── The desk ──────────────────────────────────────────────────────────────────


def test_a_line_is_added_and_stands_on_the_desk(as_maria: Browser) -> None:
    event = conference()
    speaker = speaker_of(event)
    form = typed(
        track_el="Αίθουσα Α", track_en="Room A", title_en="Opening", speakers=[str(speaker.id)]
    )
    assert as_maria.post(f"{event.path}agenda/lines", data=form).status_code == 303
    page = as_maria.get(f"{event.path}agenda").text
    assert "10:00–10:30" in page
    assert "Αίθουσα Α" in page
    assert "Ελένη Δείγμα" in page
    english = as_maria.get(f"/en{event.path}agenda").text
    assert "Opening" in english
    assert "<span>Room A</span>" in english


def test_the_next_line_is_offered_after_the_last(as_maria: Browser) -> None:
    event = conference()
    assert 'value="10:00"' in as_maria.get(f"{event.path}agenda").text
    line_of(event, "11:15", 45)
    assert 'value="12:00"' in as_maria.get(f"{event.path}agenda").text


def test_a_line_sent_twice_is_added_once(as_maria: Browser) -> None:
    event = conference()
    for _turn in range(2):
        as_maria.post(f"{event.path}agenda/lines", data=typed())
    assert [line.title_el for line in queries.planned_lines(event)] == ["Έναρξη"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_el": " "}, "Συμπλήρωσέ το."),
        ({"minutes": "0"}, "Γράψε έναν αριθμό από 1 έως 1440."),
        ({"title_el": "Χ" * 161}, "Το πολύ 160 χαρακτήρες."),
        ({"day": "2026-12-05"}, ""),
        ({"hour": "25:00"}, ""),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence_and_what_was_typed(
    as_maria: Browser, wrong: dict[str, str], said: str
) -> None:
    event = conference()
    answer = as_maria.post(f"{event.path}agenda/lines", data=typed(about_el="Κρατήσου", **wrong))
    assert answer.status_code == 422
    assert "Κρατήσου" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert said in answer.text
    assert queries.planned_lines(event) == []


def test_an_hour_that_the_clocks_skip_is_refused(as_maria: Browser) -> None:
    event = make_event("2026-03-29 01:00", 6)
    form = typed(day="2026-03-29", hour="03:30")
    answer = as_maria.post(f"{event.path}agenda/lines", data=form)
    assert answer.status_code == 422
    assert "Αυτή η ώρα δεν υπάρχει" in answer.text


def test_a_line_is_changed(as_maria: Browser) -> None:
    event = conference()
    item = line_of(event)
    path = f"{event.path}agenda/lines/{item.id}"
    assert 'value="Έναρξη"' in as_maria.get(path).text
    form = typed(title_el="Καλωσόρισμα", hour="10:15", revision="1")
    assert as_maria.post(path, data=form).status_code == 303
    (line,) = queries.planned_lines(event)
    assert (line.title_el, line.hours, line.key) == ("Καλωσόρισμα", "10:15–10:45", item.key)


def test_two_who_write_at_once_see_both_texts(as_maria: Browser) -> None:
    event = conference()
    item = line_of(event)
    path = f"{event.path}agenda/lines/{item.id}"
    as_maria.post(path, data=typed(title_el="Της πρώτης", revision="1"))
    answer = as_maria.post(path, data=typed(title_el="Της δεύτερης", hour="11:00", revision="1"))
    assert answer.status_code == 409
    for words in ("Της πρώτης", "Της δεύτερης", "10:00", "11:00"):
        assert words in answer.text
    assert 'name="revision" type="hidden" value="2"' in answer.text
    assert as_maria.post(path, data=typed(title_el="Μαζί", revision="2")).status_code == 303
    assert [line.title_el for line in queries.planned_lines(event)] == ["Μαζί"]


def test_a_line_is_taken_out(as_maria: Browser) -> None:
    event = conference()
    item = line_of(event)
    as_maria.post(f"{event.path}agenda/lines/{item.id}/removal")
    assert queries.planned_lines(event) == []


def test_lines_change_places_and_keep_the_break_between_them(as_maria: Browser) -> None:
    event = conference()
    line_of(event, "10:00", 60, title_el="Πρώτη", track_el="Α")
    second = line_of(event, "11:15", 30, title_el="Δεύτερη", track_el="Α")
    line_of(event, "10:30", 30, title_el="Αλλού", track_el="Β")
    as_maria.post(f"{event.path}agenda/lines/{second.id}/earlier")
    said = [(line.title_el, line.hours) for line in queries.planned_lines(event)]
    assert said == [
        ("Δεύτερη", "10:00–10:30"),
        ("Αλλού", "10:30–11:00"),
        ("Πρώτη", "10:45–11:45"),
    ]
    as_maria.post(f"{event.path}agenda/lines/{second.id}/earlier")  # nothing stands before it
    as_maria.post(f"{event.path}agenda/lines/{second.id}/later")
    assert [line.hours for line in queries.planned_lines(event) if line.track_el == "Α"] == [
        "10:00–11:00",
        "11:15–11:45",
    ]


def test_what_clashes_is_said_on_the_desk_and_before_publishing(as_maria: Browser) -> None:
    event = conference()
    voice = speaker_of(event)
    line_of(event, "09:30", 60, title_el="Νωρίς", track_el="Α", speakers=[voice.id])
    line_of(event, "10:00", 60, title_el="Πάνω", track_el="Α")
    line_of(event, "10:15", 60, title_el="Δίπλα", track_el="Β", speakers=[voice.id])
    for page in ("agenda", "agenda/release"):
        said = as_read(as_maria.get(event.path + page).text)
        assert "«Νωρίς», 09:30–10:30, είναι έξω από τις ώρες της δράσης." in said
        assert "«Νωρίς» και «Πάνω» πέφτουν μαζί." in said
        assert "Ελένη Δείγμα μιλά την ίδια ώρα στο «Νωρίς» και στο «Δίπλα»." in said
        assert "3 πράγματα δεν ταιριάζουν" in said


def test_a_track_has_one_english_name_in_all_its_lines(as_maria: Browser) -> None:
    event = conference()
    first = line_of(event, track_el="Φροντίδα", track_en="Care")
    line_of(event, "10:30", title_el="Άλλη", track_el="Στέγη", track_en="Housing")
    sent = typed(title_el="Δεύτερη", hour="11:00", track_el="Φροντίδα", track_en="")
    assert as_maria.post(f"{event.path}agenda/lines", data=sent).status_code == 303
    assert tracks_of(event) == [("Φροντίδα", "Care"), ("Στέγη", "Housing"), ("Φροντίδα", "Care")]
    path = f"{event.path}agenda/lines/{first.id}"
    page = as_maria.get(path).text
    assert '<option value="Housing">' in page
    renamed = typed(track_el="Φροντίδα", track_en="Caring", revision="1")
    assert as_maria.post(path, data=renamed).status_code == 303
    assert [english for _greek, english in tracks_of(event)] == ["Caring", "Housing", "Caring"]
    without = typed(track_el="Φροντίδα", track_en="", revision="2")
    assert as_maria.post(path, data=without).status_code == 303
    assert [english for _greek, english in tracks_of(event)] == ["", "Housing", ""]


def test_whoever_writes_a_line_whose_track_was_renamed_sees_both_names(as_maria: Browser) -> None:
    event = conference()
    first = line_of(event, track_el="Φροντίδα", track_en="Care")
    second = line_of(event, "11:00", title_el="Δεύτερη", track_el="Φροντίδα")
    words = {"track_el": "Φροντίδα", "revision": "1"}
    renamed = typed(**words, track_en="Caring")
    as_maria.post(f"{event.path}agenda/lines/{first.id}", data=renamed)
    late = typed(**words, title_el="Δεύτερη", hour="11:00", track_en="Care")
    answer = as_maria.post(f"{event.path}agenda/lines/{second.id}", data=late)
    assert answer.status_code == 409
    assert "Caring" in answer.text


def test_a_track_needs_its_greek_name(as_maria: Browser) -> None:
    event = conference()
    answer = as_maria.post(f"{event.path}agenda/lines", data=typed(track_en="Care"))
    assert answer.status_code == 422
    assert "Γράψε την ενότητα και στα ελληνικά." in answer.text
    assert queries.planned_lines(event) == []


def tracks_of(event: Event) -> list[tuple[str, str]]:
    return [(line.track_el, line.track_en) for line in queries.planned_lines(event)]


# ── Speakers ──────────────────────────────────────────────────────────────────


def test_a_speaker_needs_no_account_and_may_have_one(as_maria: Browser, ada: Person) -> None:
    event, path = conference(), "agenda/speakers"
    one = {"name": "Ελένη Δείγμα", "known_as_el": "γραμματέας", "once": "key-one-key"}
    two = {"name": "Ada", "handle": "@ada", "once": "key-two-key"}
    for form in (one, two):
        assert as_maria.post(event.path + path, data=form).status_code == 303
    page = as_maria.get(event.path + path).text
    assert "γραμματέας" in page
    assert "@ada" in page
    found = {speaker.name: speaker.person_id for speaker in queries.speakers_of(event)}
    assert found == {"Ελένη Δείγμα": None, "Ada": ada.id}


def test_an_account_that_is_not_there_is_said(as_maria: Browser) -> None:
    event = conference()
    form = {"name": "Χ", "handle": "nobody", "once": "key-one-key"}
    answer = as_maria.post(f"{event.path}agenda/speakers", data=form)
    assert answer.status_code == 422
    assert "Δεν υπάρχει λογαριασμός με αυτό το όνομα." in answer.text


def test_a_speaker_is_changed_and_two_texts_are_shown(as_maria: Browser) -> None:
    event = conference()
    path = f"{event.path}agenda/speakers/{speaker_of(event).id}"
    assert as_maria.post(path, data={"name": "Άλλη", "revision": "1"}).status_code == 303
    answer = as_maria.post(path, data={"name": "Τρίτη", "revision": "1"})
    assert answer.status_code == 409
    assert "Άλλη" in answer.text
    assert "Τρίτη" in answer.text


def test_a_speaker_who_is_taken_out_leaves_every_line(as_maria: Browser) -> None:
    event = conference()
    voice = speaker_of(event)
    line_of(event, speakers=[voice.id])
    as_maria.post(f"{event.path}agenda/speakers/{voice.id}/removal")
    assert [line.names for line in queries.planned_lines(event)] == [[]]


def test_a_member_who_leaves_is_named_nowhere(
    client: Browser, as_maria: Browser, make_person: Callable[..., Person]
) -> None:
    event = conference()
    gone = make_person("Gone")
    seat(event, make_person("Stays"))
    voice = speaker_of(event, "Μυστικό Όνομα", known_as_el="ιδιότητα", person_id=gone.id)
    item = line_of(event, speakers=[voice.id])
    publish(as_maria, event)
    as_maria.post(f"{event.path}agenda/lines/{item.id}", data=typed(revision="1"))
    publish(as_maria, event)
    assert "Μυστικό Όνομα" in client.get(f"{event.path}agenda/changes").text
    with transaction():
        erase(db.session.get_one(Person, gone.id))
    for page in ("", "agenda/changes"):
        assert "Μυστικό" not in client.get(event.path + page).text
    kept = db.session.scalars(select(AgendaRelease)).all()
    assert "Μυστικό" not in str([(release.lines, release.differences) for release in kept])
    owed = db.session.scalars(select(Announcement).order_by(Announcement.id)).all()
    assert [[one["what"] for one in news.differences] for news in owed] == [["added"], ["speakers"]]
    assert "Μυστικό" not in str([news.differences for news in owed])


# ── Publishing ────────────────────────────────────────────────────────────────


def test_an_agenda_is_seen_by_all_once_it_is_published(client: Browser, as_maria: Browser) -> None:
    event = conference()
    line_of(event, title_el="Πρώτη")
    assert "Πρώτη" not in client.get(event.path).text
    assert "1 αλλαγή περιμένει να δημοσιευτεί" in as_maria.get(event.path).text
    assert publish(as_maria, event).status_code == 303
    assert "Πρώτη" in client.get(event.path).text
    assert "περιμένει να δημοσιευτεί" not in as_maria.get(event.path).text


def test_what_is_changed_later_waits_and_guests_hear_nothing_of_it(
    client: Browser, as_maria: Browser
) -> None:
    event = conference()
    item = line_of(event, title_el="Πρώτη")
    publish(as_maria, event)
    as_maria.post(f"{event.path}agenda/lines/{item.id}", data=typed(title_el="Άλλη", revision="1"))
    page = client.get(event.path).text
    assert "Πρώτη" in page
    assert "Άλλη" not in page
    assert "περιμένει" not in page


def test_the_page_says_what_would_change_and_then_what_changed(
    client: Browser, as_maria: Browser
) -> None:
    event = conference()
    item = line_of(event, title_el="Πρώτη")
    line_of(event, "12:00", title_el="Φεύγει")
    publish(as_maria, event)
    assert client.get(f"{event.path}agenda/changes").status_code == 200
    gone = queries.plan_of(event)
    (leaves,) = [key for key, line in gone.items() if line.title_el == "Φεύγει"]
    as_maria.post(f"{event.path}agenda/lines/{leaves}/removal")
    form = typed(title_el="Πρώτη και καλύτερη", hour="11:00", track_el="Α", revision="1")
    as_maria.post(f"{event.path}agenda/lines/{item.id}", data=form)
    line_of(event, "13:00", title_el="Νέα")
    said = (
        "«Πρώτη και καλύτερη» μεταφέρεται από 10:00–10:30 σε 11:00–11:30.",
        "«Πρώτη» λέγεται τώρα «Πρώτη και καλύτερη».",
        "Νέο: «Νέα», Πέμπτη 3 Δεκεμβρίου, 13:00–13:30.",
        "Αφαιρείται: «Φεύγει», που ήταν Πέμπτη 3 Δεκεμβρίου, 12:00–12:30.",
    )
    before = as_read(as_maria.get(f"{event.path}agenda/release").text)
    assert "5 αλλαγές από την προηγούμενη φορά" in before
    assert publish(as_maria, event).status_code == 303
    after = as_read(client.get(f"{event.path}agenda/changes").text)
    for words in said:
        assert words in before
        assert words in after
    assert f'href="{event.path}agenda/changes"' in client.get(event.path).text


def test_nothing_new_is_nothing_to_publish(as_maria: Browser) -> None:
    event = conference()
    line_of(event)
    publish(as_maria, event)
    assert "Τίποτα δεν περιμένει" in as_maria.get(f"{event.path}agenda/release").text
    mark = actions.releases.mark_of(queries.planned_lines(event))
    answer = as_maria.post(f"{event.path}agenda/release", data={"mark": mark})
    assert answer.status_code == 422
    assert len(queries.releases_of(event)) == 1


def test_what_changed_since_it_was_looked_at_is_not_published_unseen(as_maria: Browser) -> None:
    event = conference()
    line_of(event)
    mark = actions.releases.mark_of(queries.planned_lines(event))
    line_of(event, "11:00", title_el="Κρυφή")
    answer = as_maria.post(f"{event.path}agenda/release", data={"mark": mark})
    assert answer.status_code == 409
    assert "Κρυφή" in answer.text
    assert queries.releases_of(event) == []


@pytest.mark.parametrize(
    ("seats", "values", "passes", "owed"),
    [
        (1, {}, {}, 1),
        (0, {}, {}, 0),
        (1, {}, {"days": 20}, 0),
    ],
)
def test_those_with_a_seat_ahead_are_owed_news(
    as_maria: Browser,
    ada: Person,
    time_: Clock,
    seats: int,
    values: dict[str, Any],
    passes: dict[str, float],
    owed: int,
) -> None:
    event = conference(**values)
    line_of(event)
    if seats:
        seat(event, ada)
    time_.pass_by(**passes)
    publish(as_maria, event)
    news = db.session.scalars(select(Announcement).where(Announcement.news == "agenda")).all()
    assert [each.differences[0]["what"] for each in news] == ["added"] * owed
    assert len(queries.releases_of(event)) == 1


def test_the_agenda_of_a_draft_is_published_for_its_staff_and_owes_nobody(
    client: Browser, as_maria: Browser
) -> None:
    event = conference(state=DRAFT)
    line_of(event, title_el="Πρώτη")
    assert publish(as_maria, event).status_code == 303
    assert "Πρώτη" in as_maria.get(event.path).text
    assert client.get(event.path).status_code == 404
    assert db.session.scalars(select(Announcement)).all() == []


def test_a_cancelled_event_keeps_its_agenda_as_it_was(client: Browser, as_maria: Browser) -> None:
    event = conference()
    line_of(event, title_el="Πρώτη")
    publish(as_maria, event)
    with transaction():
        db.session.get_one(Event, event.id).state = CANCELLED
    assert "Πρώτη" in client.get(event.path).text
    assert as_maria.get(f"{event.path}agenda").status_code == 403


def test_without_a_published_agenda_nothing_changed(client: Browser) -> None:
    assert client.get(f"{conference().path}agenda/changes").status_code == 404


# ── As people read it ─────────────────────────────────────────────────────────


def test_tracks_stand_side_by_side_with_a_head_for_each(client: Browser, as_maria: Browser) -> None:
    event = conference()
    voice = speaker_of(event, known_as_el="συνεταιρίστρια")
    line_of(event, "10:00", 30, title_el="Για όλους")
    care = {"track_el": "Φροντίδα", "track_en": "Care"}
    line_of(event, "10:30", 60, title_el="Αριστερά", **care, speakers=[voice.id])
    line_of(event, "10:30", 30, title_el="Δεξιά", track_el="Στέγη")
    line_of(event, "11:00", 30, title_el="Δεξιά πάλι", track_el="Στέγη")
    publish(as_maria, event)
    page = client.get(event.path).text
    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert heads == ["Ώρα", "Στέγη", "Φροντίδα"]
    english = client.get(f"/en{event.path}").text
    assert re.findall(r'<th scope="col">([^<]+)</th>', english) == ["Hour", "Στέγη", "Care"]
    said = re.findall(r'<span class="track">([^<]+)</span>', english)
    assert sorted(said) == ["Care", "Στέγη", "Στέγη"]
    assert page.count('colspan="2"') == 1
    assert page.count('rowspan="2"') == 1
    assert "συνεταιρίστρια" in page


def test_a_speaker_with_an_account_is_a_way_to_their_page(
    client: Browser, as_maria: Browser, ada: Person
) -> None:
    event = conference()
    line_of(event, speakers=[speaker_of(event, "Ada", person_id=ada.id).id])
    publish(as_maria, event)
    assert '<a href="/people/ada">Ada</a>' in client.get(event.path).text
    assert '<a href="/en/people/ada">Ada</a>' in client.get(f"/en{event.path}").text


def test_the_line_that_is_on_is_marked(client: Browser, as_maria: Browser, time_: Clock) -> None:
    event = conference()
    line_of(event, "10:00", 30)
    publish(as_maria, event)
    assert 'data-hue="live">Τώρα' not in client.get(event.path).text
    time_.pass_by(days=9, hours=22, minutes=15)
    assert 'data-hue="live">Τώρα' in client.get(event.path).text


WALLS = (("start_wall", 11), ("end_wall", 17))


def test_an_event_that_moves_takes_its_agenda_along(
    client: Browser, as_maria: Browser, maria: Person
) -> None:
    event = conference()
    line_of(event, "11:00", 30)
    publish(as_maria, event)
    wall = {name: datetime(2026, 12, 4, hour) for name, hour in WALLS}
    with transaction():
        actions.change_event(db.session.get_one(Event, event.id), maria, wall, revision=1)
    event = db.session.get_one(Event, event.id)
    assert [line.start for line in queries.planned_lines(event)] == [datetime(2026, 12, 4, 12, 0)]
    assert "12:00–12:30" in client.get(event.path).text
    assert "Τίποτα δεν περιμένει" in as_maria.get(f"{event.path}agenda/release").text


def test_words_with_markup_are_words(client: Browser, as_maria: Browser) -> None:
    event = conference()
    line_of(event, title_el="<b>Χ</b>", about_el="<i>Π</i>", track_el="<u>Τ</u>")
    publish(as_maria, event)
    page = client.get(event.path).text
    for tag in ("<b>Χ", "<i>Π", "<u>Τ"):
        assert tag not in page
    assert "&lt;b&gt;Χ&lt;/b&gt;" in page


def test_search_finds_the_published_agenda_and_not_the_planned(
    as_maria: Browser, app: Flask
) -> None:
    event = conference()
    voice = speaker_of(event, "Καλλιρρόη Δείγμα")
    line_of(event, title_el="Συνεταιρισμοί φροντίδας", title_en="Care", speakers=[voice.id])
    assert "φροντίδας" not in _found(event)
    publish(as_maria, event)
    line_of(event, "12:00", title_el="Αδημοσίευτη")
    said = _found(event)
    assert "Συνεταιρισμοί φροντίδας Καλλιρρόη Δείγμα" in said
    assert "Care Καλλιρρόη Δείγμα" in said
    assert "Αδημοσίευτη" not in said


def _found(event: Event) -> str:
    return "\n".join(document.body for document in search.documents([event.id]))


# ── Copies ────────────────────────────────────────────────────────────────────


def test_an_agenda_is_copied_to_the_same_hours_of_another_day(maria: Person) -> None:
    event, other = conference(), make_event("2027-01-14 09:00", 6, title_el="Άλλη")
    item = line_of(event, "11:00", 45, speakers=[speaker_of(event, known_as_el="Χ").id])
    with transaction():
        actions.copy_agenda(event, other)
    (line,) = queries.planned_lines(other)
    assert (line.start, line.minutes) == (datetime(2027, 1, 14, 10, 0), 45)
    assert (line.key, line.names) == (item.key, ["Ελένη Δείγμα"])
    assert line.speakers[0].id not in {each.id for each in queries.speakers_of(event)}
    assert queries.last_release(other.id) is None


# ── Pure ──────────────────────────────────────────────────────────────────────


def line(key: str, hour: str, minutes: int = 60, **values: Any) -> Line:
    start = datetime.fromisoformat(f"{DAY} {hour}")
    return Line(key, "talk", start, minutes, title_el=key.upper(), **values)


def test_a_release_reads_as_it_was_kept() -> None:
    kept = line("a", "10:00", speakers=(Voice(1, "Χ", "ψ"),), room_id=3, room_el="Α")
    assert agendas.read([kept.kept()]) == [kept]


@pytest.mark.parametrize(
    ("after", "what"),
    [
        ({"title_en": "A"}, ["renamed"]),
        ({"minutes": 30}, ["moved"]),
        ({"track_el": "Α"}, ["track"]),
        ({"track_en": "A"}, ["track"]),
        ({"room_en": "A"}, ["room"]),
        ({"room_el": "Α", "room_id": 1}, ["room"]),
        ({"speakers": (Voice(1, "Χ"),)}, ["speakers"]),
        ({"speakers": (Voice(2, "Ψ", "κάτι"),)}, ["speakers"]),
        ({"about_el": "Α"}, ["text"]),
        ({}, []),
    ],
)
def test_each_way_to_differ_has_its_word(after: dict[str, Any], what: list[str], app: Any) -> None:
    old = line("a", "10:00")
    new = line("a", "10:00", **after)
    found = agendas.differences([old], [new])
    assert [each["what"] for each in found] == what
    for language in ("el", "en"):
        with app.test_request_context(), speaking(language):
            assert all("A" in agendas.difference_words(each) for each in found)


@pytest.mark.parametrize(
    ("before", "after", "greek", "english"),
    [
        (
            {"track_el": "Φροντίδα"},
            {"track_el": "Φροντίδα", "track_en": "Care"},
            "Η ενότητα του «A» έχει άλλο όνομα στην άλλη γλώσσα.",
            "“A” has another track: Care, before Φροντίδα.",
        ),
        (
            {"room_el": "Αίθουσα", "room_en": "Hall"},
            {"room_el": "Αίθουσα", "room_en": "Great hall"},
            "Η αίθουσα του «A» έχει άλλο όνομα στην άλλη γλώσσα.",
            "“A” has another room: Great hall, before Hall.",
        ),
    ],
)
def test_a_name_that_changed_in_one_language_is_no_news_in_the_other(
    app: Any, before: dict[str, str], after: dict[str, str], greek: str, english: str
) -> None:
    (one,) = agendas.differences([line("a", "10:00", **before)], [line("a", "10:00", **after)])
    for language, said in (("el", greek), ("en", english)):
        with app.test_request_context(), speaking(language):
            assert agendas.difference_words(one) == said


def test_differences_stand_in_the_order_of_the_day() -> None:
    old = [line("c", "12:00"), line("a", "10:00")]
    new = [line("b", "11:00"), line("c", "12:30")]
    said = [(each["what"], each["key"]) for each in agendas.differences(old, new)]
    assert said == [("removed", "a"), ("added", "b"), ("moved", "c")]


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ([line("a", "10:00"), line("b", "11:00")], []),
        ([line("a", "10:00"), line("b", "10:59")], [("a", "b")]),
        ([line("a", "10:00", track_el="Χ"), line("b", "10:30", track_el="Ψ")], []),
        ([line("a", "10:00", track_el="Χ"), line("b", "10:30")], [("a", "b")]),
        ([line("a", "09:59")], [("a",)]),
        ([line("a", "15:30")], [("a",)]),
        (
            [
                line("a", "10:00", track_el="Χ", room_id=1),
                line("b", "10:30", track_el="Ψ", room_id=1),
            ],
            [("a", "b")],
        ),
        (
            [
                line("a", "10:00", track_el="Χ", speakers=(Voice(1, "Α"),)),
                line("b", "10:30", track_el="Ψ", speakers=(Voice(1, "Α"),)),
            ],
            [("a", "b")],
        ),
    ],
)
def test_what_clashes(lines: list[Line], keys: list[tuple[str, ...]], app: Any) -> None:
    start, end = (datetime.fromisoformat(f"{DAY} {hour}") for hour in ("10:00", "16:00"))
    with app.test_request_context():
        assert [each.keys for each in agendas.clashes(lines, start, end)] == keys


def test_what_overlaps_in_a_track_is_shown_as_a_list() -> None:
    lines = [
        line("a", "10:00", track_el="Χ"),
        line("b", "10:30", track_el="Χ"),
        line("c", "10:00", track_el="Ψ"),
    ]
    (day,) = agendas.days_of(lines)
    assert day.tracks == ()
    assert [[each.key for each in row.lines] for row in day.rows] == [["a", "c"], ["b"]]


def test_each_line_stands_in_a_table_once_and_no_row_is_too_wide() -> None:
    lines = [
        line("a", "10:00", 120, track_el="Χ"),
        line("b", "10:00", 30, track_el="Ψ"),
        line("c", "11:00", 60, track_el="Ω"),
        line("d", "12:00", 30),
    ]
    (day,) = agendas.days_of(lines)
    shape = [
        [(cell.line and cell.line.key, cell.columns) for cell in row.cells] for row in day.rows
    ]
    assert shape == [
        [("a", 1), ("b", 1), (None, 1)],
        [(None, 1), ("c", 1)],
        [("d", 3)],
    ]


# ── What it costs ─────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("page", ["", "agenda", "agenda/release", "agenda/changes"])
def test_pages_cost_the_same_with_many_lines(
    as_maria: Browser, queries_run: list[str], page: str
) -> None:
    costs = []
    for count in (1, 3, 12):
        event = conference(title_el=f"Α{count}")
        for number in range(count):
            voice = speaker_of(event, f"Ομιλήτρια {number}")
            line_of(event, f"{10 + number // 4}:{number % 4 * 15:02}", 15, speakers=[voice.id])
        publish(as_maria, event)
        queries_run.clear()
        assert as_maria.get(event.path + page).status_code == 200
        costs.append(len(queries_run))
    assert len(set(costs)) == 1
