"""The log is the truth: numbered without gaps, written once, and everything else a fold of it."""

import itertools
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from kalo.accounts.models import Person, StaffAct
from kalo.kit.db import db, transaction
from kalo.kit.sockets import TooFast
from kalo.kit.web import Refused
from kalo.live import actions, queries
from kalo.live.actions.staff_words import VERBS
from kalo.live.folds import Stage, State, heard_kinds, state_from
from kalo.live.folds.questions import Questions
from kalo.live.folds.talk import Talk
from kalo.live.kinds import KINDS
from kalo.live.models import Entry, Snapshot
from tests.factories.events import seat
from tests.factories.live import (
    ON,
    be_here,
    done,
    door_for,
    fill_log,
    gathering,
    key,
    log_of,
    names_here,
    state_of,
)


def entry(seq: int, kind: str, actor: int = 1, about: int | None = None, **said: Any) -> Entry:
    text = {"text": f"λόγια {seq}"} if kind in {"said", "asked"} else {}
    payload = {**text, **said}
    return Entry(
        seq=seq, kind=kind, actor_id=actor, about=about, payload=payload, at=ON, client_id=key()
    )


def folded(*entries: Entry) -> State:
    state = State()
    for each in entries:
        state.take(each)
    return state


def test_a_vote_counts_once_for_each_person_and_goes_when_taken_back() -> None:
    state = folded(
        entry(1, "asked"),
        entry(2, "voted", 7, 1),
        entry(3, "voted", 7, 1),
        entry(4, "voted", 8, 1),
        entry(5, "unvoted", 7, 1),
    )
    assert state.of(Questions).asked[1].voters == {8}


def test_the_most_wanted_question_stands_first_and_the_answered_last() -> None:
    state = folded(
        entry(1, "asked"),
        entry(2, "asked"),
        entry(3, "asked"),
        entry(4, "voted", 7, 3),
        entry(5, "voted", 7, 1),
        entry(6, "voted", 8, 1),
        entry(7, "answered", 9, 1),
    )
    assert [question.seq for question in state.of(Questions).ranked()] == [3, 2, 1]


def test_what_is_hidden_is_gone_and_late_votes_for_it_change_nothing() -> None:
    state = folded(
        entry(1, "asked"), entry(2, "said"), entry(3, "hidden", 9, 1), entry(4, "hidden", 9, 2),
        entry(5, "voted", 7, 1), entry(6, "answered", 7, 1),
    )  # fmt: skip
    assert (state.of(Questions).asked, state.of(Talk).lines, state.seq) == ({}, {}, 6)


def test_closing_and_opening_again_is_a_matter_of_the_last_word() -> None:
    assert folded(entry(1, "closed")).of(Stage).closed is True
    assert folded(entry(1, "closed"), entry(2, "opened")).of(Stage).closed is False


def test_an_entry_that_was_folded_before_changes_nothing() -> None:
    twice = entry(1, "said")
    state = folded(twice, twice)
    assert (len(state.of(Talk).lines), len(state.lately), state.seq) == (1, 1, 1)


def test_every_kind_is_folded_by_some_part_and_nothing_else_is() -> None:
    assert heard_kinds() == KINDS.keys()


def test_a_state_that_was_kept_is_the_state_that_was() -> None:
    state = folded(
        entry(1, "asked", veiled=True), entry(2, "voted", 7, 1), entry(3, "said"),
        entry(4, "guide_laid", steps=[{"id": 5, "question_el": "α", "question_en": "",
                                       "minutes": 10, "probes_el": ["β"], "probes_en": []}]),
        entry(5, "step_begun", step=5), entry(6, "removed", 9, who=-3, reason="γ"),
        entry(7, "lobby_opened", inside=[1, 2]), entry(8, "knocked", 4), entry(9, "hidden", 9, 3),
    )  # fmt: skip
    kept = json.loads(json.dumps(state.kept()))
    again = state_from(9, kept)
    assert again.parts == state.parts
    assert [type(each) for each in again.parts.values()] == [type(e) for e in state.parts.values()]


def test_a_long_log_is_kept_now_and_then_and_a_join_reads_only_the_rest(
    app: Any, event: Any, ada: Any, grace: Any, as_person: Any, work: Any
) -> None:
    done("asked", ada, event, "Πρώτη;")
    fill_log(event, [ada, grace], 199)
    done("said", grace, event, "διακόσια")
    work()
    done("said", grace, event, "μετά")
    with transaction():  # only what came after the snapshot may be asked for
        db.session.execute(delete(Entry).where(Entry.seq <= 200))
    app.extensions.pop("live_folds")
    state = state_of(event)
    assert (state.seq, len(state.of(Talk).lines), len(state.of(Questions).asked)) == (201, 200, 1)


