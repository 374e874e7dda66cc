"""Whoever means harm: refused, written down, and nobody else notices."""

import logging
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import sockets as kit_sockets
from kalo.kit.db import db, transaction
from kalo.live.models import Entry
from kalo.live.views import lines
from tests.factories.events import seat
from tests.factories.live import be_here, done, gathering, key, log_of
from tests.live.conftest import Line

HARM = "</p><script>alert(1)</script><img src=x onerror=alert(1)>'\"{{7*7}}"


def joined(line: Line, event: Event) -> Line:
    line.ask("join", {"event": event.id, "since": 0, "device": "a1"})
    return line


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("hidden", {"about": 1}),
        ("closed", {}),
        ("lobby_opened", {}),
        ("role_given", {"who": 1, "role": "co-facilitator"}),
        ("removed", {"who": 1}),
        ("step_begun", {"step": 1}),
        ("made up", {}),
        ("__class__", {}),
        ("said", {"text": ["α"]}),
        ("said", {"text": {"a": "b"}}),
        ("said", {"text": "α" * 60_000}),
        ("voted", {"about": "1; DROP TABLE live_entry"}),
        ("voted", {"about": 2**40}),
        ("voted", {"about": -1}),
        ("voted", {"about": 1.5}),
        ("voted", {"about": True}),
    ],
)
def test_what_is_not_theirs_or_odd_is_refused_and_written_down_once(
    event: Event, line_of: Any, ada: Person, grace: Person, caplog: Any, kind: str, said: Any
) -> None:
    done("asked", ada, event, "Πρώτη;")
    others, mine = joined(line_of(ada), event), joined(line_of(grace), event)
    others.client.get_received()
    before = log_of(event)
    with caplog.at_level(logging.WARNING, "kalo"):
        assert mine.act(kind, event, **said).keys() == {"refused"}
    assert log_of(event) == before
    assert [what for what, _ in others.heard() if what == "news"] == []
    noted = [r for r in caplog.records if r.message == "a socket event was refused"]
    assert len(noted) <= 1
    assert all("α" not in str(vars(record)) for record in noted)


def test_the_log_of_refusals_is_not_flooded(
    event: Event, line_of: Any, grace: Person, caplog: Any, time_stands: None
) -> None:
    mine = joined(line_of(grace), event)
    with caplog.at_level(logging.WARNING, "kalo"):
        for _ in range(30):
            mine.act("closed", event)
    noted = [r for r in caplog.records if r.message == "a socket event was refused"]
    assert [(r.event, r.kind, r.why) for r in noted] == [(event.id, "closed", "NotYours")] * 3


