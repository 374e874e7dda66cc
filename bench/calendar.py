"""The rows of a large calendar: so many events around today, forty people with a seat in each."""

from typing import Any

from bench.bulk import at, series, settle
from kalo.accounts.models import Person
from kalo.events.models import KINDS, Event, Registration
from kalo.kit.db import transaction

PEOPLE, SEATS = 600, 40
YEAR = 365 * 86_400
STEP = 60 * 240  # seconds between the starts of a calendar of the largest kind
PLANNER = PEOPLE


def fill(events: int) -> None:
    """So many events, spread evenly from half a year ago to half a year ahead; their seats."""
    step = YEAR // events
    with transaction():
        _people()
        _events(events, step)
        _registrations(events)
    settle()


def _people() -> None:
    name = {"handle": "'melos' || i", "email": "'melos' || i || '@example.org'"}
    words = {"name": "'Μέλος ' || i", "name_key": "'μελος ' || i"}
    moments = {"joined_at": at("0"), "confirmed_at": at("0"), "trust": "2"}
    roles = {"roles": f"CASE WHEN i = {PLANNER} THEN 'facilitator' ELSE '' END"}
    series(Person, PEOPLE, {**name, **words, **moments, **roles})


def _events(events: int, step: int) -> None:
    kind = "CASE i % 4 " + " ".join(f"WHEN {n} THEN '{k}'" for n, k in enumerate(KINDS)) + " END"
    starts, ends = at(f"{YEAR // 2} + i * {step}"), at(f"{YEAR // 2} + i * {step} + 7200")
    texts = {
        **{f"{field}_el": f"'{word} ' || i" for field, word in WORDS.items()},
        **{f"html_{language}": f"'<p>{SENTENCE}</p>'" for language in ("el", "en")},
    }
    hours = {"start_wall": starts, "end_wall": ends, "starts_at": starts, "ends_at": ends}
    stamps = dict.fromkeys(("ical_stamp", "created_at", "changed_at", "published_at"), at("0"))
    known: dict[str, Any] = {
        "uid": "'bench-' || i || '@ekalo.example'",
        "kind": kind,
        "mode": "'in-person'",
        "state": "'published'",
        "slug": "'drasi'",
        "place": "'Δημαρχείο'",
        "spoken": "'el'",
        "entry": "'free'",
        "capacity": str(SEATS + 5),
        "seats_taken": str(SEATS),
        "offer_hours": "24",
        "revision": "1",
    }
    series(Event, events, {**known, **texts, **hours, **stamps})


def _registrations(events: int) -> None:
    event = f"((i - 1) / {SEATS} + 1)"
    person = f"((i - 1) % {SEATS} + {SEATS} * ({event} % {PEOPLE // SEATS}) + 1)"
    moments = dict.fromkeys(("made_at", "taken_at", "changed_at"), at("0"))
    whose = {"event_id": event, "person_id": person, "state": "'seat'", "guest_language": "'el'"}
    series(Registration, events * SEATS, {**whose, **moments})


SENTENCE = "Μια συνάντηση για όσα χρειάζεται μια ομάδα που ξεκινά. " * 8
WORDS = {"title": "Εργαστήριο με αριθμό", "summary": "Τι θα κάνουμε μαζί στη συνάντηση"}