def test_a_long_log_is_kept_less_often_and_a_join_never_reads_more_than_a_tenth_of_it() -> None:
    kept = [0, *(seq for seq in range(1, 50_001) if queries.is_kept_at(seq))]
    assert kept[:4] == [0, 200, 400, 600]
    gaps = [(later - sooner, later) for sooner, later in itertools.pairwise(kept)]
    assert all(gap <= max(400, later / 10) for gap, later in gaps)
    assert len(kept) < 60


def test_a_snapshot_of_another_shape_is_left_alone(
    app: Any, event: Any, ada: Any, grace: Any, work: Any
) -> None:
    done("asked", ada, event, "Πρώτη;")
    fill_log(event, [ada, grace], 199)
    done("said", grace, event, "διακόσια")
    work()
    with transaction():
        db.session.execute(update(Snapshot).values(shape="another", state={}))
    app.extensions.pop("live_folds", None)
    assert len(state_of(event).of(Talk).lines) == 199


def ask_and_answer_in_vain(event: Any, person: Person) -> None:
    with transaction():
        there = db.session.get_one(Person, person.id)
        asked = actions.act(door_for(event, there), "asked", {"text": "Πότε;"}, key()).seq
        actions.act(door_for(event, there), "answered", {"about": asked}, key())
        raise RuntimeError("the line was cut")


def test_two_acts_in_one_change_see_each_other_and_leave_nothing_when_dropped(
    event: Any, ada: Any
) -> None:
    with pytest.raises(RuntimeError):
        ask_and_answer_in_vain(event, ada)
    assert (log_of(event), state_of(event).of(Questions).asked) == ([], {})


def test_a_resend_gives_back_the_first_entry(event: Any, grace: Any) -> None:
    again, numbers = key(), []
    for _ in range(3):
        with transaction():
            there = db.session.get_one(Person, grace.id)
            numbers.append(
                actions.act(door_for(event, there), "said", {"text": "μία φορά"}, again).seq
            )
    assert numbers == [1, 1, 1]
    assert log_of(event) == [(1, "said", None, "μία φορά")]


def say_with(once: str, person: Person, event: Any, then: Exception | None = None) -> None:
    with transaction():
        there = db.session.get_one(Person, person.id)
        actions.act(door_for(event, there), "said", {"text": "λόγια"}, once)
        if then:
            raise then


def test_the_key_of_somebody_else_opens_nothing(event: Any, ada: Any, grace: Any) -> None:
    taken = key()
    with transaction():
        there = db.session.get_one(Person, grace.id)
        actions.act(door_for(event, there), "said", {"text": "δικό μου"}, taken)
    with pytest.raises(Refused):
        say_with(taken, ada, event)
    assert log_of(event) == [(1, "said", None, "δικό μου")]


def test_only_questions_of_this_room_are_voted_on(event: Any, ada: Any, grace: Any) -> None:
    elsewhere = gathering(title_el="Αλλού", facilitator_id=ada.id)
    asked = done("asked", ada, elsewhere, "Πού;")
    said = done("said", ada, event, "Εδώ")
    for about in (asked + 10, said):
        with pytest.raises(Refused):
            done("voted", grace, event, about)
    question = done("asked", ada, event, "Πότε;")
    done("hidden", ada, event, question)
    with pytest.raises(Refused):
        done("voted", grace, event, question)
    assert [kind for _seq, kind, _about, _text in log_of(event)] == ["said", "asked", "hidden"]


def test_what_staff_took_away_is_in_the_log_of_staff(
    event: Any, ada: Any, as_person: Any, administrator: Any
) -> None:
    said = done("said", ada, event, "Εκτός θέματος")
    done("hidden", ada, event, said)
    acts = db.session.query(StaffAct).all()
    assert [(a.person_id, a.verb, a.subject, a.detail) for a in acts] == [
        (ada.id, "took something off in a live room", event.subject, f"live:{said}")
    ]
    done("hidden", ada, event, said, again=True)
    log = as_person(administrator).get("/accounts/admin/log").text
    for words in ("κατέβασε κάτι σε ζωντανή αίθουσα", "ξανάβαλε κάτι σε ζωντανή αίθουσα"):
        assert f">{words}</a>" in log
    assert VERBS.keys() == {kind.name for kind in KINDS.values() if kind.by_staff}


def test_a_closed_room_takes_no_words_until_it_is_opened_again(
    event: Any, ada: Any, grace: Any
) -> None:
    done("closed", ada, event)
    with pytest.raises(Refused):
        done("said", grace, event, "Άργησα")
    done("opened", ada, event)
    done("said", grace, event, "Πρόλαβα")
    assert [kind for _seq, kind, *_ in log_of(event)] == ["closed", "opened", "said"]