def test_nobody_speaks_as_somebody_else(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    mine = joined(line_of(grace), event)
    said = {"text": "Είμαι η Ada", "actor_id": ada.id, "who": ada.id, "veiled": True, "step": 9}
    assert mine.act("said", event, **said) == {"seq": 1}
    db.session.rollback()
    entry = db.session.query(Entry).one()
    assert (entry.actor_id, entry.step, entry.payload) == (grace.id, None, {"text": "Είμαι η Ada"})


def test_an_id_that_another_act_has_opens_nothing(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    adas, mine, taken = joined(line_of(ada), event), joined(line_of(grace), event), key()
    assert adas.act("said", event, taken, text="δικό μου") == {"seq": 1}
    assert mine.act("said", event, taken, text="άλλο").keys() == {"refused"}
    assert adas.act("asked", event, taken, text="άλλο;").keys() == {"refused"}
    assert adas.act("said", event, taken, text="κάτι άλλο") == {"seq": 1}
    assert log_of(event) == [(1, "said", None, "δικό μου")]


def test_the_same_id_in_another_room_is_another_act(
    event: Event, ada: Person, line_of: Any
) -> None:
    other, once = gathering(title_el="Αλλού", facilitator_id=ada.id), key()
    line = line_of(ada)
    assert [line.act("said", room, once, text="α") for room in (event, other)] == [{"seq": 1}] * 2


def test_script_in_every_text_is_text(
    event: Event, ada: Person, grace: Person, make_person: Any, as_person: Any, line_of: Any
) -> None:
    mallory = make_person("Mal")
    with transaction():
        db.session.get_one(Person, mallory.id).name = HARM
    seat(event, mallory)
    adas = joined(line_of(ada), event)
    hers = joined(line_of(mallory), event)
    hers.act("said", event, text=HARM)
    hers.act("asked", event, text=HARM)
    be_here(mallory, event)
    done("removed", ada, event, who=mallory.id, reason=HARM)
    told = [html for what, said in adas.heard() if what == "news" for _name, html in said["pieces"]]
    pages = [as_person(p).get(f"/live/{event.id}/").text for p in (ada, grace, mallory)]
    assert len(told) >= 2
    for markup in (*told, *pages):
        assert "<script>alert" not in markup
        assert "<img src=x" not in markup


def test_half_letters_and_turned_directions_break_no_page_and_deceive_nobody(
    event: Event, line_of: Any, ada: Person, grace: Person, as_person: Any
) -> None:
    adas, mine = joined(line_of(ada), event), joined(line_of(grace), event)
    adas.client.get_received()
    assert mine.act("said", event, text="\ud83dκαλη\u202eσπέρα\x00\r\nσε όλους\u200b") == {"seq": 1}
    assert mine.act("asked", event, text=" \u200b\u202e ").keys() == {"refused"}
    assert log_of(event) == [(1, "said", None, "καλησπέρα\nσε όλους")]
    (told,) = [said for what, said in adas.heard() if what == "news"]
    assert "καλησπέρα\nσε όλους" in told["pieces"][0][1]
    assert "καλησπέρα" in as_person(ada).get(f"/live/{event.id}/").text


def test_whoever_was_put_out_hears_nothing_more(
    event: Event, line_of: Any, ada: Person, grace: Person
) -> None:
    hers = joined(line_of(grace), event)
    done("removed", ada, event, who=grace.id, reason="Φωνάζει")
    assert hers.is_open is False
    done("said", ada, event, "για όσους έμειναν")
    with hers.app.app_context():
        assert event.id not in lines._rooms


def test_a_line_that_has_long_been_silent_is_let_go_before_news(
    event: Event, line_of: Any, ada: Person, grace: Person, monkeypatch: Any
) -> None:
    hers = joined(line_of(grace), event)
    now = lines.monotonic()
    monkeypatch.setattr(lines, "monotonic", lambda: now + lines.SILENT + 1)
    done("said", ada, event, "καλησπέρα")
    assert hers.is_open is False


def test_a_line_that_takes_nothing_is_cut_before_it_fills_memory(app: Any) -> None:
    import queue

    from engineio.packet import MESSAGE, Packet

    class Deaf:
        closed = False

        def __init__(self) -> None:
            self.queue: Any = queue.Queue()
            self.sent = 0

        def send(self, packet: Any) -> None:
            self.queue.put(packet)

        def close(self, wait: bool, abort: bool) -> None:
            self.closed = True

    engine, deaf = kit_sockets.socketio.server.eio, Deaf()
    engine.sockets["deaf"] = deaf
    try:
        longest = 0
        for _ in range(2 * kit_sockets.MOST_WAITING):
            if not deaf.closed:
                engine.send_packet("deaf", Packet(MESSAGE, "α"))
            longest = max(longest, deaf.queue.qsize())
        assert (deaf.closed, longest, deaf.queue.qsize()) == (True, kit_sockets.MOST_WAITING, 0)
    finally:
        engine.sockets.pop("deaf", None)


def test_greek_on_the_line_takes_two_bytes_a_letter_and_odd_numbers_break_nothing(app: Any) -> None:
    packet = kit_sockets.socketio.server.packet_class
    made = packet(2, data=["news", {"html": "καλημέρα"}]).encode()
    assert len(made.encode()) == len('2["news",{"html":"καλημέρα"}]'.encode())
    with pytest.raises(ValueError):
        packet(encoded_packet='2["act",{"event":' + "9" * 5000 + "}]")
