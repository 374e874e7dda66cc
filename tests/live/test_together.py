"""Votes and arrivals of one moment in one change: each authorised by itself, in order, once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.login import leave_everywhere, open_sign_in
from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit.db import db, transaction
from kalo.live import actions, queries
from kalo.live.actions import Asking, act_together
from kalo.live.actions import together as many
from kalo.live.folds.questions import Questions
from kalo.live.kinds import KINDS
from kalo.live.kinds.kind import nothing_more
from kalo.live.models import Presence
from tests.factories.events import make_event, seat
from tests.factories.live import be_here, done, door_for, key, log_of, state_of


@pytest.fixture
def asked(event: Event, ada: Person) -> int:
    return done("asked", ada, event, "Ψηφίζουμε;")


@pytest.fixture
def voters(event: Event, make_person: Any) -> list[Person]:
    """Six people with a seat."""
    people = [make_person(f"Voter {letter}") for letter in "abcdef"]
    for person in people:
        seat(event, person)
    return people


def token_of(person: Person) -> str:
    with transaction():
        return open_sign_in(db.session.get_one(Person, person.id))


def vote(person: Person, about: int, kind: str = "voted", once: str = "") -> Asking:
    return Asking(token_of(person), kind, {"about": about}, once or key())


def together(event: Event, *asked: Asking) -> list[int | None]:
    with transaction():
        return act_together(event.id, asked)


def voters_of(event: Event, seq: int) -> set[int]:
    question = state_of(event).of(Questions).find(seq)
    assert question is not None
    return question.voters


def test_all_are_numbered_in_their_order_and_counted(
    event: Event, asked: int, voters: list[Person]
) -> None:
    assert together(event, *(vote(person, asked) for person in voters)) == [2, 3, 4, 5, 6, 7]
    assert [line[:3] for line in log_of(event)[1:]] == [(n, "voted", 1) for n in range(2, 8)]
    assert voters_of(event, asked) == {person.id for person in voters}


def test_whoever_may_not_is_left_out_and_the_others_have_no_gap(
    event: Event, asked: int, voters: list[Person], mallory: Person, grace: Person
) -> None:
    first, second, third, fourth, *_rest = voters
    gone = vote(third, asked)
    with transaction():
        leave_everywhere(db.session.get_one(Person, third.id))
    be_here(fourth, event)
    done("removed", db.session.get_one(Person, event.facilitator_id), event, who=fourth.id,
         reason="Φεύγει")  # fmt: skip
    answers = together(
        event,
        vote(first, asked),
        vote(mallory, asked),  # has no seat
        gone,  # signed out meanwhile
        vote(fourth, asked),  # was put out
        vote(second, 99),  # there is no such question
        Asking(token_of(grace), "voted", {"about": "; drop"}, key()),
        Asking("forged", "voted", {"about": asked}, key()),
        vote(grace, asked),  # one act of each visitor at a time
    )
    assert answers == [3, None, None, None, None, None, None, None]
    assert [line[:2] for line in log_of(event)] == [(1, "asked"), (2, "removed"), (3, "voted")]


def test_sent_again_it_has_the_same_number_and_an_id_opens_nothing(
    event: Event, asked: int, voters: list[Person]
) -> None:
    first, second, third, *_rest = voters
    once, other = key(), key()
    assert together(event, vote(first, asked, once=once)) == [2]
    again = together(
        event,
        vote(first, asked, once=once),
        vote(second, asked, once=once),  # somebody else's
        vote(third, asked, once=other),
        vote(third, asked, "unvoted"),  # a second act of one visitor waits for its turn
    )
    assert again == [2, None, 3, None]
    assert together(event, vote(second, asked, once=other), vote(first, asked, once="short")) == [
        None,
        None,
    ]
    assert [line[0] for line in log_of(event)] == [1, 2, 3]


def test_too_many_of_one_visitor_are_slowed(
    event: Event, asked: int, time_stands: None, voters: list[Person]
) -> None:
    one, *_others = voters
    kinds = ("voted", "unvoted") * 11
    answers = [together(event, vote(one, asked, kind))[0] for kind in kinds]
    assert (answers[:20], answers[20:]) == (list(range(2, 22)), [None, None])


def test_a_draft_and_a_room_that_nobody_was_in_are_done_alone(
    at: Any, ada: Person, grace: Person
) -> None:
    for state in ("draft", "published"):
        event = make_event("2026-12-03 18:00", uid=state, has_room=True, capacity=12, state=state,
                           mode="online", facilitator_id=ada.id)  # fmt: skip
        assert together(event, vote(ada, 1)) == [None]


def test_if_it_breaks_nothing_is_kept_and_each_does_their_own(
    event: Event, asked: int, line_of: Any, grace: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_fresh: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(many, "_keep_all", breaks)
    assert line_of(grace).act("voted", event, about=asked) == {"seq": 2}
    assert [line[:2] for line in log_of(event)] == [(1, "asked"), (2, "voted")]


def test_a_line_hears_the_same_refusals_as_alone(
    event: Event, asked: int, line_of: Any, grace: Person, mallory: Person
) -> None:
    graces = line_of(grace)
    assert graces.act("voted", event, about=99) == {"refused": "Αυτό δεν υπάρχει πια στην αίθουσα."}
    assert graces.act("voted", event, about=asked) == {"seq": 2}
    assert graces.act("voted", event, "x", about=asked) == {
        "refused": "Φόρτωσε ξανά τη σελίδα και δοκίμασε πάλι."
    }
    out = line_of(mallory)
    assert "out" in out.act("voted", event, about=asked)
    assert out.is_open is False


@pytest.mark.parametrize("how_many", [2, 6])
def test_however_many_they_ask_the_same_few_questions(
    event: Event, asked: int, voters: list[Person], queries_run: Any, how_many: int
) -> None:
    votes, event_id = [vote(person, asked) for person in voters[:how_many]], event.id
    queries_run.clear()
    with transaction():
        act_together(event_id, votes)
        # Who asks, event, room, seats, who was in, the log; the ids, numbers, entries.
        holds = db.engine.dialect.name != "sqlite"  # where others could write
        assert len(queries_run) == 9 + holds


def test_what_many_do_at_once_makes_no_difference_to_others() -> None:
    calm = {kind.name for kind in KINDS.values() if kind.calm}
    assert calm == {"voted", "unvoted", "reacted", "poll_answered"}
    assert {KINDS[name].then for name in calm} == {nothing_more}
    assert {KINDS[name].by_staff for name in calm} == {False}


def test_those_who_come_in_at_one_moment_are_written_down_once_each(
    event: Event, at: Any, voters: list[Person], queries_run: Any
) -> None:
    first, second, *_rest = voters
    be_here(first, event, "a")
    beats = [actions.arrival(door_for(event, first), "a")]
    beats += [actions.arrival(door_for(event, second), device) for device in ("b", "c", "b")]
    room = queries.find_room(event.id)
    assert room is not None
    room_id, event_id = room.id, event.id
    at.is_now(at.moment + timedelta(seconds=30))
    queries_run.clear()
    actions.write_arrivals(room_id, event_id, beats)
    assert len(queries_run) == 3  # who is here, those who stay, those who are new
    with transaction():
        stretches = db.session.scalars(select(Presence).order_by(Presence.person_id)).all()
        devices = sorted((each.person_id, each.device) for each in stretches)
        assert devices == [(first.id, "a"), (second.id, "b"), (second.id, "c")]
        assert {each.last_seen for each in stretches} == {at.moment}
        assert queries.who_is_in(queries.find_room(event_id), at.moment) == [first.id, second.id]


def test_whoever_comes_in_first_or_not_at_all_hears_so(
    event: Event, line_of: Any, ada: Person, mallory: Person
) -> None:
    said = {"event": event.id, "since": 0, "device": "a1"}
    assert "out" in line_of(mallory).ask("join", said)
    assert queries.find_room(event.id) is None
    assert line_of(ada).ask("join", said)["present"] == 1
