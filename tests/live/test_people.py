"""People of a room: what they are there, the lobby, guests, removal, pseudonyms."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import session

from kalo.accounts.models import Person, StaffAct
from kalo.events.actions import give_up_seat
from kalo.events.actions.roles import give_role, take_role
from kalo.events.actions.seats.guests import forget_guest, guest_token
from kalo.events.models import Event, EventRole, Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.folds import People
from kalo.live.folds.talk import Talk
from kalo.live.models import Guest
from kalo.live.permissions import may_enter
from tests.factories.events import seat
from tests.factories.live import ON, be_here, done, door_for, gathering, key, log_of, state_of

JSON = {"Accept": "application/json"}


def role_of(event: Event, person: Person) -> str | None:
    db.session.rollback()
    return door_for(event, db.session.get_one(Person, person.id)).role


def give(event: Event, by: Person, person: Person, role: str) -> None:
    with transaction():
        give_role(db.session.get_one(Event, event.id), by, person, role)


class TestRoles:
    """By the event, by the house, by what was said in the room."""

    def test_the_event_says_what_people_are_and_the_room_may_say_otherwise(
        self, event: Event, ada: Person, grace: Person, mallory: Person, moderator: Person
    ) -> None:
        give(event, ada, mallory, "note-taker")
        roles = {p.name: role_of(event, p) for p in (ada, grace, mallory, moderator)}
        assert roles == {
            "Ada": "facilitator",
            "Grace": "participant",
            "Mallory": "note-taker",
            "Moira": "co-facilitator",
        }
        be_here(grace, event)
        done("role_given", ada, event, who=grace.id, role="speaker")
        assert role_of(event, grace) == "speaker"
        with transaction():
            take_role(db.session.get_one(Event, event.id), ada, mallory.id, "note-taker")
        assert role_of(event, mallory) is None

    def test_whoever_helps_to_lead_may_from_the_next_act_on(
        self, event: Event, ada: Person, grace: Person, as_person: Any
    ) -> None:
        said = done("said", ada, event, "Καλησπέρα")
        be_here(grace, event)
        browser, address = as_person(grace), f"/live/{event.id}/acts/hidden"
        assert browser.post(address, data={"once": key(), "about": said}).status_code == 403
        done("role_given", ada, event, who=grace.id, role="co-facilitator")
        assert browser.post(address, data={"once": key(), "about": said}).status_code == 303
        acts = [(act.person_id, act.verb) for act in db.session.query(StaffAct)]
        assert acts == [
            (ada.id, "gave a role in a live room"),
            (grace.id, "took something off in a live room"),
        ]

    def test_nobody_puts_out_whoever_leads_by_the_event(
        self, event: Event, ada: Person, moderator: Person
    ) -> None:
        be_here(ada, event)
        for kind, more in (("removed", {}), ("role_given", {"role": "observer"})):
            with pytest.raises(Refused):
                done(kind, moderator, event, who=ada.id, **more)

    def test_only_those_who_were_here_get_a_role(
        self, event: Event, ada: Person, mallory: Person
    ) -> None:
        with pytest.raises(Refused):
            done("role_given", ada, event, who=mallory.id, role="speaker")

    def test_an_observer_writes_nothing_and_is_a_number_to_the_others(
        self, event: Event, ada: Person, grace: Person, mallory: Person, as_person: Any
    ) -> None:
        give(event, ada, mallory, "observer")
        be_here(mallory, event)
        watching = as_person(mallory)
        assert "write-said" not in watching.get(f"/live/{event.id}/").text
        said = {"once": key(), "text": "Κάτι"}
        assert watching.post(f"/live/{event.id}/acts/said", data=said).status_code == 403
        people = as_person(grace).get(f"/live/{event.id}/panels/people").text
        assert ("Mallory" in people, "1 άτομο παρακολουθεί" in people) == (False, True)

    def test_those_who_prepare_come_in_before_the_door_opens(
        self, event: Event, at: Any, ada: Person, grace: Person
    ) -> None:
        at.is_now(event.starts_at - (event.ends_at - event.starts_at) * 10)
        assert [may_enter(door_for(event, p), at.moment) for p in (ada, grace)] == [True, False]


class TestLobby:
    """One by one or all: whoever waits sees nothing of the room."""

    def test_whoever_knocks_is_let_in_by_those_who_lead(
        self, event: Event, ada: Person, grace: Person, as_person: Any
    ) -> None:
        done("lobby_opened", ada, event)
        browser, room = as_person(grace), f"/live/{event.id}/"
        page = browser.get(room)
        assert (page.status_code, "Είσαι στον προθάλαμο" in page.text) == (200, True)
        assert browser.get(f"{room}entries").status_code == 403
        refused = browser.post(f"{room}acts/said", data={"once": key(), "text": "Α"})
        assert refused.status_code == 403
        once = re.findall('name="once" value="([^"]+)"', page.text)[0]
        assert browser.post(f"{room}acts/knocked", data={"once": once}).status_code == 303
        assert browser.get(f"{room}way-in").json == {
            "in": False,
            "waits": True,
            "words": "Είσαι στον προθάλαμο, μέχρι να σε αφήσουν να περάσεις.",
        }
        leading = as_person(ada)
        panel = leading.get(f"{room}panels/people").text
        assert ("1 άτομο περιμένει" in panel, "Grace" in panel) == (True, True)
        sent = {"once": key(), "who": grace.id}
        assert leading.post(f"{room}acts/admitted", data=sent).status_code == 303
        assert browser.get(f"{room}way-in").json["in"] is True
        assert (
            browser.post(f"{room}acts/said", data={"once": key(), "text": "Α"}).status_code == 303
        )

    def test_all_are_let_in_at_once_and_who_was_in_stays_in(
        self, event: Event, ada: Person, grace: Person, make_person: Any
    ) -> None:
        be_here(grace, event)
        others = [make_person(name) for name in ("Hedy", "Joan")]
        for other in others:
            seat(event, other)
        done("lobby_opened", ada, event)
        for other in others:
            done("knocked", other, event)
        assert [door_for(event, p).waits for p in (grace, *others)] == [False, True, True]
        done("admitted", ada, event)
        assert [door_for(event, p).waits for p in (grace, *others)] == [False, False, False]
        assert list(state_of(event).of(People).waiting) == []

    def test_who_waits_is_told_to_those_who_lead_alone(
        self, event: Event, ada: Person, grace: Person, make_person: Any, as_person: Any
    ) -> None:
        be_here(grace, event)
        done("lobby_opened", ada, event)
        hedy = make_person("Hedy")
        seat(event, hedy)
        before = state_of(event).seq
        done("knocked", hedy, event)
        room = f"/live/{event.id}/entries?since={before}"
        assert as_person(grace).get(room).json["pieces"] == [["lobby", ""]]
        assert "Hedy" in as_person(ada).get(room).json["pieces"][0][1]

    def test_nobody_waits_for_themselves(self, event: Event, ada: Person, grace: Person) -> None:
        done("lobby_opened", ada, event)
        with pytest.raises(Refused):
            done("admitted", grace, event, who=grace.id)


class TestRemoval:
    """Out with a reason, and back."""

    def test_whoever_is_put_out_reads_why_and_may_be_let_back(
        self, event: Event, ada: Person, grace: Person, as_person: Any
    ) -> None:
        browser, room = as_person(grace), f"/live/{event.id}/"
        browser.post(f"{room}acts/said", data={"once": key(), "text": "Α"})
        done("removed", ada, event, who=grace.id, reason="Φωνάζεις <b>")
        page = browser.get(room)
        assert (page.status_code, "«Φωνάζεις &lt;b&gt;»" in page.text) == (403, True)
        assert browser.get(f"{room}entries").json == {
            "out": "Η ομάδα συντονισμού σού ζήτησε να βγεις από την αίθουσα."
        }
        said = {"once": key(), "text": "Β"}
        assert browser.post(f"{room}acts/said", data=said).status_code == 403
        assert "Φωνάζεις" in as_person(ada).get(f"{room}panels/people").text
        done("let_back", ada, event, who=grace.id)
        assert browser.post(f"{room}acts/said", data=said).status_code == 303

    def test_whoever_was_put_out_is_not_here_and_gets_no_floor(
        self, event: Event, ada: Person, grace: Person, as_person: Any
    ) -> None:
        be_here(grace, event)
        done("removed", ada, event, who=grace.id)
        assert "0 άτομα εδώ" in as_person(ada).get(f"/live/{event.id}/").text
        with pytest.raises(Refused):
            done("floor_given", ada, event, who=grace.id)


class TestPseudonyms:
    """Under another name from now on; what was said under it stays under it."""

    def test_what_was_said_under_a_pseudonym_names_nobody(
        self, event: Event, ada: Person, grace: Person, as_person: Any
    ) -> None:
        done("said", grace, event, "με όνομα")
        done("veiled", grace, event)
        done("said", grace, event, "χωρίς όνομα")
        assert self.names_before_lines(as_person(ada), event) == ["Grace", "another"]
        done("veiled", grace, event, off=True)
        done("said", grace, event, "πάλι με όνομα")
        lines = state_of(event).of(Talk).lines.values()
        assert [line.veiled for line in lines] == [False, True, False]
        assert self.names_before_lines(as_person(ada), event) == ["Grace", "another", "Grace"]
        page = as_person(ada).get(f"/live/{event.id}/").text
        veiled = page[page.index('<li id="said-3"') :].split("</li>")[0]
        assert ("Grace" in veiled, "data-who" in veiled) == (False, False)
        own = as_person(grace).get(f"/live/{event.id}/").text
        assert 'class="own"' in own[own.index('<li id="said-3"') :].split(">")[0] + ">"

    def names_before_lines(self, browser: Any, event: Event) -> list[str]:
        page = browser.get(f"/live/{event.id}/").text
        lines = re.findall(r'<li id="said-.*?<b>(.*?)</b>', page, re.DOTALL)
        return [name if name == "Grace" else "another" for name in lines]

    def test_those_who_lead_know_whoever_is_under_one_by_that_alone(
        self, event: Event, ada: Person, grace: Person, make_person: Any, as_person: Any
    ) -> None:
        hedy = make_person("Hedy")
        seat(event, hedy)
        for person in (ada, grace, hedy):
            be_here(person, event)
        done("role_given", ada, event, who=grace.id, role="note-taker")
        done("veiled", grace, event)
        leading, room = as_person(ada), f"/live/{event.id}/"
        panel = leading.get(f"{room}panels/people").text
        assert ("κρατάει σημειώσεις</span>" in panel, "Grace" in panel) == (False, False)
        numbers = set(re.findall(r'name="who" value="(-?\d+)"', panel))
        assert (str(hedy.id) in numbers, str(grace.id) in numbers) == (True, False)
        (hers,) = numbers - {str(hedy.id)}
        sent = {"once": key(), "who": hers, "role": "speaker"}
        assert leading.post(f"{room}acts/role_given", data=sent).status_code == 303
        assert role_of(event, grace) == "speaker"
        sent = {"once": key(), "who": hers, "reason": "Αρκετά"}
        assert leading.post(f"{room}acts/removed", data=sent).status_code == 303
        panel = leading.get(f"{room}panels/people").text
        assert re.findall(r'name="who" value="(-?\d+)"', panel[panel.index("Αρκετά") :]) == [hers]
        wrong = {"once": key(), "who": int(hers) + 7, "role": "speaker"}
        assert leading.post(f"{room}acts/role_given", data=wrong).status_code == 422

    def test_nobody_finds_out_by_trying_who_is_here(
        self, app: Any, event: Event, grace: Person, monkeypatch: Any
    ) -> None:
        from kalo.live.views.news import mark_of

        mark = mark_of([grace.id])
        assert (mark == mark_of([grace.id]), mark == mark_of([grace.id, 99])) == (True, False)
        monkeypatch.setattr(app, "secret_key", "another")
        assert mark_of([grace.id]) != mark

    def test_what_one_has_done_to_others_is_one_s_own_without_them(
        self, event: Event, ada: Person, grace: Person
    ) -> None:
        from kalo.accounts.own_data import everything_of

        be_here(grace, event)
        done("veiled", grace, event)
        line = done("said", grace, event, "Κάτι")
        done("muted", ada, event, line, why="Αρκετά")
        done("lobby_opened", ada, event)
        with transaction():
            told = everything_of(db.session.get_one(Person, ada.id))["live"]["acts"]
        assert [(act["kind"], {"who", "inside"} & act.keys()) for act in told] == [
            ("muted", set()),
            ("lobby_opened", set()),
        ]

    def test_two_pseudonyms_of_a_room_are_never_the_same(
        self, event: Event, make_person: Any
    ) -> None:
        from kalo.live.views.pseudonyms import WORDS, pseudonym

        names = {pseudonym(number, 7, "el") for number in range(1, 3 * len(WORDS))}
        assert len(names) == 3 * len(WORDS) - 1
        assert pseudonym(1, 7, "el") != pseudonym(1, 8, "el")


@pytest.fixture
def guest_of(event: Event, make: Callable[..., Any]) -> Callable[[str], Registration]:
    def _guest(name: str) -> Registration:
        return make(
            Registration,
            event_id=event.id,
            guest_name=name,
            guest_email=f"{len(name)}@example.org",
            made_at=clock.now(),
            changed_at=clock.now(),
        )

    return _guest


class TestGuests:
    """By the letter of a seat, under a name they choose."""

    def test_a_guest_comes_in_by_their_letter_and_takes_part(
        self, event: Event, guest_of: Any, client: Any, as_person: Any, ada: Person
    ) -> None:
        letter = guest_token(guest_of("Ελένη Παπαδάκη"))
        own_page = client.get(f"/events/guest/{letter}").text
        door = f"/live/{event.id}/guest/{letter}"
        assert f'href="{door}"' in own_page
        form = client.get(door)
        assert (form.status_code, form.headers["Referrer-Policy"]) == (200, "no-referrer")
        assert client.post(door, data={"name": " "}).status_code == 422
        assert client.post(door, data={"name": "Ελένη"}).location == f"/live/{event.id}/"
        page = client.get(f"/live/{event.id}/")
        assert page.status_code == 200
        said = {"once": key(), "text": "Καλησπέρα από εμένα"}
        assert client.post(f"/live/{event.id}/acts/said", data=said).status_code == 303
        seen = as_person(ada).get(f"/live/{event.id}/").text
        assert "<b>Ελένη</b>" in seen
        assert "Παπαδάκη" not in seen
        assert "1 άτομο εδώ" in seen
        assert log_of(event) == [(1, "said", None, "Καλησπέρα από εμένα")]

    def test_without_a_name_the_room_leads_to_the_form(
        self, event: Event, guest_of: Any, client: Any
    ) -> None:
        letter = guest_token(guest_of("Ελένη"))
        client.get(f"/live/{event.id}/guest/{letter}")
        assert client.get(f"/live/{event.id}/").location == f"/live/{event.id}/guest/{letter}"
        assert client.get(f"/live/{event.id}/entries").status_code == 401
        refused = client.post(f"/live/{event.id}/acts/said", data={"once": key(), "text": "α"})
        assert refused.status_code == 401

    def test_a_device_remembers_the_latest_letters_and_its_cookie_stays_small(
        self, app: Any
    ) -> None:
        from kalo.live.views.visitors import LETTERS, MOST_LETTERS, remember_letter

        with app.test_request_context():
            for event_id in (*range(20), 15):
                remember_letter(event_id, f"letter {event_id}")
            assert [*session[LETTERS]] == ["12", "13", "14", "16", "17", "18", "19", "15"]
            assert len(session[LETTERS]) == MOST_LETTERS

    def test_a_letter_opens_one_room_while_the_seat_is_there(
        self, event: Event, guest_of: Any, client: Any, at: Any
    ) -> None:
        row = guest_of("Ελένη")
        letter, other = guest_token(row), gathering(title_el="Αλλού")
        client.post(f"/live/{event.id}/guest/{letter}", data={"name": "Ελένη"})
        assert client.get(f"/live/{other.id}/guest/{letter}").status_code == 403
        assert client.get(f"/live/{event.id}/").status_code == 200
        with transaction():
            forget_guest(db.session.get_one(Registration, row.id))
        assert client.get(f"/live/{event.id}/entries").status_code == 401

    def test_a_guest_who_is_forgotten_has_no_name_in_the_room(
        self, event: Event, guest_of: Any, client: Any, as_person: Any, ada: Person, work: Any
    ) -> None:
        from kalo.live.jobs import hand_over_stays

        row = guest_of("Ελένη")
        client.post(f"/live/{event.id}/guest/{guest_token(row)}", data={"name": "Ελένη"})
        client.post(f"/live/{event.id}/acts/said", data={"once": key(), "text": "α"})
        with transaction():
            forget_guest(db.session.get_one(Registration, row.id))
        assert "<b>πρώην μέλος</b>" in as_person(ada).get(f"/live/{event.id}/").text
        hand_over_stays()
        assert [guest.name for guest in db.session.query(Guest)] == [""]

    def test_those_who_sign_in_are_members_again(
        self, event: Event, guest_of: Any, client: Any, mallory: Person
    ) -> None:
        client.post(f"/live/{event.id}/guest/{guest_token(guest_of('Ελένη'))}", data={"name": "Ε"})
        client.sign_in(mallory)
        assert client.get(f"/live/{event.id}/").status_code == 403


def test_who_gave_the_seat_back_is_out_and_their_role_with_it(
    event: Event, ada: Person, grace: Person
) -> None:
    be_here(grace, event)
    done("role_given", ada, event, who=grace.id, role="speaker")
    with transaction():
        give_up_seat(db.session.get_one(Event, event.id), db.session.get_one(Person, grace.id))
    assert may_enter(door_for(event, grace), ON) is False
    assert queries.find_room(event.id).last_seq == 1


def test_the_roles_of_a_room_are_those_that_somebody_may_have(
    event: Event, ada: Person, grace: Person
) -> None:
    assert door_for(event, grace).roles == {"participant", "co-facilitator", "facilitator"}
    be_here(grace, event)
    done("role_given", ada, event, who=grace.id, role="observer")
    with transaction():
        fresh = {"role": "note-taker", "given_at": clock.now()}
        db.session.add(EventRole(event_id=event.id, person_id=grace.id, **fresh))
        db.session.get_one(Event, event.id).facilitator_id = None
    assert door_for(event, grace).roles == {
        "participant", "co-facilitator", "observer", "note-taker",
    }  # fmt: skip
