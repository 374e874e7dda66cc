"""The room over its socket: every event is authorised again, and nobody hears what is not theirs.

The test client runs no server; what only a real line shows is in test_real_sockets.py.
"""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from psycopg import OperationalError as RefusedLine
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import Person
from kalo.events.actions import give_up_seat
from kalo.events.models import CANCELLED, Event
from kalo.kit.db import db, transaction
from kalo.kit.sockets import _note_fault
from kalo.live import actions, queries
from kalo.live.actions import heartbeats
from kalo.live.views import lines
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
)
from tests.live.conftest import Line


def test_only_people_who_are_signed_in_have_a_line(
    event: Event, line_of: Any, grace: Person
) -> None:
    assert (line_of(None).is_open, line_of(grace).is_open) == (False, True)


def test_coming_in_names_the_last_number_seen_and_gets_the_rest(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    done("said", ada, event, "Είδες ήδη")
    done("said", ada, event, "Δεν είδες")
    news = line_of(grace).ask("join", {"event": event.id, "since": 1, "device": "a1"})
    assert [name for name, _html in news["pieces"]] == ["said-2"]
    assert "Δεν είδες" in news["pieces"][0][1]
    assert (news["seq"], news["present"]) == (2, 1)


def test_after_a_very_long_absence_the_lists_come_whole(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    done("said", ada, event, "Πρώτη")
    fill_log(event, [ada, grace], 502)
    news = line_of(grace).ask("join", {"event": event.id, "since": 1})
    whole = dict(news["whole"])
    assert ("pieces" in news, whole["panel-talk"].count('<li id="said-')) == (False, 100)


def test_an_act_is_answered_with_its_number_and_hinted_to_all(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    adas, graces = line_of(ada), line_of(grace)
    for line in (adas, graces):
        line.ask("join", {"event": event.id, "since": 0})
    answer = graces.act("said", event, text="Καλησπέρα")
    assert answer == {"seq": 1}
    (news,) = [said for what, said in adas.heard() if what == "news"]
    assert (news["from"], news["seq"], [name for name, _html in news["pieces"]]) == (
        0, 1, ["said-1"],
    )  # fmt: skip
    assert log_of(event) == [(1, "said", None, "Καλησπέρα")]


def test_the_same_act_sent_again_has_the_same_number(
    event: Event, line_of: Any, grace: Person
) -> None:
    line, once = line_of(grace), key()
    assert [line.act("said", event, once, text="Μία φορά") for _ in range(2)] == [
        {"seq": 1},
        {"seq": 1},
    ]
    assert len(log_of(event)) == 1


ASKED = {
    **{kind: {"kind": kind, "about": 1, "text": "α"} for kind in ("said", "voted", "hidden")},
    "join": {"since": 0},
    "here": {},
    "leave": {},
}
KEY = "0" * 32


def put(line: Line, event: Event, what: str) -> Any:
    said = {"event": event.id, "once": key(), **ASKED[what]}
    return line.ask("act" if "kind" in said else what, said)


@pytest.mark.parametrize("act", ASKED)
def test_whoever_is_not_let_in_is_told_why_and_disconnected(
    event: Event, line_of: Any, ada: Person, mallory: Person, act: str
) -> None:
    done("asked", ada, event, "Πρώτη;")
    line = line_of(mallory)
    answer = put(line, event, act)
    assert answer == {"out": "Δεν έχεις πια θέση σε αυτή τη δράση."}
    assert line.is_open is False
    assert len(log_of(event)) == 1


@pytest.mark.parametrize("act", ASKED)
def test_a_seat_is_asked_for_at_every_event_not_at_the_first(
    event: Event, line_of: Any, ada: Person, grace: Person, act: str
) -> None:
    done("asked", ada, event, "Πρώτη;")
    line = line_of(grace)
    allowed = put(line, event, act)
    with_refusal = {"refused": "Αυτό το κάνει μόνο η ομάδα που συντονίζει τη δράση."}
    assert (allowed == with_refusal) is (act == "hidden")
    with transaction():
        give_up_seat(db.session.get_one(Event, event.id), db.session.get_one(Person, grace.id))
    before = log_of(event)
    assert put(line, event, act) == {"out": "Δεν έχεις πια θέση σε αυτή τη δράση."}
    assert (line.is_open, log_of(event)) == (False, before)


def test_whoever_signs_out_elsewhere_is_out_at_the_next_event(
    event: Event, line_of: Any, grace: Person
) -> None:
    line = line_of(grace)
    line.ask("join", {"event": event.id, "since": 0})
    with transaction():
        leave_everywhere(grace)
    answer = line.act("said", event, text="Ακόμη εδώ")
    assert answer == {"out": "Έχεις αποσυνδεθεί. Συνδέσου για να γυρίσεις στην αίθουσα."}
    assert (line.is_open, log_of(event)) == (False, [])


def test_a_role_taken_away_is_taken_away_at_once(
    event: Event, line_of: Any, moderator: Person
) -> None:
    line = line_of(moderator)
    assert line.act("closed", event) == {"seq": 1}
    with transaction():
        db.session.get_one(Person, moderator.id).roles = frozenset()
    assert line.act("opened", event).keys() == {"out"}


def test_whoever_is_no_longer_of_the_team_hears_nothing_more_that_is_for_it(
    event: Event, line_of: Any, ada: Person, grace: Person, make_person: Any
) -> None:
    hedy = make_person("Hedy")
    seat(event, hedy)
    be_here(grace, event)
    done("role_given", ada, event, who=grace.id, role="note-taker")
    hers = line_of(grace)
    hers.ask("join", {"event": event.id, "since": 1})
    first = done("told_team", hedy, event, "για την ομάδα")
    assert heard_pieces(hers) == [f"thread-{first}"]
    done("role_given", ada, event, who=grace.id, role="participant")
    assert "yours" in [what for what, _said in hers.heard()]
    done("told_team", hedy, event, "πάλι για την ομάδα")  # their page did not reload
    assert heard_pieces(hers) == []
    hers.ask("here", {"event": event.id})
    said = done("said", ada, event, "για όλους")
    assert heard_pieces(hers) == [f"said-{said}"]


def heard_pieces(line: Line) -> list[str]:
    """What was told to a line since it was asked last, by name."""
    told = [said for what, said in line.heard() if what == "news"]
    return [name for news in told for name, _html in news.get("pieces", ())]


def test_a_cancelled_event_empties_its_room(event: Event, line_of: Any, grace: Person) -> None:
    line = line_of(grace)
    line.ask("join", {"event": event.id, "since": 0})
    with transaction():
        db.session.get_one(Event, event.id).state = CANCELLED
    assert line.ask("here", {"event": event.id}) == {"out": "Αυτή η δράση δεν θα γίνει."}


def test_an_act_for_another_room_lands_in_no_room(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    other = gathering(title_el="Αλλού")
    line = line_of(grace)
    line.ask("join", {"event": event.id, "since": 0})
    answer = line.act("said", other, text="Αλλού")
    assert answer.keys() == {"out"}
    assert (log_of(event), log_of(other)) == ([], [])


@pytest.mark.parametrize(
    "said",
    [
        None, "", 7, [], {}, {"event": "1"}, {"event": -1}, {"event": True, "once": 5},
        {"event": 1}, {"event": 1, "once": "x", "text": "α"},
        {"event": 1, "once": ["a"], "text": {"a": 1}}, {"event": 1, "once": KEY, "text": ""},
        {"event": 1, "once": KEY, "text": "α" * 2000}, {"event": 1, "once": KEY, "text": "\x00"},
        {"event": 1, "once": "0" * 37, "text": "α"},
    ],
)  # fmt: skip
def test_what_is_malformed_is_refused_and_written_nowhere(
    event: Event, line_of: Any, grace: Person, said: Any
) -> None:
    line = line_of(grace)
    assert line.ask("act", said).keys() == {"refused"}
    assert (line.is_open, log_of(event)) == (True, [])


def test_somebody_who_floods_waits_and_others_do_not_notice(
    event: Event, line_of: Any, ada: Person, grace: Person, time_stands: None
) -> None:
    fast, calm = line_of(grace), line_of(ada)
    answers = [fast.act("said", event, text=f"{n}") for n in range(45)]
    kinds = ["seq" if "seq" in a else "wait" if "wait" in a else "?" for a in answers]
    assert kinds == ["seq"] * 20 + ["wait"] * 25
    assert calm.act("said", event, text="ήρεμα") == {"seq": 21}


def test_being_here_is_noted_and_leaving_too(
    event: Event, line_of: Any, at: Any, grace: Person
) -> None:
    line = line_of(grace)
    line.ask("join", {"event": event.id, "since": 0, "device": "a1"})

    def here() -> list[str]:
        return names_here(event, at.moment)

    assert here() == ["Grace"]
    line.ask("leave", {"event": event.id, "device": "a1"})
    assert here() == []


def test_the_answer_speaks_the_language_of_the_page(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    done("asked", ada, event, "Πρώτη;")
    news = line_of(grace, "en").ask("join", {"event": event.id, "since": 0})
    html = news["pieces"][0][1]
    address = f'action="/en/live/{event.id}/acts/voted"'
    assert ("I want this answered" in html, address in html) == (True, True)


def test_a_member_comes_in_where_seats_are_not_counted(
    at: Any, line_of: Any, mallory: Person
) -> None:
    free = gathering(capacity=None)
    assert "pieces" in line_of(mallory).ask("join", {"event": free.id, "since": 0})


def test_two_rooms_do_not_hear_each_other(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    other = gathering(title_el="Αλλού", facilitator_id=ada.id)
    seat(other, ada)
    adas, graces = line_of(ada), line_of(grace)
    adas.ask("join", {"event": other.id, "since": 0})
    graces.ask("join", {"event": event.id, "since": 0})
    graces.act("said", event, text="Εδώ")
    assert [what for what, _ in adas.heard() if what == "news"] == []


def test_news_is_the_same_for_all_of_a_role_and_of_a_language(
    event: Event, line_of: Any, ada: Person, grace: Person, make_person: Any
) -> None:
    hedy = make_person("Hedy")
    seat(event, hedy)
    lines = {
        "leads": line_of(ada),
        "el": line_of(grace),
        "el too": line_of(hedy),
        "en": line_of(make_person_seated(event, make_person), "en"),
    }
    for line in lines.values():
        line.ask("join", {"event": event.id, "since": 0})
    done("asked", grace, event, "Πότε;")
    html = {}
    for name, line in lines.items():
        (news,) = [said for what, said in line.heard() if what == "news"]
        ((_piece, html[name]),) = news["pieces"]
    assert html["el"] == html["el too"]
    assert ["acts/hidden" in html[name] for name in ("leads", "el", "en")] == [True, False, False]
    assert ("Θέλω να απαντηθεί" in html["el"], "I want this answered" in html["en"]) == (True, True)
    for markup in html.values():
        assert "csrf_token" not in markup
        assert 'aria-pressed="true"' not in markup


def make_person_seated(event: Event, make_person: Any) -> Person:
    joan = make_person("Joan")
    seat(event, joan)
    return joan


@pytest.mark.parametrize("how_many", [1, 3, 300])
def test_an_act_asks_the_same_few_questions_however_long_the_log(
    event: Event, line_of: Any, ada: Person, grace: Person, queries_run: Any, how_many: int
) -> None:
    done("asked", ada, event, "Πρώτη;")
    fill_log(event, [ada, grace], how_many)
    line = line_of(grace)
    said = {"event": event.id, "kind": "said", "once": key(), "text": "α"}
    line.ask("join", {"event": event.id, "since": 0})
    queries_run.clear()
    assert "seq" in line.ask("act", said)
    # Who asks, event, door, log; the id, number, entry; and for the news event, door, log, names.
    assert len(queries_run) == 11


def test_an_open_page_learns_that_the_hour_has_ended_the_room(
    event: Event, line_of: Any, as_person: Any, at: Any, grace: Person
) -> None:
    line, here = line_of(grace), {"event": event.id, "device": "a1"}
    line.ask("join", {**here, "since": 0})
    panels = as_person(grace)
    told = []
    for minutes in (149, 150):  # an hour and a half, and an hour for the last sentence
        at.is_now(ON + timedelta(minutes=minutes))
        news = panels.get(f"/live/{event.id}/entries?since=0&whole=1").json
        composer = "write-said" in dict(news["whole"])["panel-talk"]
        told.append((line.ask("here", here), news["closed"], composer))
    assert told == [
        ({"seq": 0, "closed": False}, False, True),
        ({"seq": 0, "closed": True}, True, False),
    ]


@pytest.mark.parametrize(
    ("fault", "passes", "traced"),
    [
        (OperationalError("", {}, Exception("database is locked")), True, True),
        (OperationalError("", {}, LockNotAvailable()), True, True),
        (OperationalError("", {}, RefusedLine("connection failed")), True, False),
        (KeyError("odd"), False, True),
    ],
)
def test_a_fault_that_passes_by_itself_is_told_apart(
    app: Flask, monkeypatch: pytest.MonkeyPatch, fault: Exception, passes: bool, traced: bool
) -> None:
    noted: list[bool] = []
    monkeypatch.setattr(
        app.logger, "error", lambda *_said, **more: noted.append("exc_info" in more)
    )
    assert _note_fault(app, fault) == {"failed": True, "passes": passes}
    assert noted == [traced]


def test_saying_that_one_is_here_lets_a_stretch_grow_or_begins_another(
    event: Event, line_of: Any, at: Any, grace: Person
) -> None:
    line, here = line_of(grace), {"event": event.id, "device": "a1"}
    began = at.moment
    line.ask("join", {**here, "since": 0})
    for seconds in (25, 50, 75, 200, 225):
        at.is_now(began + timedelta(seconds=seconds))
        assert line.ask("here", here) == {"seq": 0, "closed": False}
    line.ask("leave", here)
    db.session.rollback()
    stays = queries.intervals(queries.find_room(event.id))
    assert [((a - began).seconds, (b - began).seconds) for _who, a, b in stays] == [
        (0, 75), (200, 225),
    ]  # fmt: skip
    assert queries.who_is_in(queries.find_room(event.id), at.moment) == []


def test_many_who_are_here_are_written_down_in_a_few_statements(
    event: Event, app: Any, make_person: Any, queries_run: Any
) -> None:
    people = [make_person(f"P{'x' * n}") for n in range(6)]
    for person in people:
        seat(event, person)
        be_here(person, event)
    doors = [door_for(event, person) for person in people]
    app.extensions.pop("live_beats", None)
    waiting = heartbeats._waiting()
    for door in doors:
        waiting[door.room.id, event.id].add(heartbeats._beat(door, "phone"))
    queries_run.clear()
    heartbeats.write_down()
    assert [query.split()[0] for query in queries_run] == ["SELECT", "UPDATE"]


def test_who_went_is_not_here_again_by_what_was_said_before(
    event: Event, app: Any, grace: Person, at: Any
) -> None:
    be_here(grace, event)
    door = door_for(event, grace)
    heartbeats._waiting()[door.room.id, event.id].add(heartbeats._beat(door, "phone"))
    with transaction():
        actions.not_here(door, "phone")
        actions.leave(door_for(event, grace), "phone")
    heartbeats.write_down()
    db.session.rollback()
    assert queries.who_is_in(queries.find_room(event.id), at.moment) == []


def test_what_one_answered_on_a_device_is_told_to_the_others_of_the_same_person(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    asked = done("asked", ada, event, "Ψηφίζουμε;")
    phone, laptop, adas = line_of(grace), line_of(grace), line_of(ada)
    for line in (phone, laptop, adas):
        line.ask("join", {"event": event.id, "since": asked})
        line.heard()
    once = key()
    assert phone.act("voted", event, once, about=asked) == {"seq": 2}
    told = {"event": event.id, "seq": 2, "once": once}
    for line, expected in ((phone, [told]), (laptop, [told]), (adas, [])):
        assert [said for what, said in line.heard() if what == "mine"] == expected
    adas.act("voted", event, about=asked)  # whoever has one device knows already
    assert [said for what, said in adas.heard() if what == "mine"] == []


def test_the_more_is_told_the_longer_what_many_do_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    hour = [1000.0]
    monkeypatch.setattr(lines, "monotonic", lambda: hour[0])
    room, told = lines.Listening(0), 0
    pauses: list[float] = []
    for _turn in range(1000):  # a storm that does not end: a chart of two kilobytes each time
        room.weigh(2000)
        told += 2000
        pauses.append(room.pause)
        hour[0] += pauses[-1]
        if hour[0] >= 1060.0:
            break
    assert told <= 30_000
    assert (pauses[:3], pauses[-1] > 6) == ([lines.CALM] * 3, True)
    hour[0] += 60.0  # a quiet minute, and all is quick again
    assert room.pause == lines.CALM
