"""Papers of the sample: an agenda with two tracks, a guide, the minutes of what was."""

import io
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage

from kalo.accounts.models import Person
from kalo.events.actions import agenda, guide, materials, releases, reports
from kalo.events.models import Announcement, Event
from kalo.events.queries.agenda import get_agenda_item, plan_of, planned_lines
from kalo.kit import clock
from kalo.kit.db import db

CONFERENCE = "Κοινωνικός αντίκτυπος στην πράξη"
GROUP = "Στέγαση και συνεργατισμός"
PAST = "Από την ιδέα στην ομάδα"

SPEAKERS = {
    "maria": ("συντονίστρια στο δείγμα κοινότητας", "facilitator in the sample community"),
    "giorgos": ("συντονιστής στο δείγμα κοινότητας", "facilitator in the sample community"),
    "eleni": ("μέλος στο δείγμα κοινότητας", "member of the sample community"),
    "nikos": ("μέλος στο δείγμα κοινότητας", "member of the sample community"),
    "despoina": ("μέλος στο δείγμα κοινότητας", "member of the sample community"),
}
NUMBERS, STORIES = "Δείκτες", "Ιστορίες"
TRACKS = {NUMBERS: "Indicators", STORIES: "Stories"}
# Minutes after the start, how long, kind, track, titles, who speaks.
LINES: tuple[tuple[int, int, str, str, str, str, tuple[str, ...]], ...] = (
    (0, 30, "session", "", "Καλωσόρισμα και γνωριμία", "Welcome and who we are", ("maria",)),
    (
        *(30, 60, "talk", "", "Τι αλλάζει, και πώς το βλέπουμε"),
        *("What changes, and how we see it", ("giorgos",)),
    ),
    (90, 30, "break", "", "Διάλειμμα με καφέ", "Coffee", ()),
    (
        *(120, 75, "workshop", NUMBERS, "Ένας δείκτης για τη φροντίδα, από την αρχή"),
        *("One indicator for care, from the beginning", ("eleni",)),
    ),
    (
        *(120, 45, "talk", STORIES, "Όσα δεν λένε οι αριθμοί"),
        *("What numbers do not say", ("despoina",)),
    ),
    (
        165,
        30,
        "discussion",
        STORIES,
        "Δύο ιστορίες, μία συζήτηση",
        "Two stories, one talk",
        ("nikos",),
    ),
    (195, 60, "break", "", "Μεσημεριανό", "Lunch", ()),
    (
        *(255, 75, "workshop", NUMBERS, "Γράφουμε τους δικούς μας δείκτες"),
        *("We write our own indicators", ("eleni", "giorgos")),
    ),
    (
        *(255, 75, "workshop", STORIES, "Γράφουμε μια ιστορία αλλαγής"),
        *("We write a story of change", ("despoina", "nikos")),
    ),
    (
        *(330, 60, "discussion", "", "Τι κρατάμε και τι κάνουμε από αύριο"),
        *("What we keep, and what we do from tomorrow", ("maria",)),
    ),
)
MINUTES_EL = """Ήρθαν άτομα με πέντε ιδέες. Φύγαμε με δύο ομάδες.

## Τι είπαμε

- **Φροντίδα στη γειτονιά**: λίγες ώρες την εβδομάδα, με κοινό ημερολόγιο.
- **Επισκευή αντί για αγορά**: ένας πάγκος με εργαλεία, ανοιχτός δύο απογεύματα.

## Τι αποφασίσαμε

1. Κάθε ομάδα γράφει σε μία σελίδα ποια ανάγκη καλύπτει.
2. Κάθε άτομο λέει πόσες ώρες μπορεί να δώσει.
3. Την επόμενη φορά μιλάμε για το καταστατικό.

*Τα πρακτικά είναι δείγμα.*
"""
MINUTES_EN = """People came with five ideas. We left with two groups.

## What we said

- **Care in the neighbourhood**: a few hours a week, with a shared calendar.
- **Repairing instead of buying**: a bench with tools, open on two afternoons.

## What we decided

1. Each group writes on one page which need it meets.
2. Everybody says how many hours they can give.
3. Next time we talk about the statutes.

*These minutes are a sample.*
"""
HANDOUT = """Από την ιδέα στην ομάδα: πέντε ερωτήσεις
(δείγμα φυλλαδίου)

1. Ποια ανάγκη βλέπεις, και ποιος άνθρωπος την έχει;
2. Τι γίνεται ήδη γι' αυτήν, και τι λείπει;
3. Ποια άτομα θέλεις δίπλα σου, και τι φέρνει το καθένα;
4. Πόσες ώρες την εβδομάδα μπορείς να δώσεις, για πόσους μήνες;
5. Ποιο είναι το πιο μικρό βήμα που μπορείτε να δοκιμάσετε αυτή την εβδομάδα;
"""


