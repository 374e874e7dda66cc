"""Who passes at the doors of agendas, materials, guides and reports, whatever they do there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import (
    ARCHIVED,
    CANCELLED,
    DRAFT,
    PUBLISHED,
    REPORTED,
    Event,
    EventRole,
    GuideStep,
    Material,
)
from kalo.events.queries import agenda
from kalo.kit import clock, files
from kalo.kit.db import db, transaction
from tests.answers import wrong
from tests.conftest import Browser
from tests.factories.events import make_event, seat

AT = "/events/{id}-ergastirio/"
OVER = "over"  # published, and its end is past
# Guest, member, with a seat; then check-in, observer, note-taker, organiser, facilitator of this
# event; then whoever plans, administrator.
NOBODY = "403 403 403 403 403 403 403 403 403"
PLANS_GET = "303 403 403 403 403 403 200 200 200 200"
DOORS = [
    ("agenda", "GET", PUBLISHED, PLANS_GET),
    ("agenda", "GET", OVER, PLANS_GET),
    ("agenda", "GET", REPORTED, PLANS_GET),
    ("agenda", "GET", CANCELLED, f"303 {NOBODY}"),
    ("agenda", "GET", ARCHIVED, f"303 {NOBODY}"),
    ("agenda", "GET", DRAFT, "404 404 404 403 403 403 200 200 200 200"),
    ("agenda/lines", "GET", PUBLISHED, "303 403 403 403 403 403 303 303 303 303"),
    ("agenda/lines", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/lines", "POST", DRAFT, "404 404 404 403 403 403 303 303 303 303"),
    ("agenda/lines", "POST", CANCELLED, f"401 {NOBODY}"),
    ("agenda/lines/{line}", "GET", PUBLISHED, PLANS_GET),
    ("agenda/lines/{line}", "GET", DRAFT, "404 404 404 403 403 403 200 200 200 200"),
    ("agenda/lines/{line}", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/lines/{line}/removal", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/lines/{line}/earlier", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/lines/{other}", "GET", PUBLISHED, "303 403 403 403 403 403 404 404 404 404"),
    ("agenda/speakers", "GET", PUBLISHED, PLANS_GET),
    ("agenda/speakers", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/speakers/{speaker}", "GET", PUBLISHED, PLANS_GET),
    ("agenda/speakers/{speaker}", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    (
        "agenda/speakers/{speaker}/removal",
        "POST",
        PUBLISHED,
        "401 403 403 403 403 403 303 303 303 303",
    ),
    ("agenda/release", "GET", PUBLISHED, PLANS_GET),
    ("agenda/release", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("agenda/release", "POST", CANCELLED, f"401 {NOBODY}"),
    ("agenda/changes", "GET", PUBLISHED, "404 404 404 404 404 404 404 404 404 404"),
    ("agenda/changes", "GET", OVER, "200 200 200 200 200 200 200 200 200 200"),
    ("agenda/changes", "GET", DRAFT, "404 404 404 404 404 404 404 404 404 404"),
    ("materials", "GET", PUBLISHED, PLANS_GET),
    ("materials", "GET", OVER, "303 403 403 403 403 200 200 200 200 200"),
    ("materials", "GET", ARCHIVED, f"303 {NOBODY}"),
    ("materials", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("materials", "POST", OVER, "401 403 403 403 403 303 303 303 303 303"),
    ("materials/{paper}", "GET", PUBLISHED, PLANS_GET),
    ("materials/{paper}", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("materials/{paper}/removal", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("materials/{gone}/removal/undo", "POST", OVER, "401 403 403 403 403 303 303 303 303 303"),
    ("materials/{paper}/later", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("materials/{paper}/file", "GET", PUBLISHED, "200 200 200 200 200 200 200 200 200 200"),
    ("materials/{paper}/file", "GET", DRAFT, "404 404 404 200 200 200 200 200 200 200"),
    ("materials/{seated}/file", "GET", PUBLISHED, "404 404 200 200 200 200 200 200 200 200"),
    ("materials/{attended}/file", "GET", OVER, "404 404 404 200 200 200 200 200 200 200"),
    ("materials/{gone}/file", "GET", PUBLISHED, "404 404 404 404 404 404 404 404 404 404"),
    ("guide", "GET", PUBLISHED, "303 403 403 403 200 200 200 200 200 200"),
    ("guide", "GET", CANCELLED, "303 403 403 403 200 200 200 200 200 200"),
    ("guide", "GET", DRAFT, "404 404 404 403 200 200 200 200 200 200"),
    ("guide", "POST", PUBLISHED, "401 403 403 403 403 403 422 422 422 422"),
    ("guide/steps", "GET", PUBLISHED, "303 403 403 403 403 403 303 303 303 303"),
    ("guide/steps", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("guide/steps/{step}", "GET", PUBLISHED, PLANS_GET),
    ("guide/steps/{step}", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("guide/steps/{step}/removal", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("guide/steps/{step}/later", "POST", PUBLISHED, "401 403 403 403 403 403 303 303 303 303"),
    ("report", "GET", PUBLISHED, f"303 {NOBODY}"),
    ("report", "GET", OVER, "303 403 403 403 403 200 200 200 200 200"),
    ("report", "GET", ARCHIVED, f"303 {NOBODY}"),
    ("report", "POST", OVER, "401 403 403 403 403 303 303 303 303 303"),
    ("report", "POST", PUBLISHED, f"401 {NOBODY}"),
    ("report/minutes/el", "GET", OVER, "303 403 403 403 403 200 200 200 200 200"),
    ("report/minutes/en", "POST", OVER, "401 403 403 403 403 303 303 303 303 303"),
    ("report/minutes/en", "POST", PUBLISHED, f"401 {NOBODY}"),
    ("report/minutes/el/preview", "POST", OVER, "401 403 403 403 403 200 200 200 200 200"),
    ("report/minutes/el/preview", "GET", OVER, "303 403 403 403 403 303 303 303 303 303"),
]
_ANY = dict.fromkeys(("line", "other", "speaker", "step", "paper", "seated", "attended", "gone"), 1)
PAPER_DOORS = [((AT + path).format(id=1, **_ANY), method) for path, method, *_ in DOORS]


@pytest.fixture
def everybody(make_person: Callable[..., Person], maria: Person, administrator: Person) -> Any:
    """Those who knock, in the order of the table."""
    names = ("Member", "Seated", "Checks", "Observes", "Notes", "Organises", "Leads")
    return [None, *map(make_person, names), maria, administrator]


ROLES = (None, None, None, "check-in", "observer", "note-taker", "organiser", "facilitator")
NAMES = ("guest", "member", "with a seat", *ROLES[3:], "who plans", "administrator")


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    everybody: list[Person | None],
    state: str,
) -> None:
    event, found = furnished(state, everybody), []
    browsers, named = [as_person(person) for person in everybody], {"id": event.id, **ids_of(event)}
    for path, method, where, expected in DOORS:
        if where == state:
            asked = (AT + path).format(**named)
            sent = typed(event, path) if method == "POST" else None
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", NAMES, map(str, codes), expected.split())
    assert found == [], "\n".join(found)


def furnished(state: str, everybody: list[Person | None]) -> Event:
    """An event in a state, with something of everything, and everybody in their part."""
    wall = "2026-11-22 10:00" if state in {OVER, REPORTED, ARCHIVED} else "2026-12-03 10:00"
    event = make_event(wall, 4, title_el="Α", state=PUBLISHED)
    event_id, seated = event.id, everybody[2]
    with transaction():
        event = db.session.get_one(Event, event_id)
        event.seats_taken = 0
        _furnish(event, everybody)
        event.state = PUBLISHED if state == OVER else state
    if seated is not None and state == PUBLISHED:
        seat(event, seated)
    return db.session.get_one(Event, event_id)


def _furnish(event: Event, everybody: list[Person | None]) -> None:
    item = actions.agenda.add_line(event, line_typed(event))
    actions.agenda.add_speaker(event, {"name": "Ελένη"})
    if event.start_wall < datetime(2026, 11, 23):
        maria = everybody[8]
        assert maria is not None
        mark = actions.releases.mark_of(agenda.planned_lines(event))
        actions.releases.release_agenda(event, maria, mark)
        actions.agenda.remove_line(item)
        actions.agenda.add_line(event, line_typed(event))
        event.minutes_el = "Λόγια"
    db.session.add(GuideStep(event_id=event.id, position=0, question_el="Τι;", minutes=5))
    for position, audience in enumerate(("everybody", "seated", "attended", "gone")):
        _lay_out(event, position, audience)
    for person, role in zip(everybody, ROLES, strict=False):
        if person is not None and role:
            facts = {"event_id": event.id, "person_id": person.id, "given_at": clock.now()}
            db.session.add(EventRole(role=role, **facts))


def line_typed(event: Event) -> dict[str, Any]:
    return {"title_el": "Γραμμή", "start_wall": event.start_wall, "minutes": 30, "kind": "talk"}


def _lay_out(event: Event, position: int, audience: str) -> None:
    files.write("private/materials/20261123/a.txt", b"words")
    gone = audience == "gone"
    db.session.add(
        Material(
            event_id=event.id,
            position=position,
            kind="handout",
            title_el=audience,
            file="private/materials/20261123/a.txt",
            file_name="a.txt",
            media_type="text/plain; charset=utf-8",
            audience="everybody" if gone else audience,
            made_at=clock.now(),
            removed_at=clock.now() if gone else None,
        )
    )


def ids_of(event: Event) -> dict[str, int]:
    """What the addresses of the table name."""
    rows = db.session.query(Material).filter_by(event_id=event.id)
    papers = {row.title_el: row.id for row in rows}
    steps = db.session.query(GuideStep).filter_by(event_id=event.id)
    (line,) = agenda.plan_of(event)
    (speaker,) = agenda.speakers_of(event)
    return {
        "line": line,
        "other": line + 1_000_000,
        "speaker": speaker.id,
        "step": steps.one().id,
        "paper": papers["everybody"],
        **{name: papers[name] for name in ("seated", "attended", "gone")},
    }


def typed(event: Event, path: str) -> dict[str, Any]:
    """Whatever any of these forms wants."""
    return {
        "day": event.start_wall.date().isoformat(),
        "hour": "11:00",
        "minutes": "30",
        "kind": "link" if "materials" in path else "talk",
        "title_el": "Τίτλος",
        "name": "Όνομα",
        "question_el": "Τι;",
        "url": "https://example.org/",
        "audience": "everybody",
        "body": "Λόγια",
        "revision": "0" if "report" in path else "1",
        "mark": actions.releases.mark_of(agenda.planned_lines(event)),
        "once": "key-of-one-form",
    }
