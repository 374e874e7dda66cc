"""What an event was to name, taken away while its form was open: it is said, and nothing lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from kalo.accounts.models import Person, StaffAct
from kalo.events import actions
from kalo.events.actions import series as series_actions
from kalo.events.models import Event, Series, Speaker, Theme, Venue, VenueRoom
from kalo.kit import steps
from kalo.kit.db import db, transaction
from kalo.kit.steps import Step
from kalo.kit.web import Refused
from tests.conftest import ON_POSTGRES, Browser
from tests.events.test_agenda import conference, line_of, speaker_of
from tests.events.test_agenda import typed as line_typed
from tests.events.test_copying import OFFICE, ONCE, RULE
from tests.events.test_planning import only_event, typed
from tests.events.test_planning_form import make_series, make_venue, room_of
from tests.factories.events import NOON, make_event

THEME = "Αυτό το θέμα δεν είναι πια στη λίστα. Διάλεξε άλλο ή κανένα."
SERIES = "Αυτή η σειρά δεν υπάρχει πια. Διάλεξε άλλη ή καμία."
HALL = (
    "Αυτός ο χώρος ή αυτή η αίθουσα δεν χρησιμοποιείται πια."
    " Διάλεξε κάτι άλλο, ή τίποτα από τον κατάλογο."
)
STEP = "Αυτό το βήμα προγράμματος δεν υπάρχει πια. Διάλεξε άλλο ή κανένα."
NOBODY = "Αυτό το άτομο δεν μπορεί πια να επιλεγεί. Διάλεξε άλλο ή κανένα ακόμη."


def make_theme() -> Theme:
    with transaction():
        theme = Theme(slug="nomika", name_el="Νομικά")
        db.session.add(theme)
    db.session.refresh(theme)
    return theme


def drop(noun: Any) -> None:
    """Somebody takes it away."""
    with transaction():
        db.session.execute(delete(type(noun)).where(type(noun).id == noun.id))


def retire(noun: Venue | VenueRoom) -> None:
    """Somebody takes it out of use."""
    with transaction():
        db.session.get_one(type(noun), noun.id).retired_at = NOON


def theme_gone(**_more: Any) -> tuple[dict[str, str], Callable[[], None], str]:
    theme = make_theme()
    return {"theme_id": str(theme.id)}, lambda: drop(theme), THEME


def series_gone(**_more: Any) -> tuple[dict[str, str], Callable[[], None], str]:
    series = make_series()
    sent = {"series_id": str(series.id), "series_number": "3"}
    return sent, lambda: drop(series), SERIES


def venue_gone(**_more: Any) -> tuple[dict[str, str], Callable[[], None], str]:
    venue = make_venue()
    return {"hall": f"v{venue.id}"}, lambda: retire(venue), HALL


def room_gone(**_more: Any) -> tuple[dict[str, str], Callable[[], None], str]:
    room = room_of(make_venue())
    return {"hall": f"r{room.id}"}, lambda: retire(room), HALL


def person_gone(make_person: Callable[..., Person], **_more: Any) -> Any:
    leads = make_person("Leda", roles={"facilitator"})

    def leave() -> None:
        with transaction():
            db.session.get_one(Person, leads.id).erased_at = NOON

    return {"facilitator_id": str(leads.id)}, leave, NOBODY


def step_gone(monkeypatch: pytest.MonkeyPatch, **_more: Any) -> Any:
    only = Step("block:17", "p1/live/workshop", "Εργαστήριο", "Πρόγραμμα", "/learning/p1/")
    offered = [only]
    monkeypatch.setattr(steps, "_finders", {"block": lambda subjects: list(offered)})
    return {"serves": only.subject}, offered.clear, STEP


GONE = [theme_gone, series_gone, venue_gone, room_gone, person_gone, step_gone]


@pytest.mark.parametrize("gone", GONE, ids=lambda each: each.__name__)
@pytest.mark.parametrize("stored", [False, True], ids=["new", "edited"])
def test_the_form_comes_back_with_all_that_was_typed_and_says_what_is_gone(
    as_maria: Browser,
    make_person: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
    gone: Callable[..., Any],
    stored: bool,
) -> None:
    path = f"{make_event().path}edit" if stored else "/events/new"
    chosen, take_away, sentence = gone(make_person=make_person, monkeypatch=monkeypatch)
    name, value = next(iter(chosen.items()))
    sent = typed(revision="1", **chosen)
    assert f'value="{value}"' in as_maria.get(path).text
    take_away()
    answer = as_maria.post(path, data=sent)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2  # at the head of the form, and beside the field
    assert f'id="{name}-error"' in answer.text
    for words in ("Ομάδα για τη στέγαση", "Χαϊδάρι", "**Πολλά** λόγια", "Δυο λόγια"):
        assert words in answer.text
    none = {name: "0" if value.isdecimal() else "", "series_number": ""}
    assert as_maria.post(path, data={**sent, **none}).status_code == 303
    assert only_event().title_el == "Ομάδα για τη στέγαση"


def test_a_number_typed_for_a_series_that_is_gone_can_be_taken_out(as_maria: Browser) -> None:
    sent, take_away, _sentence = series_gone()
    take_away()
    again = as_maria.post("/events/new", data=typed(**{**sent, "series_id": "0"}))
    assert again.status_code == 422
    assert 'id="series_number-error"' in again.text


@pytest.mark.parametrize("gone", [theme_gone, series_gone], ids=["theme", "series"])
@pytest.mark.parametrize("stored", [False, True], ids=["new", "edited"])
def test_what_goes_between_the_look_and_the_save_is_said_too(
    as_maria: Browser, monkeypatch: pytest.MonkeyPatch, gone: Callable[..., Any], stored: bool
) -> None:
    path = f"{make_event(title_el='Όπως ήταν').path}edit" if stored else "/events/new"
    chosen, _take_away, sentence = gone()
    noun = Theme if "theme_id" in chosen else Series

    def warnings(*_asked: Any) -> None:
        removed = delete(noun).execution_options(synchronize_session=False)
        db.session.execute(removed)

    monkeypatch.setattr("kalo.events.views.planning.warnings_of", warnings)
    answer = as_maria.post(path, data=typed(revision="1", **chosen))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ομάδα για τη στέγαση"' in answer.text
    titles = list(db.session.scalars(select(Event.title_el)))
    assert titles == (["Όπως ήταν"] if stored else [])


def test_copies_and_office_hours_say_it_of_their_series(as_maria: Browser) -> None:
    source, series = make_event(), make_series()
    drop(series)
    sent: dict[str, Any] = {**ONCE, "series_id": str(series.id), "parts": ["texts"]}
    copied = as_maria.post(f"{source.path}copy", data=sent)
    ruled = as_maria.post(RULE, data={**OFFICE, "series_id": str(series.id), "hall": "v9"})
    assert (copied.status_code, ruled.status_code) == (422, 422)
    assert SERIES in copied.text
    assert SERIES in ruled.text
    assert HALL in ruled.text
    assert 'value="Ανοιχτές ώρες"' in ruled.text


def test_a_line_says_it_of_its_day_its_room_and_who_speaks(as_maria: Browser) -> None:
    venue = make_venue()
    event = conference(venue_id=venue.id)
    room, voice = room_of(venue), speaker_of(event)
    chosen = {"venue_room_id": str(room.id), "speakers": [str(voice.id)], "day": "2026-12-01"}
    retire(room)
    with transaction():
        db.session.delete(db.session.get_one(Speaker, voice.id))
    sent = line_typed(about_el="Κρατήσου", **chosen)
    answer = as_maria.post(f"{event.path}agenda/lines", data=sent)
    assert answer.status_code == 422
    for words in (
        "Αυτή η αίθουσα δεν χρησιμοποιείται πια. Διάλεξε άλλη ή καμία.",
        "Κάποιο άτομο που σημείωσες δεν μιλά πια εδώ.",
        "Η δράση δεν γίνεται πια αυτή την ημέρα. Διάλεξε άλλη.",
        "Κρατήσου",
    ):
        assert words in answer.text


def test_a_paper_says_it_of_its_line(as_maria: Browser) -> None:
    event = conference()
    item = line_of(event)
    drop(item)
    sent = {
        "kind": "link",
        "title_el": "Χαρτί",
        "url": "https://example.org/",
        "item_key": item.key,
    }
    answer = as_maria.post(f"{event.path}materials", data={**sent, "audience": "everybody"})
    assert answer.status_code == 422
    assert "Αυτή η γραμμή δεν είναι πια στο πρόγραμμα." in answer.text
    assert 'value="Χαρτί"' in answer.text


def test_a_series_and_a_theme_that_are_gone_already_are_removed_without_a_word(
    maria: Person,
) -> None:
    of_series, of_theme = make_series().id, make_theme().id
    with transaction():
        series = db.session.get_one(Series, of_series)
        theme = db.session.get_one(Theme, of_theme)
        db.session.execute(text("DELETE FROM events_series"))
        db.session.execute(text("DELETE FROM events_theme"))
        series_actions.remove_series(series, maria)
        series_actions.remove_theme(theme, maria)
    assert db.session.scalars(select(StaffAct)).all() == []


# ── Two at the same moment, which only PostgreSQL lets happen ─────────────────

at_once = pytest.mark.skipif(not ON_POSTGRES, reason="on SQLite one writes after the other")


def waits_for_a_lock() -> bool:
    """True while another connection waits for somebody."""
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with db.engine.connect() as looking:
        return bool(looking.execute(asked).scalar())


def meanwhile(app: Flask, deed: Callable[[], Any], held: Callable[[], Any]) -> Any:
    """`held` is done but not yet kept when `deed` comes; answers what `deed` does."""
    said: list[Any] = []

    def later() -> None:
        with app.app_context():
            try:
                said.append(deed())
            finally:
                db.session.remove()

    thread = threading.Thread(target=later)
    with transaction():
        held()
        db.session.flush()
        thread.start()
        for _turn in range(200):
            if waits_for_a_lock() or not thread.is_alive():
                break
            thread.join(0.05)
    thread.join(20)
    return said[0]


@at_once
def test_a_series_that_is_being_removed_is_not_joined(app: Flask, as_maria: Browser) -> None:
    series = make_series()
    sent = typed(series_id=str(series.id))
    removed = delete(Series).where(Series.id == series.id)
    answer = meanwhile(
        app,
        lambda: as_maria.post("/events/new", data=sent),
        lambda: db.session.execute(removed),
    )
    assert answer.status_code == 422
    assert SERIES in answer.text
    assert db.session.scalars(select(Event)).all() == []


@at_once
@pytest.mark.parametrize("noun", [Series, Theme], ids=["series", "theme"])
def test_what_is_being_joined_is_not_removed(
    app: Flask, as_maria: Browser, noun: type[Series] | type[Theme]
) -> None:
    event, made = make_event(), make_series() if noun is Series else make_theme()
    name, path = ("series_id", "series") if noun is Series else ("theme_id", "themes")

    def join() -> None:
        setattr(db.session.get_one(Event, event.id), name, made.id)

    removal = f"/events/planning/{path}/{made.id}/removal"
    answer = meanwhile(app, lambda: as_maria.post(removal), join)
    assert answer.status_code == 422
    assert "Υπάρχουν δράσεις" in answer.text
    assert db.session.scalars(select(noun.id)).all() == [made.id]


def test_the_actions_refuse_by_themselves(maria: Person) -> None:
    event = make_event()
    with transaction():
        there = db.session.get_one(Event, event.id)
        with pytest.raises(Refused, match="δεν χρησιμοποιείται πια"):
            actions.change_event(there, maria, {"venue_id": 99}, revision=1)
