"""Many more people than seats, over real HTTP, with kill -9 in between."""

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from kalo.accounts.models import Person
from kalo.events import jobs, queries
from kalo.events.models import OFFERED, SEAT, WAITING, Event, MailLine, Registration
from kalo.kit import clock
from kalo.kit.db import begin_reading, db, transaction
from kalo.kit.mail import Letter
from tests.factories.events import make_event
from tests.faults.world import LOST, Visitor, World

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("seat-crowd")]
CAPACITY, LEFT = 60, 20
SENT_ONCE = ("seat", "waiting", "offer", "lapsed", "given-up")


@dataclass
class Crowd:
    """Who is there, each with a browser; and what they had to send twice."""

    app: Flask
    event_id: int
    path: str
    browsers: dict[int, Visitor]
    pressing: int
    leaving: int
    lost: Counter[str] = field(default_factory=Counter)

    def send(self, person: int, word: str, gate: threading.Event | None = None) -> int:
        """One press of a button, sent again until an answer comes, as a phone does."""
        if gate is not None:
            gate.wait()
        key = secrets.token_hex(16)  # the page's, the same however often the press is sent
        for _again in range(200):
            with suppress(*LOST):
                status = self.browsers[person].post(f"{self.path}{word}", once=key).status
                if status < 500:
                    return status
            self.lost[word] += 1
            time.sleep(random.uniform(0.2, 0.5))
        raise AssertionError("no answer, however often it was sent")


def stand(world: World, many: int, going: int) -> tuple[Crowd, list[int], list[int]]:
    """An event with twenty seats left; those who press for them, and those who will withdraw."""
    day = clock.athens(clock.now() + timedelta(days=20)).strftime("%Y-%m-%d 18:00")
    event = make_event(day, capacity=CAPACITY, seats_taken=CAPACITY - LEFT)
    people = [person.id for person in world.masses(many + CAPACITY - LEFT)]
    early, pressing = people[: CAPACITY - LEFT], people[CAPACITY - LEFT :]
    at = clock.now() - timedelta(days=1)
    with transaction():
        known = {"event_id": event.id, "state": SEAT}
        moments = {"made_at": at, "changed_at": at, "taken_at": at}
        rows = [Registration(person_id=person, **known, **moments) for person in early]
        db.session.add_all(rows)
    found = select(Person).where(Person.id.in_(people)).order_by(Person.id)
    browsers = world.visitors(db.session.scalars(found).all())
    whose = dict(zip(sorted(people), browsers, strict=True))
    crowd = Crowd(world.app, event.id, event.path, whose, many, going)
    return crowd, pressing, early[:going]


def answer_offers(crowd: Crowd, over: threading.Event) -> None:
    """Who is offered a seat takes it, says no, or lets it lapse; the round of the worker comes."""
    deeds, done = cycle([_take, _refuse, _let_lapse]), 0
    with crowd.app.app_context():
        while not over.wait(0.05) or done < 6:  # each of them twice, however quick the others are
            begin_reading()
            offered = select(Registration.person_id).where(
                Registration.event_id == crowd.event_id, Registration.state == OFFERED
            )
            for person in [found or 0 for found in db.session.scalars(offered.limit(6))]:
                begin_reading()
                next(deeds)(crowd, person)
                done += 1
        db.session.remove()


def _take(crowd: Crowd, person: int) -> None:
    crowd.send(person, "seat")


def _refuse(crowd: Crowd, person: int) -> None:
    crowd.send(person, "seat/undo")


def _let_lapse(crowd: Crowd, person: int) -> None:
    """Time passes, and the job comes round; twice, as jobs may."""
    mine = Registration.person_id == person, Registration.state == OFFERED
    with transaction():
        db.session.execute(update(Registration).where(*mine).values(offer_ends_at=clock.now()))
    for _twice in range(2):
        with transaction():
            jobs.lapse_offers_of(crowd.event_id)