def test_more_than_twenty_acts_at_once_are_too_many_for_one_person(
    event: Any, ada: Any, grace: Any, time_stands: None
) -> None:
    for number in range(20):
        done("said", grace, event, f"{number}")
    with pytest.raises(TooFast) as refusal:
        done("said", grace, event, "ένα ακόμη")
    assert refusal.value.wait == 0.5
    done("said", ada, event, "Οι άλλοι γράφουν")
    assert state_of(event).seq == 21


def test_thirty_people_writing_at_once_leave_no_gap(app: Any, event: Any, make_person: Any) -> None:
    people = [make_person(f"Person {chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(30)]
    event_id, ids, faults = event.id, [person.id for person in people], []
    with transaction():
        db.session.merge(event).capacity = None

    def write(person_id: int) -> None:
        try:
            with app.app_context():
                for _ in range(3):
                    _say_once(event_id, person_id)
        except Exception as fault:
            faults.append(fault)

    db.session.rollback()
    writers = [threading.Thread(target=write, args=(number,)) for number in ids]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    assert [seq for seq, *_ in log_of(event)] == list(range(1, 91))
    assert queries.find_room(event_id).last_seq == 90


def _say_once(event_id: int, person_id: int) -> None:
    from kalo.events.models import Event

    with transaction():
        person = db.session.get_one(Person, person_id)
        door = queries.door_of(db.session.get_one(Event, event_id), person)
        actions.act(door, "said", {"text": "μαζί"}, key())


def test_an_act_that_is_dropped_leaves_no_gap(event: Any, grace: Any) -> None:
    with pytest.raises(RuntimeError):
        say_with(key(), grace, event, then=RuntimeError("the line was cut"))
    done("said", grace, event, "κρατημένο")
    assert log_of(event) == [(1, "said", None, "κρατημένο")]


class TestPresence:
    """Who is here: heard of within 75 seconds, once however many devices."""

    def here(self, event: Any, at: Any) -> list[str]:
        return names_here(event, at.moment)

    def note(self, event: Any, person: Any, device: str = "phone") -> None:
        be_here(person, event, device)

    def test_a_person_on_two_devices_is_one_person(self, event: Any, at: Any, grace: Any) -> None:
        self.note(event, grace, "phone")
        self.note(event, grace, "laptop")
        assert self.here(event, at) == ["Grace"]
        assert queries.count_present([event.id], at.moment) == {event.id: 1}

    def test_a_short_silence_is_forgiven_and_a_long_one_is_leaving(
        self, event: Any, at: Any, grace: Any
    ) -> None:
        self.note(event, grace)
        at.is_now(ON + timedelta(seconds=74))
        assert self.here(event, at) == ["Grace"]
        at.is_now(ON + timedelta(seconds=76))
        assert self.here(event, at) == []

    def test_whoever_closes_one_device_is_still_here_on_the_other(
        self, event: Any, at: Any, grace: Any
    ) -> None:
        self.note(event, grace, "phone")
        self.note(event, grace, "laptop")
        with transaction():
            actions.leave(door_for(event, grace), "phone")
        assert self.here(event, at) == ["Grace"]
        with transaction():
            actions.leave(door_for(event, grace), "laptop")
        assert self.here(event, at) == []

    def test_attendance_is_stretches_of_time(self, event: Any, at: Any, grace: Any) -> None:
        for seconds in (0, 25, 50, 70, 400, 420):
            at.is_now(ON + timedelta(seconds=seconds))
            self.note(event, grace, "laptop" if seconds == 70 else "phone")
        stays = queries.attendance(queries.find_room(event.id))
        stretches = [
            ((stay.entered_at - ON).total_seconds(), (stay.left_at - ON).total_seconds())
            for stay in stays
        ]
        assert stretches == [(0, 70), (400, 420)]


def test_whoever_leaves_the_house_takes_their_stays_along(
    event: Any, at: Any, ada: Any, grace: Any
) -> None:
    from kalo import signals
    from kalo.accounts.own_data import everything_of

    done("asked", grace, event, "Τι κρατάτε για μένα;")
    TestPresence().note(event, grace)
    TestPresence().note(event, ada)
    held = everything_of(grace)["live"]
    assert [(act["kind"], act["text"]) for act in held["acts"]] == [
        ("asked", "Τι κρατάτε για μένα;")
    ]
    assert [stay["came"] for stay in held["stays"]] == ["2026-12-03T16:30:00+00:00"]
    with transaction():
        signals.person_left.send(grace)
    assert everything_of(grace)["live"]["stays"] == []
    assert TestPresence().here(event, at) == ["Ada"]
    assert log_of(event) == [(1, "asked", None, "Τι κρατάτε για μένα;")]


def test_a_seat_is_needed_for_each_room_alone(event: Any, ada: Any, grace: Any) -> None:
    from kalo.live.permissions import may_enter

    other = gathering(title_el="Αλλού")
    assert [may_enter(door_for(e, grace), ON) for e in (event, other)] == [True, False]
    seat(other, grace)
    assert may_enter(door_for(other, grace), ON) is True
