"""A few weeks in the life of the sample community: what was, what is on now, what comes."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions, queries
from kalo.events.actions.tickets import give_ticket
from kalo.events.kinds import WORDS
from kalo.events.models import PRESENT, Event, Registration
from kalo.events.seeds.papers import seed_papers
from kalo.events.seeds.plans import grounds_of, seed_grounds, seed_office_hours, seed_roles
from kalo.events.seeds.stories import STORIES, Story
from kalo.events.walltime import is_skipped, is_twofold
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.steps import all_steps
from kalo.kit.versions import bump

SAMPLE_EL = "\n\n*Αυτή η δράση είναι δείγμα: δείχνει πώς μοιάζει μια πραγματική.*"
SAMPLE_EN = "\n\n*This event is a sample: it shows what a real one looks like.*"


def seed(people: dict[str, Person]) -> None:
    """Tell the story once, with dates around today."""
    if db.session.scalar(select(Event.id).where(Event.sample).limit(1)):
        return
    seed_grounds(people)
    for story in STORIES:
        _tell(story, people)
    seed_office_hours(people)
    seed_roles(people)
    seed_papers(people)


def _tell(story: Story, people: dict[str, Person]) -> None:
    planner = people[story.facilitator]
    event = actions.plan_event(planner, _values(story, planner))
    event.sample = True
    if story.draft:
        return
    actions.publish_event(event, planner)
    for handle in story.seats:
        _seat(event, people[handle])
    _serve(event, story, people)
    if story.cancelled:
        actions.cancel_event(event, planner, story.cancelled)
    db.session.flush()


def _serve(event: Event, story: Story, people: dict[str, Person]) -> None:
    """Be a step of a path where there is one, and say who was there."""
    step = next((step for step in all_steps() if step.key == story.serves), None)
    seats = queries.seats_of(event)
    there = {people[handle].id for handle in story.attended}
    for seat in seats:
        seat.event = event
        if seat.person_id in there:
            seat.attended_at, seat.attended_by_id = event.ends_at, event.facilitator_id
            seat.presence = PRESENT
    if step:
        event.serves = step.subject
        db.session.flush()
        signals.serving_changed.send(event, before="", seats=seats)


def _values(story: Story, planner: Person) -> dict[str, Any]:
    start, end = _hours(story)
    return {
        "kind": story.kind,
        "title_el": story.title_el,
        "title_en": story.title_en,
        "summary_el": story.summary_el,
        "summary_en": story.summary_en,
        "about_el": story.about_el + SAMPLE_EL,
        "about_en": story.about_en + SAMPLE_EN,
        "start_wall": start,
        "end_wall": end,
        "mode": story.mode,
        "place": story.place,
        "online_link": story.link,
        "capacity": story.capacity,
        "has_room": story.has_room,
        "facilitator_id": planner.id,
        "reminders": list(WORDS[story.kind].reminders),
        **grounds_of(story.theme, story.hall, story.number),
    }


def _hours(story: Story) -> tuple[datetime, datetime]:
    """A day from today at an hour; or, for what is on now, from half an hour ago."""
    if story.day is None:
        start = clock.athens(clock.now() - timedelta(minutes=30)).replace(tzinfo=None)
        start = start.replace(minute=start.minute // 5 * 5, second=0, microsecond=0)
    else:
        start = datetime.combine(clock.today() + timedelta(days=story.day), story.hour)
    return _plain(start, -1), _plain(start + timedelta(hours=story.hours), 1)


def _plain(wall: datetime, step: int) -> datetime:
    """Seeded in a night when the clocks change, a story steps out of the odd hour."""
    while is_skipped(wall) or is_twofold(wall):
        wall += timedelta(hours=step)
    return wall


def _seat(event: Event, person: Person) -> None:
    """As `take_seat` leaves it, without the letter: nobody reads the sample's mail."""
    registration = Registration(
        event_id=event.id,
        person_id=person.id,
        made_at=clock.now(),
        taken_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(registration)
    give_ticket(registration)
    event.seats_taken += 1
    bump("seats")