def run(*deeds: Callable[[], Any]) -> list[threading.Thread]:
    """All of these, each in a thread of its own."""
    threads = [threading.Thread(target=deed, daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    return threads


# Five hundred come in `make walks`.
@pytest.mark.parametrize(
    ("many", "going"), [(120, 8), pytest.param(500, 25, marks=pytest.mark.long)]
)
def test_many_people_press_for_twenty_seats_while_the_server_is_killed(
    doomed: World, many: int, going: int
) -> None:
    crowd, pressing, leaving = stand(doomed, many, going)
    gate, over = threading.Event(), threading.Event()
    answers: dict[tuple[int, str], int] = {}

    def press(person: int, word: str) -> Callable[[], None]:
        def deed() -> None:
            answers[person, word] = crowd.send(person, word, gate)

        return deed

    deeds = [press(person, "seat") for person in pressing]
    deeds += [press(person, "seat/undo") for person in leaving]
    random.Random(7).shuffle(deeds)
    began = time.monotonic()
    presses = run(*deeds)
    answering = run(lambda: answer_offers(crowd, over))
    gate.set()
    for _twice in range(2):
        time.sleep(1.2)
        doomed.platform.kill("web")
        doomed.platform.start_web()
    for thread in presses:
        thread.join(60)
    over.set()
    answering[0].join(60)
    took = time.monotonic() - began
    assert crowd.lost, "the server was never away"
    assert len(answers) == many + going
    assert set(answers.values()) == {303}
    never_one_too_many(crowd)
    in_their_order(crowd)
    every_letter_once(crowd)
    assert took < 90, f"{took:.1f} s"


def rows_of(crowd: Crowd) -> list[Registration]:
    db.session.rollback()
    found = select(Registration).where(Registration.event_id == crowd.event_id)
    return list(db.session.scalars(found.order_by(Registration.queued_at, Registration.id)))


def never_one_too_many(crowd: Crowd) -> None:
    """The counters say what the rows say, no seat is left lying, everybody has one row."""
    rows = rows_of(crowd)
    states = Counter(row.state for row in rows)
    event = db.session.get_one(Event, crowd.event_id)
    assert (event.seats_taken, event.seats_held) == (states[SEAT], states[OFFERED])
    assert event.seats_taken + event.seats_held == CAPACITY
    assert states[WAITING] > crowd.pressing - LEFT - 4 * crowd.leaving
    assert len(rows) == len({row.person_id for row in rows}) == crowd.pressing + CAPACITY - LEFT


def in_their_order(crowd: Crowd) -> None:
    """Nobody sits down past those who wait, and offers went from the first to the last."""
    rows = rows_of(crowd)
    queued = [row for row in rows if row.queued_at is not None]
    straight = [row.taken_at for row in rows if row.queued_at is None and row.taken_at]
    first = queued[0].queued_at
    assert first
    assert max(straight) <= first
    offered = [row.offered_at for row in queued if row.offered_at is not None]
    # Every seat that was free or became so was taken straight away or offered.
    assert len(straight) - (CAPACITY - LEFT) + len(offered) >= LEFT + crowd.leaving
    assert offered == sorted(offered)
    assert [row.offered_at for row in queued[len(offered) :]] == [None] * (
        len(queued) - len(offered)
    )
    begin_reading()
    event = db.session.get_one(Event, crowd.event_id)
    waiting = queries.waiting_list(event)
    assert [queries.position_of(row) for row in waiting[:5]] == [1, 2, 3, 4, 5]


def every_letter_once(crowd: Crowd) -> None:
    """A letter for each thing that happened, and none twice."""
    rows = rows_of(crowd)
    lines = select(
        MailLine.news, func.count(MailLine.id), func.count(MailLine.letter_id.distinct())
    )
    found = lines.where(MailLine.event_id == crowd.event_id).group_by(MailLine.news)
    told = {row[0]: (row[1], row[2]) for row in db.session.execute(found)}
    happened = {
        "seat": sum(row.taken_at is not None for row in rows) - (CAPACITY - LEFT),
        "waiting": sum(row.queued_at is not None for row in rows),
        "offer": sum(row.offered_at is not None for row in rows),
        "lapsed": sum(row.state == "lapsed" for row in rows),
        "given-up": sum(row.state == "given-up" for row in rows),
    }
    assert told == {news: (number, number) for news, number in happened.items()}
    assert set(told) == set(SENT_ONCE)
    letters = db.session.scalar(select(func.count(Letter.id)))
    assert letters == sum(happened.values())