def seed_papers(people: dict[str, Person]) -> None:
    """Lay them out beside the events that there are."""
    if (event := _found(CONFERENCE)) is not None:
        _agenda(event, people)
    if (event := _found(GROUP)) is not None:
        guide.begin_guide(event)
    if (event := _found(PAST)) is not None:
        _report(event, people["maria"])


def _found(title: str) -> Event | None:
    named = select(Event).where(Event.sample, Event.title_el == title)
    return db.session.scalar(named.order_by(Event.id).limit(1))


def _agenda(event: Event, people: dict[str, Person]) -> None:
    """Published, then changed a little and published again: what changed is there to be read."""
    voices = {handle: _speaker(event, people[handle]) for handle in SPEAKERS}
    for line in LINES:
        agenda.add_line(event, _line(event, line, voices))
    _publish(event, people["maria"])
    lunch = next(key for key, line in plan_of(event).items() if line.title_en == "Lunch")
    item = get_agenda_item(event, lunch)
    item.title_el, item.title_en = "Μεσημεριανό, με επιλογή χωρίς κρέας", "Lunch, also without meat"
    db.session.flush()
    _publish(event, people["maria"])
    told = update(Announcement).where(Announcement.event_id == event.id)
    db.session.execute(told.values(told_at=clock.now()))  # nobody reads the sample's mail


def _speaker(event: Event, person: Person) -> int:
    known_el, known_en = SPEAKERS[person.handle]
    facts = {"name": person.name, "known_as_el": known_el, "known_as_en": known_en}
    return agenda.add_speaker(event, {**facts, "person_id": person.id}).id


def _line(
    event: Event,
    line: tuple[int, int, str, str, str, str, tuple[str, ...]],
    voices: dict[str, int],
) -> dict[str, Any]:
    after, minutes, kind, track, title_el, title_en, who = line
    return {
        "start_wall": event.start_wall + timedelta(minutes=after),
        "minutes": minutes,
        "kind": kind,
        "track_el": track,
        "track_en": TRACKS.get(track, ""),
        "title_el": title_el,
        "title_en": title_en,
        "speakers": [voices[handle] for handle in who],
    }


def _publish(event: Event, person: Person) -> None:
    releases.release_agenda(event, person, releases.mark_of(planned_lines(event)))


def _report(event: Event, person: Person) -> None:
    upload = FileStorage(io.BytesIO(HANDOUT.encode()), "Πέντε ερωτήσεις.txt")
    paper = {"kind": "handout", "title_el": "Πέντε ερωτήσεις", "title_en": "Five questions"}
    facts = {**paper, "url": "", "audience": "everybody", "item_key": ""}
    materials.add_material(event, person, facts, materials.keep_beside(upload))
    reports.write_minutes(event, person, "el", MINUTES_EL, 0, "")
    reports.write_minutes(event, person, "en", MINUTES_EN, 1, "")
    reports.publish_report(event, person)
