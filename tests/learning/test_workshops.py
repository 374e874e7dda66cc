"""A live workshop is a step: seats and attendance come from the events; there is another way."""

import itertools
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.accounts.own_data import everything_of
from kalo.events import seeds as events_seeds
from kalo.events.models import Event, Registration
from kalo.events.seeds.stories import LAWYER
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from kalo.kit.steps import all_steps, find_step
from kalo.learning import actions
from kalo.learning import seeds as learning_seeds
from kalo.learning.actions.folds import fold_block
from kalo.learning.actions.progress import Made
from kalo.learning.models import (
    ATTENDED,
    QUESTION,
    TEXT,
    VIDEO,
    WORKSHOP,
    Block,
    BlockProgress,
    Completion,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
    WorkshopSeat,
)
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_neighbours import HANDLES
from tests.events.test_planning import typed
from tests.factories.content import AllKinds
from tests.factories.events import make_event, seat
from tests.factories.learning import make_block, make_lesson, make_module, make_path, make_programme

NOW = "2026-11-23 12:00"


class Course:
    """A programme of one lesson with a workshop, a video and a question that make up for it."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.programme = make_programme(make)
        self.lesson: Lesson = make_lesson(make, make_module(make, self.programme), blocks=(TEXT,))
        self.video: Block = make_block(make, self.lesson, VIDEO, "clip")
        self.check: Block = make_block(make, self.lesson, QUESTION)
        instead = {"video": self.video.key, "questions": [self.check.key]}
        made = {"makeup": instead, "minutes": 120}
        self.workshop: Block = make_block(make, self.lesson, WORKSHOP, "live", made=made)
        way = {"all": [{"watched": self.video.id, "percent": 80}, {"answered": self.check.id}]}
        live = {"any": 1, "of": [{"attended": self.workshop.id}, way]}
        asked = {"all": [{"read": self.lesson.id}, live]}
        make_path(make, [self.lesson], lesson_1=asked)
        self.things = [
            f"lesson:{self.lesson.id}",
            f"module:{self.lesson.module_id}",
            f"programme:{self.programme.id}",
        ]
        self.url = "/learning/programme-1/lesson-1/"


@pytest.fixture
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stands = Clock()
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


@pytest.fixture
def course(time_: Clock, make: Callable[..., Any]) -> Course:
    return Course(make)


@pytest.fixture
def as_maria(as_person: Callable[..., Browser], make_person: Callable[..., Person]) -> Browser:
    """Who facilitates notes who was here."""
    return as_person(make_person("Maria", roles={"facilitator"}))


@pytest.fixture
def event(course: Course, ada: Person) -> Event:
    """The workshop begins now, and Ada has a seat."""
    event = make_event(NOW, title_el="Δράση", title_en="Event", serves=course.workshop.subject)
    seat(event, ada)
    return event


def note(browser: Browser, event: Event, person: Person, here: bool = True) -> int:
    """The facilitator ticks a box of the list, or unticks it."""
    there = select(Registration.id).filter_by(event_id=event.id, person_id=person.id)
    line = f"{event.path}attendance/{db.session.scalars(there).one()}"
    return browser.post(line, data={"here": "1"} if here else {}).status_code


def read(browser: Browser, course: Course) -> None:
    """The learner says: I have finished."""
    browser.post(f"{course.url}completion", data={"act": str(uuid.uuid4())})


def progress(person: Person, block: Block) -> BlockProgress | None:
    db.session.rollback()
    return db.session.get(BlockProgress, (person.id, block.id), populate_existing=True)


def earned(person: Person) -> set[str]:
    """What stands of what a person finished."""
    mine = select(Completion.thing).where(
        Completion.person_id == person.id, Completion.revoked_at.is_(None)
    )
    return set(db.session.scalars(mine))


def seats() -> list[tuple[int, int, str]]:
    rows = db.session.scalars(select(WorkshopSeat).order_by(WorkshopSeat.id))
    return [(row.person_id, row.event_id, row.state) for row in rows]


def make_up(person: Person, course: Course) -> None:
    """Watch the recording and answer the question."""
    with transaction():
        who = db.session.get_one(Person, person.id)
        video, check = _loaded(course.video), _loaded(course.check)
        actions.note_played(who, video, Made(uuid.uuid4()), 85.0, [[0.0, 85.0]])
        actions.answer(who, check, Made(uuid.uuid4()), "b")


def _loaded(block: Block) -> Block:
    from sqlalchemy.orm import joinedload

    return db.session.get_one(
        Block, block.id, options=[joinedload(Block.lesson)], populate_existing=True
    )


def test_the_way_to_a_seat_is_called_what_it_does(
    time_: Clock, client: Browser, as_ada: Browser, course: Course, event: Event
) -> None:
    there = f'href="(?:/en)?{event.path}#seat"'
    way = rf'<a class="button quiet" {there} *>(?:<svg.*?</svg>)?<span>(.*?)</span>'
    words = {
        course.url: "Δες το εργαστήριο και κράτησε θέση",
        f"/en{course.url}": "See the workshop and take a seat",
    }
    assert {at: re.findall(way, client.get(at).text) for at in words} == {
        at: [said] for at, said in words.items()
    }
    assert re.findall(way, as_ada.get(course.url).text) == []  # she has one


def test_a_guest_learns_nothing_until_they_are_a_member(
    time_: Clock, as_maria: Browser, course: Course, event: Event, make_person: Any, make: Any
) -> None:
    before, at = seats(), clock.now()
    guest = make(
        Registration,
        event_id=event.id,
        guest_name="Ρόζα",
        guest_email="rosa@example.org",
        made_at=at,
        changed_at=at,
        taken_at=at,
    )
    line = f"{event.path}attendance/{guest.id}"
    assert as_maria.post(line, data={"here": "1"}).status_code == 303
    assert seats() == before
    rosa = make_person("Rosa")
    with transaction():
        signals.person_joined.send(db.session.get_one(Person, rosa.id))
    assert seats() == [*before, (rosa.id, event.id, "attended")]
    assert progress(rosa, course.workshop)


# The step, as the events see it.


def test_the_events_offer_the_workshops_that_stand(
    all_kinds: AllKinds, as_maria: Browser, client: Browser, time_: Clock
) -> None:
    block = all_kinds.block("all-l1/lawyer")
    step = find_step(block.subject)
    assert step is not None
    assert (step.title, step.of, step.key) == ("Ρώτα τη νομικό", "Όλα τα είδη", "all-l1/lawyer")
    assert step.path == "/learning/all-kinds/everything/#lawyer"
    assert [each.subject for each in all_steps()] == [block.subject]
    assert "Όλα τα είδη: Ρώτα τη νομικό" in as_maria.get("/events/new").text
    assert "All kinds: Ask the lawyer" in as_maria.get("/en/events/new").text
    assert as_maria.post("/events/new", data=typed(serves=block.subject)).status_code == 303
    wrong = (f"block:{all_kinds.block('all-l1/votes').id}", "block:0", "block:x", "block:")
    for number, subject in enumerate(wrong):
        sent = typed(serves=subject, once=f"another-{number}")
        assert as_maria.post("/events/new", data=sent).status_code == 422


def test_a_workshop_that_went_is_offered_no_more_but_still_credited(
    as_maria: Browser, client: Browser, course: Course, event: Event, ada: Person
) -> None:
    assert "Βήμα προγράμματος" in client.get(event.path).text
    with transaction():
        gone = update(Block).where(Block.id == course.workshop.id)
        db.session.execute(gone.values(withdrawn_at=clock.now()))
    assert all_steps() == []
    assert "Βήμα προγράμματος" not in client.get(event.path).text
    note(as_maria, event, ada)
    found = progress(ada, course.workshop)
    assert found is not None
    assert found.done_at == clock.now()


# Seats.


def test_learning_keeps_whose_seat_is_where(
    as_ada: Browser, as_maria: Browser, course: Course, event: Event, ada: Person, grace: Person
) -> None:
    seat(event, grace)
    assert seats() == [(ada.id, event.id, "seat"), (grace.id, event.id, "seat")]
    as_ada.post(f"{event.path}seat/undo")
    assert seats() == [(ada.id, event.id, "given-up"), (grace.id, event.id, "seat")]
    moved = typed(serves=course.workshop.subject, title_el="Νέο όνομα", revision="1")
    as_maria.post(f"{event.path}edit", data=moved)
    kept = db.session.scalars(select(WorkshopSeat)).all()
    assert {row.event_title_el for row in kept} == {"Νέο όνομα"}
    assert {row.event_path for row in kept} == {f"/events/{event.id}-neo-onoma/"}
    as_maria.post(
        f"/events/{event.id}-neo-onoma/cancellation", data={"reason": "Α", "once": "k" * 9}
    )
    assert [state for *_, state in seats()] == ["given-up", "called-off"]


def test_an_event_that_becomes_a_step_later_counts_for_those_who_sit_there(
    as_maria: Browser, course: Course, ada: Person, grace: Person
) -> None:
    event = make_event(NOW)
    for person in (ada, grace):
        seat(event, person)
    note(as_maria, event, ada)
    assert seats() == []
    sent = typed(start_wall="2026-11-23T12:00", end_wall="2026-11-23T14:00", revision="1")
    as_maria.post(f"{event.path}edit", data={**sent, "serves": course.workshop.subject})
    assert seats() == [(ada.id, event.id, "attended"), (grace.id, event.id, "seat")]
    found = progress(ada, course.workshop)
    assert found is not None
    assert found.done_at is not None
    assert progress(grace, course.workshop) is None


def test_an_event_that_is_no_step_any_more_keeps_no_seats_here(
    as_maria: Browser, course: Course, event: Event, ada: Person
) -> None:
    assert seats() == [(ada.id, event.id, "seat")]
    as_maria.post(f"{event.path}edit", data=typed(serves="", revision="1"))
    assert seats() == []


def test_other_events_cost_learning_nothing(
    as_maria: Browser, course: Course, ada: Person, queries_run: list[str]
) -> None:
    event = make_event(NOW)
    queries_run.clear()
    seat(event, ada)
    note(as_maria, event, ada)
    assert [sql for sql in queries_run if "learning_" in sql] == []


# Attendance.


def test_who_was_there_has_done_the_step(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person
) -> None:
    read(as_ada, course)
    assert earned(ada) == set()
    assert "Ήσουν στο εργαστήριο" not in as_ada.get(course.url).text
    note(as_maria, event, ada)
    assert earned(ada) == set(course.things)
    enrolment = db.session.scalars(select(Enrolment)).one()
    assert (enrolment.percent, enrolment.done_at) == (100, clock.now())
    page = as_ada.get(course.url).text
    assert "Ήσουν στο εργαστήριο· αυτό το βήμα έγινε." in page
    assert "Ή όποτε μπορείς" not in page  # nothing more to do
    assert "Ήσουν εκεί" in page
    assert "You were at the workshop; this step is done." in as_ada.get(f"/en{course.url}").text


def test_told_twice_it_counts_once(
    as_maria: Browser, course: Course, event: Event, ada: Person
) -> None:
    for _ in range(2):
        note(as_maria, event, ada)
        with transaction():
            registration = db.session.scalars(select(Registration)).one()
            registration.event = db.session.get_one(Event, event.id)
            registration.person = db.session.get_one(Person, ada.id)
            signals.attended.send(registration, by=registration.person)
    acts = db.session.scalars(select(LearningEvent).filter_by(kind=ATTENDED)).all()
    assert [(act.person_id, act.block_id, act.value) for act in acts] == [
        (ada.id, course.workshop.id, {"event": event.id})
    ]


def test_a_mark_taken_back_takes_what_rests_on_it_alone_and_given_again_gives_it_again(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person, time_: Clock
) -> None:
    read(as_ada, course)
    note(as_maria, event, ada)
    time_.pass_by(minutes=1)
    note(as_maria, event, ada, here=False)
    assert earned(ada) == set()
    state = db.session.get_one(LessonProgress, (ada.id, course.lesson.id))
    assert (state.read_at is not None, state.done_at) == (True, None)
    found = progress(ada, course.workshop)
    assert found is not None
    assert found.done_at is None
    enrolment = db.session.scalars(select(Enrolment)).one()
    assert (enrolment.percent, enrolment.done_at) == (100, None)  # a percent never falls
    assert seats() == [(ada.id, event.id, "seat")]
    log = db.session.scalars(
        select(StaffAct).where(StaffAct.verb == "took back a completion").order_by(StaffAct.id)
    )
    assert [(act.subject, act.detail, act.after) for act in log] == [
        (thing, f"person:{ada.id}", "Η παρουσία στο «Δράση» αναιρέθηκε.") for thing in course.things
    ]
    time_.pass_by(minutes=1)
    note(as_maria, event, ada)
    assert earned(ada) == set(course.things)
    assert db.session.get_one(LessonProgress, (ada.id, course.lesson.id)).done_at == time_.at


def test_what_was_done_in_another_way_too_stays(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person
) -> None:
    read(as_ada, course)
    note(as_maria, event, ada)
    make_up(ada, course)
    note(as_maria, event, ada, here=False)
    assert earned(ada) == set(course.things)
    assert "σαν να ήσουν εκεί" in as_ada.get(course.url).text


def test_what_a_facilitator_gave_rests_on_their_word(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person
) -> None:
    read(as_ada, course)
    lesson = course.things[0]
    with transaction():
        by = db.session.scalars(select(Person).where(Person.handle == "maria")).one()
        actions.give(by, ada.id, course.programme.id, lesson, "Το έκανε αλλού.")
    assert earned(ada) == set(course.things)
    note(as_maria, event, ada)
    note(as_maria, event, ada, here=False)
    assert earned(ada) == set(course.things)


def test_two_gatherings_of_one_step_one_taken_back(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person, time_: Clock
) -> None:
    other = make_event(NOW, title_el="Δεύτερη", serves=course.workshop.subject)
    seat(other, ada)
    read(as_ada, course)
    note(as_maria, event, ada)
    time_.pass_by(minutes=5)
    note(as_maria, other, ada)
    note(as_maria, event, ada, here=False)
    assert earned(ada) == set(course.things)
    found = progress(ada, course.workshop)
    assert found is not None
    assert found.done_at == time_.at
    note(as_maria, other, ada, here=False)
    assert earned(ada) == set()


def test_the_words_of_attendance_fold_in_any_order(
    as_maria: Browser, course: Course, event: Event, ada: Person, time_: Clock
) -> None:
    """There, not there, there; and at another gathering there, not there."""
    other = make_event(NOW, title_el="Δεύτερη", serves=course.workshop.subject)
    seat(other, ada)
    for where, here in (
        (event, True),
        (other, True),
        (event, False),
        (other, False),
        (event, True),
    ):
        note(as_maria, where, ada, here)
        time_.pass_by(seconds=20)
    kept = progress(ada, course.workshop)
    acts = list(db.session.scalars(select(LearningEvent).filter_by(kind=ATTENDED)))
    assert kept is not None
    assert (len(acts), kept.done_at) == (5, max(act.made_at for act in acts))
    for order in itertools.permutations(acts):
        anew = BlockProgress(person_id=ada.id, block_id=course.workshop.id)
        for act in (*order, order[0]):
            fold_block(anew, act)
        assert (anew.done_at, anew.answer) == (kept.done_at, kept.answer)


def test_who_follows_later_has_it_already(
    as_maria: Browser, as_ada: Browser, course: Course, event: Event, ada: Person
) -> None:
    note(as_maria, event, ada)
    assert db.session.scalars(select(Enrolment)).all() == []
    as_ada.post("/learning/programme-1/enrolment")
    enrolment = db.session.scalars(select(Enrolment)).one()
    assert (enrolment.met, enrolment.required) == (1, 2)
    read(as_ada, course)
    assert earned(ada) == set(course.things)


def test_everybody_at_once(
    as_maria: Browser, course: Course, event: Event, ada: Person, grace: Person, mallory: Person
) -> None:
    for person in (grace, mallory):
        seat(event, person)
    as_maria.post(f"{event.path}attendance", data={"everybody": "1"})
    done = select(func.count()).where(
        BlockProgress.block_id == course.workshop.id, BlockProgress.done_at.is_not(None)
    )
    assert db.session.scalar(done) == 3


# The other way.


def test_the_lesson_shows_both_ways_and_that_they_are_worth_the_same(
    as_ada: Browser, course: Course, event: Event, ada: Person
) -> None:
    page = as_ada.get(course.url).text
    assert "δίνουν το ίδιο αποτέλεσμα" in page
    assert 'href="#clip">Δες το «Βίντεο»</a>' in page
    assert "Απάντησε στην ερώτηση «Ποιος αποφασίζει σε έναν συνεταιρισμό;»" in page
    assert page.count("Όχι ακόμη") == 2
    assert "Έχεις θέση" in page
    with transaction():
        who, video = db.session.get_one(Person, ada.id), _loaded(course.video)
        actions.note_played(who, video, Made(uuid.uuid4()), 40.0, [[0.0, 40.0]])
    assert "Το έχεις δει κατά 40 %· αρκεί το 80 %" in as_ada.get(course.url).text


def test_made_up_it_is_the_same_credit(as_ada: Browser, course: Course, ada: Person) -> None:
    read(as_ada, course)
    assert earned(ada) == set()
    make_up(ada, course)
    assert earned(ada) == set(course.things)
    page = as_ada.get(course.url).text
    assert "αυτό το βήμα έγινε, σαν να ήσουν εκεί" in page
    assert "Όχι ακόμη" not in page


def test_the_imported_rule_takes_either_way(
    all_kinds: AllKinds, as_maria: Browser, as_ada: Browser, ada: Person, time_: Clock
) -> None:
    """The lesson of all kinds asks for the workshop; its files say what makes up for it."""
    block = all_kinds.block("all-l1/lawyer")
    lesson = next(
        lesson
        for module in all_kinds.path().body["modules"]
        for lesson in module["lessons"]
        if lesson["key"] == "all-l1"
    )
    live = next(rule for rule in lesson["rule"]["all"] if "any" in rule)
    clip, votes, check = (
        all_kinds.block(f"all-l1/{name}").id for name in ("clip", "votes", "check")
    )
    instead = [{"watched": clip, "percent": 80}, {"answered": votes}, {"answered": check}]
    assert live == {"any": 1, "of": [{"attended": block.id}, {"all": instead}]}
    page = as_ada.get(all_kinds.url("everything")).text
    assert [f'href="#{name}"' in page for name in ("clip", "votes", "check")] == [True] * 3


def test_a_workshop_without_another_way_shows_none(
    as_ada: Browser, course: Course, make: Callable[..., Any], event: Event
) -> None:
    assert "Ή όποτε μπορείς" in as_ada.get(course.url).text
    module = make_module(make, course.programme, 2)
    make_lesson(make, module, 2, blocks=(TEXT, WORKSHOP))
    page = as_ada.get("/learning/programme-1/lesson-2/").text
    assert "Ζωντανά, μαζί με άλλα άτομα" in page
    assert "Ή όποτε μπορείς" not in page


def test_in_the_sample_people_were_at_the_workshop_of_the_first_programme(
    app: Any, make_person: Callable[..., Person], as_person: Callable[..., Browser]
) -> None:
    people = {handle: make_person(handle) for handle in HANDLES}
    with transaction():
        actions.import_programmes()
    for tell in (learning_seeds.seed, events_seeds.seed):
        with transaction(), speaking("el"):
            tell({person.handle: person for person in db.session.scalars(select(Person))})
    assert LAWYER in {step.key for step in all_steps()}
    there = db.session.scalars(select(WorkshopSeat).where(WorkshopSeat.state == "attended"))
    assert {seat.person_id for seat in there} == {people["nikos"].id, people["despoina"].id}
    page = as_person(people["nikos"]).get("/learning/sse-basics/where-to-get-help/").text
    assert "Ήσουν στο εργαστήριο· αυτό το βήμα έγινε." in page
    page = as_person(people["eleni"]).get("/learning/sse-basics/where-to-get-help/").text
    assert "δεν έχει σημειωθεί ακόμη αν ήρθες" in page
    assert "#seat" in page


# What nobody else sees, and what stays.


def test_a_guest_sees_when_and_no_names_and_nobody_sees_drafts(
    client: Browser, as_ada: Browser, course: Course, event: Event
) -> None:
    make_event(
        "2026-12-01 18:00", title_el="Πρόχειρη", serves=course.workshop.subject, state="draft"
    )
    page = client.get(course.url).text
    assert f'href="{event.path}">Δράση</a>' in page
    assert "Ada" not in page
    assert "Έχεις θέση" not in page
    assert "Έχεις θέση" in as_ada.get(course.url).text
    assert "Πρόχειρη" not in page + as_ada.get(course.url).text


def test_a_person_gets_the_seats_and_leaves_nothing(
    course: Course, event: Event, ada: Person, grace: Person, as_maria: Browser
) -> None:
    seat(event, grace)
    note(as_maria, event, ada)
    held = everything_of(ada)["learning"]["workshops"]
    assert [(one["event"], one["state"]) for one in held] == [("Δράση", "attended")]
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert seats() == [(grace.id, event.id, "seat")]
    assert db.session.scalars(select(LearningEvent)).all() == []


def test_the_lesson_costs_the_same_however_many_dates_and_workshops_there_are(
    as_ada: Browser, ada: Person, course: Course, make: Callable[..., Any], queries_run: list[str]
) -> None:
    def cost(dates: int) -> tuple[int, int]:
        queries_run.clear()
        page = as_ada.get(course.url).text
        assert len(re.findall(r'class="title" href="/events/', page)) == dates
        return len(queries_run), len([sql for sql in queries_run if "events_" in sql])

    makeup = {"makeup": {"video": None, "questions": [course.check.key]}, "minutes": 90}
    subjects = [course.workshop.subject]
    subjects += [make_block(make, course.lesson, WORKSHOP, made=makeup).subject for _ in range(2)]
    found = []
    for dates in (1, 3, 12):
        for number in range(dates):
            here = make_event(NOW, uid=f"{dates}-{number}", serves=subjects[number % 3])
            seat(here, ada)
        found.append(cost({1: 1, 3: 4, 12: 16}[dates]))
    assert len(set(found)) == 1
    assert found[0][1] == 1
