"""The steps of the guide and their clock, for those who lead and for everybody."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.models import Event, GuideStep
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.folds import Stage
from kalo.live.models import Entry
from tests.factories.live import ON, be_here, done, key, lay_guide, state_of


@pytest.fixture
def steps(event: Event, ada: Person) -> list[int]:
    """Three steps of 10, 20 and 30 minutes, brought into the room."""
    ids = lay_guide(event, 10, 20, 30)
    done("guide_laid", ada, event)
    return ids


def stage_of(event: Event) -> Stage:
    return state_of(event).of(Stage)


def test_a_step_begins_and_its_clock_runs_to_its_minutes(
    event: Event, ada: Person, grace: Person, steps: list[int], as_person: Any
) -> None:
    done("step_begun", ada, event, step=steps[0])
    stage = stage_of(event)
    assert (stage.current, stage.ends_at) == (steps[0], ON + timedelta(minutes=10))
    page = as_person(grace).get(f"/live/{event.id}/").text
    assert "Βήμα 1 από 3" in page
    assert "Βήμα 1;" in page
    assert 'data-ends="2026-12-03T16:40:00+00:00"' in page


def test_the_guide_and_its_probes_are_not_for_participants(
    event: Event, ada: Person, grace: Person, steps: list[int], as_person: Any
) -> None:
    done("step_begun", ada, event, step=steps[0])
    pages = {p.name: as_person(p).get(f"/live/{event.id}/").text for p in (ada, grace)}
    assert ["Γιατί 1;" in page for page in pages.values()] == [True, False]
    assert ["Βήμα 2;" in page for page in pages.values()] == [True, False]


def test_more_minutes_are_added_and_an_early_end_leaves_none(
    event: Event, at: Any, ada: Person, steps: list[int]
) -> None:
    done("step_begun", ada, event, step=steps[0])
    done("step_extended", ada, event, step=steps[0], minutes=5)
    assert stage_of(event).ends_at == ON + timedelta(minutes=15)
    at.is_now(ON + timedelta(minutes=4))
    done("step_ended", ada, event, step=steps[0])
    stage = stage_of(event)
    assert (stage.current, stage.ends_at) == (None, None)
    assert [(past.step, past.ended_at - past.began_at) for past in stage.past] == [
        (steps[0], timedelta(minutes=4))
    ]
    assert stage.next_step is not None
    assert stage.next_step.id == steps[1]


def test_on_and_back_go_by_the_step_they_name_so_a_late_press_skips_nothing(
    event: Event, ada: Person, moderator: Person, steps: list[int]
) -> None:
    done("step_begun", ada, event, step=steps[0])
    done("step_begun", ada, event, step=steps[1])
    done("step_begun", moderator, event, step=steps[1])  # both pressed "next"
    assert stage_of(event).current == steps[1]
    with pytest.raises(Refused):
        done("step_extended", moderator, event, step=steps[0], minutes=5)
    with pytest.raises(Refused):
        done("step_ended", moderator, event, step=steps[0])
    done("step_begun", ada, event, step=steps[0])
    stage = stage_of(event)
    assert (stage.current, stage.place, len(stage.past)) == (steps[0], 0, 2)


def test_everything_is_stamped_with_the_step_that_went_on(
    event: Event, ada: Person, grace: Person, steps: list[int]
) -> None:
    done("said", grace, event, "πριν")
    done("step_begun", ada, event, step=steps[0])
    done("said", grace, event, "στο πρώτο")
    done("step_begun", ada, event, step=steps[1])
    done("asked", grace, event, "στο δεύτερο;")
    db.session.rollback()
    stamped = db.session.query(Entry.kind, Entry.step).order_by(Entry.seq).all()
    assert [tuple(row) for row in stamped[1:]] == [
        ("said", None), ("step_begun", None), ("said", steps[0]),
        ("step_begun", steps[0]), ("asked", steps[1]),
    ]  # fmt: skip


def test_the_guide_in_the_room_stays_as_it_was_until_it_is_brought_in_again(
    event: Event, ada: Person, steps: list[int]
) -> None:
    done("step_begun", ada, event, step=steps[0])
    with transaction():
        db.session.get_one(GuideStep, steps[0]).minutes = 45
        db.session.delete(db.session.get_one(GuideStep, steps[2]))
    assert [step.minutes for step in stage_of(event).steps] == [10, 20, 30]
    done("guide_laid", ada, event)
    stage = stage_of(event)
    assert ([step.minutes for step in stage.steps], stage.current) == ([45, 20], steps[0])


def test_a_step_that_was_taken_out_of_the_guide_ends(
    event: Event, ada: Person, steps: list[int]
) -> None:
    done("step_begun", ada, event, step=steps[2])
    with transaction():
        db.session.delete(db.session.get_one(GuideStep, steps[2]))
    done("guide_laid", ada, event)
    assert stage_of(event).current is None
    with pytest.raises(Refused):
        done("step_begun", ada, event, step=steps[2])


@pytest.mark.parametrize(("minute", "behind"), [(30, 0), (39, 0), (65, 5), (85, 25)])
def test_whoever_leads_is_told_gently_how_far_behind_they_are(
    event: Event, at: Any, ada: Person, grace: Person, steps: list[int], as_person: Any,
    minute: int, behind: int,
) -> None:  # fmt: skip
    at.is_now(event.starts_at + timedelta(minutes=minute))
    done("step_begun", ada, event, step=steps[0])
    pages = {p.name: as_person(p).get(f"/live/{event.id}/").text for p in (ada, grace)}
    told = {name: re.findall(r"(\d+) λεπτά πίσω", page) for name, page in pages.items()}
    assert told == {"Ada": [str(behind)] if behind else [], "Grace": []}


def test_without_a_guide_there_is_nothing_to_bring_in(event: Event, ada: Person) -> None:
    with pytest.raises(Refused):
        done("guide_laid", ada, event)


def test_plain_forms_lead_through_the_steps(
    event: Event, ada: Person, as_person: Any, steps: list[int]
) -> None:
    browser, room = as_person(ada), f"/live/{event.id}/"
    for label in ("Αρχή:", "Επόμενο:"):
        page = browser.get(room).text
        forms = re.findall(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', page, re.S)
        address, form = next(each for each in forms if label in each[1])
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        assert browser.post(address, data=fields).status_code == 303
    assert stage_of(event).current == steps[1]


def test_the_end_of_the_session_ends_its_step_and_takes_no_more_presence(
    event: Event, at: Any, ada: Person, grace: Person, steps: list[int], as_person: Any
) -> None:
    done("step_begun", ada, event, step=steps[0])
    be_here(grace, event)
    done("closed", ada, event)
    assert stage_of(event).current is None
    page = as_person(grace).get(f"/live/{event.id}/").text
    assert ("Η αίθουσα δεν δέχεται πια μηνύματα" in page, "write-said" in page) == (True, False)
    at.is_now(ON + timedelta(minutes=3))
    as_person(grace).post(f"/live/{event.id}/presence")
    assert queries.who_is_in(queries.find_room(event.id), at.moment) == []
    said = {"once": key(), "text": "Άργησα"}
    answer = as_person(grace).post(f"/live/{event.id}/acts/said", data=said)
    assert answer.status_code == 422
    done("opened", ada, event)
    assert as_person(grace).post(f"/live/{event.id}/acts/said", data=said).status_code == 303


def test_an_event_that_was_moved_begins_anew_though_its_room_was_closed_before(
    event: Event, at: Any, ada: Person, grace: Person, as_person: Any
) -> None:
    done("said", grace, event, "πρώτη φορά")
    done("closed", ada, event)
    week = timedelta(days=7)
    with transaction():
        moved = db.session.get_one(Event, event.id)
        moved.starts_at, moved.ends_at = moved.starts_at + week, moved.ends_at + week
    at.is_now(ON + week)
    said = {"once": key(), "text": "πάλι εδώ"}
    assert as_person(grace).post(f"/live/{event.id}/acts/said", data=said).status_code == 303
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert ("πρώτη φορά" in page, 'data-act="closed"' in page) == (True, True)
    done("closed", ada, event)
    said = {"once": key(), "text": "άργησα"}
    assert as_person(grace).post(f"/live/{event.id}/acts/said", data=said).status_code == 422
