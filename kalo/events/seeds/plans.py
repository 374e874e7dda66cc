"""What the sample's events are planned from: themes, places, a series, office hours, roles."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.actions import copying, series, venues
from kalo.events.kinds import WORDS
from kalo.events.models import Event, EventRole, Series, Theme, Venue
from kalo.kit import clock
from kalo.kit.db import db

THEMES = (
    ("Ίδρυση και νομική μορφή", "Founding and legal form"),
    ("Επιχειρηματικό σχέδιο", "Business plan"),
    ("Χρηματοδότηση", "Funding"),
    ("Κοινωνικός αντίκτυπος", "Social impact"),
    ("Δημόσιες συμβάσεις", "Public contracts"),
    ("Φροντίδα και υγεία", "Care and health"),
    ("Στέγαση και γειτονιά", "Housing and neighbourhood"),
    ("Δίκτυα και συνεργασίες", "Networks and working together"),
)
# name, municipality, address, how one gets in; then rooms: name, how many, how one gets in.
VENUES: tuple[tuple[dict[str, Any], tuple[dict[str, Any], ...]], ...] = (
    (
        {
            "name_el": "Αίθουσα συναντήσεων Αιγάλεω (δείγμα)",
            "name_en": "Meeting place in Egaleo (sample)",
            "area_el": "Αιγάλεω",
            "area_en": "Egaleo",
            "address": "Οδός Δείγματος 1",
            "access_el": "Ισόγειο, χωρίς σκαλιά. Προσβάσιμη τουαλέτα δίπλα στην είσοδο.\n"
            "Ο χώρος είναι δείγμα: δεν υπάρχει.",
            "access_en": "Ground floor, no steps. Accessible toilet beside the entrance.\n"
            "The place is a sample: it does not exist.",
        },
        (
            {"name_el": "Μικρή αίθουσα", "name_en": "Small room", "capacity": 12},
            {"name_el": "Μεγάλη αίθουσα", "name_en": "Large room", "capacity": 30},
        ),
    ),
    (
        {
            "name_el": "Αίθουσα εκδηλώσεων Περιστερίου (δείγμα)",
            "name_en": "Event hall in Peristeri (sample)",
            "area_el": "Περιστέρι",
            "area_en": "Peristeri",
            "address": "Οδός Δείγματος 20",
            "access_el": "Δύο στάσεις με το μετρό και πέντε λεπτά με τα πόδια. Ανελκυστήρας από "
            "την πλαϊνή είσοδο.\nΟ χώρος είναι δείγμα: δεν υπάρχει.",
            "access_en": "Two stops by metro and five minutes on foot. Lift from the side "
            "entrance.\nThe place is a sample: it does not exist.",
        },
        (
            {
                "name_el": "Κεντρική αίθουσα",
                "name_en": "Main hall",
                "capacity": 150,
                "access_el": "Θέσεις για αμαξίδια στην πρώτη σειρά.",
                "access_en": "Places for wheelchairs in the first row.",
            },
            {"name_el": "Αίθουσα ομάδων", "name_en": "Group room", "capacity": 25},
        ),
    ),
)
SERIES = {
    "title_el": "Από την ιδέα στην επιχείρηση",
    "title_en": "From the idea to the enterprise",
    "about_el": "Έξι εργαστήρια με τη σειρά: ομάδα, σχέδιο, καταστατικό, δίκτυα. "
    "Η σειρά είναι δείγμα.",
    "about_en": "Six workshops in order: the group, the plan, the statutes, networks. "
    "The series is a sample.",
    "planned": 6,
}
OFFICE = {
    "title_el": "Ανοιχτές ώρες για καταστατικά",
    "title_en": "Office hours about statutes",
    "summary_el": "Έλα με μια ερώτηση, χωρίς ραντεβού. Είναι δείγμα.",
    "summary_en": "Come with a question, no appointment. It is a sample.",
}
WEDNESDAY, WEEKS, DAYS_AHEAD = 2, 4, 10


def seed_grounds(people: dict[str, Person]) -> None:
    """Themes, places with rooms, the series: what the stories name."""
    planner = people["maria"]
    for name_el, name_en in THEMES:
        series.add_theme(planner, {"name_el": name_el, "name_en": name_en})
    for words, rooms in VENUES:
        venue = venues.add_venue(planner, words)
        venue.sample = True
        db.session.refresh(venue, ["rooms"])
        for room in rooms:
            venues.add_room(venue, planner, room)
    series.make_series(planner, SERIES).sample = True
    db.session.flush()


def grounds_of(theme: str, hall: str, number: int | None) -> dict[str, Any]:
    """What a story names, as columns of its event: a theme, a room, a number in the series."""
    asked = select(Theme.id).where(Theme.name_el == theme)
    known: dict[str, Any] = {"theme_id": db.session.scalar(asked) if theme else None}
    if number:
        within = db.session.scalar(select(Series.id).where(Series.title_el == SERIES["title_el"]))
        known |= {"series_id": within, "series_number": number}
    return known | (_hall(hall) if hall else {})


def seed_office_hours(people: dict[str, Person]) -> None:
    """Four Wednesdays, made by a rule."""
    planner = people["giorgos"]
    first = clock.today() + timedelta(days=DAYS_AHEAD)
    first += timedelta(days=(WEDNESDAY - first.weekday()) % 7)
    starts = [datetime.combine(first + timedelta(weeks=n), time(17, 0)) for n in range(WEEKS)]
    values = {
        **WORDS["office-hours"].defaults(),
        **OFFICE,
        **_hall("Μικρή αίθουσα"),
        "kind": "office-hours",
        "about_el": "",
        "about_en": "",
        "start_wall": starts[0],
        "end_wall": starts[0] + timedelta(hours=2),
        "online_link": "https://meet.example.org/ores",
        "facilitator_id": planner.id,
        "series_id": series.make_series(planner, _titles()).id,
    }
    for event in copying.plan_by_rule(planner, starts, values, announce=True):
        event.sample = True
    db.session.flush()


def seed_roles(people: dict[str, Person]) -> None:
    """Who does what at the day conference; nobody is told: nobody reads the sample's news."""
    event = db.session.scalar(select(Event).where(Event.kind == "day-conference", Event.sample))
    if event is not None:
        for handle, role in (("eleni", "note-taker"), ("nikos", "check-in"), ("anna", "observer")):
            given = {"person_id": people[handle].id, "given_at": clock.now()}
            db.session.add(EventRole(event_id=event.id, role=role, **given))
        db.session.flush()


def _titles() -> dict[str, str]:
    return {name: OFFICE[name] for name in ("title_el", "title_en")}


def _hall(room: str) -> dict[str, Any]:
    for venue in db.session.scalars(select(Venue).order_by(Venue.id)):
        db.session.refresh(venue, ["rooms"])
        for each in venue.rooms:
            if each.name_el == room:
                return {
                    "venue_id": venue.id,
                    "venue_room_id": each.id,
                    "place": f"{venue.name_el}, {each.name_el}"[:120],
                    "address": venue.address,
                }
    return {}
